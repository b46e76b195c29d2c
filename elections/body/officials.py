"""The people of polling day are appointed, replaced, and let go when the file is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.body.models import Official
from elections.body.policies import may_appoint, may_keep_body
from elections.body.postings import Account, end_posting, open_posting
from elections.body.querysets import on_duty, serving
from elections.body.rules import may_serve
from elections.body.states import ROLE_OF_DUTY, Duty
from elections.timetable.models import Election
from elections.timetable.moving import Moved, locked
from elections.timetable.states import OVER
from jiedao.common.errors import Refused


@dataclass(frozen=True)
class Appointment:
    """Who is to do what. `account` only for work that is done in the portal."""

    duty: str
    name: str
    account: Account | None = None
    no_kin: bool = False
    is_somebody_else: bool = False


def appoint(
    election: Election,
    appointment: Appointment,
    *,
    candidates: Sequence[str] = (),
    by: User,
    on: date,
) -> tuple[Official, str]:
    """Appoint somebody for polling day, with a posting where the work is done in the portal; the
    second value is the setting code of a new account. `candidates`: the names that stand, which a
    slice further right knows (`candidates.querysets.names_standing`).

    Refused for a candidate and for near kin of one (T8), for a second 总监票人, for somebody who
    has another task with an account in this election, and for members of the body as tellers of
    their own count.
    """
    with transaction.atomic():
        election = locked(election)
        role = ROLE_OF_DUTY.get(Duty(appointment.duty))
        (may_appoint if role else may_keep_body)(by, election).require()
        may_serve(
            appointment.name,
            candidates=candidates,
            is_somebody_else=appointment.is_somebody_else,
            no_kin=appointment.no_kin,
        ).require()
        _check(election, appointment)
        official = Official(
            election=election,
            duty=appointment.duty,
            name=appointment.name,
            kin_checked=True,
            namesake=appointment.is_somebody_else,
            since=on,
        )
        code = ""
        if role and appointment.account:
            opened = open_posting(election, appointment.account, by=by, on=on)
            official.user, official.posting, code = opened.person, opened.posting, opened.code
        official.save()
        label = official.get_duty_display()
        record("body.appoint", official, by=by, committee=election.committee, label=label)
    return official, code


def _check(election: Election, appointment: Appointment) -> None:
    there = list(on_duty(election))
    if any(one.duty == appointment.duty and one.name == appointment.name for one in there):
        raise Refused(f"{appointment.name}已经做这项工作了。")
    if appointment.duty == Duty.SCRUTINEER and any(one.duty == Duty.SCRUTINEER for one in there):
        raise Refused("总监票人只有一位。要换人，请先免去现在这一位。")


def release(official: Official, *, by: User, on: date) -> Official:
    """Somebody does not do this work any more; the posting ends with it."""
    with transaction.atomic():
        election = locked(official.election)
        official = Official.objects.select_for_update().get(pk=official.pk)
        (may_appoint if official.posting_id else may_keep_body)(by, election).require()
        if official.until is not None:
            raise Refused(f"{official.name}已经不做这项工作了。")
        before = digest(official)
        official.until = on
        official.save(update_fields=["until"])
        if official.posting is not None:
            end_posting(official.posting, by=by, on=on)
        record("body.let-go", official, by=by, committee=election.committee, before=before)
    return official


def end_postings(moved: Moved) -> str:
    """Joined to every move: when the file is closed or the election stopped, the election's
    postings end (CONTRACTS, "People")."""
    if moved.election.stage not in OVER:
        return ""
    for official in on_duty(moved.election).select_related("posting"):
        if official.posting is not None:
            end_posting(official.posting, by=moved.by, on=moved.on)
    for member in serving(moved.election).select_related("posting"):
        if member.posting is not None:
            end_posting(member.posting, by=moved.by, on=moved.on)
    return ""
