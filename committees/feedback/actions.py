"""「这条有错，告诉我们」: a resident says so, the desk settles it."""

import re
from datetime import datetime

from django.db import transaction

from committees.feedback.models import PageReport
from committees.journal.actions import digest, record
from committees.notices.models import Notice
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.keys import normal_key

_NOTICE = re.compile(r"/n/([^/]{1,12})(?:/|$)")
_COMMITTEE = re.compile(r"/c/([a-z0-9-]{1,60})(?:/|$)")


def committee_of(path: str) -> Committee | None:
    """Whose page it is; None for the street's own pages."""
    if found := _NOTICE.search(path):
        notice = Notice.objects.filter(key=normal_key(found[1])).select_related("committee").first()
        return notice.committee if notice else None
    if found := _COMMITTEE.search(path):
        committee: Committee | None = Committee.objects.filter(slug=found[1]).first()
        return committee
    return None


def report_page(*, path: str, text: str, phone: str, at: datetime) -> PageReport:
    """Somebody who need not say who he is found a mistake on a public page.

    `phone` is optional and sealed. Goes to the desk whose page it is, otherwise to the street.
    """
    with transaction.atomic():
        committee = committee_of(path)
        report: PageReport = PageReport.objects.create(
            committee=committee, path=path, text=text, phone=phone, at=at
        )
        record("report.send", report, by=None, committee=committee)
    return report


def settle_report(report: PageReport, *, by: User, at: datetime) -> PageReport:
    """The desk has looked at it. Refuses a report that is settled already."""
    with transaction.atomic():
        report = PageReport.objects.select_for_update().get(pk=report.pk)
        if report.settled_at is not None:
            raise Refused("这一条已经处理过了。")
        before = digest(report)
        report.settled_at, report.settled_by = at, by
        report.save(update_fields=["settled_at", "settled_by"])
        record("report.settle", report, by=by, committee=report.committee, before=before)
    return report


def reopen_report(report: PageReport, *, by: User) -> PageReport:
    """撤销 of settling."""
    with transaction.atomic():
        report = PageReport.objects.select_for_update().get(pk=report.pk)
        before = digest(report)
        report.settled_at, report.settled_by = None, None
        report.save(update_fields=["settled_at", "settled_by"])
        record("report.reopen", report, by=by, committee=report.committee, before=before)
    return report


def reveal_phone(report: PageReport, *, by: User) -> str:
    """The number in full; every look writes one journal row."""
    record("report.reveal", report, by=by, committee=report.committee)
    return str(report.phone)
