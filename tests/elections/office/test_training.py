"""Training of the newly elected: the street writes it and ticks who came; who lacks what (P4)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.reminders.models import Reminder
from committees.terms.models import Mandate
from elections.office.models import Attendance, Course
from elections.office.newcomers import newly_elected
from elections.office.training import change_course, keep_course, note_attendance
from elections.results.taking_office import take_office
from jiedao.common.errors import Refused
from tests.elections.polling import published

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def a_course(cast, title="上岗培训", days_ago=1, **more):
    held = today() - timedelta(days=days_ago)
    return Course.objects.create(
        title=title, level="street", held_on=held, made_by=cast.clerk, **more
    )


def elected(cast, person="east_member", days_ago=10, **more):
    who = getattr(cast, person)
    committee = cast.west if person.startswith("west") else cast.east
    since = today() - timedelta(days=days_ago)
    return Mandate.objects.create(
        committee=committee, person=who, post="member", since=since, **more
    )


def people(cast):
    return newly_elected([cast.east, cast.west], today())


def test_who_was_elected_lacks_every_required_course_until_she_came(cast):
    elected(cast)
    first, second = a_course(cast, "财务", 5), a_course(cast, "法律", 3)
    a_course(cast, "电脑", 2, required=False)
    (one,) = people(cast)
    assert one.lacks == (first, second)

    note_attendance(first, [one.person.pk], people(cast), by=cast.clerk, on=today())

    (one,) = people(cast)
    assert (one.lacks, one.been) == ((second,), (first,))


def test_a_course_of_long_before_was_for_those_before_her(cast):
    elected(cast, days_ago=10)
    a_course(cast, days_ago=120)
    (one,) = people(cast)
    assert one.lacks == ()


def test_only_who_is_newly_elected_and_still_in_office_is_listed(cast):
    elected(cast, days_ago=400)
    elected(cast, "east_second_member", until=today() - timedelta(days=1))
    elected(cast, "east_station", origin="acting")
    elected(cast, "west_member")

    assert [one.person for one in people(cast)] == [cast.west_member]


def test_the_ticks_are_what_was_ticked_and_others_stay(cast):
    elected(cast)
    elected(cast, "west_member")
    course = a_course(cast)
    Attendance.objects.create(
        course=course, committee=cast.east, person=cast.east_station, noted_by=cast.clerk
    )
    both = [cast.east_member.pk, cast.west_member.pk]
    assert note_attendance(course, both, people(cast), by=cast.clerk, on=today()) == 2
    note_attendance(course, both[:1], people(cast), by=cast.clerk, on=today())

    there = set(Attendance.objects.values_list("person", flat=True))
    assert there == {cast.east_member.pk, cast.east_station.pk}


def test_nobody_was_at_a_course_that_is_still_to_come(cast):
    with pytest.raises(Refused, match="还没有办"):
        note_attendance(a_course(cast, days_ago=-3), [], [], by=cast.clerk, on=today())


@pytest.mark.parametrize("who", ["leader", "admin", "east_director"])
def test_only_the_clerk_keeps_courses(cast, who):
    by = getattr(cast, who)
    with pytest.raises(Refused, match="培训由街道来写"):
        keep_course(Course(title="财务", level="street", held_on=today()), by=by)
    with pytest.raises(Refused, match="培训由街道来写"):
        note_attendance(a_course(cast), [], [], by=by, on=today())


def test_the_clerk_writes_a_course_ticks_and_everybody_sees_it(cast, enter):
    elected(cast)
    clerk, director = enter(cast.clerk), enter(cast.east_director)
    assert clerk.post(reverse("course-new"), {"title": "财务"}).status_code == 422

    typed = {"title": "财务", "level": "district", "held_on": "今天", "required": "on"}
    made = clerk.post(reverse("course-new"), typed)
    assert made.status_code == 303
    assert "1 人还缺培训" in clerk.get(reverse("street-training")).content.decode()
    assert "财务" in director.get(reverse("training")).content.decode()

    there = made.headers["Location"]
    assert clerk.post(there, {"person": [cast.east_member.pk, "x"]}).status_code == 303
    assert "没有人缺培训" in clerk.get(reverse("street-training")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_however_many_came(cast, enter, django_assert_num_queries, rows):
    for person in ("east_member", "east_second_member", "west_member")[:rows]:
        elected(cast, person)
        a_course(cast)
    clerk, director = enter(cast.clerk), enter(cast.east_director)
    with django_assert_num_queries(8):
        clerk.get(reverse("street-training"))
    with django_assert_num_queries(9):
        director.get(reverse("training"))


# A course is put right


def test_the_clerk_puts_a_course_right_and_nobody_else(cast, enter):
    course = a_course(cast, days_ago=-5)
    clerk, there = enter(cast.clerk), reverse("course-edit", args=[course.pk])
    assert 'value="上岗培训"' in clerk.get(there).content.decode()
    typed = {"title": "财务", "level": "district", "held_on": "明天", "place": "三楼会议室"}

    assert clerk.post(there, {**typed, "title": ""}).status_code == 422
    assert clerk.post(there, typed).status_code == 303

    course.refresh_from_db()
    assert (course.title, course.level, course.required) == ("财务", "district", False)
    assert course.held_on == today() + timedelta(days=1)
    assert AuditEntry.objects.filter(act="office.course-edit").count() == 1
    with pytest.raises(Refused, match="培训由街道来写"):
        change_course(course, by=cast.leader, on=today())


def test_a_course_with_ticks_stays_in_the_past(cast, enter):
    elected(cast)
    course = a_course(cast)
    note_attendance(course, [cast.east_member.pk], people(cast), by=cast.clerk, on=today())
    typed = {"title": "财务", "level": "street", "held_on": "明天"}

    answer = enter(cast.clerk).post(reverse("course-edit", args=[course.pk]), typed)

    assert (answer.status_code, "日期不能改到今天以后" in answer.content.decode()) == (422, True)
    course.refresh_from_db()
    assert course.title == "上岗培训"


# Reminders of it


def told(course):
    rows = Reminder.objects.filter(object_type="elections.course", object_id=course.pk)
    return set(rows.exclude(state="moved").values_list("rule", "recipient", "words"))


def to_come(cast, **more):
    values = {"title": "财务", "level": "street", "held_on": today() + timedelta(days=9), **more}
    return keep_course(Course(**values), by=cast.clerk)


def test_the_newly_elected_hear_the_day_before_of_what_they_have_to_go_to(cast):
    elected(cast)
    elected(cast, "west_member")
    elected(cast, "east_second_member", days_ago=400)

    course = to_come(cast, place="三楼会议室")

    both = (cast.east_member, cast.west_member)
    assert told(course) == {("election", one.pk, "明天培训") for one in both}
    row = Reminder.objects.first()
    assert timezone.localdate(row.due_at) == course.held_on - timedelta(days=1)
    assert "新任培训：财务（" in row.text
    assert row.text.endswith("，三楼会议室）")
    assert row.url == "/training/"


def test_nobody_has_to_hear_of_what_is_voluntary_or_over(cast):
    elected(cast)

    assert told(to_come(cast, required=False)) == set()
    assert told(to_come(cast, held_on=today())) == set()


def test_a_moved_course_moves_its_reminder(cast):
    elected(cast)
    course = to_come(cast)
    course.held_on += timedelta(days=2)

    change_course(course, by=cast.clerk, on=today())

    rows = Reminder.objects.filter(object_type="elections.course")
    assert [timezone.localdate(row.event_at) for row in rows] == [course.held_on]


def test_who_comes_into_office_later_hears_of_it_too(cast):
    course = to_come(cast)
    assert told(course) == set()

    poll, result = published(cast.east, polling_on=today())
    made = take_office(result, by=poll.head)

    assert {person for _, person, _ in told(course)} == {one.person_id for one in made}
