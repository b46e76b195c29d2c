"""The work report of the last quarter, answered by party organisation and street in most places."""

from datetime import timedelta

from casework.reports.models import ReportAnswer, WorkReport
from casework.reports.states import Reader, ReportState
from committees.regulations.states import Period as Every
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from jiedao.portal.measures.report_text import first_text
from jiedao.portal.measures.spans import span_of

PLANS = (
    "（一）把没走访到的住户走访一遍。\n（二）请街道帮助协调修路。",
    "（一）开好第二次居民代表会议。\n（二）冬天多看望独居老人。",
    "（一）把楼道里的杂物清一遍。\n（二）请党组织牵头再开一次联席会议。",
)
ANSWERS = {
    Reader.BRANCH: ("看过了，做得实。老人的事请继续盯着。", "同意。联席会议由支部来牵头。"),
    Reader.STREET: ("收到，请街道管理科帮助协调。", "收到，数字清楚。十二月来居委会坐坐。"),
}


def write(setting: Setting, store: Store, place: Neighbourhood) -> None:
    """One report a committee; whoever writes late in everything has not sent it yet."""
    roll = dice("work report", place.committee.code)
    this = span_of(Every.QUARTER, setting.today, setting.today)
    span = span_of(Every.QUARTER, this.first - timedelta(days=1), setting.today)
    sent_at = moment(span.last + timedelta(days=roll.randint(3, 12)), roll.choice((9, 10, 15)))
    if place.trouble.silent or not setting.is_past(sent_at):
        return
    start = first_text(place.committee, span, setting.now)
    report = WorkReport(
        committee=place.committee,
        first=span.first,
        last=span.last,
        title=start.title,
        text=start.text.rpartition("\n")[0] + "\n" + roll.choice(PLANS),
        figures=list(start.figures),
        state=ReportState.SENT if roll.random() < 0.2 else ReportState.ANSWERED,
        author=place.team.director,
        created_at=sent_at - timedelta(days=1),
        sent_at=sent_at,
        sent_by=place.team.director,
    )
    store.add([report])
    readers = list(Reader) if report.state == ReportState.ANSWERED else [Reader.BRANCH]
    people = {Reader.BRANCH: place.team.branch, Reader.STREET: place.staff.clerk}
    store.add(
        [
            ReportAnswer(
                report=report,
                reader=reader,
                text=roll.choice(ANSWERS[reader]),
                by=people[reader],
                at=sent_at + timedelta(days=nth + 1),
            )
            for nth, reader in enumerate(readers)
        ]
    )
