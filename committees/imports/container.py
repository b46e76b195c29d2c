"""The ZIP around a workbook, looked at before anything in it is unpacked (RELIABILITY D2–D4). Pure.

Refusals are `BadFile` with the sentence for the screen.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200_000_000
"""Bytes that all parts may unfold to."""
MOST_RATIO = 100
"""Times the packed size; a sheet of text unfolds to ten or twenty times."""
SMALL_ENOUGH = 1_000_000
"""Bytes unpacked below which the ratio does not matter: an empty sheet packs very well."""
CHUNK = 65_536

_ENTRY = b"PK\x01\x02"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "activex/")

TOO_LARGE = "文件解压后过大，已拒绝。"
MACROS = "不支持含宏的文件。请在 Excel 里另存为“Excel 工作簿（.xlsx）”再传。"
BROKEN = "文件没有传完整，或者不是 Excel 工作簿。请在 Excel 里另存为 .xlsx 再传。"
NO_WORKBOOK = "这不是 Excel 工作簿，像是 Word 或者别的文件。请选 .xlsx 或者 CSV。"
PASSWORD_OR_OLD = "这是旧版 .xls 文件，或者设了密码。请在 Excel 里另存为没有密码的 .xlsx 再传。"  # noqa: S105


class BadFile(ValueError):
    """The file as a whole cannot be read; the text says why and what to do."""


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The ZIP, once its table of contents promises nothing monstrous and holds no macros.

    Python unpacks no entry beyond the size its table states, so what is checked here holds later.
    """
    if content.startswith(OLE):
        raise BadFile(PASSWORD_OR_OLD)
    if content.count(_ENTRY) > MOST_ENTRIES:
        raise BadFile(TOO_LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BadFile(BROKEN) from None
    with archive:
        _look_through(archive.infolist(), len(content))
        yield archive


def _look_through(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL_ENOUGH and unpacked > packed * MOST_RATIO):
        raise BadFile(TOO_LARGE)
    for entry in entries:
        if entry.file_size > SMALL_ENOUGH and entry.file_size > entry.compress_size * MOST_RATIO:
            raise BadFile(TOO_LARGE)
        if entry.flag_bits & 0x1:
            raise BadFile(PASSWORD_OR_OLD)
    names = [entry.filename.lower() for entry in entries]
    if any(macro in name for name in names for macro in _MACROS):
        raise BadFile(MACROS)


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part, piece by piece; BadFile when it is missing, damaged, or packed in a strange way."""
    try:
        with archive.open(name) as part:
            while piece := part.read(CHUNK):
                yield piece
    except (KeyError, zipfile.BadZipFile, zipfile.zlib.error, EOFError, OSError):  # type: ignore[attr-defined]
        raise BadFile(BROKEN) from None
    except (NotImplementedError, RuntimeError):
        raise BadFile(BROKEN) from None
