"""Who may do what with an entry of the duty log."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from casework.log.models import LogEntry
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import BIN_DAYS
from jiedao.common.errors import ALLOWED, Verdict, no


def may_write(by: User, committee: Committee) -> Verdict:
    """Whoever works in the committee: director, member, party branch, station."""
    return ALLOWED if by.reach.works_in(committee.pk) else no("您不在这个居委会工作，不能记。")


def may_edit(by: User, entry: LogEntry) -> Verdict:
    """The author, or the director of the committee."""
    if not entry.is_kept:
        return no("这条记录已经撤销，请先恢复。")
    if entry.author_id == by.pk or by.reach.leads(entry.committee_id):
        return ALLOWED
    return no("只有记的人和主任可以改。")


def may_remove(by: User, entry: LogEntry, on: date) -> Verdict:
    """撤销: on the day it was written down, by the author or the director (CONTRACTS, Figures)."""
    allowed = may_edit(by, entry)
    if not allowed:
        return allowed
    if timezone.localdate(entry.recorded_at) != on:
        return no("只有当天记的可以撤销。写错了请用“修改”。")
    return ALLOWED


def may_restore(by: User, entry: LogEntry, at: datetime) -> Verdict:
    """Within 30 days after it was taken back, by the same two people."""
    if entry.removed_at is None:
        return no("这条记录没有撤销过。")
    if at - entry.removed_at > timedelta(days=BIN_DAYS):
        return no(f"撤销超过 {BIN_DAYS} 天，不能恢复了。")
    if entry.author_id == by.pk or by.reach.leads(entry.committee_id):
        return ALLOWED
    return no("只有记的人和主任可以恢复。")
