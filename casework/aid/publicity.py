"""救助公示 out of a case: what the street may say of it in public, and never more (R32).

The street publishes, the committee posts; on the web off by default; it takes itself down. Of the
family stand a surname and the lane; never a room, an illness, a whole name, or a child's name.
"""

from collections.abc import Iterable
from typing import Any

from casework.aid.models import AidLine
from casework.aid.states import AidKind
from casework.cases.models import Case
from casework.cases.states import CaseKind
from casework.log.households import people_of
from committees.care.states import Care
from committees.people.models import User
from jiedao.common.chinese import room_key
from jiedao.common.masks import hide_known, mask_address, mask_name
from meetings.disclosure.rules import yuan_words

TITLE = "拟给予救助的公示"


def may_publish(reader: User, case: Case) -> bool:
    """The street confirms aid and publishes it (《上海市社会救助条例》 art. 33)."""
    return reader.reach.whole_street and case.kind == CaseKind.HARDSHIP


def whose(case: Case) -> str:
    """「张**」; a child's family has no name at all, and neither has somebody nobody named."""
    if case.minor or Care.CHILD in case.cares:
        return "一户家庭（未成年人不公示姓名）"
    names = people_of(case.household) if case.household else ()
    name = names[0] if names else case.who
    return mask_name(name) if name and not room_key(name) else "一户家庭"


def lane_of(case: Case) -> str:
    """「清和路 100 弄」 of the estate she lives in: never a house, never a room."""
    estate = case.household.dwelling.building.estate if case.household else None
    return mask_address("".join(estate.address.split()) if estate else "") or case.committee.name


def first_words(case: Case, reader: User) -> dict[str, Any]:
    """What the form of the notice starts with; the rest is written by hand. Two queries."""
    committee = case.committee
    rows = (
        AidLine.objects.sums_for(reader).filter(aid__case=case).exclude(aid__kind=AidKind.SERVICE)
    )
    fen = sum(rows.values_list("aid__fen", flat=True))
    where = lane_of(case)
    lines = [
        f"{whose(case)}（{where}）申请社会救助，经调查核实，拟给予救助。",
        f"救助金额：{yuan_words(fen)} 元。" if fen else "",
        "有不同意见的，请在公示期内打监督电话，我们会替您保密。",
    ]
    return {
        "title": TITLE,
        "body": "\n".join(filter(None, lines)),
        "contact_phone": committee.street.phone,
        "committee": committee,
        "on_web": False,
    }


def told_names(case: Case, texts: Iterable[str]) -> bool:
    """Does one of these texts hold a whole name or a number this case is known by?"""
    people = list(case.household.residents.all()) if case.household else []
    names = [one.name for one in people]
    names += [case.who] if case.who and not room_key(case.who) else []
    phones = [phone for phone in (case.phone, *(one.phone for one in people)) if phone]
    return any(hide_known(text, names=names, phones=phones) != text for text in texts)
