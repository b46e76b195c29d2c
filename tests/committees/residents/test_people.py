"""The page of a person, her paper, and her numbers one at a time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from committees.care.models import CareLabel, Consent, EmergencyContact, LabelKind
from committees.journal.models import AuditEntry
from committees.residents.actions import reveal
from committees.residents.models import Resident
from committees.residents.rules import (
    Disagrees,
    Facts,
    Heir,
    kinship_after,
    next_head,
    read_id_number,
    settled,
)
from committees.residents.states import IdKind, Kinship, Sex, Shown
from tests.committees.residents.conftest import head_of

pytestmark = pytest.mark.django_db

WOMAN, BOY = "310113195601010021", "310113201506010013"
"""Invented, with a right check digit: born 1 January 1956 and 1 June 2015."""
PHONE = "10000000051"


def sheet(**changes: str) -> dict[str, str]:
    return {"name": "沈月华", "version": "1", "is_head": "on"} | changes


def acts(resident: Resident) -> list[str]:
    rows = AuditEntry.objects.filter(object_type="committees.resident", object_id=str(resident.pk))
    return list(rows.order_by("pk").values_list("act", flat=True))


# The number of a paper


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (IdKind.IDENTITY, WOMAN, WOMAN),
        (IdKind.IDENTITY, "３１０１１３ 19560101 0021", WOMAN),
        (IdKind.IDENTITY, "11010519491231002x", "11010519491231002X"),
        (IdKind.PERMIT, "810000199408230021", "810000199408230021"),
        (IdKind.PASSPORT, "e 1234-5678", "E12345678"),
        (IdKind.PASSPORT, "Ｅ１２３４５６７８", "E12345678"),
    ],
)
def test_one_paper_has_one_number_however_it_is_typed(kind, typed, kept):
    assert read_id_number(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        (IdKind.IDENTITY, "310113195601010022", "校验位不对"),
        (IdKind.IDENTITY, "3.10113E+17", "Excel"),
        (IdKind.IDENTITY, "310113", "18 位"),
        (IdKind.IDENTITY, "810000199408230021", "港澳台居民居住证"),
        (IdKind.PERMIT, WOMAN, "居民身份证"),
        (IdKind.PASSPORT, "护照", "5 到 20 位"),
        (IdKind.PASSPORT, "E1" * 11, "5 到 20 位"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_a_sentence(kind, typed, reason):
    with pytest.raises(ValueError, match=reason):
        read_id_number(kind, typed)


def test_birth_and_sex_follow_from_the_number():
    woman = settled(Facts("沈月华", id_kind=IdKind.IDENTITY, id_number=WOMAN))
    boy = settled(Facts("沈小明", id_kind=IdKind.IDENTITY, id_number=BOY))

    assert (woman.born_on, woman.sex) == (date(1956, 1, 1), Sex.FEMALE)
    assert (boy.born_on, boy.sex) == (date(2015, 6, 1), Sex.MALE)


@pytest.mark.parametrize(
    ("facts", "field", "reason"),
    [
        (
            Facts("沈", born_on=date(1957, 1, 1), id_kind=IdKind.IDENTITY, id_number=WOMAN),
            "born_on",
            "证件号上的出生日期是 1956年1月1日",
        ),
        (
            Facts("沈", sex=Sex.MALE, id_kind=IdKind.IDENTITY, id_number=WOMAN),
            "sex",
            "证件号上的性别是女",
        ),
        (Facts("沈", id_kind=IdKind.NONE, id_number=WOMAN), "id_kind", "请选是什么证件"),
        (Facts("沈", id_kind=IdKind.PASSPORT), "id_number", "请写证件号"),
    ],
)
def test_what_speaks_against_the_number_is_refused_at_its_field(facts, field, reason):
    with pytest.raises(Disagrees, match=reason) as refused:
        settled(facts)
    assert refused.value.field == field


def test_an_infant_and_a_foreigner_need_no_identity_card(houses, enter, move_in):
    home = move_in("3-502", "沈月华")
    client = enter(houses.east_member)
    people = [
        {"name": "沈宝宝", "id_kind": "none", "born_on": "2026-03-01", "kinship": "grandchild"},
        {"name": "John Smith", "id_kind": "passport", "id_number": "e12345678"},
    ]

    codes = [
        client.post(f"/households/{home.pk}/people/new/", {"since": "", **one}).status_code
        for one in people
    ]

    assert codes == [303, 303]
    infant, guest = Resident.objects.get(name="沈宝宝"), Resident.objects.get(name="John Smith")
    assert (infant.id_kind, infant.id_number, infant.born_on) == ("none", "", date(2026, 3, 1))
    assert (guest.id_number, guest.born_on, guest.pinyin) == ("E12345678", None, "johnsmith")


def test_a_number_without_a_kind_is_an_identity_card(houses, enter, move_in):
    home = move_in("3-502", "沈月华")

    enter(houses.east_member).post(
        f"/households/{home.pk}/people/new/", {"name": "沈小明", "id_number": BOY}
    )

    child = Resident.objects.get(name="沈小明")
    assert (child.id_kind, child.born_on, child.sex) == ("identity", date(2015, 6, 1), "male")


def test_the_number_kept_stays_when_the_field_is_empty_and_goes_with_the_paper(
    houses, enter, move_in
):
    person = head_of(move_in("3-502", "沈月华"))
    client, path = enter(houses.east_member), f"/residents/{person.pk}/edit/"
    client.post(path, sheet(id_kind="identity", id_number=WOMAN))
    shown = client.get(path).content.decode()
    client.post(path, sheet(id_kind="identity", id_number="", version="2", phone=PHONE))
    person.refresh_from_db()
    kept = (person.id_number, person.born_on, person.phone)
    client.post(path, sheet(id_kind="unknown", version="3"))
    person.refresh_from_db()

    assert WOMAN not in shown
    assert "310113********0021" in shown
    assert kept == (WOMAN, date(1956, 1, 1), PHONE)
    assert (person.id_number, person.id_index) == ("", "")


def test_a_new_number_takes_the_old_birth_date_with_it(houses, enter, move_in):
    person = head_of(move_in("3-502", "沈月华"))
    client, path = enter(houses.east_member), f"/residents/{person.pk}/edit/"
    client.post(path, sheet(id_kind="identity", id_number=WOMAN))

    again = sheet(id_number="11010519491231002X", id_kind="identity", version="2")
    answer = client.post(path, again | {"born_on": "1956-01-01", "sex": "female"})

    person.refresh_from_db()
    assert answer.status_code == 303
    assert person.born_on == date(1949, 12, 31)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id_kind": "identity", "id_number": "123"}, "身份证号要 18 位"),
        ({"id_kind": "identity", "id_number": WOMAN, "born_on": "1950-1-1"}, "和写的不一样"),
        ({"id_kind": "identity", "id_number": WOMAN, "sex": "male"}, "和选的不一样"),
        ({"id_kind": "identity"}, "请写证件号"),
        ({"id_kind": "none", "id_number": WOMAN}, "请选是什么证件"),
        ({"born_on": "2035-01-01"}, "不能在今天以后"),
        ({"born_on": "1890-01-01"}, "年"),
        ({"kinship": "emperor"}, "emperor"),
    ],
)
def test_a_refused_person_changes_nothing_and_keeps_what_was_typed(
    houses, enter, move_in, changes, reason
):
    person = head_of(move_in("3-502", "刘国强"))

    answer = enter(houses.east_member).post(f"/residents/{person.pk}/edit/", sheet(**changes))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert reason in text
    assert "沈月华" in text
    person.refresh_from_db()
    assert person.name == "刘国强"


def test_the_same_number_twice_is_refused_and_names_nobody(houses, enter, move_in):
    first, second = head_of(move_in("1-101", "刘国强")), head_of(move_in("3-502", "沈月华"))
    client = enter(houses.east_member)
    twice = {"id_kind": "identity", "id_number": WOMAN}
    client.post(f"/residents/{first.pk}/edit/", sheet(name="刘国强", **twice))

    answer = client.post(f"/residents/{second.pk}/edit/", sheet(**twice))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "这个证件号在本居委会已经登记过了" in text
    assert "刘国强" not in text
    assert "1-101" not in text


def test_the_other_committee_may_know_the_same_person(houses, enter, move_in):
    here = head_of(move_in("3-502", "沈月华"))
    there = head_of(move_in("3-502", "沈月华", committee=houses.west))
    data = sheet(id_kind="identity", id_number=WOMAN)

    answers = [
        enter(houses.east_member).post(f"/residents/{here.pk}/edit/", data).status_code,
        enter(houses.west_member).post(f"/residents/{there.pk}/edit/", data).status_code,
    ]

    assert answers == [303, 303]


# Who is what to whom


@pytest.mark.parametrize(
    ("head_was", "kinship", "becomes"),
    [
        ("spouse", "", "spouse"),
        ("spouse", "child", "child"),
        ("spouse", "parent", ""),
        ("child", "", "parent"),
        ("child", "spouse", "parent"),
        ("child", "child", "sibling"),
        ("parent", "", "child"),
        ("parent", "spouse", "child_in_law"),
        ("carer", "child", ""),
        ("", "child", ""),
        ("child", "tenant", "tenant"),
    ],
)
def test_a_new_head_has_other_kin(head_was, kinship, becomes):
    assert kinship_after(head_was, kinship) == becomes


@pytest.mark.parametrize(
    ("people", "next_one"),
    [
        ([], None),
        ([Heir(1, "child", date(1990, 1, 1)), Heir(2, "spouse", None)], 2),
        ([Heir(1, "child", date(1990, 1, 1)), Heir(2, "child", date(1985, 1, 1))], 2),
        ([Heir(1, "carer", date(1960, 1, 1)), Heir(2, "child", date(1985, 1, 1))], 2),
        ([Heir(7, "tenant", None)], 7),
        ([Heir(5, "", None), Heir(4, "", None)], 4),
    ],
)
def test_the_spouse_is_proposed_as_head_then_the_eldest_of_the_family(people, next_one):
    assert next_head(people) == next_one


def test_making_somebody_head_tells_the_others_what_they_are_now(houses, enter, move_in):
    home = move_in("3-502", "刘国强", "沈月华", "刘小明")
    _, wife, child = home.residents.order_by("pk")
    Resident.objects.filter(pk=wife.pk).update(kinship=Kinship.SPOUSE)
    Resident.objects.filter(pk=child.pk).update(kinship=Kinship.CHILD)

    enter(houses.east_member).post(f"/residents/{wife.pk}/edit/", sheet())

    known = {one.name: (one.is_head, one.kinship) for one in home.residents.all()}
    assert known == {
        "沈月华": (True, ""),
        "刘国强": (False, "spouse"),
        "刘小明": (False, "child"),
    }


# The page


def registered(houses, enter, move_in) -> Resident:
    person = head_of(move_in("3-502", "沈月华", phone=PHONE))
    enter(houses.east_member).post(
        f"/residents/{person.pk}/edit/", sheet(id_kind="identity", id_number=WOMAN)
    )
    person.refresh_from_db()
    return person


def test_the_page_says_what_is_known_and_masks_the_numbers(houses, enter, move_in):
    person = registered(houses, enter, move_in)

    text = enter(houses.east_member).get(f"/residents/{person.pk}/").content.decode()

    age = person.age(timezone.localdate())
    for words in ("沈月华", "户主", "女", f"{age} 岁", "100****0051", "310113********0021"):
        assert words in text
    assert PHONE not in text
    assert WOMAN not in text


def test_a_number_is_shown_once_where_it_was_asked_for_with_one_row(houses, enter, move_in):
    person = registered(houses, enter, move_in)
    client, page = enter(houses.east_member), f"/residents/{person.pk}/"

    by_id = client.post(f"{page}id-number/", {"from": page}, follow=True).content.decode()
    again = client.get(page).content.decode()
    by_phone = client.post(f"{page}phone/", {"from": page}, follow=True).content.decode()

    assert WOMAN in by_id
    assert PHONE not in by_id
    assert WOMAN not in again
    assert PHONE in by_phone
    assert acts(person)[-2:] == ["residents.reveal_id", "residents.reveal"]


def test_asking_leads_nowhere_but_home(houses, enter, move_in):
    person = registered(houses, enter, move_in)

    answer = enter(houses.east_member).post(
        f"/residents/{person.pk}/phone/", {"from": "https://example.org/"}
    )

    assert answer.url == f"/residents/{person.pk}/"


@pytest.mark.parametrize("who", ["east_branch", "east_station"])
def test_the_number_of_a_paper_is_for_director_and_members(houses, enter, move_in, who):
    person = registered(houses, enter, move_in)
    client = enter(getattr(houses, who))
    assert enter(houses.east_director).post(f"/residents/{person.pk}/id-number/").status_code == 303

    text = client.get(f"/residents/{person.pk}/").content.decode()

    assert client.post(f"/residents/{person.pk}/id-number/").status_code == 404
    assert "310113********0021" in text
    assert "id-number" not in text
    assert client.post(f"/residents/{person.pk}/phone/").status_code == 303


def test_nobody_copies_the_register_number_by_number(houses, enter, move_in, settings):
    settings.REVEALS_A_DAY = 3
    person = registered(houses, enter, move_in)
    for what in Shown:
        reveal(person, what, by=houses.east_member, on=timezone.localdate())
    client = enter(houses.east_member)

    last = client.post(f"/residents/{person.pk}/phone/")
    refused = client.post(f"/residents/{person.pk}/id-number/")

    assert (last.status_code, refused.status_code) == (303, 429)
    text = refused.content.decode()
    assert "今天已经显示了 3 个号码，明天再看" in text
    assert "紧急联系人" in text
    assert enter(houses.east_director).post(f"/residents/{person.pk}/phone/").status_code == 303


def test_yesterday_does_not_count(houses, enter, move_in, settings):
    settings.REVEALS_A_DAY = 1
    person = registered(houses, enter, move_in)
    reveal(person, Shown.PHONE, by=houses.east_member, on=timezone.localdate())
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert reveal(person, Shown.PHONE, by=houses.east_member, on=tomorrow) == PHONE


def test_a_stranger_gets_the_page_of_a_missing_person(houses, enter, move_in):
    person = registered(houses, enter, move_in)
    assert enter(houses.east_director).get(f"/residents/{person.pk}/").status_code == 200

    for who in (houses.west_director, houses.clerk, houses.leader, houses.auditor):
        for page in ("", "print/", "edit/", "move/", "hukou/"):
            assert enter(who).get(f"/residents/{person.pk}/{page}").status_code == 404


def test_somebody_merged_into_another_has_no_page(houses, enter, move_in):
    one, other = move_in("3-502", "沈月华", "沈月花").residents.order_by("pk")
    client = enter(houses.east_member)
    assert client.get(f"/residents/{other.pk}/").status_code == 200

    Resident.objects.filter(pk=other.pk).update(merged_into=one)

    assert client.get(f"/residents/{other.pk}/").status_code == 404


# The sheet for herself


def test_the_sheet_says_everything_and_who_looked_by_role_and_day_only(houses, enter, move_in):
    person = registered(houses, enter, move_in)
    reveal(person, Shown.ID_NUMBER, by=houses.east_director, on=timezone.localdate())

    text = enter(houses.east_station).get(f"/residents/{person.pk}/print/").content.decode()

    today = timezone.localdate()
    for words in (
        "沈月华的登记资料",
        "1956年1月1日",
        "310113********0021",
        "100****0051",
        "住过的地方",
        "居委会主任",
        "显示证件号",
        "社区工作站",
        f"{today.year}年{today.month}月{today.day}日",
        "第四十四条",
    ):
        assert words in text
    sheet_alone = text[text.index("own-record") : text.index("</article>")]
    assert houses.east_director.name not in sheet_alone
    assert WOMAN not in text
    assert PHONE not in text
    assert acts(person)[-1] == "residents.print"


def test_the_sheet_holds_care_with_its_ground_and_help_but_nobody_s_whole_number(
    houses, enter, move_in
):
    person = registered(houses, enter, move_in)
    today = timezone.localdate()
    by = {"committee": houses.east, "resident": person, "noted_by": houses.east_member}
    consent = Consent.objects.create(**by, purpose="care", given_by="女儿", on=today)
    label = {"kind": LabelKind.objects.get(key="lives-alone"), "consent": consent}
    CareLabel.objects.create(**by, **label, since=today, review_on=today, source="走访看到")
    EmergencyContact.objects.create(
        committee=houses.east, resident=person, name="沈小妹", kinship="女儿", phone=PHONE
    )

    text = enter(houses.east_member).get(f"/residents/{person.pk}/print/").content.decode()

    for words in (
        "独居老人",
        "来自走访看到",
        "依据：本人同意",
        "您的答复：走访关爱",
        "同意（女儿）",
        "沈小妹（女儿），100****0051",
        "还没有走访过",
    ):
        assert words in text
    assert PHONE not in text
    assert "得到的帮扶" not in text


def test_the_sheet_comes_as_a_file_or_says_what_is_missing(houses, enter, move_in):
    from jiedao.common.documents import pdf_available

    person = registered(houses, enter, move_in)

    answer = enter(houses.east_member).get(f"/residents/{person.pk}/print.pdf")

    if pdf_available().ok:
        assert answer.content.startswith(b"%PDF")
    else:
        assert answer.url == f"/residents/{person.pk}/print/"


@pytest.mark.parametrize("path", ["", "print/"])
def test_a_person_takes_the_same_queries_alone_and_with_three(
    houses, enter, move_in, django_assert_num_queries, path
):
    queries = {"": 11, "print/": 20}[path]
    client = enter(houses.east_member)
    for home in (move_in("1-101", "刘国强"), move_in("1-102", "沈月华", "沈小妹", "沈老伯")):
        with django_assert_num_queries(queries):
            client.get(f"/residents/{head_of(home).pk}/{path}")
