"""Pages of minutes as the people of the committee use them."""

import pytest

from meetings.minutes.actions import release_minutes
from meetings.minutes.models import Minutes
from tests.meetings.minutes.conftest import NOW
from tests.meetings.minutes.test_actions import locked


def test_one_tap_drafts_the_minutes_and_opens_the_editor(cast, enter, meeting):
    member = enter(cast.east_member)
    assert "起草纪要" in member.get(f"/meetings/{meeting.pk}/minutes/").content.decode()

    answer = member.post(f"/meetings/{meeting.pk}/minutes/")

    assert answer["Location"] == f"/meetings/{meeting.pk}/minutes/edit/"
    page = member.get(answer["Location"]).content.decode()
    assert "草稿排好了" in page
    assert "经协商一致，议定：更换 12 号楼声控灯。" in page


def test_an_empty_text_is_refused_and_says_so(cast, enter, minutes):
    url = f"/meetings/{minutes.meeting_id}/minutes/edit/"
    answer = enter(cast.east_member).post(url, {"body": "", "version": 1})
    assert answer.status_code == 422
    assert Minutes.objects.get().body == minutes.body


def test_the_second_secretary_sees_both_texts(cast, enter, minutes):
    url = f"/meetings/{minutes.meeting_id}/minutes/edit/"
    enter(cast.east_member).post(url, {"body": "甲写的一段", "version": 1})

    answer = enter(cast.east_director).post(url, {"body": "乙写的一段", "version": 1})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "甲写的一段" in page
    assert "乙写的一段" in page
    assert "王桂珍刚才也改了，请看两边。" in page


def test_signing_and_locking_on_one_page(cast, enter, minutes):
    director = enter(cast.east_director)
    base = f"/meetings/{minutes.meeting_id}/minutes/"
    director.post(f"{base}round/do/")
    page = director.get(f"{base}sign/").content.decode()
    assert "陈工友" in page
    typed = {f"signed-{pk}": "on" for pk in minutes.signatures.values_list("pk", flat=True)}

    answer = director.post(f"{base}sign/", {**typed, "then": "lock"})

    assert answer.status_code == 303
    assert Minutes.objects.get().state == "locked"


def test_a_lock_that_is_refused_keeps_the_ticks_typed(cast, enter, minutes):
    director = enter(cast.east_director)
    base = f"/meetings/{minutes.meeting_id}/minutes/"
    director.post(f"{base}round/do/")
    one, other = minutes.signatures.all()

    answer = director.post(f"{base}sign/", {f"signed-{one.pk}": "on", "then": "lock"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"还有人没签：{other.name}" in page
    assert f'name="signed-{one.pk}" checked' in page


def test_residents_read_released_minutes_and_nothing_before(cast, client, enter, minutes):
    url = f"/c/dongyuan/minutes/{minutes.meeting_id}/"
    assert client.get(url).status_code == 404
    done = locked(minutes, cast)
    assert client.get(url).status_code == 404

    release_minutes(done, by=cast.east_director, text="一、路灯\n换好了。", at=NOW)

    page = client.get(url).content.decode()
    assert "换好了。" in page
    assert "声控灯老化" not in page


def test_the_preview_says_what_was_hidden(cast, enter, minutes):
    done = locked(minutes, cast)
    page = enter(cast.east_director).get(f"/meetings/{done.meeting_id}/minutes/public/")
    assert "请从头看一遍" in page.content.decode()


@pytest.mark.parametrize("queries", [10])
def test_the_page_costs_the_same_with_more_topics_and_people(
    cast, enter, minutes, queries, django_assert_num_queries
):
    member = enter(cast.east_member)
    url = f"/meetings/{minutes.meeting_id}/minutes/"
    member.get(url)
    with django_assert_num_queries(queries):
        member.get(url)
    for number in range(3):
        minutes.meeting.attendees.create(name=f"代表{number}", arrived_at=NOW)
        minutes.signatures.create(name=f"代表{number}")
    with django_assert_num_queries(queries):
        member.get(url)
