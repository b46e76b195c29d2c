"""Every environment variable of the portal, read once, here and nowhere else.

`.env.example` lists the same names with a sentence each.
Without any of them the portal runs on this machine alone: SQLite, the filesystem broker,
keys made on first start and kept in DATA_DIR (mode 600).
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
DEMO_STREET = "清和街道"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]", "testserver")


@dataclass(frozen=True)
class Environment:
    """What the machine tells the portal. Keys are never printed."""

    database_url: str
    redis_url: str
    secret_key: str
    secret_is_given: bool
    field_keys: tuple[str, ...]
    index_key: str
    allowed_hosts: tuple[str, ...]
    site_name: str
    street_name: str
    help_phone: str
    help_hours: str
    base_path: str
    data_dir: Path
    port: int
    demo: bool
    admin_site: bool
    reveals_a_day: int
    email_host: str
    email_port: int
    email_user: str
    email_password: str
    email_from: str
    sms_folder: Path
    site_code: str
    icp_record: str
    police_record: str
    map_tiles: str
    map_credit: str

    @property
    def map_host(self) -> str:
        """Whom pages with the geographic layer may load pictures from; empty without one.

        「https://{s}.tiles.example/{z}/{x}/{y}.png」 is https://*.tiles.example.
        """
        parts = urlsplit(self.map_tiles.replace("{s}", "*"))
        return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""

    @property
    def served_over_https(self) -> bool:
        """True as soon as the portal answers to a name other than this machine's own."""
        return any(host not in LOCAL_HOSTS for host in self.allowed_hosts)


def read(source: Mapping[str, str]) -> Environment:
    """Read the variables of `source`; numbers that are not numbers raise ValueError."""
    data_dir = Path(source.get("DATA_DIR") or ROOT / "var").resolve()
    given = source.get("SECRET_KEY", "")
    kept = {} if given else _kept_keys(data_dir)
    return Environment(
        database_url=source.get("DATABASE_URL", ""),
        redis_url=source.get("REDIS_URL", ""),
        secret_key=given or kept["secret_key"],
        secret_is_given=bool(given),
        field_keys=_words(source.get("FIELD_KEYS", "")) or (kept.get("field_key", ""),),
        index_key=source.get("INDEX_KEY", "") or kept.get("index_key", ""),
        allowed_hosts=_words(source.get("ALLOWED_HOSTS", "")) or LOCAL_HOSTS,
        site_name=source.get("SITE_NAME", "居委会工作平台"),
        street_name=source.get("STREET_NAME") or _kept_street(data_dir) or DEMO_STREET,
        help_phone=source.get("HELP_PHONE", "021-0000 0000"),
        help_hours=source.get("HELP_HOURS", "工作日 8:30–17:00"),
        base_path=source.get("BASE_PATH", "").strip("/"),
        data_dir=data_dir,
        port=int(source.get("PORT") or 8000),
        demo=_yes(source.get("JIEDAO_DEMO", "")),
        admin_site=_yes(source.get("ADMIN_SITE", "")),
        reveals_a_day=int(source.get("REVEALS_A_DAY") or 100),
        email_host=source.get("EMAIL_HOST", ""),
        email_port=int(source.get("EMAIL_PORT") or 25),
        email_user=source.get("EMAIL_USER", ""),
        email_password=source.get("EMAIL_PASSWORD", ""),
        email_from=source.get("EMAIL_FROM", "portal@localhost"),
        sms_folder=data_dir / "sms",
        site_code=source.get("SITE_CODE", ""),
        icp_record=source.get("ICP_RECORD", ""),
        police_record=source.get("POLICE_RECORD", ""),
        map_tiles=source.get("MAP_TILES", "").strip(),
        map_credit=source.get("MAP_CREDIT", "").strip(),
    )


def keep_street(data_dir: Path, name: str) -> None:
    """Remember the office's name for the next start, where no STREET_NAME is given."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "street.txt").write_text(name)


def _kept_street(data_dir: Path) -> str:
    path = data_dir / "street.txt"
    return path.read_text().strip() if path.exists() else ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _yes(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


def _kept_keys(data_dir: Path) -> dict[str, str]:
    """Keys of an installation that was given none; made once, under a name nobody else can win."""
    path = data_dir / "keys.json"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = {
            name: secrets.token_urlsafe(48) for name in ("secret_key", "field_key", "index_key")
        }
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(fresh))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process of the same start was first: its keys count
        finally:
            draft.unlink()
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


ENV = read(os.environ)
