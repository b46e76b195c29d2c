"""What somebody tries who only knows that this is Django (RELIABILITY A12, B7, C6, C11, F12)."""

import ast
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from committees.notices.rules import Words, correction_summary, private_numbers
from committees.people.credentials import issue_code
from jiedao.common.chinese import bigrams, room_key, strip_invisible
from jiedao.common.dates import parse_day
from jiedao.common.ids import clean_id_number, clean_phone
from jiedao.common.logs import without_secrets
from jiedao.common.masks import contains_private_data

ROOT = Path(__file__).parents[2]
APPS = ("jiedao", "committees", "meetings", "elections", "casework")
GOES_OUT = set(
    "requests httpx urllib3 aiohttp http.client urllib.request ftplib smtplib socket".split()
)
MAY_GO_OUT = {
    "committees/delivery/channels.py": "the office's own mail server",
    "jiedao/portal/management/commands/serve.py": "is the port free?",
}


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/login/",
        "/.env",
        "/.git/config",
        "/media/",
        "/static/../jiedao/settings.py",
        "/debug/",
        "/api/",
        "/metrics",
        "/phpinfo.php",
    ],
)
def test_what_is_not_there_is_a_missing_page(cast, enter, path):
    for client in (Client(), enter(cast.admin)):
        assert client.get(path).status_code == 404


def test_a_foreign_host_name_is_refused_before_any_page(cast):
    page = Client().get("/sign-in/", headers={"host": "evil.example"})

    assert page.status_code == 400
    assert "evil.example" not in page.content.decode()


def test_no_module_of_the_portal_fetches_anything_from_outside():
    sources = {
        str(source.relative_to(ROOT)): source.read_text()
        for app in APPS
        for source in (ROOT / app).rglob("*.py")
    }

    assert {name for name, text in sources.items() if GOES_OUT & _imported(text)} == set(MAY_GO_OUT)


def _imported(text: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


# Text that makes a careless pattern think for hours

LONG = 50_000
NASTY = {
    "digits": "1" * LONG,
    "almost a number": "1380000 " * (LONG // 8),
    "spaces": " " * LONG + "x",
    "open brackets": "（" * LONG,
    "dashes": "3-" * (LONG // 2),
    "dots": "11." * (LONG // 3),
    "letters": "a" * LONG + "!",
    "tokens": "/aA0" * (LONG // 4),
    "sentences": "好。" * (LONG // 2),
    "lines": "\n" * LONG,
    "marks": "\u200b" * LONG,
}
READERS = {
    "phone": clean_phone,
    "ID": clean_id_number,
    "day": lambda text: parse_day(text, date(2026, 11, 23)),
    "door": room_key,
    "words": bigrams,
    "invisible": strip_invisible,
    "private numbers": contains_private_data,
    "notice": lambda text: private_numbers(Words(text, text)),
    "correction": lambda text: correction_summary(Words("t", text[:4_000]), Words("t", "别的")),
    "log": without_secrets,
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_no_text_keeps_a_reader_busy(reader, text):
    """Linear ones take milliseconds; one that goes back and forth would take minutes."""
    started = time.process_time()
    with suppress(ValueError):  # refused: that is an answer too
        reader(text)
    assert time.process_time() - started < 2


# Codes that open something once


def test_a_setting_code_of_one_person_opens_nothing_for_another(cast):
    code = issue_code(cast.east_member, by=cast.east_director, at=timezone.now())
    sent = {"code": code, "password": "一句新的长长的话", "again": "一句新的长长的话"}

    other = Client().post("/sign-in/set-password/", {"phone": cast.west_member.phone, **sent})
    own = Client().post("/sign-in/set-password/", {"phone": cast.east_member.phone, **sent})

    assert (other.status_code, own.status_code) == (422, 303)
