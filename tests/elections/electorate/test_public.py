"""查自己: one answer for whatever is wrong, after the same work; little, and not for long."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elections.electorate.building import build_roll
from elections.electorate.models import Voter
from elections.timetable.models import Election
from tests.elections.electorate.people import a_resident
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
CHANGES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|value="[^"]*"')


@pytest.fixture(autouse=True)
def forgotten():
    cache.clear()


@pytest.fixture
def election(cast):
    a_resident(cast.east, "张文娟", phone="10000000012")
    a_resident(cast.east, "李外", "4-101", hukou="city", phone="10000000034")
    made = an_election(cast.east)
    build_roll(made, by=cast.east_director)
    Election.objects.filter(pk=made.pk).update(stage="roll")
    return made


def ask(election, name, tail, browser=None):
    return (browser or Client()).post(
        reverse("voters", args=[election.key]), {"name": name, "tail": tail}
    )


def test_somebody_on_the_roll_is_told_so(election):
    answer = ask(election, "张文娟", "0012")

    assert "您已登记。" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


WRONG = {
    "nobody of this name": ("王桂珍", "0012"),
    "another number": ("张文娟", "0013"),
    "not listed": ("李外", "0034"),
    "no number at all": ("张文娟", "长长长"),
    "the whole number": ("张文娟", "10000000012"),
    "nonsense": ("'; --", "\U0001f475"),
}


def test_whatever_is_wrong_gets_one_sentence_after_the_same_work(election):
    bodies, queries = set(), set()
    for name, tail in WRONG.values():
        cache.clear()
        with CaptureQueriesContext(connection) as counted:
            answer = ask(election, name, tail)
        assert answer.status_code == 200
        bodies.add(CHANGES.sub("", answer.content.decode()))
        queries.add(len(counted))

    assert len(bodies) == 1
    assert "没查到，请联系东苑居委会" in bodies.pop()
    assert queries == {4}


def test_a_right_question_costs_what_a_wrong_one_costs(election):
    with CaptureQueriesContext(connection) as counted:
        ask(election, "张文娟", "0012")

    assert len(counted) == 4


def test_five_times_in_ten_minutes_from_one_browser(election):
    browser = Client()
    browser.get(reverse("voters", args=[election.key]))

    answers = [ask(election, "张文娟", "0012", browser).status_code for _ in range(6)]

    assert answers == [200, 200, 200, 200, 200, 429]
    again = ask(election, "张文娟", "0012", browser).content.decode()
    assert "请过 10 分钟再查" in again
    assert "您已登记" not in again


def test_forgetting_the_cookie_helps_nobody_for_long(election):
    answers = [ask(election, "张文娟", f"{number:04}", Client()) for number in range(21)]

    assert answers[-1].status_code == 429


def test_what_was_typed_stands_there_again(election):
    page = ask(election, "张文娟", "9999").content.decode()

    assert 'value="张文娟"' in page
    assert 'value="9999"' in page
    assert ask(election, "", "").status_code == 422


@pytest.mark.parametrize("stage", ["preparing", "body", "registration"])
def test_before_publication_it_says_when(election, stage):
    Election.objects.update(stage=stage)

    page = Client().get(reverse("voters", args=[election.key])).content.decode()

    due = election.steps.get(code="roll").due_on
    assert f"名单将在 {due.month}月{due.day}日公布。" in page
    assert "您已登记" not in ask(election, "张文娟", "0012").content.decode()


def test_after_polling_day_it_is_closed(election):
    Election.objects.update(polling_on=timezone.localdate() - timedelta(days=1))

    assert "公布期已经过了" in Client().get(reverse("voters", args=[election.key])).content.decode()
    assert "您已登记" not in ask(election, "张文娟", "0012").content.decode()


def test_a_rehearsal_is_nobody_elses_business(election):
    Election.objects.update(rehearsal=True)

    assert Client().get(reverse("voters", args=[election.key])).status_code == 404


def test_no_page_of_the_public_names_anybody(election):
    page = Client().get(reverse("voters", args=[election.key])).content.decode()

    assert Voter.objects.on_roll().count() == 1
    assert "张" not in page
