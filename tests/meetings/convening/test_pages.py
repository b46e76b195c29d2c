import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings.convening.actions import convene, mark_held
from meetings.convening.models import Meeting
from tests.meetings.convening.conftest import in_a_week


@pytest.fixture
def typed(now, bodies):
    """What a director fills in."""
    return {
        "kind": "representatives",
        "title": "",
        "day": f"{in_a_week(now):%Y-%m-%d}",
        "starts": "下午2点",
        "ends": "16:00",
        "place": "活动室",
        "bodies": [bodies["branch"].pk],
        "topics": "1. 年终总结\n2. 民主评议",
        "is_public": "on",
        "idempotency_key": str(uuid.uuid4()),
    }


def test_a_director_calls_a_meeting_and_reads_it(cast, enter, typed):
    director = enter(cast.east_director)

    answer = director.post("/meetings/new/", typed)

    meeting = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/meetings/{meeting.pk}/")
    page = director.get(answer["Location"]).content.decode()
    assert "会议定好了" in page
    assert "居民代表会议" in page
    assert "下午 2:00 到 下午 4:00" in page
    assert "民主评议" in page


def test_the_form_sent_twice_calls_one_meeting(cast, enter, typed):
    director = enter(cast.east_director)

    first, second = (director.post("/meetings/new/", typed) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Meeting.objects.count() == 1


def test_a_refused_form_keeps_everything_typed(cast, enter, typed):
    answer = enter(cast.east_director).post("/meetings/new/", {**typed, "place": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写“地点”。" in page
    assert "民主评议" in page
    assert "下午2点" in page
    assert not Meeting.objects.exists()


def test_a_body_of_another_committee_cannot_be_smuggled_in(cast, enter, typed):
    from committees.territory.models import PartnerBody

    foreign = PartnerBody.objects.filter(committee=cast.west).first()

    answer = enter(cast.east_director).post("/meetings/new/", {**typed, "bodies": [foreign.pk]})

    assert answer.status_code == 422
    assert "有一个单位不属于本居委会。" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_who_presides_by_the_rules_is_chosen_from_the_start(cast, enter):
    page = enter(cast.east_director).get("/meetings/new?kind=representatives").content.decode()

    chosen = re.search(r'<option value="(\d+)" selected>', page)
    assert chosen
    assert int(chosen[1]) == cast.east_director.pk


def test_a_stranger_cannot_be_smuggled_in_as_chair(cast, enter, typed):
    answer = enter(cast.east_director).post(
        "/meetings/new/", {**typed, "chair": cast.west_director.pk}
    )

    assert answer.status_code == 422
    assert "这个人不属于本居委会。" in answer.content.decode()


def test_the_other_spelling_of_an_address_answers_too(cast, enter, meeting):
    director = enter(cast.east_director)

    for path in ("/meetings/new", f"/meetings/{meeting.pk}/edit", f"/meetings/{meeting.pk}/notice"):
        assert director.get(path).status_code == 200


def test_two_savers_see_both_texts(cast, enter, meeting, typed):
    director = enter(cast.east_director)
    edit = f"/meetings/{meeting.pk}/edit/"
    director.post(edit, {**typed, "place": "三楼", "version": 1})

    answer = director.post(
        edit,
        {**typed, "place": "四楼", "version": 1, "idempotency_key": str(uuid.uuid4())},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "三楼" in page
    assert "四楼" in page
    assert 'name="version" value="2"' in page
    meeting.refresh_from_db()
    assert meeting.place == "三楼"


def test_a_meeting_is_called_off_with_its_reason(cast, enter, meeting):
    director = enter(cast.east_director)

    empty = director.post(f"/meetings/{meeting.pk}/cancel/", {"why": ""})
    answer = director.post(f"/meetings/{meeting.pk}/cancel/", {"why": "停电"})

    assert (empty.status_code, answer.status_code) == (422, 303)
    assert "停电" in director.get(f"/meetings/{meeting.pk}/").content.decode()
    assert director.get(f"/meetings/{meeting.pk}/edit/").status_code == 303


def test_a_meeting_to_come_cannot_be_marked_as_held(cast, enter, meeting):
    day = timezone.localtime(meeting.starts_at)

    answer = enter(cast.east_director).post(
        f"/meetings/{meeting.pk}/held/", {"day": f"{day:%Y-%m-%d}", "starts": "14:00"}
    )

    assert answer.status_code == 422
    assert "还没到开会的时间" in answer.content.decode()


def test_a_meeting_that_ran_is_marked_with_its_real_time(cast, enter, plan_of, now):
    yesterday = timezone.localtime(now) - timedelta(days=1)
    plan = plan_of(kind="representatives", title="", starts_at=yesterday)
    meeting = convene(cast.east, by=cast.east_director, plan=plan, at=now)
    director = enter(cast.east_director)

    answer = director.post(
        f"/meetings/{meeting.pk}/held/",
        {"day": f"{yesterday:%Y-%m-%d}", "starts": "9:30", "ends": "11:00"},
    )

    assert answer.status_code == 303
    meeting.refresh_from_db()
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "09:30"
    assert f"今年开过 {int(yesterday.year == timezone.localdate().year)} 次" in (
        director.get("/meetings/").content.decode()
    )


def test_the_notice_and_the_sign_in_sheet_name_bodies_topics_and_people(cast, enter, meeting):
    member = enter(cast.east_member)

    notice = member.get(f"/meetings/{meeting.pk}/notice/").content.decode()
    sheet = member.get(f"/meetings/{meeting.pk}/sign-in-sheet/").content.decode()

    assert "东苑居民区党总支、东苑社区工作站、东苑业主委员会、东苑物业公司：" in notice
    assert "车棚充电" in notice
    assert "签名" in sheet
    assert "陈工友" in sheet
    assert "王桂珍" in sheet


def test_the_director_copies_a_link_that_opens_one_meeting_without_a_password(cast, enter, meeting):
    director = enter(cast.east_director)
    guest = next(guest for guest in meeting.guests() if guest.body.kind == "property")

    director.post(f"/meetings/{meeting.pk}/link/{guest.pk}/", {})
    shown = director.get(f"/meetings/{meeting.pk}/").content.decode()
    path = re.search(r"http://testserver(/i/[\w-]{32}/)", shown)[1]
    answer = Client().get(path)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "请东苑物业公司参加" in page
    assert "12 号楼楼道灯" in page
    assert "东苑业主委员会" not in page
    assert "王桂珍" not in page
    assert path not in director.get(f"/meetings/{meeting.pk}/").content.decode()


@pytest.mark.parametrize("token", ["x", "0" * 32, "%00", "长" * 40])
def test_an_unknown_link_is_a_missing_page(cast, meeting, token):
    assert Client().get(f"/i/{token}/").status_code in (400, 404)


def test_a_link_is_made_for_bodies_of_that_meeting_only(cast, enter, meeting, plan_of, now):
    other = convene(cast.west, by=cast.west_director, plan=plan_of(), at=now)
    guest = meeting.guests()[0]
    assert (
        enter(cast.east_director).post(f"/meetings/{meeting.pk}/link/{guest.pk}/").status_code
        == 303
    )

    answer = enter(cast.west_director).post(f"/meetings/{other.pk}/link/{guest.pk}/")

    assert answer.status_code == 404


def test_the_street_reads_a_meeting_and_changes_nothing(cast, enter, meeting):
    clerk = enter(cast.clerk)

    assert clerk.get(f"/meetings/{meeting.pk}/").status_code == 200
    assert "改会议" not in clerk.get(f"/meetings/{meeting.pk}/").content.decode()
    assert clerk.get(f"/meetings/{meeting.pk}/edit/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    cast, enter, plan_of, now, rows, django_assert_num_queries
):
    for number in range(rows):
        convene(cast.east, by=cast.east_director, plan=plan_of(), at=now)
        past = plan_of(starts_at=now - timedelta(days=number + 1))
        over = convene(cast.east, by=cast.east_director, plan=past, at=now)
        mark_held(over, by=cast.east_director, started_at=over.starts_at, ended_at=None, at=now)
    member = enter(cast.east_member)

    with django_assert_num_queries(9):
        assert member.get("/meetings/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_meetings_page_costs_the_same_however_many_topics_and_bodies(
    cast, enter, plan_of, bodies, now, rows, django_assert_num_queries
):
    plan = plan_of(topics=["灯"] * rows, bodies=list(bodies.values())[:rows])
    meeting = convene(cast.east, by=cast.east_director, plan=plan, at=now)
    director = enter(cast.east_director)

    with django_assert_num_queries(14):
        assert director.get(f"/meetings/{meeting.pk}/").status_code == 200
