"""A change is asked for and looked at against what stands there now."""

import re
from datetime import date

import pytest

from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage
from committees.residents.models import Resident
from committees.upkeep.models import ChangeRequest
from committees.upkeep.requests import approve, propose
from jiedao.common.errors import Refused
from tests.committees.care.conftest import NOW
from tests.committees.imports.conftest import id_number

pytestmark = pytest.mark.django_db
PHONE = "10000000071"
ID = "310113195601010021"


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def form(**changes) -> dict[str, str]:
    values = {"name": "刘桂芳", "sex": "", "born_on": "", "phone": "", "id_kind": "unknown"}
    return {**values, "id_number": "", "why": "看过户口本", "origin": "desk", **changes}


def acts() -> list[str]:
    rows = AuditEntry.objects.filter(act__startswith="upkeep.").order_by("pk")
    return list(rows.values_list("act", flat=True))


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


@pytest.fixture
def asked(cast, enter, person):
    """`asked(name="刘桂方")`: a request of the member about somebody."""

    def ask(**changes) -> ChangeRequest:
        resident = person()
        client = enter(cast.east_member)
        client.post(f"/residents/{resident.pk}/changes/new/", form(**changes))
        return ChangeRequest.objects.get()

    return ask


def test_a_resident_at_the_desk_asks_and_the_director_changes(cast, director, asked):
    row = asked(name="刘桂方", phone=PHONE, asked_by="刘桂方本人")
    told = InboxMessage.objects.get(text__contains="修改申请")
    page = text(director.get(f"/residents/changes/{row.pk}/"))

    done = director.post(f"/residents/changes/{row.pk}/approve/", {"version": "1"}, follow=True)

    assert (told.recipient, "刘" in told.text) == (cast.east_director, False)
    assert "刘桂芳" in page
    assert "刘桂方" in page
    assert "看过户口本" in page
    assert done.status_code == 200
    assert PHONE in page, "the director checks the new number"
    assert PHONE not in text(done), "and afterwards it is masked as everywhere"
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("approved", cast.east_director)
    assert (row.resident.name, row.resident.phone) == ("刘桂方", PHONE)
    assert acts() == ["upkeep.ask_change", "upkeep.approve"]


def test_what_is_asked_for_is_sealed_in_the_table(asked):
    asked(phone=PHONE)

    stored = ChangeRequest.objects.extra(select={"raw": "changes"}).values_list("raw", flat=True)
    assert PHONE not in stored.get()


def test_nothing_to_change_is_refused_with_everything_typed(cast, enter, person):
    resident = person()

    answer = enter(cast.east_member).post(
        f"/residents/{resident.pk}/changes/new/", form(why="留着的话")
    )

    assert answer.status_code == 422
    assert "没有要改的" in text(answer)
    assert "留着的话" in text(answer)


def test_a_value_changed_since_is_shown_and_asked_about_again(director, asked):
    row = asked(name="刘桂方")
    resident = row.resident
    resident.name, resident.version = "刘贵芳", 3
    resident.save()

    late = director.post(f"/residents/changes/{row.pk}/approve/", {"version": "1"})
    page = text(late)
    still = director.post(f"/residents/changes/{row.pk}/approve/", {"version": "3"})

    assert late.status_code == 409
    assert "提出以后又有人改过" in page
    assert "刘贵芳" in page
    assert still.status_code == 303
    resident.refresh_from_db()
    assert resident.name == "刘桂方"


@pytest.mark.parametrize("who", ["east_member", "east_branch", "east_station"])
def test_only_the_director_decides(cast, enter, asked, who):
    row = asked(name="刘桂方")

    answer = enter(getattr(cast, who)).post(
        f"/residents/changes/{row.pk}/approve/", {"version": "1"}
    )

    assert answer.status_code == 422
    assert "由主任来定" in text(answer)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_an_identity_number_brings_the_birth_date_and_is_nobody_elses(director, asked, person):
    row = asked(id_kind="identity", id_number=ID.lower())
    twin = person("王伯", "2-101", id_kind="identity", id_number=ID)

    refused = director.post(f"/residents/changes/{row.pk}/approve/", {"version": "1"})
    twin.id_number = ""
    twin.save()
    director.post(f"/residents/changes/{row.pk}/approve/", {"version": "1"})

    assert "已经登记过了" in text(refused)
    row.resident.refresh_from_db()
    assert row.resident.born_on == date(1956, 1, 1)


def test_a_refusal_says_why_and_whoever_asked_hears_of_it(cast, director, asked):
    row = asked(name="刘桂方")

    empty = director.post(f"/residents/changes/{row.pk}/decline/", {"answer": ""})
    director.post(f"/residents/changes/{row.pk}/decline/", {"answer": "户口本上是芳"})

    assert empty.status_code == 422
    row.refresh_from_db()
    assert (row.state, row.answer) == ("declined", "户口本上是芳")
    assert InboxMessage.objects.filter(recipient=cast.east_member).count() == 1


def test_who_asked_takes_it_back(cast, enter, asked):
    row = asked(name="刘桂方")
    other = enter(cast.east_branch).post(f"/residents/changes/{row.pk}/withdraw/")
    enter(cast.east_member).post(f"/residents/changes/{row.pk}/withdraw/")

    assert "只有提出的人" in text(other)
    row.refresh_from_db()
    assert row.state == "withdrawn"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(cast, director, enter, person, django_assert_num_queries, rows):
    for number in range(rows):
        resident = person(f"刘{number}", f"3-50{number}")
        enter(cast.east_member).post(f"/residents/{resident.pk}/changes/new/", form(name="刘方"))
    with django_assert_num_queries(7):
        director.get("/residents/changes/")


def proposed(cast, person, **wanted):
    return propose(
        person(), wanted, by=cast.east_member, why="看过证件", origin="desk", asked_by="", at=NOW
    )


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"id_kind": "identity", "born_on": date(1957, 1, 1)}, "出生日期"),
        ({"id_kind": "identity", "sex": "male"}, "性别"),
        ({"sex": "male"}, "什么证件"),
    ],
)
def test_a_change_is_refused_as_the_register_refuses_it(cast, person, wanted, sentence):
    """One way: what the form of the person refuses, an approval does not let in either."""
    row = proposed(cast, person, id_number=id_number(2), **wanted)
    with pytest.raises(Refused, match=sentence):
        approve(row, by=cast.east_director, version=row.resident.version, at=NOW)
    assert Resident.objects.get(pk=row.resident_id).id_number == ""


def test_birth_date_and_sex_follow_from_the_number_that_is_approved(cast, person):
    row = proposed(cast, person, id_kind="identity", id_number=id_number(2))
    approve(row, by=cast.east_director, version=row.resident.version, at=NOW)
    changed = Resident.objects.get(pk=row.resident_id)
    assert (str(changed.born_on), changed.sex) == ("1956-01-01", "female")


def test_a_number_that_is_somebody_else_s_is_not_approved(cast, person):
    other = person("别人", "3-503", id_kind="identity", id_number=id_number(2))
    row = proposed(cast, person, id_kind="identity", id_number=id_number(2))
    with pytest.raises(Refused, match="已经登记过"):
        approve(row, by=cast.east_director, version=row.resident.version, at=NOW)
    assert other.pk != row.resident_id
