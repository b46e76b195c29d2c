"""What holds for every page that opened, whatever it is about and whoever opened it.

The matrix looks at each page once as each of its readers; all of this is asked of that one answer.
"""

from collections.abc import Iterable
from html import escape

from tests.access.policy import Row
from tests.access.stage import MARKUP, TAG, UNKNOWN, Answer
from tests.access.whole_numbers import may_say, readable, whole_numbers

MAY_WRITE = {
    "second-factor": {"people_authenticator"},  # its key must exist before it can be shown
    # CONTRACTS: opening a hardship record, and taking a table along, are noted
    "case": {"journal_entry", "journal_chain_head"},
    # an invitation knows when it was first read: whoever did not read it is phoned
    "meeting": {"attendance_attendee"},
    "partner-link": {"attendance_attendee", "convening_invited_body"},
    # so does what a body was asked to do, on its list too, where it stands in full
    "actions": {"referrals_referral"},
    "asked": {"referrals_referral"},
    "asked-link": {"referrals_referral"},
    "care-sheet": {"journal_entry", "journal_chain_head"},  # numbers in full, on paper
    "knock": {"journal_entry", "journal_chain_head"},  # whom to ring, in full
    # what leaves the house on paper or in a file is noted, whoever takes it
    "resident-print": {"journal_entry", "journal_chain_head"},
    "resident-pdf": {"journal_entry", "journal_chain_head"},
    "export-file": {"journal_entry", "journal_chain_head"},
    "aid-export": {"journal_entry", "journal_chain_head"},
    "import-problems": {"journal_entry", "journal_chain_head"},
    "street-export": {"journal_entry", "journal_chain_head"},
    "street-meetings-export": {"journal_entry", "journal_chain_head"},
}
OF_THE_SESSION = {"people_session"}
"""When somebody was last here is written once a minute."""


def check_page(row: Row, role: str, answer: Answer) -> None:
    """AssertionError names the page and its reader."""
    who = f"{row.name} as {role}"
    check_it_wrote_nothing(answer, MAY_WRITE.get(row.name, set()), who)
    check_what_it_forbids(answer, who)
    check_it_says_no_whole_number(row, role, answer, who)
    if role not in UNKNOWN:
        check_it_is_not_kept(answer, who)
    if answer.header("Content-Type").startswith("text/html"):
        check_it_obeys_no_text(answer, who)


def check_it_wrote_nothing(answer: Answer, may_write: set[str], who: str) -> None:
    """Looking changes nothing (RELIABILITY C1, trust rules)."""
    written = answer.written - OF_THE_SESSION
    assert written <= may_write, f"{who}: read, and {written - may_write} was written"


def check_what_it_forbids(answer: Answer, who: str) -> None:
    """What every page says to the browser about itself (RELIABILITY C8, C13; ASVS 3.4)."""
    rules = policy_of(answer.header("Content-Security-Policy"))
    assert rules["default-src"] == ["'none'"], who
    assert rules["frame-ancestors"] == ["'none'"], who
    assert rules.get("script-src", ["'self'"]) == ["'self'"], who
    assert rules.get("style-src", ["'self'"]) == ["'self'"], who
    assert "unsafe" not in answer.header("Content-Security-Policy"), who
    assert answer.header("X-Content-Type-Options") == "nosniff", who
    assert answer.header("X-Frame-Options") == "DENY", who
    assert answer.header("Referrer-Policy") in ("same-origin", "no-referrer"), who
    assert answer.header("Cross-Origin-Opener-Policy") == "same-origin", who
    assert not answer.header("Server"), who


def check_it_says_no_whole_number(row: Row, role: str, answer: Answer, who: str) -> None:
    """Of the household that lives on the stage (whole_numbers.py)."""
    said = set(whole_numbers(readable(dict(answer.headers), answer.body)))
    assert said <= set(may_say(row.name, role)), f"{who}: says {said} in full"


def check_it_is_not_kept(answer: Answer, who: str) -> None:
    """By the browser of a shared machine, or by anything on the way."""
    assert "no-store" in answer.header("Cache-Control"), who
    assert "Cookie" in answer.header("Vary"), who


def check_it_obeys_no_text(answer: Answer, who: str) -> None:
    """What people type stays text wherever it is shown (RELIABILITY C3, C5, C10)."""
    page = answer.body.decode()
    assert TAG not in page, f"{who}: a tag somebody typed is one"
    assert f"{MARKUP[len(TAG)]}'" not in page, f"{who}: out of an attribute"
    assert "'14" not in page.replace("&#x27;", "'"), f"{who}: it reckons"


def shows_its_markup(answers: Iterable[Answer]) -> bool:
    """Somebody reads it, so the check above has met it; files and redirects show nothing."""
    pages = [one for one in answers if one.header("Content-Type").startswith("text/html")]
    return not pages or any(escape(TAG).encode() in one.body for one in pages)


def policy_of(header: str) -> dict[str, list[str]]:
    rules = (rule.split() for rule in header.split(";") if rule.strip())
    return {name: values for name, *values in rules}
