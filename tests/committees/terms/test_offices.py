"""Offices, specialised committees and contact persons."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.models import Posting, User
from committees.terms.models import Mandate, SpecialisedCommittee
from committees.territory.models import PartnerBody

pytestmark = pytest.mark.django_db
HUB = "/settings/committees/dongyuan/"


@pytest.fixture
def chair(cast):
    return Mandate.objects.create(
        committee=cast.east, person=cast.east_director, post="chair", since=date(2024, 6, 18)
    )


def term(person: User, **changes: str) -> dict[str, str]:
    return {
        "person": str(person.pk),
        "post": "member",
        "origin": "election",
        "since": "2024年6月18日",
        "duty_area": "民政",
    } | changes


def test_residents_read_names_posts_and_terms_but_no_number_of_a_person(cast, chair):
    Mandate.objects.create(
        committee=cast.east, person=cast.east_member, post="member", since=date(2024, 6, 18)
    )
    SpecialisedCommittee.objects.create(
        committee=cast.east, kind="mediation", head=cast.east_member, duty="邻里纠纷"
    )

    text = Client().get("/c/dongyuan/members/").content.decode()

    assert text.index("周桂英") < text.index("王桂珍")
    for words in ("主任", "2024年6月18日起", "调解", "负责人 王桂珍", "邻里纠纷"):
        assert words in text
    assert cast.east_director.phone not in text


def test_who_left_or_has_not_begun_is_not_on_the_public_list(cast, chair):
    today = timezone.localdate()
    Mandate.objects.filter(pk=chair.pk).update(until=today - timedelta(days=1))
    Mandate.objects.create(
        committee=cast.east,
        person=cast.east_member,
        post="chair",
        since=today + timedelta(days=1),
    )

    text = Client().get("/c/dongyuan/members/").content.decode()

    assert "周桂英" not in text
    assert "王桂珍" not in text
    assert "还没有登记" in text


def test_an_unknown_committee_is_a_missing_page():
    assert Client().get("/c/nowhere/members/").status_code == 404


def test_the_members_page_takes_three_queries_for_one_and_for_three(
    cast, chair, django_assert_num_queries
):
    with django_assert_num_queries(3):
        Client().get("/c/dongyuan/members/")
    for person in (cast.east_member, cast.east_second_member):
        Mandate.objects.create(
            committee=cast.east, person=person, post="member", since=date(2024, 6, 18)
        )
    with django_assert_num_queries(3):
        Client().get("/c/dongyuan/members/")


def test_a_term_begins_and_is_written_in_the_journal(cast, enter):
    answer = enter(cast.clerk).post(f"{HUB}mandates/new/", term(cast.east_member))

    assert (answer.status_code, answer.url) == (303, HUB)
    mandate = Mandate.objects.get()
    assert (mandate.person, mandate.since) == (cast.east_member, date(2024, 6, 18))
    assert AuditEntry.objects.get().act == "terms.begin"


@pytest.mark.parametrize(
    ("who", "changes", "reason"),
    [
        ("west_member", {}, "所选的人不属于本居委会。"),
        ("stranger", {}, "所选的人不属于本居委会。"),
        ("east_director", {"post": "chair"}, "周桂英现在已经是主任。"),
        ("east_member", {"post": "chair"}, "周桂英还在任主任，请先写离任日期。"),
        ("east_member", {"since": "2024-02-30"}, "这一天"),
        ("east_member", {"post": "king"}, "king"),
    ],
)
def test_a_term_that_cannot_be_is_refused(cast, enter, chair, who, changes, reason):
    data = term(getattr(cast, who), **changes)

    answer = enter(cast.clerk).post(f"{HUB}mandates/new/", data)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert Mandate.objects.count() == 1


def test_a_term_ends_once_and_stays_as_history(cast, enter, chair):
    client, path = enter(cast.clerk), f"/settings/mandates/{chair.pk}/end/"

    assert client.post(path, {"until": "2024-06-17"}).status_code == 422
    assert client.post(path, {"until": "2025年1月31日"}).status_code == 303
    assert client.post(path, {"until": "2025-02-28"}).status_code == 422

    chair.refresh_from_db()
    assert chair.until == date(2025, 1, 31)
    text = client.get(HUB).content.decode()
    assert "以前的任职（1）" in text


def test_after_the_chair_has_left_another_may_begin(cast, enter, chair):
    client = enter(cast.clerk)
    client.post(f"/settings/mandates/{chair.pk}/end/", {"until": "2025-01-31"})

    answer = client.post(
        f"{HUB}mandates/new/",
        term(cast.east_member, post="chair", origin="acting", since="2025-02-01"),
    )

    assert answer.status_code == 303
    held = {
        day: Mandate.objects.filter(post="chair").on(day).get().person.name
        for day in (date(2025, 1, 31), date(2025, 2, 1))
    }
    assert list(held.values()) == ["周桂英", "王桂珍"]


def seats(**changes: str) -> dict[str, str]:
    kinds = "security mediation health family_planning civil_affairs publicity women".split()
    blank = {f"{field}_{kind}": "" for kind in kinds for field in ("head", "duty")}
    return blank | changes


def test_the_seven_get_a_person_in_charge(cast, enter):
    client = enter(cast.clerk)
    data = seats(head_security=str(cast.east_member.pk), duty_security="巡逻")

    assert client.post(f"{HUB}specialised/", data).status_code == 303
    client.post(f"{HUB}specialised/", data)

    row = SpecialisedCommittee.objects.get()
    assert (row.kind, row.head, row.duty) == ("security", cast.east_member, "巡逻")
    assert AuditEntry.objects.count() == 1


def test_a_person_of_another_committee_cannot_be_in_charge(cast, enter):
    data = seats(head_women=str(cast.west_member.pk))

    answer = enter(cast.clerk).post(f"{HUB}specialised/", data)

    assert answer.status_code == 422
    assert "所选的人不属于本居委会。" in answer.content.decode()
    assert not SpecialisedCommittee.objects.exists()


def contact(**changes: str) -> dict[str, str]:
    given = {"name": "陈联系", "phone": "10000000088", "title": "项目经理", "since": "2026-01-05"}
    return given | changes


def test_a_contact_person_comes_and_goes_with_a_date(cast, enter):
    client = enter(cast.clerk)
    body = PartnerBody.objects.get(committee=cast.east, kind="property")

    assert client.post(f"/settings/bodies/{body.pk}/contacts/new/", contact()).status_code == 303
    posting = Posting.objects.get(body=body)
    assert (posting.role, posting.committee, posting.user.name) == ("property", cast.east, "陈联系")
    assert not posting.user.has_usable_password()
    assert "陈联系" in client.get(HUB).content.decode()

    client.post(f"/settings/contacts/{posting.pk}/end/", {"until": "2026-01-31"})
    posting.refresh_from_db()
    assert posting.until == date(2026, 1, 31)
    assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)) == [
        "people.create",
        "people.post",
        "people.end-posting",
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"phone": "10000000001"}, "这个电话号码是另一个人的"),
        ({"phone": "1380000"}, "11 位"),
        ({"name": ""}, "请写“姓名”"),
    ],
)
def test_a_contact_with_a_wrong_number_is_refused_and_kept_on_the_form(
    cast, enter, changes, reason
):
    body = PartnerBody.objects.get(committee=cast.east, kind="owners")
    before = User.objects.count()

    answer = enter(cast.clerk).post(f"/settings/bodies/{body.pk}/contacts/new/", contact(**changes))

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert "项目经理" in answer.content.decode()
    assert User.objects.count() == before


def test_only_the_administrator_names_people_who_sign_in(cast, enter):
    body = PartnerBody.objects.get(committee=cast.east, kind="branch")
    path = f"/settings/bodies/{body.pk}/contacts/new/"

    refused = enter(cast.clerk).post(path, contact())
    accepted = enter(cast.admin).post(path, contact())

    assert refused.status_code == 422
    assert "请系统管理员" in refused.content.decode()
    assert accepted.status_code == 303
    assert Posting.objects.get(body=body).role == "branch"


def test_only_contacts_of_bodies_end_here(cast, enter):
    posting = Posting.objects.get(user=cast.east_director)

    assert enter(cast.clerk).get(f"/settings/contacts/{posting.pk}/end/").status_code == 404


def test_the_page_of_one_committee_takes_the_same_queries_for_one_and_for_three_officers(
    cast, enter, chair, django_assert_num_queries
):
    client = enter(cast.clerk)
    with django_assert_num_queries(10):
        client.get(HUB)
    for person in (cast.east_member, cast.east_second_member):
        Mandate.objects.create(
            committee=cast.east, person=person, post="member", since=date(2024, 6, 18)
        )
    with django_assert_num_queries(10):
        client.get(HUB)
