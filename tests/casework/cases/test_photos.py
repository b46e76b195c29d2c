"""One photo can be taken off a record and put back, by whom it concerns."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from casework.cases import actions
from casework.cases.models import CasePhoto
from casework.log.actions import edit_entry, write_entry
from casework.log.models import LogEntry, LogPhoto
from casework.log.rules import EntryWords
from committees.files.models import StoredFile
from committees.journal.models import AuditEntry
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile
from jiedao.portal.nightly import clear_out

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PHOTO = CleanFile("photo", ".png", b"not looked at again", 10, 10)
WORDS = EntryWords("patrol", "北门", "堆物", timezone.localdate())


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(params=["log", "cases"])
def record(request, cast, opened) -> tuple[str, type]:
    """The address of an entry and of a case, on which a member has put two photos."""
    if request.param == "log":
        entry = write_entry(cast.east, by=cast.east_member, words=WORDS, photos=[PHOTO] * 2, at=NOW)
        return f"/log/{entry.pk}/", LogPhoto
    case = opened()
    actions.add_progress(case, by=cast.east_member, text="看过了", photos=[PHOTO] * 2, at=NOW)
    return f"/cases/{case.pk}/", CasePhoto


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def photo_of(record) -> str:
    address, model = record
    return f"{address}photos/{model.objects.order_by('pk')[0].pk}/"


def acts() -> list[str]:
    rows = AuditEntry.objects.filter(act__contains=".photo-").order_by("pk")
    return [act.split(".")[1] for act in rows.values_list("act", flat=True)]


def test_who_added_it_takes_it_off_the_same_day_without_a_reason(cast, enter, record):
    member, photo = enter(cast.east_member), photo_of(record)
    assert f'href="{photo}remove/"' in text_of(member.get(record[0]))
    assert f'<img class="one-photo" src="{photo}"' in text_of(member.get(f"{photo}remove/"))

    page = text_of(member.post(f"{photo}remove/", follow=True))

    assert "照片去掉了，30 天内可以放回" in page
    assert f'action="{photo}restore/"' in page
    assert f'<img src="{photo}"' not in page
    assert "去掉的照片 1 张" in page
    assert acts() == ["photo-remove"]

    back = text_of(member.post(f"{photo}restore/", follow=True))
    assert f'<img src="{photo}"' in back
    assert "去掉的照片" not in back
    assert acts() == ["photo-remove", "photo-restore"]


def test_the_director_gives_a_reason(cast, enter, record):
    director, photo = enter(cast.east_director), photo_of(record)
    refused = director.post(f"{photo}remove/", {"why": " "})
    assert refused.status_code == 422
    assert "请写“为什么去掉”。" in text_of(refused)

    page = text_of(director.post(f"{photo}remove/", {"why": "拍到了别人的脸"}, follow=True))

    assert re.search("照片1，周桂英 今天 [0-9:]+去掉：拍到了别人的脸", page)


def test_on_another_day_only_the_director_does(cast, enter, record):
    StoredFile.objects.update(added_at=NOW - timedelta(days=1))
    member, photo = enter(cast.east_member), photo_of(record)
    assert photo in text_of(member.get(record[0]))
    assert "/remove/" not in text_of(member.get(record[0]))
    assert "过了当天，请和主任说" in text_of(member.get(f"{photo}remove/"))
    assert member.post(f"{photo}remove/", {"why": "拍错了"}).status_code == 422
    director = enter(cast.east_director)
    assert director.post(f"{photo}remove/", {"why": "拍错了"}).status_code == 303


def test_a_colleague_neither_takes_it_off_nor_puts_it_back_nor_sees_it(cast, enter, record):
    member, other = enter(cast.east_member), enter(cast.east_second_member)
    photo = photo_of(record)
    assert other.get(photo).status_code == 200
    assert other.post(f"{photo}remove/", {"why": "拍错了"}).status_code == 422
    member.post(f"{photo}remove/")
    assert other.get(photo).status_code == 404
    assert "去掉的照片" not in text_of(other.get(record[0]))
    refused = other.post(f"{photo}restore/", follow=True)
    assert "只有传照片的人和主任可以放回" in text_of(refused)
    assert acts() == ["photo-remove"]


def test_twice_is_refused_in_words(cast, enter, record):
    member, photo = enter(cast.east_member), photo_of(record)
    member.post(f"{photo}remove/")
    again = member.post(f"{photo}remove/")
    assert again.status_code == 422
    assert "已经去掉了" in text_of(again)
    member.post(f"{photo}restore/")
    assert "没有去掉过" in text_of(member.post(f"{photo}restore/", follow=True))


def test_after_thirty_days_it_is_gone_for_good(
    cast, enter, record, django_capture_on_commit_callbacks
):
    _, model = record
    member, photo = enter(cast.east_member), photo_of(record)
    member.post(f"{photo}remove/")
    path = model.objects.exclude(removed_at=None).get().file.path
    model.objects.exclude(removed_at=None).update(removed_at=NOW - timedelta(days=31))

    assert "超过 30 天" in text_of(member.post(f"{photo}restore/", follow=True))
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_out(timezone.now())["去掉的照片"] == 1
    assert model.objects.count() == StoredFile.objects.count() == 1
    assert not default_storage.exists(path)
    assert clear_out(timezone.now())["去掉的照片"] == 0


def test_a_photo_that_is_off_makes_room_for_another(cast, enter):
    entry = write_entry(cast.east, by=cast.east_member, words=WORDS, photos=[PHOTO] * 6, at=NOW)
    with pytest.raises(Refused, match="已经有 6 张"):
        edit_entry(entry, by=cast.east_member, version=1, words=WORDS, photos=[PHOTO])
    enter(cast.east_member).post(f"{photo_of((f'/log/{entry.pk}/', LogPhoto))}remove/")
    edit_entry(entry, by=cast.east_member, version=1, words=WORDS, photos=[PHOTO])
    assert LogEntry.objects.get().photos.kept().count() == 6
