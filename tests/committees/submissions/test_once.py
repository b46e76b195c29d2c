"""A form sent two to eight times makes one row and shows one page (CONTRACTS, Idempotency)."""

import uuid
from functools import partial

import pytest

from committees.journal.models import AuditEntry
from committees.people.models import DutyDesk
from committees.submissions.models import Draft, Submission
from tests.racing import at_once, needs_postgresql

PATH = "/me/desk/"
FORM = {"name": "值班室的电脑"}


def key() -> dict[str, str]:
    return {"idempotency_key": str(uuid.uuid4())}


def test_a_second_sending_gets_the_same_page_and_makes_no_second_row(cast, enter):
    client, sent = enter(cast.east_director), {**FORM, **key()}

    answers = [client.post(PATH, sent) for _ in range(8)]

    assert {(one.status_code, one["Location"]) for one in answers} == {(303, PATH)}
    assert DutyDesk.objects.count() == 1
    assert AuditEntry.objects.filter(act="people.register-desk").count() == 1


def test_control_without_a_key_every_sending_makes_a_row(cast, enter):
    client = enter(cast.east_director)

    for _ in range(3):
        client.post(PATH, FORM)

    assert DutyDesk.objects.count() == 3


@needs_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", [2, 3, 8])
def test_sent_in_parallel_it_makes_one_row_and_shows_one_page(cast, enter, times):
    sent = {**FORM, **key()}
    browsers = [enter(cast.east_director) for _ in range(times)]

    answers = at_once([partial(browser.post, PATH, sent) for browser in browsers])

    assert {(one.status_code, one["Location"]) for one in answers} == {(303, PATH)}
    assert DutyDesk.objects.count() == 1
    assert Submission.objects.count() == 1


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_control_sent_in_parallel_without_a_key_it_makes_eight(cast, enter):
    browsers = [enter(cast.east_director) for _ in range(8)]

    at_once([partial(browser.post, PATH, FORM) for browser in browsers])

    assert DutyDesk.objects.count() == 8


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_different_bodies_under_one_key_one_is_carried_out_and_one_refused(cast, enter):
    same = key()
    browsers = [enter(cast.east_director) for _ in range(2)]

    answers = at_once(
        [
            partial(browser.post, PATH, {"name": f"第 {number} 台", **same})
            for number, browser in enumerate(browsers)
        ]
    )

    assert sorted(one.status_code for one in answers) == [303, 409]
    assert DutyDesk.objects.count() == 1


def test_the_same_key_with_another_body_is_409_and_writes_nothing(cast, enter):
    client, same = enter(cast.east_director), key()
    client.post(PATH, {**FORM, **same})

    answer = client.post(PATH, {"name": "另一台", **same})

    assert answer.status_code == 409
    assert "<h1>" in answer.content.decode()
    assert DutyDesk.objects.get().name == FORM["name"]


def test_another_person_cannot_use_a_key_to_see_where_it_led(cast, enter):
    same = key()
    enter(cast.east_director).post(PATH, {**FORM, **same})

    answer = enter(cast.west_director).post(PATH, {**FORM, **same})

    assert answer.status_code == 409


def test_a_refused_form_gives_its_key_back(cast, enter):
    client, same = enter(cast.east_director), key()

    refused = client.post(PATH, {"name": "", **same})
    accepted = client.post(PATH, {**FORM, **same})

    assert (refused.status_code, accepted.status_code) == (422, 303)
    assert same["idempotency_key"] in refused.content.decode()


def test_a_form_shown_again_keeps_its_key_and_a_draft_brings_its_own(cast, enter):
    client, same = enter(cast.east_director), str(uuid.uuid4())

    page = client.get(f"{PATH}?draft={same}").content.decode()

    assert f'name="idempotency_key" value="{same}"' in page


def test_the_draft_goes_when_the_form_is_carried_out_and_stays_when_it_is_refused(cast, enter):
    client, same = enter(cast.east_director), key()
    Draft.objects.create(
        pk=same["idempotency_key"], user=cast.east_director, form="desk", path=PATH, fields="{}"
    )

    client.post(PATH, {"name": "", **same})
    assert Draft.objects.count() == 1
    client.post(PATH, {**FORM, **same})
    assert Draft.objects.count() == 0


def test_the_table_keeps_no_word_of_the_form(cast, enter):
    enter(cast.east_director).post(PATH, {**FORM, **key()})

    assert FORM["name"] not in str(Submission.objects.values())
