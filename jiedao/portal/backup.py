"""Backup, restore, drill: the database of one moment and the uploaded files, in one sealed file.

What is inside, in this order: `head` (figures of the database, see `figures`), `file:<path>` for
each upload, `database`, `seal` (number, bytes and digest of the files). Files come before the
database is read but after its moment is fixed, so every file a row points to is there.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.utils import timezone

from jiedao.common.crypto import blind_index
from jiedao.common.errors import Refused
from jiedao.portal.copies import BLOCK, copier
from jiedao.portal.figures import Figures
from jiedao.portal.sealed import Broken, Sealer, sections

FORMAT = 1
FILE = "file:"


@dataclass
class Files:
    """How many uploads, how many bytes, and one digest over names and contents."""

    count: int = 0
    size: int = 0
    sha256: str = ""

    def start(self) -> None:
        self._digest = hashlib.sha256()

    def begin(self, name: str) -> None:
        self.count += 1
        self._digest.update(f"\0{name}\0".encode())

    def take(self, block: bytes) -> None:
        self.size += len(block)
        self._digest.update(block)

    def finish(self) -> "Files":
        self.sha256 = self._digest.hexdigest()
        return self


@dataclass(frozen=True)
class Backup:
    """A backup and what it holds. `size` is the bytes of the sealed file."""

    path: Path
    made_at: datetime
    figures: Figures
    files: Files
    size: int


@dataclass(frozen=True)
class Comparison:
    """The figures a backup promises, and those of the copy made from it."""

    backup: Backup
    restored: Figures
    files: Files
    seconds: float = 0.0

    @property
    def differences(self) -> list[str]:
        lines = self.backup.figures.differences(self.restored)
        if asdict(self.files) != asdict(self.backup.files):
            lines.append(
                f"上传的文件：备份 {self.backup.files.count} 个，恢复后 {self.files.count} 个"
            )
        return lines


def default_path(at: datetime) -> Path:
    stamp = timezone.localtime(at).strftime("%Y%m%d-%H%M%S")
    return backup_folder() / f"backup-{stamp}.sealed"


def backup_folder() -> Path:
    return Path(settings.MEDIA_ROOT).parent / "backups"


def newest_backup() -> Path | None:
    """By name, which is the time."""
    return max(backup_folder().glob("backup-*.sealed"), default=None)


# Out


def make_backup(path: Path, *, at: datetime) -> Backup:
    """Write a sealed backup, readable by its owner alone; half a file never has its name.

    Refused when the path exists already or the tools are missing.
    """
    if path.exists():
        raise Refused(f"{path} 已经有了，请换一个名字。")
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(draft, "wb", opener=_private) as out:
            figures, files = _write(out, at)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(path)
    except OSError as wrong:
        raise Refused(f"备份没有写成：{wrong.strerror}。") from None
    finally:
        with suppress(NotADirectoryError):
            draft.unlink(missing_ok=True)
    return Backup(path, at, figures, files, path.stat().st_size)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _write(out: BinaryIO, at: datetime) -> tuple[Figures, Files]:
    sealer = Sealer(out, settings.FIELD_KEYS[0])
    with copier().dump() as (figures, blocks):
        sealer.section("head", [_json(_head(figures, at))])
        files = _write_files(sealer)
        sealer.section("database", blocks)
        sealer.section("seal", [_json(asdict(files))])
        sealer.close()
    return figures, files


def _head(figures: Figures, at: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "vendor": connection.vendor,
        "index_check": _index_check(),
        **asdict(figures),
    }


def _index_check() -> str:
    """The same as long as INDEX_KEY is the same; tells nothing about it."""
    return blind_index("backup", "which index key")


def _write_files(sealer: Sealer) -> Files:
    files, root = Files(), Path(settings.MEDIA_ROOT)
    files.start()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(root).as_posix()
            files.begin(name)
            with path.open("rb") as source:
                sealer.section(f"{FILE}{name}", _counted(source, files))
    return files.finish()


def _counted(source: BinaryIO, files: Files) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        files.take(block)
        yield block


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


# In


def look_into(path: Path) -> Backup:
    """Read the whole file without changing anything. Refused unless it can be restored here."""
    head: dict[str, Any] = {}
    files, seal, databases = Files(), {}, 0
    files.start()
    for name, blocks in _opened(path):
        if name == "head":
            head = json.loads(b"".join(blocks))
            _fits(head)
        elif name.startswith(FILE):
            files.begin(name.removeprefix(FILE))
            for block in blocks:
                files.take(block)
        elif name == "database":
            databases += 1
        elif name == "seal":
            seal = json.loads(b"".join(blocks))
    if not head or databases != 1 or seal != asdict(files.finish()):
        raise Broken
    figures = Figures(head["tables"], head["chains"])
    made_at = datetime.fromisoformat(head["made_at"])
    return Backup(path, made_at, figures, files, path.stat().st_size)


def _opened(path: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    try:
        source = path.open("rb")
    except OSError as wrong:
        raise Refused(f"打不开 {path}：{wrong.strerror}") from None
    with source:
        yield from sections(source, settings.FIELD_KEYS)


def _fits(head: dict[str, Any]) -> None:
    if head["format"] != FORMAT:
        raise Refused("这个备份是另一个版本做的，请用那个版本的程序恢复。")
    if head["vendor"] != connection.vendor:
        raise Refused(f"备份来自 {head['vendor']}，这里用的是 {connection.vendor}，不能恢复。")
    if head["index_check"] != _index_check():
        raise Refused("INDEX_KEY 和做备份那天的不一样，恢复以后谁都登录不了。请换回原来的。")


def has_data() -> bool:
    """Is there an office here that a restore would overwrite?"""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in ("territory_committee", "people_user"):
            if table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 – our own names  # nosec B608
                if cursor.fetchone()[0]:
                    return True
    return False


def restore(path: Path, *, overwrite: bool) -> Comparison:
    """Put everything back: first the whole file is checked, then the database changes in one
    transaction, then the folder of uploads is swapped; the one before is kept beside it.

    Refused with a wrong key, a broken file, another kind of database, another INDEX_KEY; and
    where an office is already, unless `overwrite`.
    """
    backup = look_into(path)
    if not overwrite and has_data():
        raise Refused("这里已经有数据。真的要用备份盖掉，请加上 --yes。")
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".media-", dir=media.parent))
    try:
        comparison = _unpack(backup, staged, copier().fill)
        _swap(staged, media)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return comparison


def _unpack(backup: Backup, folder: Path, fill: Any) -> Comparison:
    """Files into `folder`, the database through `fill`."""
    files, restored = Files(), None
    files.start()
    for name, blocks in _opened(backup.path):
        if name.startswith(FILE):
            files.begin(name.removeprefix(FILE))
            _unpack_file(_inside(folder, name.removeprefix(FILE)), blocks, files)
        elif name == "database":
            restored = fill(blocks)
    if restored is None:
        raise Broken
    return Comparison(backup, restored, files.finish())


def _inside(folder: Path, name: str) -> Path:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise Broken
    return folder / parts


def _unpack_file(path: Path, blocks: Iterator[bytes], files: Files) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        for block in blocks:
            files.take(block)
            out.write(block)


def _swap(staged: Path, media: Path) -> None:
    if media.exists():
        stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
        media.rename(media.with_name(f"{media.name}-before-{stamp}"))
    staged.chmod(0o755)
    staged.rename(media)


def drill(path: Path | None, *, at: datetime) -> Comparison:
    """Restore into a scratch database and folder and compare; the office is not touched.

    Without a path the newest backup is tried, or a fresh one where there is none yet.
    """
    backup_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=backup_folder()) as name:
        folder = Path(name)
        chosen = path or newest_backup() or make_backup(folder / "fresh.sealed", at=at).path
        return _unpack(look_into(chosen), folder / "media", copier().scratch)
