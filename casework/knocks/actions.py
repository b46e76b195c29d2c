"""An alarm opens at once, is looked after, and ends in somebody's words (R2)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from casework.knocks import policies, rules
from casework.knocks.models import Knock, KnockStep
from casework.knocks.states import MOVES, KnockState, Outcome, Rung
from casework.knocks.telling import call_off_alarm, raise_alarm
from committees.care.models import CareLabel
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.residents.models import Household, Resident
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers
from jiedao.common.moves import check_move

SEEN_CHANGED: Followers[Knock] = Followers()
"""Slices above that keep when somebody was last met: told at the end of an alarm, and when that
end is taken back."""


def nobody_opened(
    household: Household,
    *,
    by: User,
    knocked_on: date,
    last_met_on: date | None,
    at: datetime,
) -> Knock | None:
    """Called inside the act that writes down 「家里没人」: the alarm of this door, or None.

    None where nobody with a label of a `knock` kind lives, or where somebody has met them on a
    later day. A door that is being looked after already keeps its one alarm.
    """
    if not rules.alarming(knocked_on, last_met_on):
        return None
    about = whom_to_worry_about(household, timezone.localdate(at))
    if about is None:
        return None
    with transaction.atomic():
        Household.objects.select_for_update(of=("self",)).get(pk=household.pk)
        there: Knock | None = Knock.objects.open().filter(household=household).first()
        if there is not None:
            return there
        knock = Knock.objects.create(
            committee=household.committee,
            household=household,
            resident=about,
            knocked_on=knocked_on,
            opened_at=at,
            opened_by=by,
        )
        record("knocks.open", knock, by=by, committee=knock.committee, label=label_of(knock))
        raise_alarm(knock, at=at)
    return knock


def whom_to_worry_about(household: Household, on: date) -> Resident | None:
    """Who lives there and has a label that makes a closed door an alarm; the oldest. One query."""
    labels = CareLabel.objects.on(on).filter(
        resident__household=household,
        kind__knock=True,
        resident__departed_on__isnull=True,
        resident__merged_into__isnull=True,
    )
    first = labels.select_related("resident").order_by("resident__born_on", "resident_id").first()
    return None if first is None else first.resident


def write_step(
    knock: Knock,
    *,
    by: User,
    rung: str,
    at: datetime,
    whom: str = "",
    outcome: str = "",
    words: str = "",
) -> KnockStep:
    """打了没人接, 打通了, 说…: one line with its time.

    Refused: strangers to the committee, an alarm that is over, a line that says nothing.
    """
    with transaction.atomic():
        knock = _locked(knock)
        policies.may_look_on(by, knock).require()
        words = words.strip()
        if not outcome and not words:
            raise Refused("请写“别的情况”，几个字就行，例如：女儿说她去买菜了。")
        step = KnockStep.objects.create(
            knock=knock,
            rung=Rung(rung),
            whom=whom.strip(),
            outcome=outcome or Outcome.SAID,
            words=words,
            at=at,
            by=by,
        )
        record("knocks.step", knock, by=by, committee=knock.committee, label=label_of(knock))
    return step


def write_seen(
    knock: Knock, *, by: User, who: str, how: str, seen_at: datetime, at: datetime
) -> Knock:
    """见到本人: who saw her, when, and how she is. Only this takes the alarm off the screens.

    Refused: strangers, an alarm that is over, nothing written, a time before the knock.
    """
    with _ending(knock, KnockState.SEEN, "knocks.seen", by, at) as knock:
        rules.seen_fits(
            timezone.localtime(seen_at), timezone.localtime(at), knock.knocked_on
        ).require()
        knock.seen_by, knock.words = _said(who, "谁见到的"), _said(how, "人怎么样")
        knock.seen_at = seen_at
    return knock


def call_off(knock: Knock, *, by: User, words: str, at: datetime) -> Knock:
    """不用找了, in words: she answers from her daughter's, she is in hospital. Kept for good.

    Refused: strangers, an alarm that is over, nothing written.
    """
    with _ending(knock, KnockState.CALLED_OFF, "knocks.call-off", by, at) as knock:
        knock.words = _said(words, "怎么回事")
    return knock


def withdraw(knock: Knock, *, by: User, at: datetime) -> bool:
    """The visit was taken back: so is its alarm, when nothing was written on it. Gives whether."""
    with transaction.atomic():
        knock = _locked(knock)
        if not knock.is_open or knock.steps.exists():
            return False
        _end(knock, KnockState.WITHDRAWN, "knocks.withdraw", by, at)
    return True


def reopen(knock: Knock, *, by: User, at: datetime) -> Knock:
    """撤销 of the end, the same day: the alarm runs on; what had been written stays as a line.

    Refused: strangers, on another day, while the same door has a newer alarm.
    """
    with transaction.atomic():
        knock = _locked(knock)
        policies.may_reopen(by, knock, at).require()
        if Knock.objects.open().filter(household=knock.household_id).exists():
            raise Refused("这一户已经又在找人了，请看新的那一条。")
        check_move(MOVES, knock.state, KnockState.OPEN)
        before = digest(knock)
        who = f"{knock.seen_by}，" if knock.seen_by else ""
        told = f"撤销了“{knock.get_state_display()}”（{who}{knock.words}）"
        KnockStep.objects.create(
            knock=knock, rung=Rung.OTHER, words=told[: rules.WORDS_MOST], at=at, by=by
        )
        knock.state, knock.words, knock.seen_by = KnockState.OPEN, "", ""
        knock.seen_at = knock.ended_at = knock.ended_by = None
        knock.save()
        record(
            "knocks.reopen",
            knock,
            by=by,
            committee=knock.committee,
            before=before,
            label=label_of(knock),
        )
        raise_alarm(knock, at=at)
        SEEN_CHANGED(knock)
    return knock


def label_of(knock: Knock) -> str:
    """What the journal may say: the day, never the door."""
    return f"敲门没人应 {knock.knocked_on}"


@contextmanager
def _ending(knock: Knock, state: KnockState, act: str, by: User, at: datetime) -> Iterator[Knock]:
    with transaction.atomic():
        locked = _locked(knock)
        policies.may_look_on(by, locked).require()
        yield locked
        _end(locked, state, act, by, at)


def _end(knock: Knock, state: KnockState, act: str, by: User, at: datetime) -> None:
    check_move(MOVES, knock.state, state)
    before = digest(Knock.objects.get(pk=knock.pk))
    knock.state, knock.ended_by, knock.ended_at = state, by, at
    knock.save()
    record(act, knock, by=by, committee=knock.committee, before=before, label=label_of(knock))
    call_off_alarm(knock, by=by, at=at)
    SEEN_CHANGED(knock)


def _locked(knock: Knock) -> Knock:
    rows = Knock.objects.select_for_update(of=("self",))
    locked: Knock = rows.select_related("committee", "ended_by").get(pk=knock.pk)
    return locked


def _said(text: str, label: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(f"请写“{label}”。")
    return text[: rules.WORDS_MOST]
