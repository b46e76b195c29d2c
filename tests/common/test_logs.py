"""The log says what happened and gives nothing away (RELIABILITY C15, F16)."""

import io
import logging

import pytest
from django.test import Client
from django.utils import timezone

from committees.people.feed_keys import make_feed_key, revoke_feed_key
from jiedao.common.keys import feed_token
from jiedao.common.logs import QuietFormatter, without_secrets

TOKEN = "qK3v9sXwzR1tY7uBn5mCd8fGh2jL4pQe"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"Not Found: /calendar/{TOKEN}.ics", "Not Found: /calendar/….ics"),
        (f"Unprocessable Entity: /i/{TOKEN}/", "Unprocessable Entity: /i/…/"),
        (f"/x/?next=/i/{TOKEN}/&key={TOKEN}", "/x/?next=/i/…/&key=…"),
        ("sms to 10000000001 failed", "sms to … failed"),
        ("ID 11010119900307467X refused", "ID … refused"),
        ("Not Found: /c/huaneng-chengshi-huayuan/", "Not Found: /c/huaneng-chengshi-huayuan/"),
        ("Not Found: /people/987654321/", "Not Found: /people/987654321/"),
        ("2026-11-23 09:44:22,851 WARNING 303 ms", "2026-11-23 09:44:22,851 WARNING 303 ms"),
    ],
)
def test_tokens_and_numbers_of_people_are_left_out(line, written):
    assert without_secrets(line) == written


@pytest.fixture
def console(monkeypatch) -> io.StringIO:
    """What the portal's own handler writes, as the settings made it."""
    own = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, QuietFormatter)
    ]
    assert len(own) == 1, "one handler writes, and it is quiet"
    written = io.StringIO()
    monkeypatch.setattr(own[0], "stream", written)
    return written


def test_no_link_that_opens_something_stands_in_the_log(cast, enter, console):
    feed = make_feed_key(cast.east_member, at=timezone.now())
    revoke_feed_key(cast.east_member, at=timezone.now())
    link = feed_token()

    Client().get(f"/calendar/{feed}.ics")
    Client().get(f"/i/{link}/")
    Client().post(f"/i/{link}/", {"phone": cast.east_member.phone})
    enter(cast.east_member).get(f"/drafts/?next=/i/{link}/{'9' * 40}/")

    said = console.getvalue()
    assert "Not Found: /i/" in said, "something is written at all"
    assert [secret for secret in (feed, link, cast.east_member.phone) if secret in said] == []


def test_a_traceback_gives_nothing_away_either(console):
    try:
        raise ValueError(f"no such person: 10000000001 at /i/{TOKEN}/")
    except ValueError:
        logging.getLogger("jiedao").exception("it failed")

    said = console.getvalue()
    assert "ValueError: no such person: … at /i/…/" in said
    assert TOKEN not in said
