"""A refused form keeps its files: private, for a week, and nobody chooses them again."""

import re
import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import CasePhoto
from casework.cases.planning import Plan
from casework.log.models import LogEntry, LogPhoto
from committees.files import staging
from committees.files.models import StagedFile, StoredFile
from committees.notices.models import Notice
from committees.submissions.models import Draft
from jiedao.portal.nightly import clear_out
from tests.committees.files.pictures import photo
from tests.racing import at_once, needs_postgresql

pytestmark = pytest.mark.django_db
NEW = "/log/new/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


def entry_form(key: str, **changes) -> dict[str, object]:
    return {"kind": "patrol", "who": "北门", "text": "堆物", "idempotency_key": key, **changes}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def listed(response) -> list[str]:
    return re.findall(r'name="kept_file" value="([^"]+)"', response.content.decode())


def test_a_forgotten_word_does_not_cost_the_photos(director, key):
    refused = director.post(NEW, entry_form(key, text="", photos=[photo(), photo("blue")]))

    assert refused.status_code == 422
    assert "已经传上来，不用再选" in text_of(refused)
    assert re.findall(r"照片\d（\d+ KB）", text_of(refused)) == ["照片1（1 KB）", "照片2（1 KB）"]
    tokens = listed(refused)
    assert StagedFile.objects.count() == len(tokens) == 2
    assert LogEntry.objects.count() == 0

    sent = director.post(NEW, entry_form(key, kept_file=tokens))

    assert sent.status_code == 303
    entry = LogEntry.objects.get()
    assert [one.file.name for one in entry.photos.order_by("pk")] == ["照片1", "照片2"]
    assert StagedFile.objects.count() == 0
    assert StoredFile.objects.count() == 2


def test_a_form_that_was_carried_out_leaves_no_bytes_behind(
    director, key, media, django_capture_on_commit_callbacks
):
    tokens = listed(director.post(NEW, entry_form(key, text="", photos=[photo()])))
    with django_capture_on_commit_callbacks(execute=True):
        director.post(NEW, entry_form(key, kept_file=tokens))
    kept = {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}
    assert kept == {LogPhoto.objects.get().file.path}


def test_what_is_listed_can_be_dropped_and_more_can_be_added(director, key):
    first, second = listed(
        director.post(NEW, entry_form(key, text="", photos=[photo(), photo("blue")]))
    )
    kept = {"kept_file": [first, second], "drop_file": [second], "photos": photo("green")}
    again = listed(director.post(NEW, entry_form(key, text="", **kept)))
    assert len(again) == 2
    assert first in again
    assert second not in again
    assert not StagedFile.objects.filter(pk=second).exists()

    director.post(NEW, entry_form(key, kept_file=again))
    assert LogPhoto.objects.count() == 2


def test_the_same_photo_chosen_again_counts_once(director, key):
    for _ in range(2):
        refused = director.post(NEW, entry_form(key, text="", photos=photo()))
    assert StagedFile.objects.count() == 1
    director.post(NEW, entry_form(key, kept_file=listed(refused), photos=photo()))
    assert LogPhoto.objects.count() == 1


def test_a_bad_file_is_named_and_the_good_ones_stay(director, key):
    bad = SimpleUploadedFile("合同.docx", b"no picture", "image/png")
    refused = director.post(NEW, entry_form(key, photos=[photo(), bad]))
    assert refused.status_code == 422
    assert "“合同.docx”：只能传照片" in text_of(refused)
    assert len(listed(refused)) == 1
    assert director.post(NEW, entry_form(key, kept_file=listed(refused))).status_code == 303
    assert LogPhoto.objects.count() == 1


def test_too_many_photos_stay_until_some_are_dropped(director, key):
    colours = ("red", "blue", "green", "black", "white", "pink", "gold")
    refused = director.post(NEW, entry_form(key, photos=[photo(one) for one in colours]))
    assert "照片最多 6 张，现在是 7 张" in text_of(refused)
    tokens = listed(refused)
    assert len(tokens) == 7
    sent = director.post(NEW, entry_form(key, kept_file=tokens, drop_file=tokens[:1]))
    assert sent.status_code == 303
    assert LogPhoto.objects.count() == 6


def test_far_too_many_are_not_even_looked_at(director, key):
    refused = director.post(NEW, entry_form(key, photos=[photo() for _ in range(19)]))
    assert refused.status_code == 422
    assert StagedFile.objects.count() == 0


def test_changing_the_kind_of_entry_keeps_the_photos(director, key):
    switched = director.post(NEW, entry_form(key, switch="visit", photos=photo()))
    assert switched.status_code == 200
    assert "居民来访" in text_of(switched)
    sent = director.post(NEW, entry_form(key, kept_file=listed(switched)))
    assert sent.status_code == 303
    assert LogPhoto.objects.count() == 1


def test_a_draft_opened_later_lists_its_files_and_takes_them_along(cast, director, key):
    director.post(NEW, entry_form(key, text="", photos=photo()))
    Draft.objects.create(
        pk=key, user=cast.east_director, form="log", path=NEW, title="巡查", fields="{}"
    )
    page = director.get(f"{NEW}?draft={key}")
    assert "已经传上来" in text_of(page)
    assert len(listed(page)) == 1
    assert listed(director.get(NEW)) == []

    director.post(f"/drafts/{key}/discard/")
    assert StagedFile.objects.count() == 0


def test_a_file_is_its_owner_s_alone(cast, director, enter, key):
    token = listed(director.post(NEW, entry_form(key, text="", photos=photo())))[0]
    assert director.get(f"/drafts/files/{token}/")["Content-Type"] == "image/png"
    member = enter(cast.east_member)
    assert member.get(f"/drafts/files/{token}/").status_code == 404

    sent = member.post(NEW, entry_form(key, kept_file=[token]), follow=True)

    assert LogPhoto.objects.count() == 0
    assert "先传上来的文件有 1 个已经不在了" in text_of(sent)
    assert StagedFile.objects.count() == 1


def test_a_file_of_another_form_is_not_attached(director, key):
    tokens = listed(director.post(NEW, entry_form(key, text="", photos=photo())))
    director.post(NEW, entry_form(str(uuid.uuid4()), kept_file=tokens))
    assert LogPhoto.objects.count() == 0


@pytest.mark.parametrize(
    "token", ["", "nonsense", "'; drop", "a6cc9772-698c-4228-bedc-7903b6ea85d9"]
)
def test_a_made_up_number_harms_nobody(director, key, token):
    sent = director.post(NEW, entry_form(key, kept_file=[token], drop_file=[token]))
    assert sent.status_code == 303


def test_sent_again_after_it_was_carried_out_nothing_is_told_to_be_missing(director, key):
    tokens = listed(director.post(NEW, entry_form(key, text="", photos=photo())))
    for _ in range(2):
        sent = director.post(NEW, entry_form(key, kept_file=tokens))
        assert sent.status_code == 303
    assert LogPhoto.objects.count() == 1
    assert "已经不在了" not in text_of(director.get(sent["Location"]))


def test_the_forms_of_a_case_keep_their_photos_too(cast, director, key):
    case = open_case(
        cast.east,
        by=cast.east_director,
        words=CaseWords("厨房漏水"),
        plan=Plan(cast.east_director),
        at=timezone.now(),
    )
    form = {"idempotency_key": key, "text": "", "photos": photo()}
    refused = director.post(f"/cases/{case.pk}/progress/", form)
    sent = {"idempotency_key": key, "text": "打了电话", "kept_file": listed(refused)}
    assert director.post(f"/cases/{case.pk}/progress/", sent).status_code == 303
    assert CasePhoto.objects.get().event.text == "打了电话"


def test_a_notice_keeps_its_attachments_with_their_names(director, key):
    address = "/publish/new/?template=general"
    picture = photo(name="停水图.png")
    refused = director.post(address, {"idempotency_key": key, "files": picture})
    assert refused.status_code == 422
    assert "照片1" in text_of(refused)
    sent = {"title": "停水", "body": "明天上午停水。", "idempotency_key": key}
    tokens = listed(refused)
    done = director.post(address, {**sent, "expires_on": "12-31", "kept_file": tokens})
    assert done.status_code == 303
    assert [one.file.name for one in Notice.objects.get().files.all()] == ["停水图.png"]


def test_after_a_week_the_night_clears_them_away(director, key, django_capture_on_commit_callbacks):
    director.post(NEW, entry_form(key, text="", photos=photo()))
    path = StoredFile.objects.get().path
    almost = timezone.now() + timedelta(days=staging.KEEP_DAYS, minutes=-5)
    assert clear_out(almost)["没用上的文件"] == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_out(almost + timedelta(minutes=10))["没用上的文件"] == 1
    assert StoredFile.objects.count() == 0
    assert not default_storage.exists(path)


def test_of_one_person_only_the_newest_are_kept(director, monkeypatch):
    monkeypatch.setattr(staging, "MOST_STAGED", 2)
    for colour in ("red", "blue", "green"):
        director.post(NEW, entry_form(str(uuid.uuid4()), text="", photos=photo(colour)))
    assert StagedFile.objects.count() == StoredFile.objects.count() == 2


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_refused_four_times_at_the_same_moment_it_is_staged_once(cast, enter, key):
    browsers = [enter(cast.east_director) for _ in range(4)]
    at_once([partial(one.post, NEW, entry_form(key, text="", photos=photo())) for one in browsers])
    assert StagedFile.objects.count() == StoredFile.objects.count() == 1
