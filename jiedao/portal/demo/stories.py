"""A few stories told by the acts themselves: doors nobody opened, and hardships of level 1 and 2.

Everything else of the fiction is written in bulk; these have every line, clock and reminder that
the same story has when somebody lives it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from casework.aid.actions import AidWords, approve, give, sign_for
from casework.aid.models import Aid, AidLine, Fund
from casework.aid.states import AidKind
from casework.callbacks.actions import record_callback
from casework.callbacks.models import Callback
from casework.callbacks.rules import Heard
from casework.callbacks.states import Grade
from casework.cases.actions import CaseWords, add_progress, open_case
from casework.cases.closing import Closing, ask_to_close, confirm_close
from casework.cases.models import Case, CaseEvent
from casework.cases.planning import Plan
from casework.cases.states import CaseKind, Source, Urgency
from casework.doors.models import DoorRecord
from casework.knocks.actions import write_seen, write_step
from casework.knocks.models import Knock
from casework.knocks.states import Outcome, Rung
from casework.log.actions import write_entry
from casework.log.models import LogEntry
from casework.log.rules import EntryWords
from casework.log.states import LogKind
from casework.plans.actions import begin_plan, finish_step
from casework.plans.models import PlanStep, PlanTemplate
from casework.referrals.actions import Request, answer, refer
from casework.referrals.models import Referral
from casework.referrals.states import ReferralState
from casework.response.counting import count_uncounted
from committees.care.models import CareLabel
from committees.care.states import Care
from committees.journal.models import AuditEntry
from committees.numbering.models import Counter
from committees.people.models import User
from committees.reminders.models import Call, InboxMessage, Reminder
from committees.residents.models import Household, Resident
from committees.territory.models import Committee
from jiedao.portal.demo import asking
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff, Team
from jiedao.portal.demo.setting import Setting
from jiedao.portal.demo.store import Store

ROWS = (
    Aid,
    AidLine,
    AuditEntry,
    Call,
    Callback,
    Case,
    CaseEvent,
    Counter,
    DoorRecord,
    InboxMessage,
    Knock,
    LogEntry,
    PlanStep,
    Referral,
    Reminder,
)
"""What the acts wrote; the store counts them again."""


def write(setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff) -> None:
    """Into the first committee; the referral comes from the second. Then every open case of the
    34 has its clocks, as the first beat would give them."""
    first = places[0]
    doors = _who_lives_alone(first.committee)
    if len(doors) >= 4:
        _seen_in_the_end(setting, first.team, doors[0])
        _nobody_opened_yet(setting, first.team, doors[1])
        _fallen(setting, first.team, doors[2])
        _asked_and_closed(setting, first.team, doors[3])
    elsewhere = places[min(1, len(places) - 1)]
    others = _who_lives_alone(elsewhere.committee)
    if others:
        _sent_on(setting, elsewhere.team, others[-1], staff.clerk)
    while count_uncounted(setting.now):
        pass
    asking.write(setting, places)
    for model in ROWS:
        if rows := model._base_manager.count():
            store.counts[model] = rows


def _who_lives_alone(committee: Committee) -> list[Resident]:
    labels = CareLabel.objects.of_present().filter(committee=committee, kind__key="lives-alone")
    rows = labels.select_related("resident__household__dwelling", "resident__committee")
    people = {row.resident.household_id: row.resident for row in rows.order_by("pk")[:40]}
    return [person for person in people.values() if person.phone][:8]


def _home(person: Resident) -> Household:
    home: Household = person.household
    return home


def _ago(setting: Setting, days: int = 0, hours: int = 0, minutes: int = 0) -> datetime:
    return setting.now - timedelta(days=days, hours=hours, minutes=minutes)


def _knocked(team: Team, by: User, person: Resident, text: str, at: datetime) -> Knock:
    """Nobody opened: the entry raises the alarm."""
    words = EntryWords(LogKind.HOME, "", text, timezone.localdate(at), nobody_home=True)
    write_entry(team.committee, by=by, words=words, household=_home(person), at=at)
    knock: Knock = Knock.objects.open().get(household=person.household_id)
    return knock


# 敲门没人应


def _seen_in_the_end(setting: Setting, team: Team, person: Resident) -> None:
    by, at = team.members[0], _ago(setting, days=3, hours=1)
    knock = _knocked(team, by, person, "敲了三次没人应，电话也没人接。", at)
    later = at + timedelta(minutes=10)
    write_step(knock, by=by, rung=Rung.PHONE, outcome=Outcome.NO_ANSWER, at=later)
    later = at + timedelta(minutes=20)
    said = "隔壁说早上七点多看见她拎着袋子下楼。"
    write_step(knock, by=by, rung=Rung.NEIGHBOUR, whom="隔壁", words=said, at=later)
    seen = at + timedelta(minutes=55)
    how = "买菜回来碰到的，手机忘在家里，人好好的。"
    write_seen(knock, by=by, who=by.name, how=how, seen_at=seen, at=seen + timedelta(minutes=5))


def _nobody_opened_yet(setting: Setting, team: Team, person: Resident) -> None:
    by, at = team.members[-1], _ago(setting, minutes=40)
    knock = _knocked(team, by, person, "上门送药，敲门没人应，屋里没有声音。", at)
    later = at + timedelta(minutes=8)
    write_step(knock, by=by, rung=Rung.PHONE, outcome=Outcome.NO_ANSWER, at=later)


# 困难快速反应


def _opened(
    team: Team,
    person: Resident,
    by: User,
    at: datetime,
    title: str,
    text: str,
    care: Care,
    urgency: Urgency,
) -> Case:
    words = CaseWords(
        title,
        kind=CaseKind.HARDSHIP,
        text=text,
        cares=(care,),
        source=Source.VISIT,
        household=_home(person),
        urgency=urgency,
    )
    return open_case(team.committee, by=by, words=words, plan=Plan(by), at=at)


def _planned(case: Case, key: str, at: datetime, word: str) -> None:
    """The plan of its kind, the first step done."""
    template = PlanTemplate.objects.get(key=key)
    steps = begin_plan(case, by=case.owner, template=template, at=at)
    finish_step(steps[0], by=case.owner, word=word, at=at + timedelta(minutes=5))


def _helped(
    case: Case, kind: AidKind, what: str, fen: int, at: datetime, *, yes: User | None = None
) -> Aid:
    """Given to the household; approved by `yes` where it takes two, then signed for."""
    fund = Fund.objects.filter(enabled=True).order_by("order", "pk").first()
    on, by = timezone.localdate(at), case.owner
    if fund is None or case.household is None:
        raise ValueError("the fiction helps a household, out of a fund")
    words = AidWords(kind, what, fen, fund, on, by, [case.household], urgent=True, case=case)
    aid = give(case.committee, by=by, words=words, at=at)
    if yes is not None:
        approve(aid, by=yes, at=at + timedelta(minutes=20))
    names = {line.pk: "本人" for line in aid.lines.all()}
    return sign_for(aid, by=by, names=names, on=on, at=at + timedelta(minutes=30))


def _fallen(setting: Setting, team: Team, person: Resident) -> None:
    """Level 1, yesterday: help first. It goes on."""
    by, at = team.members[0], _ago(setting, days=1, hours=2)
    case = _opened(
        team,
        person,
        by,
        at,
        "老人在家里摔倒，起不来",
        "上门走访时发现摔在卫生间，人清醒，腿疼得站不起来。已经打了 120。",
        Care.ELDER,
        Urgency.DANGER,
    )
    add_progress(
        case,
        by=by,
        text="陪着到了医院，拍了片子，没有骨折，侄女在路上。",
        at=at + timedelta(hours=2),
    )
    _planned(case, "elder-alone", at + timedelta(hours=3), "看过了，卫生间要装扶手")
    _helped(case, AidKind.GOODS, "四脚助行器一个", 15_000, at + timedelta(hours=4))
    add_progress(
        case, by=by, text="昨晚住在侄女家，不疼了。明天送饭时再看一次。", at=_ago(setting, hours=1)
    )


def _asked_and_closed(setting: Setting, team: Team, person: Resident) -> None:
    """Level 2, a week ago: help, asked by somebody else, closed by two."""
    by, at = team.members[-1], _ago(setting, days=7)
    case = _opened(
        team,
        person,
        by,
        at,
        "养老金卡丢了，这几天买不了菜",
        "卡丢了还没补，家里只剩一点米，问了邻居借过钱。",
        Care.POVERTY,
        Urgency.URGENT,
    )
    _planned(case, "subsistence", at + timedelta(hours=1), "清单给了，材料齐")
    _helped(
        case,
        AidKind.MONEY,
        "临时生活补助",
        30_000,
        at + timedelta(hours=2),
        yes=team.director,
    )
    add_progress(case, by=by, text="陪着去银行补了卡，三天后能取钱。", at=at + timedelta(days=1))
    done = Closing("卡补好了，钱取到了，以后由楼组长每周问一次。", "签收单在档案盒 2")
    ask_to_close(Case.objects.get(pk=case.pk), by=by, closing=done, at=at + timedelta(days=4))
    heard = Heard(solved=True, grade=Grade.VERY_GOOD, said="卡拿到了，谢谢你们")
    at_last = at + timedelta(days=5)
    record_callback(Case.objects.get(pk=case.pk), by=team.director, heard=heard, at=at_last)
    confirm_close(
        Case.objects.get(pk=case.pk), by=team.director, at=at_last + timedelta(minutes=10)
    )


def _sent_on(setting: Setting, team: Team, person: Resident, clerk: User) -> None:
    """Level 2, the day before yesterday: the street is asked for what a committee cannot give."""
    by, at = team.director, _ago(setting, days=2)
    case = _opened(
        team,
        person,
        by,
        at,
        "住院费交不上，医院催了两次",
        "一个人住，积蓄用完了，亲戚在外地帮不上。",
        Care.HARDSHIP,
        Urgency.URGENT,
    )
    _planned(case, "temporary-aid", at + timedelta(hours=1), "街道先垫了三天的饭钱")
    add_progress(
        Case.objects.get(pk=case.pk),
        by=by,
        text="去医院看过，和住院处说好缓几天。",
        at=at + timedelta(minutes=90),
    )
    asked = refer(
        Case.objects.get(pk=case.pk),
        by=by,
        request=Request("请看能不能走急难型临时救助"),
        at=at + timedelta(hours=2),
    )
    answer(
        asked,
        by=clerk,
        state=ReferralState.ACCEPTED,
        words="材料后补，明天派人去医院核一下",
        said_by="",
        at=at + timedelta(hours=5),
    )
