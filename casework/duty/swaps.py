"""换班: ask, consent, and approve where the rules want it (row 48).

On paper or by phone: somebody else writes it down.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.duty.approvals import approval_of
from casework.duty.models import Shift, Swap
from casework.duty.policies import (
    may_answer_swap,
    may_ask_swap,
    may_be_changed,
    may_decide_swap,
    may_withdraw_swap,
)
from casework.duty.seats import close_swaps_of, lock_people, refuse_overlap
from casework.duty.states import SWAP_MOVES, SwapApproval, SwapState
from casework.duty.telling import remind, tell_change, tell_others, when_words
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from jiedao.common.errors import Refused, Verdict
from jiedao.common.moves import check_move

SWAPS_URL = "/duty/swaps/"
OPEN = (SwapState.ASKED, SwapState.AGREED)
WAITS = {
    SwapApproval.DIRECTOR: "等主任同意",
    SwapApproval.ELECTED: "等主任或者别的委员同意",
    SwapApproval.NONE: "等主任同意",
}


def ask_swap(
    shift: Shift,
    *,
    by: User,
    taker: User,
    at: datetime,
    in_return: Shift | None = None,
    reason: str = "",
) -> Swap:
    """Ask `taker` to take the shift, perhaps for one of hers. She gets a message.

    `by` is the person on duty, or an elected colleague whom she phoned.
    Refused: draft, begun or empty shift; the two are one person; already being swapped; the taker
    is on duty at that time; the shift in return is not hers or has begun.
    """
    with transaction.atomic():
        shift = _locked_shift(shift)
        may_ask_swap(by, shift, at).require()
        giver = shift.person
        if giver is None or taker.pk == giver.pk:
            raise Refused("换给谁？请选另外一位。")
        if shift.swaps.filter(state__in=OPEN).exists():
            raise Refused("这一班已经有人在换了，看“换班”里的那一条。")
        _refuse_misfit(shift, in_return, giver, taker, at)
        swap = Swap.objects.create(
            committee=shift.committee,
            shift=shift,
            in_return=in_return,
            giver=giver,
            taker=taker,
            reason=reason,
            asked_by=by,
            asked_at=at,
        )
        text = f"{giver.name} 想把 {when_words(shift, at)} 的班换给您，请答复。"
        tell_others([taker], text, SWAPS_URL, about=swap, by=by, at=at)
        record("duty.swap-ask", swap, by=by, committee=shift.committee)
    return swap


def consent_swap(swap: Swap, *, by: User, at: datetime) -> Swap:
    """The other person is willing. Recorded by somebody else it reads 「电话里同意」.

    Where the rules want nobody's approval the shift changes hands at once, and the director hears
    of it. Refused as `approve_swap` then.
    """
    return _move(swap, SwapState.AGREED, by=by, at=at)


def decline_swap(swap: Swap, *, by: User, at: datetime) -> Swap:
    """The other person cannot. Nothing changes on the rota."""
    return _move(swap, SwapState.DECLINED, by=by, at=at)


def withdraw_swap(swap: Swap, *, by: User, at: datetime) -> Swap:
    """Whoever asked, the giver or the director takes the request back."""
    return _move(swap, SwapState.WITHDRAWN, by=by, at=at)


def refuse_swap(swap: Swap, *, by: User, why: str, at: datetime) -> Swap:
    """The director does not approve, and says why."""
    if not why.strip():
        raise Refused("请写“为什么不同意”，几个字就行。")
    return _move(swap, SwapState.REFUSED, by=by, at=at, why=why.strip())


def approve_swap(swap: Swap, *, by: User, at: datetime) -> Swap:
    """The director (or by the rules an elected colleague) approves.

    The shift changes hands, and the one in return the other way.
    Reminders move with the shifts; both are told 「原来…，现在…」.
    Refused: not agreed yet; begun; either shift has another person by now; a double booking.
    """
    return _move(swap, SwapState.DONE, by=by, at=at)


def _move(swap: Swap, new: SwapState, *, by: User, at: datetime, why: str = "") -> Swap:
    with transaction.atomic():
        shifts = _locked_shifts(swap)
        swap = (
            Swap.objects.select_for_update(of=("self",))
            .select_related("committee", "giver", "taker")
            .get(pk=swap.pk)
        )
        approval = approval_of(swap.committee)
        _may(new, by, swap, approval).require()
        check_move(SWAP_MOVES, swap.state, new)
        before = digest(swap)
        if new in (SwapState.AGREED, SwapState.DECLINED):
            swap.answered_by = by
        if new in (SwapState.DONE, SwapState.REFUSED):
            swap.decided_by, swap.decided_why = by, why
        at_once = new == SwapState.AGREED and approval == SwapApproval.NONE
        if at_once:
            new = SwapState.DONE
        if new == SwapState.AGREED:
            may_be_changed(shifts[swap.shift_id], at).require()
        if new == SwapState.DONE:
            _change_hands(swap, shifts, _deciders(swap, approval, at), by=by, at=at)
        swap.state = new
        swap.save()
        if new != SwapState.DONE:
            _tell_outcome(swap, shifts[swap.shift_id], approval, by=by, at=at)
        record(f"duty.swap-{new.value}", swap, by=by, committee=swap.committee, before=before)
    return swap


def _may(new: SwapState, by: User, swap: Swap, approval: SwapApproval) -> Verdict:
    if new in (SwapState.AGREED, SwapState.DECLINED):
        return may_answer_swap(by, swap)
    if new == SwapState.WITHDRAWN:
        return may_withdraw_swap(by, swap)
    return may_decide_swap(by, swap, approval)


def _deciders(swap: Swap, approval: SwapApproval, at: datetime) -> list[User]:
    """Who has to approve; where nobody has, the director, who should know."""
    roles = [Role.DIRECTOR, Role.MEMBER] if approval == SwapApproval.ELECTED else [Role.DIRECTOR]
    people = User.objects.posted_in(swap.committee, roles, timezone.localtime(at).date())
    return [one for one in people if one.pk not in (swap.giver_id, swap.taker_id)]


def _locked_shift(shift: Shift) -> Shift:
    rows = Shift.objects.select_for_update(of=("self",))
    locked: Shift = rows.select_related("rota", "committee", "person").get(pk=shift.pk)
    return locked


def _locked_shifts(swap: Swap) -> dict[int, Shift]:
    ids = [pk for pk in (swap.shift_id, swap.in_return_id) if pk is not None]
    rows = Shift.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {one.pk: one for one in rows.select_related("rota", "committee", "person")}


def _refuse_misfit(
    shift: Shift, in_return: Shift | None, giver: User, taker: User, at: datetime
) -> None:
    back = [in_return] if in_return else []
    refuse_overlap(taker, shift, leaving_out=back)
    if in_return is None:
        return
    if in_return.person_id != taker.pk or in_return.starts_at <= at:
        raise Refused(f"换回来的那一班不是 {taker.name} 的，或者已经开始了。")
    refuse_overlap(giver, in_return, leaving_out=[shift])


def _change_hands(
    swap: Swap, shifts: dict[int, Shift], deciders: list[User], *, by: User, at: datetime
) -> None:
    shift = shifts[swap.shift_id]
    back = shifts[swap.in_return_id] if swap.in_return_id else None
    lock_people(swap.giver, swap.taker)
    if shift.person_id != swap.giver_id or shift.starts_at <= at:
        raise Refused("这一班已经开始，或者已经换了人，不能再换。")
    may_be_changed(shift, at).require()
    _refuse_misfit(shift, back, swap.giver, swap.taker, at)
    moved = [(shift, swap.giver, swap.taker)]
    if back is not None:
        moved.append((back, swap.taker, swap.giver))
    close_swaps_of(*(one for one, _, _ in moved))
    for one, _, new in moved:
        one.person = new
        one.version += 1
        one.save()
    informed = [] if swap.decided_by else deciders
    for one, old, new in moved:
        remind([one], at=at)
        tell_change(one, old.name, new.name, [old, new, *informed], by=by, at=at)


def _tell_outcome(
    swap: Swap, shift: Shift, approval: SwapApproval, *, by: User, at: datetime
) -> None:
    """Who has to do the next step hears of it, and who asked."""
    when = when_words(shift, at)
    no_from = "" if approval == SwapApproval.ELECTED else "主任"
    words = {
        SwapState.AGREED: f"{swap.taker.name} 愿意换 {when} 的班，{WAITS[approval]}。",
        SwapState.DECLINED: f"{when} 的班，{swap.taker.name} 不方便换。",
        SwapState.REFUSED: f"{when} 换班，{no_from}没同意：{swap.decided_why}",
        SwapState.WITHDRAWN: f"{when} 换班取消了，还是 {swap.giver.name} 值。",
    }[SwapState(swap.state)]
    people = [swap.giver, swap.taker]
    if swap.state == SwapState.AGREED:
        people += _deciders(swap, approval, at)
    tell_others(people, words, SWAPS_URL, about=swap, by=by, at=at)
