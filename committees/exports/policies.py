"""Who takes data out, and who agrees to whole numbers (RELIABILITY A5)."""

from typing import Any

from committees.exports.models import ExportRequest
from committees.reach.querysets import reach_of
from jiedao.common.errors import ALLOWED, Verdict, no


def may_export(user: Any, committee_id: int) -> Verdict:
    if committee_id in reach_of(user).elected_in:
        return ALLOWED
    return no("住户资料由居委会主任和委员导出。")


def may_decide(user: Any, asked: ExportRequest) -> Verdict:
    """The director for a member, a member for the director; never oneself."""
    reach = reach_of(user)
    if asked.committee_id not in reach.elected_in:
        return no("住户资料由居委会主任和委员导出。")
    if user.pk == asked.asked_by_id:
        return no("自己不能同意自己的导出。")
    by_director = reach_of(asked.asked_by).leads(asked.committee_id)
    if not by_director and not reach.leads(asked.committee_id):
        return no("导出含身份证号须经主任审批。")
    return ALLOWED


def may_download(user: Any, asked: ExportRequest) -> Verdict:
    """Masked files: whoever may export. Whole numbers: only the one who was allowed them."""
    if asked.whole and user.pk != asked.asked_by_id:
        return no("含完整证件号的文件只有申请人自己能下载。")
    return may_export(user, asked.committee_id)
