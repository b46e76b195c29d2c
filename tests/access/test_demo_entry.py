"""The demo entry: one press, no password, only where the office says it is a demo."""

import pytest
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.models import Posting
from committees.people.sessions import DEMO
from tests.elections.makers import an_election


@pytest.fixture
def demo(settings):
    settings.JIEDAO_DEMO = True


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("street-leader", "/street/"),
        ("clerk", "/street/"),
        ("director", "/today/"),
        ("member", "/today/"),
        ("branch", "/today/"),
        ("station", "/today/"),
        ("owners", "/actions/"),
        ("property", "/actions/"),
        ("auditor", "/settings/audit/"),
        ("admin", "/settings/users/"),
    ],
)
def test_every_role_comes_in_and_lands_where_the_work_is(cast, role, home):
    client = Client()

    answer = client.post("/demo/enter/", {"role": role, "committee": "dongyuan"})

    assert (answer.status_code, answer["Location"]) == (303, home)
    assert client.get("/me/").status_code == 200


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("role", ["election-head", "scrutineer", "teller", "issuer"])
def test_the_people_of_an_election_land_on_its_desk(cast, role):
    election = an_election(cast.east)
    Posting.objects.create(
        user=cast.stranger, role=role, committee=cast.east, since=timezone.localdate()
    )
    client = Client()

    answer = client.post("/demo/enter/", {"role": role, "committee": "dongyuan"})

    assert (answer.status_code, answer["Location"]) == (303, f"/e/{election.key}/desk/")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.usefixtures("demo")
def test_without_a_committee_it_is_the_first_in_the_streets_order(cast):
    cast.east.order, cast.west.order = 2, 1
    cast.east.save()
    cast.west.save()
    client = Client()
    client.post("/demo/enter/", {"role": "director"})

    assert client.get("/me/").wsgi_request.user == cast.west_director


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"role": "mayor"}, 400),
        ({}, 400),
        ({"role": "director", "committee": "nowhere"}, 404),
        ({"role": "owners", "committee": "xiyuan"}, 404),
    ],
)
def test_an_unknown_role_is_400_and_an_unknown_committee_404(cast, sent, status):
    assert Client().post("/demo/enter/", sent).status_code == status


@pytest.mark.usefixtures("demo")
def test_changing_the_role_needs_no_signing_out(cast):
    client = Client()
    client.post("/demo/enter/", {"role": "director"})
    assert "选一个角色看看" in client.get("/sign-in/").content.decode()

    client.post("/demo/enter/", {"role": "clerk"})

    assert client.get("/me/").wsgi_request.user == cast.clerk


@pytest.mark.usefixtures("demo")
def test_it_needs_a_csrf_token_like_every_form(cast):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/demo/enter/", {"role": "clerk"}).status_code == 403


@pytest.mark.usefixtures("demo")
def test_the_journal_says_that_it_was_the_demo(cast):
    Client().post("/demo/enter/", {"role": "clerk"})

    assert AuditEntry.objects.get(act="people.sign-in").object_label == "演示"


def test_a_real_office_has_no_demo_entry(cast):
    client = Client()

    assert client.post("/demo/enter/", {"role": "clerk"}).status_code == 404
    assert "演示" not in client.get("/sign-in/").content.decode()


# A demo that becomes a real office, on the same database


@pytest.mark.parametrize("role", ["clerk", "street-leader", "admin", "auditor", "director"])
def test_switching_the_demo_off_ends_its_sessions_at_the_next_request(cast, settings, role):
    settings.JIEDAO_DEMO = True
    client = Client()
    client.post("/demo/enter/", {"role": role})
    assert client.get("/me/").status_code == 200

    settings.JIEDAO_DEMO = False
    answer = client.get("/me/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Fme%2F")
    settings.JIEDAO_DEMO = True
    assert client.get("/me/").status_code == 302, "the session is gone, not asleep"


def test_the_mark_of_the_demo_is_no_second_factor_in_a_real_office(cast, settings):
    cast.clerk.set_password("三楼的桂花又开了")
    cast.clerk.save()
    client = Client()
    client.post("/sign-in/", {"phone": cast.clerk.phone, "password": "三楼的桂花又开了"})
    session = client.session
    session[DEMO] = True
    session.save()

    assert client.get("/street/").status_code == 302


def test_whoever_signed_in_with_a_password_stays_when_the_demo_ends(cast, settings, enter):
    settings.JIEDAO_DEMO = True
    member = enter(cast.east_member)
    assert member.get("/me/").status_code == 200

    settings.JIEDAO_DEMO = False

    assert member.get("/me/").status_code == 200
