"""One PC in the duty room (R12): tap your name, type your PIN; the session lives there alone."""

import pytest
from django.test import Client
from django.utils import timezone

from committees.people.credentials import set_pin
from committees.people.models import DutyDesk, Posting
from committees.reach.states import Role

PASSWORD = "三楼的桂花又开了"
PIN = "2580"


@pytest.fixture
def desk(cast, enter) -> Client:
    """The PC in the duty room of East, registered by the director, nobody signed in."""
    for person in (cast.east_member, cast.east_second_member, cast.east_branch, cast.west_member):
        set_pin(person, PIN)
    client: Client = enter(cast.east_director)
    client.post("/me/desk/", {"name": "值班室靠窗的电脑"})
    client.post("/sign-out/")
    return client


def tap(client: Client, person, pin: str = PIN):
    return client.post("/sign-in/desk/", {"who": person.pk, "pin": pin})


def test_a_tap_and_four_digits_lead_to_today(cast, desk):
    answer = tap(desk, cast.east_member)

    assert (answer.status_code, answer["Location"]) == (303, "/today/")
    assert desk.get("/me/").wsgi_request.user == cast.east_member


def test_the_desk_shows_its_own_people_who_have_a_pin_and_nobody_else(cast, desk):
    page = desk.get("/sign-in/desk/").content.decode()

    assert {
        name
        for name in ("王桂珍", "赵国强", "陆书平", "周桂英", "顾小琴", "郑月娥")
        if name in page
    } == {"王桂珍", "赵国强", "陆书平"}


def test_somebody_who_also_works_for_the_street_is_not_on_it(cast, desk):
    Posting.objects.create(user=cast.east_member, role=Role.CLERK, since=timezone.localdate())

    assert "王桂珍" not in desk.get("/sign-in/desk/").content.decode()
    assert tap(desk, cast.east_member).status_code == 422


def test_a_name_of_the_other_committee_cannot_be_smuggled_in(cast, desk):
    assert tap(desk, cast.west_member).status_code == 422
    assert tap(desk, cast.east_member).status_code == 303


def test_signing_in_at_the_desk_begins_with_the_names(desk):
    assert desk.get("/sign-in/?next=/log/")["Location"] == "/sign-in/desk/?next=%2Flog%2F"
    assert desk.get("/sign-in/?way=password").status_code == 200


def test_any_other_browser_finds_no_desk(cast, desk):
    other = Client()
    assert other.get("/sign-in/desk/").status_code == 404
    other.cookies["desk"] = "guessed"
    assert other.get("/sign-in/desk/").status_code == 404
    assert tap(other, cast.east_member).status_code == 404


def test_the_session_dies_when_its_cookie_is_carried_to_another_machine(cast, desk):
    tap(desk, cast.east_member)
    assert desk.get("/me/").status_code == 200
    elsewhere = Client()
    elsewhere.cookies["sessionid"] = desk.cookies["sessionid"].value

    assert elsewhere.get("/me/").status_code == 302


def test_the_table_keeps_only_a_digest_of_the_desks_cookie(desk):
    token = desk.cookies["desk"]

    assert token["httponly"]
    assert token["samesite"] == "Lax"
    assert token.value not in str(DutyDesk.objects.values())


def test_a_closed_desk_opens_nothing_and_ends_its_sessions(cast, desk, enter):
    tap(desk, cast.east_member)
    enter(cast.east_director).post(f"/me/desk/{DutyDesk.objects.get().pk}/close/")

    assert desk.get("/me/").status_code == 302
    assert desk.get("/sign-in/desk/").status_code == 404


def test_five_wrong_pins_lock_it_until_the_director_opens_it(cast, desk, enter):
    words = [tap(desk, cast.east_member, "1111").content.decode() for _ in range(5)]
    assert "还能试 4 次" in words[0]
    assert "锁住了" in words[4]
    assert tap(desk, cast.east_member).status_code == 422

    enter(cast.east_director).post(f"/people/{cast.east_member.pk}/unlock/")

    assert tap(desk, cast.east_member).status_code == 303


def test_the_lock_of_one_does_not_lock_a_colleague(cast, desk):
    for _ in range(5):
        tap(desk, cast.east_member, "1111")

    assert tap(desk, cast.east_second_member).status_code == 303


def test_signing_in_with_the_password_opens_the_pin_again(cast, desk):
    cast.east_member.refresh_from_db()
    cast.east_member.set_password(PASSWORD)
    cast.east_member.save()
    for _ in range(5):
        tap(desk, cast.east_member, "1111")

    Client().post("/sign-in/", {"phone": cast.east_member.phone, "password": PASSWORD})

    assert tap(desk, cast.east_member).status_code == 303


def test_signing_out_leads_back_to_the_names(cast, desk):
    tap(desk, cast.east_member)

    assert desk.post("/sign-out/")["Location"] == "/sign-in/desk/"


def test_nobody_is_remembered_for_30_days_at_the_desk(cast, desk):
    cast.east_director.set_password(PASSWORD)
    cast.east_director.save()
    sent = {"phone": cast.east_director.phone, "password": PASSWORD, "own_device": "on"}

    desk.post("/sign-in/", sent)

    assert desk.session["own_device"] is False


@pytest.mark.parametrize("easy", ["0000", "1234", "0006"])
def test_a_pin_that_everybody_guesses_first_is_refused(cast, enter, easy):
    cast.east_member.set_password(PASSWORD)
    cast.east_member.save()
    client = enter(cast.east_member)

    page = client.post("/me/pin/", {"password": PASSWORD, "pin": easy, "again": easy})

    assert page.status_code == 422
    assert "太好猜" in page.content.decode()


def test_a_pin_is_set_only_by_whoever_knows_the_password(cast, enter):
    cast.east_member.set_password(PASSWORD)
    cast.east_member.save()
    client = enter(cast.east_member)

    wrong = client.post("/me/pin/", {"password": "不对不对不对不对", "pin": PIN, "again": PIN})
    right = client.post("/me/pin/", {"password": PASSWORD, "pin": "２５８０", "again": PIN})

    assert (wrong.status_code, right.status_code) == (422, 303)


def test_the_street_has_no_pin(cast, enter):
    assert enter(cast.east_member).get("/me/pin/").status_code == 200
    assert enter(cast.clerk).get("/me/pin/").status_code == 404
