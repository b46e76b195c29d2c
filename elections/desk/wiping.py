"""A rehearsal is taken away as a whole: everything that hangs on it, and nothing else."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model

from committees.files.actions import discard_files
from committees.files.models import StoredFile
from committees.journal.actions import digest, record
from committees.notices.models import Notice
from committees.notices.states import NoticeState
from committees.people.models import Posting, User
from committees.reminders.actions import cancel
from committees.reminders.states import Rule
from elections.body.models import BodyMember, Official
from elections.body.postings import end_posting
from elections.timetable.models import Announcement, Election, Step
from elections.timetable.moving import locked
from jiedao.common.errors import Refused


def wipe(election: Election, *, by: User, on: date) -> None:
    """Delete a rehearsal with its roll, its ballots, its counts, its drafts of notices and its
    files, and end its postings. Accounts that were made for it stay, without a posting. One journal
    row says that it was there. Refused for a real election and for anybody but the street.
    """
    with transaction.atomic():
        election = locked(election)
        if not election.rehearsal:
            raise Refused("只有演练可以清掉，真的选举不能删除。")
        if not by.reach.whole_street:
            raise Refused("演练由街道清掉。")
        before, label, committee = digest(election), str(election), election.committee
        for posting in _postings(election):
            end_posting(posting, by=by, on=on)
        steps = list(Step.objects.filter(election=election))
        for rule in (Rule.ELECTION, Rule.ELECTION_STREET):
            cancel(rule, steps)
        notices = list(
            Announcement.objects.filter(election=election).values_list("notice", flat=True)
        )
        record("election.wipe", election, by=by, committee=committee, before=before, label=label)
        files = _delete_all(election)
        _delete_notices(notices)
        discard_files(files)


def _postings(election: Election) -> list[Posting]:
    members = BodyMember.objects.filter(election=election, posting__isnull=False)
    officials = Official.objects.filter(election=election, posting__isnull=False)
    seats = [one.posting_id for one in (*members, *officials)]
    return list(Posting.objects.filter(pk__in=seats))


Table = type[Model]


def _delete_all(election: Election) -> list[StoredFile]:
    """Every row of this app that leads to the election, what points at others first. Gives the
    files that hung on them."""
    rows = _below(election)
    files: set[int] = set()
    for table, pks in rows.items():
        for field in _keys(table):
            if field.related_model is StoredFile:
                of_rows = table._default_manager.filter(pk__in=pks)
                files |= set(of_rows.values_list(field.name, flat=True)) - {None}
            if field.related_model is table and field.null:
                table._default_manager.filter(pk__in=pks).update(**{field.name: None})
    for table in _referring_first(list(rows)):
        table._default_manager.filter(pk__in=rows[table]).delete()
    return list(StoredFile.objects.filter(pk__in=files))


def _below(election: Election) -> dict[Table, set[object]]:
    """Table -> the rows that belong to the election, however far down."""
    found: dict[Table, set[object]] = {Election: {election.pk}}
    grew = True
    while grew:
        grew = False
        for table in apps.get_app_config("elections").get_models():
            for field in _keys(table):
                above = found.get(field.related_model)
                if not above:
                    continue
                below = table._default_manager.filter(**{f"{field.name}__in": above})
                fresh = set(below.values_list("pk", flat=True)) - found.get(table, set())
                if fresh:
                    found.setdefault(table, set()).update(fresh)
                    grew = True
    return found


def _keys(table: Table) -> "list[ForeignKey[Any, Any]]":
    return [field for field in table._meta.fields if isinstance(field, ForeignKey)]


def _referring_first(tables: list[Table]) -> list[Table]:
    """A table before every other that it points at."""
    left, in_order = list(tables), []
    while left:
        pointed_at = {
            field.related_model
            for table in left
            for field in _keys(table)
            if field.related_model is not table
        }
        free = [table for table in left if table not in pointed_at]
        in_order += free
        left = [table for table in left if table in pointed_at]
    return in_order


def _delete_notices(pks: list[int]) -> None:
    """Drafts that nobody outside has ever seen."""
    drafts = Notice.objects.filter(pk__in=pks, publish_at=None) | Notice.objects.filter(
        pk__in=pks, state__in=(NoticeState.DRAFT, NoticeState.REVIEW)
    )
    files = list(StoredFile.objects.filter(pk__in=drafts.values("files__file")))
    for draft in drafts:
        draft.files.all().delete()
        draft.delete()
    discard_files(files)
