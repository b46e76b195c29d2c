"""Help is written down, approved by another person, signed for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from casework.aid import policies, rules
from casework.aid.models import Aid, AidLine, AidPaper, AidRule, Fund
from casework.aid.rules import Before
from casework.aid.states import AidKind, Decision
from casework.cases.changing import changing, note, still_open
from casework.cases.models import Case
from casework.cases.policies import may_write as may_write_case
from casework.cases.states import EventKind
from casework.log.households import people_of
from casework.log.rules import MAX_PHOTOS
from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import ELECTED_ROLES
from committees.reminders.actions import tell
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile


@dataclass(frozen=True)
class AidWords:
    """What is given to whom. `fen` for one household; `to` are households or plain names."""

    kind: str
    what: str
    fen: int
    fund: Fund
    on: date
    given_by: User
    to: Sequence[Household | str]
    urgent: bool = False
    again_why: str = ""
    case: Case | None = field(default=None)


def given_before(words: AidWords, *, not_of: Aid | None = None) -> list[Before]:
    """Double help: the same kind from the same fund to the same household this calendar year.

    One query, and the people of those households in another.
    """
    homes = [home for home in words.to if isinstance(home, Household)]
    year = (date(words.on.year, 1, 1), date(words.on.year, 12, 31))
    rows = AidLine.objects.counted().filter(
        household__in=homes, aid__kind=words.kind, aid__fund=words.fund, aid__on__range=year
    )
    if not_of is not None:
        rows = rows.exclude(aid=not_of)
    rows = rows.select_related("aid", "household__dwelling").order_by("-aid__on", "-pk")
    return [
        Before(line.household_id, name_of(line), line.aid.on, line.aid.what, line.aid.fen)
        for line in rows.prefetch_related("household__residents")
    ]


def name_of(line: AidLine) -> str:
    """「3-502 刘桂芳」, or the name that was written. Its household is read with its people."""
    if line.household is None:
        return line.who
    head = next(iter(people_of(line.household)), "")
    return f"{line.household.dwelling.door} {head}".strip()


def give(committee: Committee, *, by: User, words: AidWords, at: datetime) -> Aid:
    """Write it down. Money, and goods above the street's limit, wait for a second person; a case
    that money or goods are given in is closed by two people from now on.

    Refused: strangers, nobody to give to, a household of another committee, money without an
    amount, a day to come more than a month ahead, a closed case; the same help again this year
    without a word why, unless it is urgent.
    """
    policies.may_give(by, committee).require()
    _fits(committee, words)
    with transaction.atomic():
        before = given_before(words)
        if rules.asks_why(before, words.again_why, urgent=words.urgent):
            raise Refused("今年已经给过的，请写一句“为什么再帮一次”。")
        limit = AidRule.current().goods_limit
        two = rules.needs_two_people(words.kind, words.fen, limit)
        aid = Aid.objects.create(
            committee=committee,
            kind=words.kind,
            what=words.what,
            fen=words.fen,
            fund=words.fund,
            on=words.on,
            case=words.case,
            given_by=words.given_by,
            written_by=by,
            written_at=at,
            urgent=words.urgent,
            two_people=two,
            decision=Decision.WAITING if two else Decision.FREE,
        )
        again = {one.household_id for one in before}
        AidLine.objects.bulk_create(_line(aid, to, words.again_why, again) for to in words.to)
        record("aid.help", aid, by=by, committee=committee, label=str(aid))
        if words.case is not None:
            _note_in_case(words.case, aid, by=by, at=at)
        if two:
            _ask_for_yes(aid, at=at)
    return aid


def _fits(committee: Committee, words: AidWords) -> None:
    if not words.to:
        raise Refused("请写“给谁”，一行一户。")
    if len(words.to) > rules.LINES_MOST:
        raise Refused(f"一张单子最多 {rules.LINES_MOST} 户，请分两张。")
    homes = [home for home in words.to if isinstance(home, Household)]
    if any(home.committee_id != committee.pk for home in homes):
        raise Refused("有一户不属于本居委会，请重新写。")
    if words.kind == AidKind.MONEY and words.fen <= 0:
        raise Refused("给现金，请写金额。")
    if not words.given_by.reach.works_in(committee.pk):
        raise Refused("发放的人不属于本居委会，请重选。")
    if words.case is not None and words.case.committee_id != committee.pk:
        raise Refused("这件事项不属于本居委会。")


def _line(aid: Aid, to: Household | str, again_why: str, again: set[int]) -> AidLine:
    if isinstance(to, str):
        return AidLine(aid=aid, who=to[:60])
    why = again_why.strip()[:120] if to.pk in again else ""
    return AidLine(aid=aid, household=to, again_why=why)


def _note_in_case(case: Case, aid: Aid, *, by: User, at: datetime) -> None:
    with changing(case, "aid.help-case", by) as case:
        may_write_case(by, case).require()
        still_open(case)
        if aid.kind in (AidKind.MONEY, AidKind.GOODS):
            case.money = True
        said = f"帮扶：{aid.get_kind_display()}，{aid.what}。"
        note(case, EventKind.PROGRESS, by, at, said)


def _ask_for_yes(aid: Aid, *, at: datetime) -> None:
    """Director and members who may say yes hear of it at once."""
    found = User.objects.posted_in(aid.committee, ELECTED_ROLES, timezone.localdate(at))
    people = [one for one in found if one.pk not in (aid.written_by_id, aid.given_by_id)]
    text = f"有一笔{aid.get_kind_display()}帮扶等您批准"
    tell(people, about=aid, text=text, at=at, committee=aid.committee, url=f"/aid/{aid.pk}/")


@contextmanager
def _changing(aid: Aid, act: str, by: User) -> Iterator[Aid]:
    """Lock the row, let the act change it, save it, and write the journal row."""
    with transaction.atomic():
        rows = Aid.objects.select_for_update(of=("self",)).select_related("committee", "case")
        locked = rows.get(pk=aid.pk)
        before = digest(locked)
        yield locked
        locked.version += 1
        locked.save()
        record(act, locked, by=by, committee=locked.committee, before=before, label=str(locked))


def approve(aid: Aid, *, by: User, at: datetime) -> Aid:
    """The second person says yes. Refused: who wrote or gives it, who is not elected here."""
    with _changing(aid, "aid.approve", by) as aid:
        policies.may_decide(by, aid).require()
        aid.decision, aid.decided_by, aid.decided_at = Decision.APPROVED, by, at
    return aid


def refuse(aid: Aid, *, by: User, why: str, at: datetime) -> Aid:
    """The second person says no, with a reason; it counts in no sum any more."""
    with _changing(aid, "aid.refuse", by) as aid:
        policies.may_decide(by, aid).require()
        if not why.strip():
            raise Refused("请写“为什么不批”。")
        aid.decision, aid.decided_by, aid.decided_at = Decision.REFUSED, by, at
        aid.decided_why = why.strip()[:120]
        text = f"一笔{aid.get_kind_display()}帮扶没有批准，请看原因"
        url = f"/aid/{aid.pk}/"
        tell([aid.written_by], about=aid, text=text, at=at, committee=aid.committee, url=url)
    return aid


def sign_for(
    aid: Aid,
    *,
    by: User,
    names: Mapping[int, str],
    on: date,
    photos: Sequence[CleanFile] = (),
    at: datetime,
) -> Aid:
    """Who signed on paper, line by line (`names` by id of the line), and photos of the paper.

    Refused: before it was approved unless urgent, nothing to keep, a day to come.
    """
    with _changing(aid, "aid.signed-for", by) as aid:
        policies.may_hand_out(by, aid).require()
        if on > timezone.localdate(at):
            raise Refused("签收的日子不能晚于今天。")
        if not names and not photos:
            raise Refused("请写谁签收了，或者放上签收表的照片。")
        for line in aid.lines.filter(pk__in=names):
            line.signed_by, line.signed_on = names[line.pk].strip()[:40], on
            line.save(update_fields=["signed_by", "signed_on"])
        if len(photos) > MAX_PHOTOS:
            raise Refused(f"一次最多 {MAX_PHOTOS} 张照片。")
        for number, clean in enumerate(photos, 1):
            stored = store_file(clean, name=f"签收表{number}", by=by, committee=aid.committee)
            AidPaper.objects.create(aid=aid, file=stored)
    return aid


def take_back(aid: Aid, *, by: User, at: datetime) -> Aid:
    """撤销 the same day, 30 days in the bin. Refused once somebody has signed."""
    with _changing(aid, "aid.remove", by) as aid:
        policies.may_remove(by, aid, timezone.localdate(at)).require()
        if aid.lines.filter(signed_on__isnull=False).exists():
            raise Refused("已经有人签收，不能撤销。")
        aid.removed_at, aid.removed_by = at, by
    return aid


def bring_back(aid: Aid, *, by: User, at: datetime) -> Aid:
    with _changing(aid, "aid.restore", by) as aid:
        policies.may_restore(by, aid, at).require()
        aid.removed_at = aid.removed_by = None
    return aid


def settle(*, goods_limit: int, funds: Sequence[str], by: User, version: int) -> AidRule:
    """The street's limit and its funds, in the order written; a fund that is missing is not
    offered any more, and its sums stay. Conflict when saved since `version`."""
    policies.may_settle(by).require()
    names = rules.tidy_names(funds)
    if not names:
        raise Refused("请至少写一个来源。")
    if any(len(name) > 24 for name in names):
        raise Refused("来源的名称最多 24 个字。")
    with transaction.atomic():
        AidRule.objects.bulk_create([AidRule(pk=1)], ignore_conflicts=True)
        rule = AidRule.objects.select_for_update().get(pk=1)
        rule.expect(version)
        before = digest(rule)
        rule.goods_limit = goods_limit
        rule.save()
        Fund.objects.exclude(name__in=names).update(enabled=False)
        for order, name in enumerate(names, 1):
            Fund.objects.update_or_create(name=name, defaults={"order": order, "enabled": True})
        record("aid.settle-funds", rule, by=by, before=before, label="、".join(names)[:120])
    return rule
