"""接手清单: opened by any change of director, ticked by two people, whole in ten days (R9)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.terms.following import DirectorChange
from committees.territory.models import Committee
from elections.office.contents import PHYSICAL, contents_of
from elections.office.models import Handover, HandoverLine
from elections.office.policies import may_describe, may_give, may_take
from elections.office.reminding import forget_handover, remind_of_handover
from elections.office.states import HandoverKind
from elections.office.terms import rules_for
from jiedao.common.errors import Refused, Verdict

LEAVER_READS_DAYS = 10
"""R9: the leaver reads this list so many days longer, whatever ended her posting."""


def follow_director(change: DirectorChange) -> str:
    open_handover(change.committee, change.leaver, change.taker, on=change.on, by=change.by)
    return ""


@transaction.atomic
def open_handover(
    committee: Committee, leaver: User | None, taker: User | None, *, on: date, by: User
) -> Handover | None:
    """The list of a change of director; `on` is the first day without the leaver.

    A list that is still open is carried on: somebody who takes over an empty office joins it, and
    when the director changes again everything is ticked anew by the next one, for what was taken
    half is held by nobody. Nothing is opened for a committee's first director, nor when the office
    comes back to the one who left.
    """
    Committee.objects.select_for_update().get(pk=committee.pk)
    handover = Handover.objects.filter(committee=committee, done_on=None).first()
    if handover is not None:
        return _carry_on(handover, leaver, taker, on, by)
    if leaver is None or leaver == taker:
        return None
    handover = Handover(committee=committee, leaver=leaver, taker=taker)
    _date(handover, on)
    handover.save()
    found = contents_of(committee, on)
    HandoverLine.objects.bulk_create(
        HandoverLine(handover=handover, kind=kind, words=found.get(kind, ""))
        for kind in HandoverKind
    )
    record("office.handover", handover, by=by, committee=committee, label=str(leaver))
    remind_of_handover(handover, now=timezone.now())
    return handover


def _date(handover: Handover, on: date) -> None:
    rules = rules_for(handover.committee, on)
    handover.opened_on = on
    handover.due_on = on + timedelta(days=rules.handover_days)
    handover.leaver_reads_until = on + timedelta(days=LEAVER_READS_DAYS)


def _carry_on(
    handover: Handover, leaver: User | None, taker: User | None, on: date, by: User
) -> Handover | None:
    """The next change while a list is open."""
    lines = HandoverLine.objects.filter(handover=handover)
    before = digest(handover)
    if taker is not None and taker.pk == handover.leaver_id:
        record("office.handover-back", handover, by=by, committee=handover.committee)
        forget_handover(handover)
        lines.delete()
        handover.delete()
        return None
    if leaver is not None and leaver.pk == handover.taker_id:
        if lines.filter(taken_at__isnull=False).exists():
            handover.leaver = leaver
        lines.update(given_at=None, given_by=None, taken_at=None, taken_by=None)
    if taker is not None or leaver is not None:
        handover.taker = taker
    _date(handover, on)
    handover.save()
    record("office.handover-on", handover, by=by, committee=handover.committee, before=before)
    remind_of_handover(handover, now=timezone.now())
    return handover


def list_of(person: User) -> str:
    """Where somebody begins who left office and holds no posting any more: her own list."""
    if person.reach.seats:
        return ""
    rows = Handover.objects.filter(leaver=person, leaver_reads_until__gte=timezone.localdate())
    found = rows.values_list("pk", flat=True).first()
    return f"office/handover/{found}/" if found else ""


@dataclass(frozen=True)
class Side:
    """交出 or 接收: its two columns, and who may tick it."""

    name: str
    verdict: Verdict


def side_of(by: User, handover: Handover) -> Side | None:
    """Which of the two columns this person ticks; none for a reader."""
    if handover.done_on is not None:
        return None
    if may_take(by, handover):
        return Side("taken", may_take(by, handover))
    return Side("given", may_give(by, handover)) if may_give(by, handover) else None


@transaction.atomic
def tick(handover: Handover, kinds: Collection[str], *, by: User, at: datetime) -> Handover:
    """The person's own column becomes exactly these lines; with the last tick the list is done.

    Refused when the list is done, to readers, and when a line is taken back that the other side
    has ticked already. Ticks of others are left alone.
    """
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    side = side_of(by, handover)
    if side is None:
        done = handover.done_on is not None
        raise Refused("这份清单已经交接完了。" if done else "您只能看这份清单。")
    lines = list(HandoverLine.objects.filter(handover=handover).select_for_update())
    before = digest(handover)
    for line in lines:
        _tick(line, side.name, line.kind in kinds, by, at)
    if all(line.given_at and line.taken_at for line in lines):
        handover.done_on = timezone.localdate(at)
        handover.save(update_fields=["done_on"])
        forget_handover(handover)
    ticked = sum(1 for line in lines if getattr(line, f"{side.name}_at"))
    label = f"{'接收' if side.name == 'taken' else '交出'} {ticked} 样"
    committee = handover.committee
    record("office.mark", handover, by=by, committee=committee, before=before, label=label)
    return handover


def _tick(line: HandoverLine, side: str, wanted: bool, by: User, at: datetime) -> None:
    """One line of one column."""
    who = getattr(line, f"{side}_by_id")
    if wanted and who is None:
        if side == "taken" and line.given_at is None:
            raise Refused(f"{line.get_kind_display()}还没有人交出。")
        setattr(line, f"{side}_at", at)
        setattr(line, f"{side}_by", by)
    elif not wanted and who == by.pk:
        if side == "given" and line.taken_at is not None:
            raise Refused(f"{line.get_kind_display()}已经接收了，不能再收回。")
        setattr(line, f"{side}_at", None)
        setattr(line, f"{side}_by", None)
    else:
        return
    line.save(update_fields=[f"{side}_at", f"{side}_by"])


@transaction.atomic
def describe(handover: Handover, words: dict[str, str], witness: str, *, by: User) -> Handover:
    """What the things are and where they lie. Refused to readers and once the list is done."""
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    may_describe(by, handover).require()
    if handover.done_on is not None:
        raise Refused("这份清单已经交接完了。")
    before = digest(handover)
    handover.witness = witness
    handover.save(update_fields=["witness"])
    lines = HandoverLine.objects.filter(handover=handover, kind__in=PHYSICAL)
    for line in lines.select_for_update():
        if line.words != words.get(line.kind, line.words):
            line.words = words[line.kind]
            line.save(update_fields=["words"])
    record("office.describe", handover, by=by, committee=handover.committee, before=before)
    return handover
