"""Coming in with phone and password: who lands where, and what stands in the journal."""

import pytest
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.models import Posting, User
from committees.reach.states import Role
from tests.access.conftest import knock


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("east_director", "/today/"),
        ("east_member", "/today/"),
        ("east_branch", "/today/"),
        ("east_station", "/today/"),
        ("east_property", "/actions/"),
        ("clerk", "/sign-in/code/"),
        ("leader", "/sign-in/code/"),
        ("admin", "/sign-in/code/"),
        ("auditor", "/sign-in/code/"),
    ],
)
def test_everybody_lands_where_the_work_is(known, who, home):
    answer = knock(Client(), getattr(known, who))

    assert (answer.status_code, answer["Location"]) == (303, home)


def test_a_director_who_also_works_for_the_street_needs_the_second_factor(known):
    Posting.objects.create(user=known.east_director, role=Role.CLERK, since=timezone.localdate())

    assert knock(Client(), known.east_director)["Location"] == "/sign-in/code/"


@pytest.mark.parametrize("typed", ["1 0000 0000 01", "１００００００００01", "+86 10000000001"])
def test_a_number_may_be_typed_as_people_write_it(known, typed):
    person = User.objects.with_phone("10000000001")

    assert knock(Client(), typed).status_code == 303, person


def test_the_phone_number_stays_typed_and_the_password_does_not(known):
    page = knock(Client(), known.east_director, "别的密码别的密码").content.decode()

    assert known.east_director.phone in page
    assert "别的密码" not in page


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/log/?kind=home", "/log/?kind=home"),
        ("//evil.example/", "/today/"),
        ("https://evil.example/", "/today/"),
        ("/\\evil.example", "/today/"),
        ("javascript:alert(1)", "/today/"),
        ("/sign-out/", "/today/"),
        ("/sign-in/?next=/sign-in/", "/today/"),
    ],
)
def test_the_wanted_page_is_opened_only_when_it_is_ours(known, wanted, goes_to):
    assert knock(Client(), known.east_director, next=wanted)["Location"] == goes_to


def test_every_sign_in_stands_in_the_chain_of_the_committee(known):
    knock(Client(), known.east_director)

    row = AuditEntry.objects.get(act="people.sign-in")
    assert (row.by, row.committee, row.object_label) == (known.east_director, known.east, "密码")
