"""Which dates may be asked about. Without clock and database."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from jiedao.common.dates import cn_day
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.convening.rules import enough_notice, sensible_start

FEWEST, MOST = 2, 4
"""S15: three dates, one tap."""


def sensible_dates(starts: Sequence[datetime], at: datetime, notice_days: int) -> Verdict:
    """Two to four different times, all to come, none nearer than the notice the rule asks for.

    `notice_days` is 0 where the reason for a short notice is written already.
    """
    if not FEWEST <= len(starts) <= MOST:
        return no(f"请写 {FEWEST} 到 {MOST} 个日期，现在是 {len(starts)} 个。")
    if len(set(starts)) < len(starts):
        return no("有两个日期写成一样的了。")
    today = timezone.localdate(at)
    for one in starts:
        day = timezone.localdate(one)
        if one <= at:
            return no(f"{cn_day(day, today)}的那个时间已经过了。")
        for verdict in (sensible_start(one, at), enough_notice(today, day, notice_days)):
            if not verdict:
                return no(f"{cn_day(day, today)}：{verdict.reason}")
    return ALLOWED


def still_to_come(starts_at: datetime, at: datetime) -> Verdict:
    return ALLOWED if starts_at > at else no("这个时间已经过了，请定别的日期。")
