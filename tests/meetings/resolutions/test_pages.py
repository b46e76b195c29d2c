from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.residents.models import Resident
from meetings.attendance.models import Attendee
from meetings.convening.models import InvitedBody
from meetings.resolutions.models import ActionItem, Resolution
from tests.casework.homes import move_in
from tests.gatherings import a_meeting, a_topic, an_item, an_outcome

REGISTER_QUERIES = 6
RESOLUTION_QUERIES = 9
PANEL_QUERIES = 12


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


@pytest.fixture
def typed(topic, bodies, today):
    """What a secretary fills in for one outcome with one item."""
    due = today + timedelta(days=15)
    return {
        "topic": str(topic.pk),
        "text": "换 12 号楼的声控灯。",
        "kind": "other",
        "rows": "2",
        "item-0-lead": f"body-{bodies['property'].pk}",
        "item-0-what": "换灯 18 盏",
        "item-0-due_on": due.isoformat(),
    }


def text_of(response):
    return response.content.decode()


def test_a_secretary_writes_the_outcome_and_who_does_it_in_one_go(meeting, typed, cast, enter):
    secretary = enter(cast.east_member)

    answer = secretary.post(f"/meetings/{meeting.pk}/resolutions/new/", typed)

    made = Resolution.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/resolutions/{made.pk}/")
    assert made.items.get().what == "换灯 18 盏"
    page = text_of(secretary.get(f"/resolutions/{made.pk}/"))
    assert made.words in page
    assert "东苑物业公司" in page


def test_a_missing_day_is_asked_for_in_words_and_nothing_is_lost(meeting, typed, director):
    del typed["item-0-due_on"]

    answer = director.post(f"/meetings/{meeting.pk}/resolutions/new/", typed)

    assert answer.status_code == 422
    page = text_of(answer)
    assert "请选一个日期，例如 12月10日。" in page
    assert "换灯 18 盏" in page
    assert not Resolution.objects.exists()


def test_one_more_row_keeps_what_was_typed_and_saves_nothing(meeting, typed, director):
    answer = director.post(f"/meetings/{meeting.pk}/resolutions/new/", {**typed, "more": "1"})

    assert answer.status_code == 200
    assert 'name="item-2-what"' in text_of(answer)
    assert "换灯 18 盏" in text_of(answer)
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("rows", ["", "-3", "999", "１２", "x"])
def test_a_count_of_rows_that_cannot_be_brings_nothing_down(meeting, typed, director, rows):
    answer = director.post(f"/meetings/{meeting.pk}/resolutions/new/", {**typed, "rows": rows})

    assert answer.status_code in (303, 422)


def test_a_smuggled_body_or_topic_is_an_error_in_the_field(meeting, typed, cast, director):
    west = a_meeting(
        cast.west, title="会", place="室", starts_at=meeting.starts_at, state="held",
        convened_by=cast.west_director,
    )  # fmt: skip
    foreign = {"topic": str(a_topic(west, "停车").pk), "item-0-lead": "body-987654"}

    answer = director.post(f"/meetings/{meeting.pk}/resolutions/new/", {**typed, **foreign})

    page = text_of(answer)
    assert answer.status_code == 422
    assert "这个议题不在这次会上" in page
    assert "不属于本居委会" in page


def test_a_form_sent_twice_writes_one_outcome(meeting, typed, director):
    typed["idempotency_key"] = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

    first, second = (
        director.post(f"/meetings/{meeting.pk}/resolutions/new/", typed) for _ in range(2)
    )

    assert first["Location"] == second["Location"]
    assert Resolution.objects.count() == 1


def test_two_secretaries_at_once_see_both_texts(topic, cast, enter):
    made = an_outcome(topic)
    first, second = enter(cast.east_member), enter(cast.east_branch)
    first.post(f"/resolutions/{made.pk}/edit/", {"text": "甲写的。", "kind": "other", "version": 1})

    answer = second.post(
        f"/resolutions/{made.pk}/edit/", {"text": "乙写的。", "kind": "other", "version": 1}
    )

    assert answer.status_code == 409
    assert "甲写的。" in text_of(answer)
    assert "乙写的。" in text_of(answer)


def test_the_register_finds_an_outcome_by_two_characters(topic, director):
    an_outcome(topic, text="更换声控灯")
    an_outcome(topic, text="划停车线")

    page = text_of(director.get("/resolutions/?q=停车"))

    assert "划停车线" in page
    assert "更换声控灯" not in page


def test_the_register_is_one_s_own_and_the_street_s_whole(topic, cast, enter):
    west = a_meeting(
        cast.west, title="会", place="室", starts_at=topic.meeting.starts_at, state="held",
        convened_by=cast.west_director,
    )  # fmt: skip
    an_outcome(topic, text="东边的事")
    an_outcome(a_topic(west, "别处"), text="西边的事")

    own, whole = (
        text_of(enter(cast.east_member).get("/resolutions/")),
        text_of(enter(cast.clerk).get("/resolutions/")),
    )

    assert "东边的事" in own
    assert "西边的事" not in own
    assert "西边的事" in whole
    assert "西边的事" not in text_of(enter(cast.clerk).get("/resolutions/?c=dongyuan"))


def test_the_street_reads_residents_names_masked(topic, cast, enter):
    move_in(cast.east, "12-301", "张小明")
    made = an_outcome(topic, text="张小明家的灯先换。")
    an_item(made, "去张小明家看灯")
    assert Resident.objects.filter(name="张小明").exists()

    own = text_of(enter(cast.east_member).get(f"/resolutions/{made.pk}/"))
    street = text_of(enter(cast.clerk).get(f"/resolutions/{made.pk}/"))

    assert "张小明" in own
    assert "张小明" not in street
    assert "张**家的灯先换" in street


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_asks_a_fixed_number_of_questions(topic, director, rows):
    for number in range(rows):
        an_item(an_outcome(topic, text=f"第 {number} 件"))
    director.get("/resolutions/")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        director.get("/resolutions/")

    assert len(asked) == REGISTER_QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_an_outcome_asks_a_fixed_number_of_questions(topic, director, rows):
    made = an_outcome(topic)
    for number in range(rows):
        an_item(made, f"第 {number} 件")
    director.get(f"/resolutions/{made.pk}/")

    with CaptureQueriesContext(connection) as asked:
        director.get(f"/resolutions/{made.pk}/")

    assert len(asked) == RESOLUTION_QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_the_part_of_the_meeting_s_page_asks_a_fixed_number_of_questions(
    meeting, topic, director, rows
):
    for number in range(rows):
        made = an_outcome(topic, text=f"第 {number} 件")
        an_item(made)
        an_item(made)
    director.get(f"/meetings/{meeting.pk}/resolutions/")

    with CaptureQueriesContext(connection) as asked:
        page = director.get(f"/meetings/{meeting.pk}/resolutions/")

    assert len(asked) == PANEL_QUERIES
    assert text_of(page).count("第 0 件") == 1


def test_an_open_item_stands_by_itself_on_the_next_meeting_with_its_age(topic, cast, director, now):
    an_item(an_outcome(topic), "换灯 18 盏")
    following = a_meeting(
        cast.east, title="十二月会议", place="室", starts_at=now + timedelta(days=3),
        convened_by=cast.east_director,
    )  # fmt: skip

    page = text_of(director.get(f"/meetings/{following.pk}/"))

    assert "上次的事项" in page
    assert "换灯 18 盏" in page
    assert "第 2 次上会" in page


# The letter


@pytest.fixture
def absent(cast, meeting, bodies, now):
    """Two joint meetings in a row to which the property company was asked."""
    earlier = a_meeting(
        cast.east, title="十月联席会议", place="室", starts_at=now - timedelta(days=31),
        state="held", convened_by=cast.east_director,
    )  # fmt: skip
    for one in (earlier, meeting):
        InvitedBody.objects.create(meeting=one, body=bodies["property"])
        Attendee.objects.create(meeting=one, name="周桂英", arrived_at=one.starts_at)
    return earlier


def test_the_second_absence_in_a_row_drafts_a_letter_to_the_street(
    absent, meeting, topic, bodies, director
):
    an_item(an_outcome(topic), "换灯 18 盏")

    page = text_of(director.get(f"/meetings/{meeting.pk}/resolutions/"))
    letter = text_of(director.get(f"/meetings/{meeting.pk}/letter/{bodies['property'].pk}/"))

    assert "两次没来的单位" in page
    for word in ("函", "东苑物业公司", "十月联席会议", "换灯 18 盏", "清和街道"):
        assert word in letter


def test_who_came_once_gets_no_letter(absent, meeting, bodies, director):
    Attendee.objects.create(
        meeting=absent, name="陈工友", body=bodies["property"], arrived_at=absent.starts_at
    )

    assert "两次没来" not in text_of(director.get(f"/meetings/{meeting.pk}/resolutions/"))
    letter = director.get(f"/meetings/{meeting.pk}/letter/{bodies['property'].pk}/")
    assert letter.status_code == 404


def test_meetings_without_any_arrival_on_record_blame_nobody(absent, meeting, director):
    Attendee.objects.filter(meeting=absent).delete()

    assert "两次没来" not in text_of(director.get(f"/meetings/{meeting.pk}/resolutions/"))
    assert not ActionItem.objects.exists()
