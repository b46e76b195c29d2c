"""From nothing to an office: the street, its committees, and the first two accounts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import record
from committees.people.credentials import issue_code
from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.territory.actions import add_committees
from committees.territory.models import Committee, Street
from committees.territory.rules import COLUMNS, REQUIRED, Line, read_lines
from committees.territory.tables import BadTable, Fault, read_table
from jiedao.common.chinese import tidy
from jiedao.common.errors import Refused
from jiedao.common.ids import clean_phone


class BadDirectory(Refused):
    """The list of committees cannot be taken over; `faults` names every line and reason."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Opening:
    """What `open_office` found or made. `added` is 0 when the office stood already."""

    street: Street
    committees: int
    added: int


@dataclass(frozen=True)
class Account:
    """An account for the first days. `code` is empty when the person has come in already."""

    user: User
    role: Role
    code: str
    is_new: bool


def directory_lines(content: bytes) -> list[Line]:
    """The committees of the file. BadDirectory with a reason for each bad line."""
    try:
        lines, faults = read_lines(read_table(content, COLUMNS, REQUIRED))
    except BadTable as wrong:
        raise Refused(str(wrong)) from None
    if faults:
        raise BadDirectory(faults)
    if not lines:
        raise Refused("文件里没有居委会。")
    return lines


@transaction.atomic
def open_office(street_name: str, content: bytes) -> Opening:
    """Make the street and its committees in the order of the file; nothing else is invented.

    A second run finds everything and changes nothing. Refused when another street, or another
    list of committees, is here already: then the directory is edited in the settings.
    """
    lines = directory_lines(content)
    name = tidy(street_name)
    if not name:
        raise Refused("请写街道名称。")
    street = Street.objects.select_for_update().first()
    if street is not None and street.name != name:
        raise Refused(f"这里已经是{street.name}，不能再设成{name}。")
    codes = set(Committee.objects.values_list("code", flat=True))
    if codes:
        if street is not None and codes >= {line.code for line in lines}:
            return Opening(street, len(codes), 0)
        raise Refused(f"这里已经有 {len(codes)} 个居委会。要添要改，请到“设置 → 居委会 → 导入”。")
    if street is None:
        street = Street.objects.create(name=name)
        record("territory.open", street, by=None, label=name)
    added = add_committees(street, lines, by=None)
    return Opening(street, len(added), len(added))


@transaction.atomic
def open_account(
    name: str, phone: str, role: Role, *, at: datetime, new_code: bool = False
) -> Account:
    """An account of the street with a one-time code to set the password, valid 24 h.

    An account with this number and role is left alone; `new_code` gives it another code. Refused
    when the number belongs to somebody else.
    """
    try:
        number = clean_phone(phone)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    person = tidy(name)
    user = User.objects.with_phone(number)
    if user is not None and user.name != person:
        raise Refused("这个手机号已经是另一个人的，请核对。")
    is_new = user is None
    if user is None:
        user = _new_user(person, number)
    _give(user, role, at)
    wanted = is_new or new_code
    code = issue_code(user, by=None, at=at) if wanted else ""
    return Account(user, role, code, is_new)


def _new_user(name: str, phone: str) -> User:
    if not name:
        raise Refused("请写姓名。")
    user = User(name=name, phone=phone)
    user.set_unusable_password()
    user.save()
    record("people.create", user, by=None)
    return user


def _give(user: User, role: Role, at: datetime) -> None:
    today = timezone.localdate(at)
    if user.postings.on(today).filter(role=role).exists():
        return
    posting = Posting.objects.create(user=user, role=role, since=today)
    record("people.post", posting, by=None, label=posting.get_role_display())
