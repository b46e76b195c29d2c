"""The pages of the log, as a browser without script meets them."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from casework.cases.models import Case
from casework.log.actions import write_entry
from casework.log.models import LogEntry
from casework.log.rules import EntryWords
from committees.submissions.models import Draft
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


def entry_of(cast, text="堆物", who="北门", kind="patrol", by=None, household=None, day=TODAY):
    words = EntryWords(kind, who, text, day)
    return write_entry(
        cast.east, by=by or cast.east_director, words=words, household=household, at=timezone.now()
    )


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# Writing


def test_two_fields_are_enough(cast, director):
    move_in(cast.east, "3-502", "刘桂芳")

    sent = director.post("/log/new/", {"kind": "home", "who": "三号楼502", "text": "身体好"})

    entry = LogEntry.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/log/{entry.pk}/")
    assert entry.happened_on == TODAY
    page = text_of(director.get(sent["Location"]))
    assert "记好了。3 号楼 502 室，今天" in page
    assert f'action="/log/{entry.pk}/undo/"' in page
    assert "再记一笔" in page


def test_the_address_without_a_slash_shows_the_same_form_with_the_kind_of_the_tile(director):
    page = text_of(director.get("/log/new?kind=call"))
    assert "接到电话" in page
    assert "谁打来的？" in page
    assert 'action="/log/new/"' in page


@pytest.mark.parametrize(("missing", "sentence"), [("who", "走访哪一户"), ("text", "什么事")])
def test_a_missing_answer_is_named_and_everything_typed_stays(director, missing, sentence):
    typed = {"kind": "home", "who": "9-101", "text": "说厕所灯坏了", "on_behalf_of": "老王"}
    typed[missing] = ""

    sent = director.post("/log/new/", typed)

    page = text_of(sent)
    assert sent.status_code == 422
    assert f"请写“{sentence}？”" in page or f"请写“{sentence}”" in page
    assert all(value in page for value in typed.values())
    assert "有 1 处要改" in page
    assert not LogEntry.objects.exists()


def test_nobody_home_is_an_answer(director):
    sent = director.post("/log/new/", {"kind": "home", "who": "9-101", "nobody_home": "on"})
    assert sent.status_code == 303
    assert LogEntry.objects.get().nobody_home


def test_switching_the_kind_keeps_what_was_typed_and_writes_nothing(director):
    key = str(uuid.uuid4())
    sent = director.post(
        "/log/new/",
        {
            "kind": "home",
            "switch": "call",
            "who": "9-101",
            "text": "说厕所灯坏了",
            "idempotency_key": key,
        },
    )
    page = text_of(sent)
    assert sent.status_code == 200
    assert "谁打来的？" in page
    assert "9-101" in page
    assert "说厕所灯坏了" in page
    assert key in page
    assert not LogEntry.objects.exists()


def test_an_ambiguous_name_is_asked_back_and_answered(cast, director):
    first = move_in(cast.east, "3-502", "刘桂芳")
    move_in(cast.east, "4-101", "刘桂芳")
    typed = {"kind": "home", "who": "刘桂芳", "text": "身体好"}

    asked = director.post("/log/new/", typed)
    page = text_of(asked)
    assert asked.status_code == 422
    assert "找到 2 户，请选一户" in page
    assert "3 号楼 502 室 刘桂芳" in page
    assert "4 号楼 101 室 刘桂芳" in page

    answered = director.post("/log/new/", {**typed, "household": str(first.pk)})
    assert answered.status_code == 303
    assert LogEntry.objects.get().household == first


def test_none_of_the_found_keeps_the_text_as_written(cast, director):
    for door in ("3-502", "4-101"):
        move_in(cast.east, door, "刘桂芳")
    director.post(
        "/log/new/", {"kind": "home", "who": "刘桂芳", "text": "身体好", "household": "none"}
    )
    entry = LogEntry.objects.get()
    assert entry.household is None
    assert entry.who == "刘桂芳"


@pytest.mark.parametrize("value", ["{foreign}", "999999", "x", "٣"])
def test_a_household_of_another_committee_cannot_be_smuggled_in(cast, director, value):
    foreign = move_in(cast.west, "3-502", "刘桂芳").pk
    sent = director.post(
        "/log/new/",
        {
            "kind": "home",
            "who": "刘桂芳",
            "text": "身体好",
            "household": value.format(foreign=foreign),
        },
    )
    assert sent.status_code == 422
    assert "这一户不属于本居委会" in text_of(sent)
    assert not LogEntry.objects.exists()


def test_an_owner_of_another_committee_cannot_be_smuggled_in(cast, director):
    sent = director.post(
        "/log/new/",
        {
            "kind": "call",
            "who": "北门",
            "text": "漏水",
            "follow": "case",
            "owner": str(cast.west_member.pk),
        },
    )
    assert sent.status_code == 422
    assert "这个人不属于本居委会" in text_of(sent)
    assert not LogEntry.objects.exists()
    assert not Case.objects.exists()


def test_an_entry_and_its_case_are_written_together(cast, director):
    home = move_in(cast.east, "7-301", "张慧芳")
    sent = director.post(
        "/log/new/",
        {
            "kind": "call",
            "who": "7-301",
            "text": "厨房顶在滴水",
            "follow": "case",
            "case_kind": "issue",
            "owner": str(cast.east_member.pk),
            "due_on": (TODAY + timedelta(days=3)).isoformat(),
        },
    )
    case = Case.objects.get()
    assert sent.status_code == 303
    assert (case.title, case.household, case.owner) == ("厨房顶在滴水", home, cast.east_member)
    assert (case.source, case.due_on) == ("phone", TODAY + timedelta(days=3))
    assert case.entry == LogEntry.objects.get()
    assert f"号码是 {case}" in text_of(director.get(sent["Location"]))


def test_hardship_asks_for_its_care_before_anything_is_written(director):
    sent = director.post(
        "/log/new/",
        {
            "kind": "home",
            "who": "9-101",
            "text": "没钱看病",
            "follow": "case",
            "case_kind": "hardship",
        },
    )
    assert sent.status_code == 422
    assert "困难事项请选“帮扶类别”" in text_of(sent)
    assert not LogEntry.objects.exists()


def test_the_same_form_sent_three_times_makes_one_entry(director):
    form = {
        "kind": "call",
        "who": "北门",
        "text": "灯不亮",
        "follow": "case",
        "idempotency_key": str(uuid.uuid4()),
    }
    places = {director.post("/log/new/", form)["Location"] for _ in range(3)}
    assert len(places) == 1
    assert LogEntry.objects.count() == Case.objects.count() == 1


def test_what_is_typed_late_stands_in_grey_and_counts_for_its_day(director):
    day = TODAY - timedelta(days=3)
    sent = director.post(
        "/log/new/",
        {"kind": "call", "who": "北门", "text": "灯不亮", "happened_on": f"{day:%m%d}"},
    )
    assert LogEntry.objects.get().happened_on == day
    assert "补记" in text_of(director.get(sent["Location"]))


def test_a_draft_opens_with_its_text_and_vanishes_when_it_is_sent(cast, director):
    typed = {"who": "9-101", "text": "老人说厕所", "follow": "case", "cares": ["elder", "child"]}
    draft = Draft.objects.create(
        user=cast.east_director, form="log", path="/log/new/?kind=home", fields=json.dumps(typed)
    )
    page = text_of(director.get(f"/log/new/?kind=home&draft={draft.pk}"))
    assert "老人说厕所" in page
    assert 'value="9-101"' in page
    assert f'name="idempotency_key" value="{draft.pk}"' in page
    assert page.count("checked") == 5  # case, its usual kind and urgency, two cares

    director.post(
        "/log/new/",
        {"kind": "home", "who": "9-101", "text": "好", "idempotency_key": str(draft.pk)},
    )
    assert not Draft.objects.exists()


def test_a_colleague_s_draft_stays_closed(cast, director):
    sealed = json.dumps({"text": "只给自己看"})
    draft = Draft.objects.create(user=cast.east_member, form="log", path="/log/new/", fields=sealed)
    assert "只给自己看" not in text_of(director.get(f"/log/new/?draft={draft.pk}"))


# Reading


def test_the_log_stands_by_day_with_newest_first(cast, director):
    entry_of(cast, "昨天的", day=TODAY - timedelta(days=1))
    entry_of(cast, "今天的")
    page = text_of(director.get("/log/"))
    assert page.index("今天的") < page.index("昨天的")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=home", "走访了"),
        ("?q=漏水", "漏水了"),
        ("?q=zhf", "漏水了"),
        ("?q=7-301", "漏水了"),
        ("?q=三号楼401", "走访了"),
        ("?until={yesterday}", "走访了"),
        ("?author={member}", "漏水了"),
    ],
)
def test_filters_and_search_live_in_the_address(cast, director, query, found):
    yesterday = TODAY - timedelta(days=1)
    entry_of(cast, "走访了", "3-401", "home", day=yesterday)
    home = move_in(cast.east, "7-301", "张慧芳")
    entry_of(cast, "漏水了", "", "call", by=cast.east_member, household=home)
    address = "/log/" + query.format(yesterday=yesterday.isoformat(), member=cast.east_member.pk)

    page = text_of(director.get(address))

    assert found in page
    assert ({"走访了", "漏水了"} - {found}).pop() not in page
    assert "去掉：" in page


def test_nothing_found_says_what_to_try(director):
    assert "没找到这样的记录" in text_of(director.get("/log/?q=没有这个"))
    assert "还没有记录" in text_of(director.get("/log/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(cast, director, django_assert_num_queries, rows):
    for n in range(rows):
        entry_of(cast, f"第 {n}", household=move_in(cast.east, f"3-50{n}", "刘桂芳"))
    with django_assert_num_queries(9):
        director.get("/log/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_however_many_recent_households(
    cast, director, django_assert_num_queries, rows
):
    for n in range(rows):
        entry_of(cast, f"第 {n}", household=move_in(cast.east, f"3-50{n}", "刘桂芳"))
    with django_assert_num_queries(10):
        director.get("/log/new/?kind=home")


@pytest.mark.parametrize("rows", [1, 3])
def test_one_entry_costs_the_same_however_many_photos(
    cast, director, django_assert_num_queries, rows, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    entry = with_photos(cast, rows)
    with django_assert_num_queries(8):
        director.get(f"/log/{entry.pk}/")


def with_photos(cast, count):
    from jiedao.common.uploads import CleanFile

    photo = CleanFile("photo", ".png", b"not looked at again", 10, 10)
    words = EntryWords("patrol", "北门", "堆物", TODAY)
    return write_entry(
        cast.east, by=cast.east_director, words=words, photos=[photo] * count, at=timezone.now()
    )


def test_a_photo_travels_with_the_form_and_only_its_committee_sees_it(
    cast, director, enter, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    picture = tmp_path / "photo.png"
    Image.new("RGB", (20, 20), "red").save(picture)
    sent = director.post(
        "/log/new/",
        {
            "kind": "patrol",
            "who": "北门",
            "text": "堆物",
            "photos": SimpleUploadedFile("a.png", picture.read_bytes(), "image/png"),
        },
    )
    entry = LogEntry.objects.get()
    address = f"/log/{entry.pk}/photos/{entry.photos.get().pk}/"
    assert address in text_of(director.get(sent["Location"]))
    shown = director.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert enter(cast.west_director).get(address).status_code == 404


def test_another_committee_s_entry_is_a_missing_page(cast, director, enter):
    entry = entry_of(cast)
    assert director.get(f"/log/{entry.pk}/").status_code == 200
    neighbour = enter(cast.west_director)
    for address in ("", "edit/", "case/"):
        assert neighbour.get(f"/log/{entry.pk}/{address}").status_code == 404
    for address in ("undo/", "restore/", "settle/"):
        assert neighbour.post(f"/log/{entry.pk}/{address}").status_code == 404


# Changing


def test_both_texts_stand_side_by_side_and_mine_can_still_be_saved(cast, director, enter):
    entry = entry_of(cast, "原来的")
    typed = {"kind": "patrol", "who": "北门", "version": "1"}
    director.post(f"/log/{entry.pk}/edit/", {**typed, "text": "主任的字"})

    author = director.post(f"/log/{entry.pk}/edit/", {**typed, "text": "我的字"})
    page = text_of(author)
    assert author.status_code == 409
    assert "周桂英刚才也改了，请看两边" in page
    assert "主任的字" in page
    assert "我的字" in page
    assert 'name="version" value="2"' in page
    assert LogEntry.objects.get().text == "主任的字"

    again = director.post(f"/log/{entry.pk}/edit/", {**typed, "text": "我的字", "version": "2"})
    assert again.status_code == 303
    assert LogEntry.objects.get().text == "我的字"


def test_editing_keeps_the_household_while_its_text_stays(cast, director):
    home = move_in(cast.east, "3-502", "刘桂芳")
    move_in(cast.east, "3-502", "刘桂芳")
    entry = entry_of(cast, "好", "", "home", household=home)
    sent = director.post(
        f"/log/{entry.pk}/edit/", {"kind": "home", "who": "3-502", "text": "很好", "version": "1"}
    )
    assert sent.status_code == 303
    assert LogEntry.objects.get().household == home


def test_a_colleague_is_told_who_may_change_it(cast, enter):
    entry = entry_of(cast)
    sent = enter(cast.east_member).post(f"/log/{entry.pk}/edit/", {"text": "x", "version": "1"})
    assert sent.status_code == 422
    assert "只有记的人和主任可以改" in text_of(sent)


# What follows


def test_one_tap_makes_an_entry_a_case(cast, director):
    entry = entry_of(cast, "12 号楼楼道灯不亮", "12 号楼")
    sent = director.post(f"/log/{entry.pk}/case/")
    case = Case.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/cases/{case.pk}/")
    assert (case.entry, case.owner, case.title) == (entry, cast.east_director, "12 号楼楼道灯不亮")
    assert f"{case}" in text_of(director.get(f"/log/{entry.pk}/"))


def test_an_entry_becomes_a_case_once(cast, director):
    entry = entry_of(cast)
    director.post(f"/log/{entry.pk}/case/")
    sent = director.post(f"/log/{entry.pk}/case/")
    assert sent.status_code == 422
    assert "已经变成事项" in text_of(sent)
    assert Case.objects.count() == 1


def test_one_tap_settles_an_entry(cast, director):
    entry = entry_of(cast)
    sent = director.post(f"/log/{entry.pk}/settle/")
    page = text_of(director.get(sent["Location"]))
    assert "当场办结" in page
    assert "要跟进吗" not in page


# Taking back


def test_undo_takes_the_case_along_and_restore_brings_both_back(cast, director):
    director.post("/log/new/", {"kind": "call", "who": "北门", "text": "灯", "follow": "case"})
    entry = LogEntry.objects.get()

    gone = director.post(f"/log/{entry.pk}/undo/")
    assert (gone.status_code, gone["Location"]) == (303, "/log/")
    assert not LogEntry.objects.kept().exists()
    assert not Case.objects.open().exists()
    assert f"/log/{entry.pk}/" in text_of(director.get("/log/bin/"))

    director.post(f"/log/{entry.pk}/restore/")
    assert LogEntry.objects.kept().exists()
    assert Case.objects.open().exists()


def test_undo_stops_when_somebody_works_on_the_case(cast, director):
    director.post("/log/new/", {"kind": "call", "who": "北门", "text": "灯", "follow": "case"})
    case = Case.objects.get()
    director.post(f"/cases/{case.pk}/progress/", {"text": "打了电话"})

    sent = director.post(f"/log/{LogEntry.objects.get().pk}/undo/")

    assert sent.status_code == 422
    assert "有人在办，不能撤销" in text_of(sent)
    assert LogEntry.objects.kept().exists()
