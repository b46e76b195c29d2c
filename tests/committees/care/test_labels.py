"""A label: agreed to, looked at again, ended, taken back."""

from datetime import date, timedelta

import pytest

from committees.care.actions import LabelWords, end_label, give_label, look_again, take_back
from committees.care.consents import Said, note_answer, withdraw
from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.care.states import Answer, Ground, Purpose
from committees.journal.models import AuditEntry
from jiedao.common.errors import Conflict, Refused
from tests.committees.care.conftest import LONG_AGO, NOW, TODAY, kind_of

pytestmark = pytest.mark.django_db
CHILD_BORN = date(TODAY.year - 8, 1, 1)
AGREED = Said("", TODAY)


def words(ground=Ground.CONSENT, **more) -> LabelWords:
    return LabelWords(**{"ground": ground, "since": LONG_AGO, "source": "走访看到的", **more})


def acts() -> list[str]:
    rows = AuditEntry.objects.filter(act__startswith="care.").order_by("pk")
    return list(rows.values_list("act", flat=True))


def answered(cast, resident, purpose, answer=Answer.GIVEN, on=TODAY, given_by=""):
    said = Said(given_by, on)
    return note_answer(resident, purpose, answer, said, by=cast.east_member, at=NOW)


def test_the_answer_is_written_down_with_the_label_that_rests_on_it(cast, person):
    resident = person()

    label = give_label(
        resident, kind_of("serious-illness"), words(), by=cast.east_member, at=NOW, said=AGREED
    )

    assert label.consent.purpose == Purpose.HEALTH
    assert (label.review_on.year, label.until) == ((TODAY + timedelta(days=183)).year, None)
    assert acts() == ["care.consent", "care.label"]


def test_an_answer_there_is_need_not_be_asked_for_again(cast, person):
    resident = person()
    consent = answered(cast, resident, Purpose.CARE)

    label = give_label(resident, kind_of("aged"), words(), by=cast.east_member, at=NOW)

    assert label.consent == consent
    assert Consent.objects.count() == 1


def test_after_a_refusal_nothing_is_written_on_consent_but_duty_and_life_go_on(cast, person):
    resident = person()
    answered(cast, resident, Purpose.CARE, Answer.REFUSED)
    earlier = Said("", TODAY - timedelta(days=1))

    with pytest.raises(Refused, match="不同意登记不影响帮忙"):
        give_label(resident, kind_of("aged"), words(), by=cast.east_member, at=NOW)
    with pytest.raises(Refused, match="不影响帮忙"):
        give_label(resident, kind_of("aged"), words(), by=cast.east_member, at=NOW, said=earlier)
    duty = give_label(
        resident, kind_of("minimum-living"), words(Ground.DUTY), by=cast.east_member, at=NOW
    )
    life = give_label(resident, kind_of("aged"), words(Ground.LIFE), by=cast.east_member, at=NOW)

    assert (duty.consent, life.consent) == (None, None)
    assert life.review_on == TODAY + timedelta(days=30)


def test_a_sick_child_needs_the_guardian_twice(cast, person):
    child = person(born_on=CHILD_BORN)
    said = Said("母亲王芳", TODAY)
    ill = kind_of("serious-illness")

    with pytest.raises(Refused, match="不能用这个依据"):
        give_label(child, ill, words(), by=cast.east_member, at=NOW, said=said)
    with pytest.raises(Refused, match="哪位监护人"):
        give_label(child, ill, words(Ground.GUARDIAN), by=cast.east_member, at=NOW, said=AGREED)
    label = give_label(child, ill, words(Ground.GUARDIAN), by=cast.east_member, at=NOW, said=said)

    kept = Consent.objects.values_list("purpose", "ground", "given_by").order_by("purpose")
    assert list(kept) == [
        ("child", "guardian", "母亲王芳"),
        ("health", "guardian", "母亲王芳"),
    ]
    assert label.consent.purpose == Purpose.HEALTH


@pytest.mark.parametrize(
    ("key", "given", "reason"),
    [
        ("aged", {"since": TODAY + timedelta(days=1)}, "不能是以后"),
        ("aged", {"ground": Ground.DUTY}, "不能用这个依据"),
        ("disabled", {"ground": Ground.DUTY}, "残疾类别和等级"),
        ("cannot-manage", {}, "写一句说明"),
        ("minimum-living", {"ground": Ground.DUTY, "source": ""}, "谁认定的"),
    ],
)
def test_a_label_that_says_too_little_is_refused(cast, person, key, given, reason):
    with pytest.raises(Refused, match=reason):
        give_label(person(), kind_of(key), words(**given), by=cast.east_member, at=NOW, said=AGREED)
    assert not CareLabel.objects.exists()


def test_nobody_is_of_a_kind_twice_and_who_left_is_of_none(cast, person, label):
    resident = person()
    label(resident, "aged")
    with pytest.raises(Refused, match="已经写过了"):
        label(resident, "aged")

    resident.departed_on, resident.departure = TODAY, "moved"
    resident.save()
    with pytest.raises(Refused, match="已经不住在这里"):
        label(resident, "disabled")


def test_only_the_committees_own_people_write_labels(cast, person):
    for stranger in (cast.west_director, cast.clerk, cast.east_property):
        with pytest.raises(Refused, match="由居委会自己登记"):
            give_label(person(), kind_of("aged"), words(), by=stranger, at=NOW, said=AGREED)


def test_taking_a_consent_back_ends_what_rested_on_it_and_nothing_else(cast, person, label):
    resident = person()
    alone, poor, ill = (label(resident, key) for key in ("aged", "minimum-living", "hard-to-walk"))
    EmergencyContact.objects.create(
        committee=cast.east, resident=resident, name="刘敏", kinship="女儿", phone="10000000055"
    )

    ended = withdraw(alone.consent, by=cast.east_member, on=TODAY, at=NOW)

    assert ended == [alone]
    alone.refresh_from_db()
    assert (alone.until, alone.ended_why) == (TODAY, "撤回了同意")
    assert set(CareLabel.objects.current()) == {poor, ill}
    assert resident.contacts.count() == 1
    with pytest.raises(Refused, match="已经不在了"):
        withdraw(alone.consent, by=cast.east_member, on=TODAY, at=NOW)


def test_a_refusal_after_a_consent_takes_it_back(cast, person, label):
    given = label(person(), "aged")

    answered(cast, given.resident, Purpose.CARE, Answer.REFUSED)

    given.refresh_from_db()
    assert given.until == TODAY
    assert given.consent.withdrawn_on == TODAY


def test_a_contact_goes_with_the_consent_to_keep_it(cast, person):
    resident = person()
    consent = answered(cast, resident, Purpose.CONTACT)
    EmergencyContact.objects.create(
        committee=cast.east, resident=resident, name="刘敏", kinship="女儿", phone="10000000055"
    )

    withdraw(consent, by=cast.east_member, on=TODAY, at=NOW)

    assert not resident.contacts.exists()
    assert acts()[-1] == "care.contact_off"


def test_looking_again_moves_the_day_on_by_the_months_of_the_kind(cast, label):
    given = label(key="disabled", at=NOW - timedelta(days=300))
    CareLabel.objects.update(review_on=TODAY)

    found = look_again(given, by=cast.east_second_member, at=NOW, version=1)

    assert found.reviewed_on == TODAY
    assert found.review_on == TODAY.replace(year=TODAY.year + 1)
    assert acts()[-1] == "care.look_again"
    with pytest.raises(Conflict):
        look_again(given, by=cast.east_member, at=NOW, version=1)


def test_a_label_ends_with_a_reason_and_not_before_it_began(cast, label):
    given = label()
    for day, reason in (
        (LONG_AGO - timedelta(days=1), "早于开始"),
        (TODAY + timedelta(days=1), "不能是以后"),
    ):
        with pytest.raises(Refused, match=reason):
            end_label(given, by=cast.east_member, on=day, why="情况变好了", at=NOW)

    ended = end_label(given, by=cast.east_member, on=TODAY, why="情况变好了", at=NOW)

    assert (ended.until, ended.ended_why, ended.ended_by) == (TODAY, "情况变好了", cast.east_member)


def test_the_same_day_an_end_is_taken_back_and_then_the_label_itself(cast, label):
    given = label()
    end_label(given, by=cast.east_member, on=TODAY, why="点错了", at=NOW)

    take_back(given, by=cast.east_member, at=NOW)
    assert CareLabel.objects.current().get() == given
    take_back(given, by=cast.east_member, at=NOW)

    assert not CareLabel.objects.exists()
    assert acts()[-2:] == ["care.restore", "care.remove"]


def test_yesterdays_label_is_ended_not_taken_back(cast, label):
    given = label(at=NOW - timedelta(days=1))

    with pytest.raises(Refused, match="只能撤销当天写的"):
        take_back(given, by=cast.east_member, at=NOW)


def test_what_ended_with_its_consent_comes_back_only_with_a_new_one(cast, label):
    given = label()
    withdraw(given.consent, by=cast.east_member, on=TODAY, at=NOW)

    with pytest.raises(Refused, match="同意已经撤回"):
        take_back(given, by=cast.east_member, at=NOW)
    answered(cast, given.resident, Purpose.CARE)
    take_back(given, by=cast.east_member, at=NOW)

    assert CareLabel.objects.current().get() == given
