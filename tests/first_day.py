"""The first day of an office: who comes in, and what the machine room prints."""

import re
from base64 import b32decode
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django_otp.oath import totp

MORNING = "2026-11-24T08:20:00+08:00"
"""A Tuesday, ten minutes before the desk opens."""
ADMIN = ("许明", "10000000001")
DIRECTOR = ("周桂英", "10000000003")
MEMBER = ("王桂珍", "10000000004")
SECOND_MEMBER = ("赵国强", "10000000005")
TEAM = {"主任": DIRECTOR, "委员 1": MEMBER, "委员 2": SECOND_MEMBER}
PASSWORD = "三楼的桂花又开了"
FIRST = "宝钢一村"


def set_up_the_office() -> str:
    """The real directory in an empty database; the administrator's one-time code."""
    said = StringIO()
    call_command(
        "setup_office",
        street="友好街道",
        committees=settings.BASE_DIR / "data" / "committees.csv",
        admin_name=ADMIN[0],
        admin_phone=ADMIN[1],
        stdout=said,
    )
    return found_in(said.getvalue(), r"一次性设置码 (\w{6})（")


def code_on_the_slip(page: str, name: str) -> str:
    """What stands on the paper that this person is handed."""
    return found_in(page, rf"{name}\s+设置码 (\w{{6}})\s")


def digits_on_the_phone(secret: str) -> str:
    """What the authenticator shows for the key that the page prints."""
    key = secret.replace(" ", "")
    return f"{totp(b32decode(key + '=' * (-len(key) % 8))):06d}"


def found_in(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, f"no {pattern} in: {text}"
    return found[1]
