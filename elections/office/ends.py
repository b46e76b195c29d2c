"""An office ends with its paper, told to the street and confirmed there; no delete button (R10)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.people.models import Posting, User
from committees.terms.following import DIRECTOR_CHANGED, DirectorChange
from committees.terms.models import Mandate
from committees.terms.states import Post
from committees.territory.models import Committee
from elections.office.models import Handover, OfficeEnd
from elections.office.policies import may_confirm_end, may_report_end
from elections.office.rules import fill_until
from elections.office.states import EndKind
from elections.office.terms import rules_for
from elections.results.taking_office import ROLE_OF_POST, end_mandate_row
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile

ONLY_MOVED = "只是搬走不结束任职。本人要辞职的，请选“辞职”，附上辞职书。"


@transaction.atomic
def report_end(end: OfficeEnd, paper: CleanFile | None, *, by: User, at: datetime) -> OfficeEnd:
    """Somebody's office is to end; it does so when the street has confirmed.

    Refused without the paper, for a mandate that has ended or is written already, for a day before
    it began, and for a street that is told only later. Moving away alone ends no office unless the
    committee's rule set says so.
    """
    may_report_end(by, end.committee_id).require()
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=end.mandate_id)
    today = timezone.localdate(at)
    rules = rules_for(end.committee, today)
    if end.kind == EndKind.MOVED and not rules.moving_ends_office:
        raise Refused(ONLY_MOVED)
    if paper is None:
        raise Refused("请附上材料的照片或者 PDF。")
    if mandate.until is not None and mandate.until < today:
        raise Refused("这个人已经离任了。")
    if end.effective_on < mandate.since:
        raise Refused("离任不能早于任职的那一天。")
    if end.told_street_on > today:
        raise Refused("报街道的日期还没有到，报了再写。")
    if OfficeEnd.objects.filter(mandate=mandate, turned_down_by=None).exists():
        raise Refused("这个人的离任已经写过了。")
    end.made_by, end.made_at = by, at
    name = f"{mandate.person}{end.get_kind_display()}"
    end.paper = store_file(paper, name=name, by=by, committee=end.committee)
    end.save()
    record("office.report-end", end, by=by, committee=end.committee, label=name)
    return end


@transaction.atomic
def confirm_end(end: OfficeEnd, *, by: User, at: datetime) -> OfficeEnd:
    """The street has seen the paper: mandate and posting end, a director hands over, and where too
    few are left the day is set by which the committee is filled up (T10).

    Refused to whoever wrote it, and when it was answered already.
    """
    end = _waiting(end)
    may_confirm_end(by, end).require()
    committee = Committee.objects.select_for_update().get(pk=end.committee_id)
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=end.mandate_id)
    before, last = digest(end), end.effective_on
    if mandate.until is None or mandate.until > last:
        end_mandate_row(mandate, last, by)
    _end_postings(mandate, last, by)
    end.confirmed_by, end.confirmed_at = by, at
    end.by_election_due_on = due_on(committee, last)
    end.save()
    record("office.confirm-end", end, by=by, committee=committee, before=before)
    if mandate.post == Post.CHAIR:
        day = last + timedelta(days=1)
        DIRECTOR_CHANGED(DirectorChange(committee, mandate.person, None, day, by))
        if end.kind == EndKind.DIED:
            lists = Handover.objects.filter(committee=committee, leaver=mandate.person)
            lists.filter(done_on=None).update(leaver_reads_until=last)
    return end


def due_on(committee: Committee, last: date) -> date | None:
    """By when the seats are filled, counted from the first day with fewer; None with enough."""
    day = last + timedelta(days=1)
    people = Mandate.objects.filter(committee=committee).on(day).values("person").distinct()
    return fill_until(people.count(), day, rules_for(committee, day))


def _end_postings(mandate: Mandate, last: date, by: User) -> None:
    """Access ends with the office: at the next request after that day."""
    held = Posting.objects.select_for_update(of=("self",)).filter(
        user=mandate.person_id,
        committee=mandate.committee_id,
        role=ROLE_OF_POST[Post(mandate.post)],
    )
    for posting in held:
        if posting.until is not None and posting.until <= last:
            continue
        before = digest(posting)
        posting.until = max(last, posting.since)
        posting.save(update_fields=["until"])
        record("people.end-posting", posting, by=by, committee=mandate.committee, before=before)


@transaction.atomic
def turn_down_end(end: OfficeEnd, *, by: User, why: str) -> OfficeEnd:
    """The street sends it back with the reason; it stays, and may be written again."""
    end = _waiting(end)
    may_confirm_end(by, end).require()
    if not why.strip():
        raise Refused("请写为什么退回。")
    before = digest(end)
    end.turned_down_by, end.turned_down_why = by, why.strip()
    end.save()
    record("office.turn-down-end", end, by=by, committee=end.committee, before=before)
    return end


def _waiting(end: OfficeEnd) -> OfficeEnd:
    end = OfficeEnd.objects.select_for_update(of=("self",)).get(pk=end.pk)
    if not end.is_waiting:
        raise Refused("已经有答复了。")
    return end
