"""Writing, changing and taking back an entry."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from casework.log.actions import (
    edit_entry,
    remove_entry,
    restore_entry,
    settle_entry,
    write_entry,
)
from casework.log.models import LogEntry
from casework.log.rules import EntryWords
from committees.journal.models import AuditEntry
from jiedao.common.errors import Conflict, Refused
from jiedao.common.uploads import CleanFile
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
PHOTO = CleanFile("photo", ".png", b"not looked at again", 10, 10)


def said(who: str = "北门", text: str = "堆物", kind: str = "patrol", **more) -> EntryWords:
    return EntryWords(kind=kind, who=who, text=text, **{"happened_on": TODAY, **more})


def written(cast, by=None, words=None, **more) -> LogEntry:
    return write_entry(
        cast.east, by=by or cast.east_director, words=words or said(), at=NOW, **more
    )


def acts_on(entry: LogEntry) -> list[str]:
    rows = AuditEntry.objects.filter(object_type="casework.logentry", object_id=str(entry.pk))
    return list(rows.order_by("pk").values_list("act", flat=True))


def test_an_entry_counts_for_the_day_it_happened_and_says_when_it_was_written(cast):
    entry = written(cast, words=said(happened_on=TODAY - timedelta(days=4)))

    assert entry.happened_on == TODAY - timedelta(days=4)
    assert entry.recorded_at == NOW
    assert entry.author == cast.east_director
    assert acts_on(entry) == ["log.write"]


def test_a_day_further_back_is_refused_and_nothing_is_written(cast):
    with pytest.raises(Refused, match="30 天前"):
        written(cast, words=said(happened_on=TODAY - timedelta(days=31)))
    assert not LogEntry.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("who", ["east_branch", "east_station", "east_member"])
def test_party_branch_station_and_members_write_too(cast, who):
    assert written(cast, by=getattr(cast, who)).pk


@pytest.mark.parametrize("who", ["west_director", "clerk", "east_property", "stranger"])
def test_whoever_does_not_work_in_the_committee_cannot_write(cast, who):
    with pytest.raises(Refused, match="不在这个居委会工作"):
        written(cast, by=getattr(cast, who))


def test_a_household_of_another_committee_is_refused(cast):
    with pytest.raises(Refused, match="不属于本居委会"):
        written(cast, household=move_in(cast.west, "3-502", "刘桂芳"))


def test_a_door_that_stayed_closed_needs_no_words(cast):
    entry = written(cast, words=said("3-502", "", "home", nobody_home=True))
    assert entry.nobody_home
    assert entry.text == "家里没人。"


def test_only_a_home_visit_can_find_nobody_home(cast):
    assert not written(cast, words=said(nobody_home=True)).nobody_home


@pytest.mark.parametrize(("who", "text"), [("", "堆物"), ("北门", "")])
def test_who_and_what_are_both_asked_for(cast, who, text):
    with pytest.raises(Refused, match="请写“"):
        written(cast, words=said(who, text))


def test_photos_belong_to_the_entry_and_a_seventh_is_refused(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    entry = written(cast, photos=[PHOTO] * 6)
    assert entry.photos.count() == 6
    with pytest.raises(Refused, match="最多 6 张"):
        edit_entry(entry, by=cast.east_director, version=1, words=said(), photos=[PHOTO])


def test_the_author_and_the_director_may_change_an_entry_nobody_else(cast):
    entry = written(cast, by=cast.east_member)
    entry = edit_entry(entry, by=cast.east_member, version=1, words=said(text="堆了很多"))
    entry = edit_entry(entry, by=cast.east_director, version=2, words=said(text="已清掉"))
    assert entry.text == "已清掉"
    assert acts_on(entry) == ["log.write", "log.edit", "log.edit"]
    with pytest.raises(Refused, match="只有记的人和主任"):
        edit_entry(entry, by=cast.east_second_member, version=3, words=said())


def test_who_saves_second_gets_the_other_text(cast):
    entry = written(cast)
    edit_entry(entry, by=cast.east_director, version=1, words=said(text="第一个人"))
    with pytest.raises(Conflict) as conflict:
        edit_entry(entry, by=cast.east_director, version=1, words=said(text="第二个人"))
    assert conflict.value.current.text == "第一个人"
    assert LogEntry.objects.get().text == "第一个人"


def test_a_changed_entry_is_found_by_its_new_words(cast):
    entry = written(cast)
    edit_entry(entry, by=cast.east_director, version=1, words=said(text="电梯有异响"))
    assert LogEntry.objects.matching("异响", within=[entry.committee_id]).get() == entry
    assert not LogEntry.objects.matching("堆物", within=[entry.committee_id]).exists()


def test_settled_on_the_spot_is_written_down_once(cast):
    entry = settle_entry(written(cast), by=cast.east_member)
    assert entry.settled
    assert acts_on(entry) == ["log.write", "log.settle"]


def test_what_was_written_today_can_be_taken_back_and_restored(cast):
    entry = remove_entry(written(cast), by=cast.east_director, at=NOW)
    assert not LogEntry.objects.kept().exists()
    assert LogEntry.objects.in_bin(NOW + timedelta(days=29)).get() == entry

    restore_entry(entry, by=cast.east_director, at=NOW + timedelta(days=29))
    assert LogEntry.objects.kept().get() == entry
    assert acts_on(entry) == ["log.write", "log.remove", "log.restore"]


def test_the_next_day_nothing_is_taken_back(cast):
    entry = written(cast)
    with pytest.raises(Refused, match="当天"):
        remove_entry(entry, by=cast.east_director, at=NOW + timedelta(days=1))


def test_a_colleague_cannot_take_back_what_somebody_else_wrote(cast):
    entry = written(cast)
    with pytest.raises(Refused, match="只有记的人和主任"):
        remove_entry(entry, by=cast.east_member, at=NOW)


def test_after_thirty_days_the_bin_is_shut(cast):
    entry = remove_entry(written(cast), by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="30 天"):
        restore_entry(entry, by=cast.east_director, at=NOW + timedelta(days=31))


def test_a_removed_entry_cannot_be_changed(cast):
    entry = remove_entry(written(cast), by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="已经撤销"):
        edit_entry(entry, by=cast.east_director, version=1, words=said())
    with pytest.raises(Refused, match="已经撤销"):
        settle_entry(entry, by=cast.east_director)


def test_dates_come_from_the_caller_never_from_the_clock(cast):
    entry = write_entry(
        cast.east,
        by=cast.east_director,
        words=said(happened_on=date(2026, 3, 2)),
        at=timezone.make_aware(datetime(2026, 3, 2, 9, 30)),
    )
    assert entry.happened_on == date(2026, 3, 2)
