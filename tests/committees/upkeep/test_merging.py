"""Two rows become one person, and two again as they were."""

import re
from datetime import date

import pytest
from django.forms.models import model_to_dict

from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.residents.models import Resident, ResidentsGroup
from committees.tenure.models import Hukou, Ownership, Residence
from committees.upkeep.merging import belongings, final, keep_apart, merge, references, take_apart
from committees.upkeep.models import Merge, NotSame
from jiedao.common.errors import Refused
from tests.committees.care.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
BORN = date(1950, 5, 1)
PHONE = "10000000071"


@pytest.fixture
def two(cast, person, label):
    """The same woman twice: the second row has more, and what clashes with the first."""
    kept = person("刘桂芳", "3-502", born_on=BORN)
    gone = person("刘桂\u200b芳", "3-503", phone=PHONE, id_kind="passport", id_number="E1")
    for resident in (kept, gone):
        label(resident, "aged")
        Residence.objects.create(resident=resident, household=resident.household)
    label(gone, "disabled")
    Hukou.objects.create(resident=gone, place="here", dwelling=gone.household.dwelling)
    Ownership.objects.create(dwelling=gone.household.dwelling, owner=gone)
    ResidentsGroup.objects.create(committee=cast.east, name="一组", leader=gone)
    EmergencyContact.objects.create(
        committee=cast.east, resident=gone, name="刘敏", kinship="女儿", phone=PHONE
    )
    return kept, gone


def portrait() -> dict[str, list[dict[str, object]]]:
    """Everything that is kept about people, but for the version of a row."""
    return {
        model.__name__: [
            {
                **{name: value for name, value in model_to_dict(row).items() if name != "version"},
                "pk": row.pk,
            }
            for row in model.objects.order_by("pk")
        ]
        for model in (
            Resident,
            Residence,
            Hukou,
            Ownership,
            ResidentsGroup,
            CareLabel,
            Consent,
            EmergencyContact,
        )
    }


def test_every_slice_that_points_to_a_person_is_found():
    keys = {reference.key for reference in references()}

    assert keys >= {
        "committees.carelabel.resident",
        "committees.consent.resident",
        "committees.emergencycontact.resident",
        "committees.residence.resident",
        "committees.hukou.resident",
        "committees.ownership.owner",
        "committees.residentsgroup.leader",
        "committees.resident.merged_into",
        "committees.changerequest.resident",
    }
    assert not {key for key in keys if key.startswith(("committees.merge", "committees.notsame"))}


def test_everything_follows_and_what_clashes_stays(cast, two):
    kept, gone = two

    merge(kept, gone, by=cast.east_director, at=NOW)

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert (kept.phone, kept.id_number, kept.born_on) == (PHONE, "E1", BORN)
    assert kept.household.dwelling.door == "3-502"
    assert {label.kind.key for label in kept.labels.all()} == {"aged", "disabled"}
    assert [label.kind.key for label in gone.labels.all()] == ["aged"]
    assert kept.residences.count() == 1
    assert kept.hukous.exists()
    assert kept.ownerships.exists()
    assert ResidentsGroup.objects.get().leader == kept
    assert kept.contacts.count() == 1
    assert kept.consents.count() == 2
    assert final(gone) == kept
    assert list(Resident.objects.present().filter(pk__in=[kept.pk, gone.pk])) == [kept]


def test_undone_the_register_is_as_it_was_to_the_last_column(cast, two):
    before = portrait()

    row = merge(*two, by=cast.east_director, at=NOW)
    merged = portrait()
    take_apart(row, by=cast.east_director, at=NOW)

    assert merged != before
    assert portrait() == before
    with pytest.raises(Refused, match="已经撤销"):
        take_apart(row, by=cast.east_director, at=NOW)


def test_what_was_written_since_stays_where_it_was_written(cast, two, label):
    kept, gone = two
    row = merge(kept, gone, by=cast.east_director, at=NOW)
    kept.refresh_from_db()
    label(kept, "minimum-living")
    kept.phone = "10000000072"
    kept.save()

    take_apart(row, by=cast.east_director, at=NOW)

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert kept.phone == "10000000072"
    assert gone.phone == PHONE
    assert kept.labels.filter(kind__key="minimum-living").exists()


def test_a_chain_of_merges_is_undone_from_its_end(cast, two, person):
    kept, gone = two
    last = person("刘桂芳", "3-504")
    first_merge = merge(kept, gone, by=cast.east_director, at=NOW)
    kept.refresh_from_db()
    second_merge = merge(last, kept, by=cast.east_director, at=NOW)

    gone.refresh_from_db()
    assert final(gone) == last
    with pytest.raises(Refused, match="先撤销后面那次"):
        take_apart(first_merge, by=cast.east_director, at=NOW)
    take_apart(second_merge, by=cast.east_director, at=NOW)
    take_apart(first_merge, by=cast.east_director, at=NOW)

    assert not Resident.objects.filter(merged_into__isnull=False).exists()


def test_the_head_of_a_household_stays_one(cast, person):
    head = person("刘桂芳", "3-502")
    row = Resident.objects.create(
        committee=cast.east, household=head.household, name="刘桂芳", kinship="spouse"
    )

    done = merge(row, head, by=cast.east_director, at=NOW)
    row.refresh_from_db()
    assert (row.is_head, row.kinship) == (True, "")
    take_apart(done, by=cast.east_director, at=NOW)

    row.refresh_from_db()
    head.refresh_from_db()
    assert (row.is_head, row.kinship, head.is_head) == (False, "spouse", True)


@pytest.mark.parametrize(
    ("kept", "gone", "reason"),
    [
        (
            {"id_kind": "passport", "id_number": "E1"},
            {"id_kind": "passport", "id_number": "E2"},
            "证件号不一样",
        ),
        ({"departed_on": TODAY, "departure": "moved"}, {}, "现在住在这里的那一条"),
    ],
)
def test_two_people_are_not_merged(cast, person, kept, gone, reason):
    one, other = person("王芳", "1-101", **kept), person("王芳", "1-102", **gone)

    with pytest.raises(Refused, match=reason):
        merge(one, other, by=cast.east_director, at=NOW)
    assert not Merge.objects.exists()


def test_nobody_else_merges_and_never_across_committees(cast, two, person):
    kept, gone = two
    for other in (cast.east_member, cast.west_director, cast.clerk):
        with pytest.raises(Refused, match="由主任来定"):
            merge(kept, gone, by=other, at=NOW)
    foreign = person("刘桂芳", "1-101", committee=cast.west)
    with pytest.raises(Refused, match="不在一个居委会"):
        merge(kept, foreign, by=cast.east_director, at=NOW)


# Pages


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_double_is_found_compared_merged_and_taken_apart(cast, enter, two):
    kept, gone = two
    director = enter(cast.east_director)
    found = text(director.get("/residents/duplicates/"))
    page = text(director.get(f"/residents/duplicates/{kept.pk}/{gone.pk}/"))

    done = director.post(
        f"/residents/duplicates/{kept.pk}/{gone.pk}/", {"keep": str(kept.pk)}, follow=True
    )
    row = Merge.objects.get()
    director.post(f"/residents/merges/{row.pk}/undo/")

    assert "字不一样" in found
    assert "关爱情况 2" in page
    assert "100****0071" in page
    assert PHONE not in page
    assert "合并好了" in text(done)
    row.refresh_from_db()
    assert (row.kept, row.undone_by) == (kept, cast.east_director)


def test_two_people_are_marked_once_and_offered_no_more(cast, enter, two):
    kept, gone = two
    member = enter(cast.east_member)
    for _ in range(2):
        member.post(f"/residents/duplicates/{gone.pk}/{kept.pk}/apart/")

    assert NotSame.objects.count() == 1
    assert "没有看起来重复的" in text(member.get("/residents/duplicates/"))


def test_the_wrong_button_is_taken_back_and_the_pair_is_offered_again(cast, enter, two):
    kept, gone = two
    member = enter(cast.east_member)
    place = f"/residents/duplicates/{gone.pk}/{kept.pk}"
    said = text(member.post(f"{place}/apart/", follow=True))

    answer = member.post(f"{place}/again/", follow=True)

    assert f"{place}/again/" in said
    assert "撤销了，请再看一遍这两条" in text(answer)
    assert "字不一样" in text(member.get("/residents/duplicates/"))


def test_a_member_looks_but_the_director_merges(cast, enter, two):
    kept, gone = two
    member = enter(cast.east_member)
    page = text(member.get(f"/residents/duplicates/{kept.pk}/{gone.pk}/"))

    answer = member.post(f"/residents/duplicates/{kept.pk}/{gone.pk}/", {"keep": str(kept.pk)})

    assert "合并由主任来定" in page
    assert answer.status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_search_for_doubles_costs_the_same(
    cast, enter, person, django_assert_num_queries, rows
):
    for number in range(rows):
        for door in (f"1-10{number}", f"2-10{number}"):
            person(f"刘{number}", door, born_on=BORN)
    member = enter(cast.east_member)
    with django_assert_num_queries(7):
        member.get("/residents/duplicates/")


def test_belongings_are_counted_in_words(cast, two):
    assert ("关爱情况", 2) in belongings(two[1])


def test_marking_apart_stays_in_one_committee(cast, two, person):
    foreign = person("刘桂芳", "1-101", committee=cast.west)
    with pytest.raises(Refused, match="不在一个居委会"):
        keep_apart(two[0], foreign, by=cast.east_director, at=NOW)
