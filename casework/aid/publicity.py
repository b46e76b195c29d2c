"""救助公示 out of a case: what the street may say of it in public, and never more (R32).

The street publishes, the committee posts; on the web off by default; it takes itself down. Of the
family stand a surname and the lane; never a room, an illness, a whole name, or a child's name.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from casework.aid.models import AidLine, CaseNotice
from casework.aid.states import AidKind
from casework.cases.models import Case
from casework.cases.states import CaseKind
from casework.log.households import people_of
from committees.care.states import Care
from committees.notices.drafting import Draft, draft_notice
from committees.notices.keeping import Saying
from committees.notices.models import Notice
from committees.notices.rules import Words
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.chinese import room_key
from jiedao.common.errors import Refused
from jiedao.common.masks import hide_known, mask_address, mask_name
from meetings.disclosure.rules import yuan_words

TITLE = "拟给予救助的公示"
NAMED = "里面有这一家的全名或电话，请写成 张** 这样，去掉电话。"


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


def running_notice(case: Case, at: datetime) -> Notice | None:
    """The aid notice of the case that is being written or still hangs; one query."""
    rows = CaseNotice.objects.filter(case=case).select_related("notice").order_by("-pk")
    return next((row.notice for row in rows if runs(row.notice, at)), None)


def runs(notice: Notice, at: datetime) -> bool:
    """Neither taken down nor past its last minute."""
    if notice.state == NoticeState.RELEASED:
        return notice.expires_at is None or notice.expires_at > at
    return notice.state != NoticeState.WITHDRAWN


def draft_publicity(
    case: Case, draft: Draft, *, committee: Committee | None, by: User, at: datetime
) -> Notice:
    """The draft of the case's aid notice; case and notice know each other from now on.

    Refuses anybody but the street, a second notice while one is written or hangs, and words that
    hold a whole name or a number of the family.
    """
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if running_notice(case, at):
            raise Refused("这件事项已经有一份救助公示，请打开那一份接着改。")
        if told_names(case, draft.words):
            raise Refused(NAMED)
        notice = draft_notice(draft, kind=NoticeKind.AID, committee=committee, by=by, at=at)
        CaseNotice.objects.create(case=case, notice=notice)
    return notice


def no_whole_name(saying: Saying) -> str:
    """Whatever is saved later in a notice of a case, a correction too, is looked through again."""
    if saying.notice.kind != NoticeKind.AID or saying.notice.pk is None:
        return ""
    link = CaseNotice.objects.filter(notice=saying.notice).select_related("case__household").first()
    if link is not None and told_names(link.case, saying.words):
        raise Refused(NAMED)
    return ""


def told_names(case: Case, words: Words) -> bool:
    """Do these words hold a whole name or a number this case is known by?"""
    people = list(case.household.residents.all()) if case.household else []
    names = [one.name for one in people]
    names += [case.who] if case.who and not room_key(case.who) else []
    phones = [phone for phone in (case.phone, *(one.phone for one in people)) if phone]
    said = (words.title, words.body, words.place, words.happens, words.contact_phone)
    return any(hide_known(text, names=names, phones=phones) != text for text in said)
