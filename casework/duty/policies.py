"""Who may do what with the rota. Facts and a person in, a verdict out."""

from datetime import datetime

from casework.duty.models import HandoverPoint, Leave, Shift, Swap
from casework.duty.rules import CHECK_IN_FROM, NOTE_WITHIN
from casework.duty.states import RotaState, SwapApproval
from committees.people.models import User
from committees.reach.states import Role
from jiedao.common.dates import cn_moment
from jiedao.common.errors import ALLOWED, Verdict, no


def may_plan(by: User, committee_id: int) -> Verdict:
    """The rota is the director's."""
    return ALLOWED if by.reach.leads(committee_id) else no("排班由主任来定。")


def may_set_for_street(by: User) -> Verdict:
    """What holds where a committee has nothing of its own."""
    if by.reach.roles & {Role.CLERK, Role.ADMIN}:
        return ALLOWED
    return no("全街道的规矩由街道来定。")


def may_work(by: User, committee_id: int) -> Verdict:
    """Whoever works in the committee: director, member, party branch, station."""
    return ALLOWED if by.reach.works_in(committee_id) else no("这不是您所在的居委会。")


def may_speak_for_others(by: User, committee_id: int) -> Verdict:
    """Write down what a colleague said on the phone: the elected."""
    if committee_id in by.reach.elected_in:
        return ALLOWED
    return no("替别人记，请主任或委员来记。")


def may_check_in(by: User, shift: Shift, at: datetime) -> Verdict:
    """The person on duty, or an elected colleague for her, from an hour before to the end."""
    if not (verdict := may_work(by, shift.committee_id)):
        return verdict
    if shift.person_id is None:
        return no("这一班还没有人，请先认领。")
    if by.pk != shift.person_id and not (verdict := may_speak_for_others(by, shift.committee_id)):
        return verdict
    if shift.rota.state != RotaState.PUBLISHED:
        return no("值班表还没公布，不用签到。")
    if shift.checked_in_at is not None:
        return no(f"已经签到了（{cn_moment(shift.checked_in_at, at)}），不用再签。")
    if at < shift.starts_at - CHECK_IN_FROM:
        return no(f"还没到时间，{cn_moment(shift.starts_at, at)} 开始，提前一小时可以签到。")
    if at >= shift.ends_at:
        return no("这一班已经结束，请用“补签”。")
    return ALLOWED


def may_note_check_in(by: User, shift: Shift, came_at: datetime, at: datetime) -> Verdict:
    """补签: written down later, with both dates kept (R7)."""
    if not (verdict := may_work(by, shift.committee_id)):
        return verdict
    if shift.person_id is None or shift.rota.state != RotaState.PUBLISHED:
        return no("这一班没有安排人，不能补签。")
    if shift.checked_in_at is not None:
        return no("这一班已经有签到了。")
    if by.pk != shift.person_id and not (verdict := may_speak_for_others(by, shift.committee_id)):
        return verdict
    if at < shift.starts_at:
        return no("这一班还没开始，到时候再签到。")
    if at - shift.ends_at > NOTE_WITHIN:
        return no("超过 30 天的班不能再补签。")
    if not shift.starts_at - CHECK_IN_FROM <= came_at <= min(shift.ends_at, at):
        return no("到的时间要在这一班里面，也不能比现在晚。")
    return ALLOWED


def may_take_back_check_in(by: User, shift: Shift) -> Verdict:
    """Whoever checked in by mistake, before the shift is handed over."""
    if shift.checked_in_at is None or shift.checked_out_at is not None:
        return no("现在不能撤销签到。")
    return ALLOWED if by.pk == shift.checked_in_by_id else no("谁签的到，谁来撤销。")


def may_check_out(by: User, shift: Shift) -> Verdict:
    if not (verdict := may_work(by, shift.committee_id)):
        return verdict
    if shift.checked_in_at is None:
        return no("还没签到，先签到再交班。")
    if shift.checked_out_at is not None:
        return no("这一班已经交班了。")
    if by.pk == shift.person_id:
        return ALLOWED
    return may_speak_for_others(by, shift.committee_id)


def may_take_over(by: User, shift: Shift, at: datetime) -> Verdict:
    """A running shift, from somebody who has to go or did not come (S18)."""
    if not (verdict := may_work(by, shift.committee_id)):
        return verdict
    if shift.rota.state != RotaState.PUBLISHED or shift.person_id is None:
        return no("这一班还没有人，可以直接认领。")
    if by.pk == shift.person_id:
        return no("这一班本来就是您的。")
    if shift.checked_out_at is not None or not shift.starts_at <= at < shift.ends_at:
        return no("只有正在值的班可以接替，还没开始的请用“换班”。")
    return ALLOWED


def may_be_changed(shift: Shift, at: datetime) -> Verdict:
    """Is the shift still ahead, so that its person or time may change?"""
    if shift.checked_in_at is not None:
        return no("这一班已经签到，不能再改；有人要走，请用“接替”。")
    if shift.ends_at <= at:
        return no("这一班已经过去，不能再改。")
    return ALLOWED


def may_ask_swap(by: User, shift: Shift, at: datetime) -> Verdict:
    """For oneself, or for a colleague who phoned (row 48)."""
    if not (verdict := may_work(by, shift.committee_id)):
        return verdict
    if shift.rota.state != RotaState.PUBLISHED:
        return no("值班表还没公布，请主任直接改。")
    if shift.person_id is None:
        return no("这一班还没有人，可以直接认领。")
    if shift.starts_at <= at:
        return no("这一班已经开始，请用“接替”。")
    if by.pk == shift.person_id:
        return ALLOWED
    return may_speak_for_others(by, shift.committee_id)


def may_answer_swap(by: User, swap: Swap) -> Verdict:
    """The person asked; or an elected colleague who heard it on the phone, but not the giver."""
    if not (verdict := may_work(by, swap.committee_id)):
        return verdict
    if by.pk == swap.taker_id:
        return ALLOWED
    if by.pk == swap.giver_id and not by.reach.leads(swap.committee_id):
        return no("请对方自己答复，或者请主任、别的委员来记。")
    return may_speak_for_others(by, swap.committee_id)


def may_decide_swap(by: User, swap: Swap, approval: SwapApproval) -> Verdict:
    """The director; where the rules say so also an elected colleague who is not one of the two."""
    if by.reach.leads(swap.committee_id):
        return ALLOWED
    if approval == SwapApproval.DIRECTOR:
        return no("换班要主任同意。")
    if by.pk in (swap.giver_id, swap.taker_id):
        return no("换班的两个人以外，请主任或者别的委员来同意。")
    if swap.committee_id in by.reach.elected_in:
        return ALLOWED
    return no("换班要主任或者委员同意。")


def may_withdraw_swap(by: User, swap: Swap) -> Verdict:
    if by.pk in (swap.asked_by_id, swap.giver_id) or by.reach.leads(swap.committee_id):
        return ALLOWED
    return no("谁提的换班，谁来取消。")


def may_cancel_leave(by: User, leave: Leave) -> Verdict:
    if by.pk == leave.person_id:
        return ALLOWED
    return may_speak_for_others(by, leave.committee_id)


def may_take_point(by: User, point: HandoverPoint) -> Verdict:
    """Somebody else than the one who left it says: 我知道了."""
    if not (verdict := may_work(by, point.committee_id)):
        return verdict
    if point.settled_at is not None:
        return no("这件事已经办完了。")
    if point.taken_by_id is not None:
        return no("已经有人接下了。")
    if by.pk == point.left_by_id:
        return no("自己留的事，由下一班的人来接。")
    return ALLOWED
