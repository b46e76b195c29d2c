"""Writing the duty log."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.doors.reading import last_met
from casework.knocks.actions import nobody_opened, withdraw
from casework.log import rules
from casework.log.doors import keep_doors
from casework.log.models import LogEntry, LogPhoto
from casework.log.policies import may_edit, may_remove, may_restore, may_write
from casework.log.rules import EntryWords
from casework.log.states import LogKind
from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile


def write_entry(
    committee: Committee,
    *,
    by: User,
    words: EntryWords,
    at: datetime,
    household: Household | None = None,
    photos: Sequence[CleanFile] = (),
) -> LogEntry:
    """One thing that happened becomes an entry; it counts for the day it happened (R7).

    Refused: somebody who does not work here, a day outside the last 30, a household of another
    committee, nothing written, more than 6 photos.
    """
    may_write(by, committee).require()
    with transaction.atomic():
        entry = LogEntry(committee=committee, author=by, recorded_at=at)
        _say(entry, words, household)
        rules.day_fits(words.happened_on, timezone.localdate(at)).require()
        entry.save()
        _at_the_door(entry, by, at)
        _add_photos(entry, photos, by)
        record("log.write", entry, by=by, committee=committee, label=_label(entry))
    return entry


def edit_entry(
    entry: LogEntry,
    *,
    by: User,
    version: int,
    words: EntryWords,
    household: Household | None = None,
    photos: Sequence[CleanFile] = (),
    at: datetime | None = None,
) -> LogEntry:
    """Other words for the same entry. A new day must lie in the 30 days before it was recorded.

    「家里没人」 ticked afterwards raises the alarm, unticked takes it back while it is untouched.
    Refused: anybody but the author and the director. Conflict when somebody saved since
    `version`.
    """
    with transaction.atomic():
        entry = LogEntry.objects.select_for_update().get(pk=entry.pk)
        may_edit(by, entry).require()
        entry.expect(version)
        before = digest(entry)
        was = entry.household if entry.kind == LogKind.HOME else None
        alarmed = entry.nobody_home and entry.household_id
        _say(entry, words, household)
        rules.day_fits(words.happened_on, timezone.localdate(entry.recorded_at)).require()
        entry.save()
        now = at or timezone.now()
        stays = alarmed and entry.nobody_home and alarmed == entry.household_id
        if not stays:
            _nobody_alarmed(entry, by, now)
        _at_the_door(entry, by, now, was, alarms=not stays)
        _add_photos(entry, photos, by)
        record(
            "log.edit", entry, by=by, committee=entry.committee, before=before, label=_label(entry)
        )
    return entry


def settle_entry(entry: LogEntry, *, by: User) -> LogEntry:
    """当场办结: nothing is left to do. Refused: strangers to the committee, a removed entry."""
    with transaction.atomic():
        entry = LogEntry.objects.select_for_update().get(pk=entry.pk)
        may_write(by, entry.committee).require()
        if not entry.is_kept:
            raise Refused("这条记录已经撤销，请先恢复。")
        before = digest(entry)
        entry.settled = True
        entry.version += 1
        entry.save(update_fields=["settled", "version"])
        record(
            "log.settle",
            entry,
            by=by,
            committee=entry.committee,
            before=before,
            label=_label(entry),
        )
    return entry


def remove_entry(entry: LogEntry, *, by: User, at: datetime) -> LogEntry:
    """撤销: off the lists and figures at once, 30 days in the recycle bin.

    The alarm it raised goes with it, unless somebody has written on it already.
    Refused: on another day than the one it was written down; anybody but author and director.
    """
    with transaction.atomic():
        entry = LogEntry.objects.select_for_update().get(pk=entry.pk)
        may_remove(by, entry, timezone.localdate(at)).require()
        before = digest(entry)
        entry.removed_at, entry.removed_by = at, by
        entry.save(update_fields=["removed_at", "removed_by"])
        _nobody_alarmed(entry, by, at)
        _at_the_door(entry, by, at)
        record(
            "log.remove",
            entry,
            by=by,
            committee=entry.committee,
            before=before,
            label=_label(entry),
        )
    return entry


def restore_entry(entry: LogEntry, *, by: User, at: datetime) -> LogEntry:
    """Out of the recycle bin, as it was. Refused: after 30 days; anybody but the two."""
    with transaction.atomic():
        entry = LogEntry.objects.select_for_update().get(pk=entry.pk)
        may_restore(by, entry, at).require()
        before = digest(entry)
        entry.removed_at = entry.removed_by = None
        entry.save(update_fields=["removed_at", "removed_by"])
        _at_the_door(entry, by, at)
        record(
            "log.restore",
            entry,
            by=by,
            committee=entry.committee,
            before=before,
            label=_label(entry),
        )
    return entry


def _at_the_door(
    entry: LogEntry,
    by: User,
    at: datetime,
    was: Household | None = None,
    *,
    alarms: bool = True,
) -> None:
    """Keep the doors true, and raise the alarm where nobody opened and somebody should (R2).

    `was`: the household an edited entry was about before.
    """
    if entry.kind != LogKind.HOME and was is None:
        return
    keep_doors([entry.household, was], on=timezone.localdate(at))
    home = entry.household
    if not (alarms and entry.is_kept and entry.nobody_home and home is not None):
        return
    met = last_met([home])[home.pk]
    entry.knock = nobody_opened(home, by=by, knocked_on=entry.happened_on, last_met_on=met, at=at)
    entry.save(update_fields=["knock"])


def _nobody_alarmed(entry: LogEntry, by: User, at: datetime) -> None:
    """Take the alarm of this entry back, when no other visit belongs to it."""
    if entry.knock is None:
        return
    others = LogEntry.objects.kept().filter(knock=entry.knock).exclude(pk=entry.pk)
    if not others.exists():
        withdraw(entry.knock, by=by, at=at)


def _say(entry: LogEntry, words: EntryWords, household: Household | None) -> None:
    """Put the words into the row, tidied, with the tokens that find it."""
    if household is not None and household.committee_id != entry.committee_id:
        raise Refused("这一户不属于本居委会，请重新选。")
    text = words.text.strip()
    if words.nobody_home and not text:
        text = rules.NOBODY_HOME
    who = rules.tidy_who(words.who)
    if not text:
        raise Refused("请写“什么事”，几个字就行，例如：水管漏水。")
    if not who and household is None:
        raise Refused(f"请写“{rules.WORDING[words.kind].who}”。")
    entry.kind, entry.text, entry.who = words.kind, text, who
    entry.household = household
    entry.happened_on = words.happened_on
    entry.on_behalf_of = rules.tidy_who(words.on_behalf_of)
    entry.nobody_home = words.nobody_home and words.kind == "home"
    entry.settled = words.settled
    names = list(household.residents.values_list("name", flat=True)) if household else []
    door = household.dwelling.door if household else ""
    entry.tokens = rules.search_tokens(text, door, entry.on_behalf_of, names=[who, *names])


def _add_photos(entry: LogEntry, photos: Sequence[CleanFile], by: User) -> None:
    if not photos:
        return
    there = entry.photos.kept().count()
    if there + len(photos) > rules.MAX_PHOTOS:
        raise Refused(f"一条记录最多 {rules.MAX_PHOTOS} 张照片，已经有 {there} 张。")
    for number, clean in enumerate(photos, there + 1):
        stored = store_file(clean, name=f"照片{number}", by=by, committee=entry.committee)
        LogPhoto.objects.create(entry=entry, file=stored)


def _label(entry: LogEntry) -> str:
    """What the journal may say of it: the kind and the day, never the text."""
    return f"{entry.get_kind_display()} {entry.happened_on}"
