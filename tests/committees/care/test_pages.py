"""Pages of care: neutral first, kinds after a tap, figures for the street."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from committees.care.figures import care_figures, people_cared_for
from committees.care.models import CareLabel, Consent, EmergencyContact, LabelKind
from committees.care.reviews import remind_of_reviews
from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage
from tests.committees.care.conftest import NOW, TODAY

NINE = time(9)

pytestmark = pytest.mark.django_db
PHONE = "10000000055"


@pytest.fixture
def member(cast, enter):
    return enter(cast.east_member)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def contact_of(resident, name="刘敏", **more):
    values = {"kinship": "女儿", "phone": PHONE, "committee": resident.committee}
    return EmergencyContact.objects.create(resident=resident, name=name, **values, **more)


def test_the_household_says_care_and_the_kind_only_behind_a_tap(member, person, label):
    resident = person()
    label(resident, "disabled")
    contact_of(resident, has_key=True)

    page = text(member.get(f"/households/{resident.household_id}/"))

    before, _, behind = page.partition('<details class="more"><summary>是哪一类')
    assert "关爱" in before
    assert "肢体 二级" not in before
    assert "肢体 二级" in behind
    assert PHONE in page
    assert "有钥匙" in page


def test_the_street_sees_no_care_on_a_household(cast, enter, person, label):
    resident = person()
    label(resident, "disabled")
    contact_of(resident)

    page = text(enter(cast.clerk).get(f"/households/{resident.household_id}/"))

    assert "刘**" in page
    assert "关爱和紧急联系人" not in page
    assert PHONE not in page


def test_a_label_is_written_in_two_steps_and_taken_back_from_the_bar(member, person):
    resident = person()
    choose = text(member.get(f"/residents/{resident.pk}/care/new/"))
    form = text(member.get(f"/residents/{resident.pk}/care/new/disabled/"))
    data = {"disability": "sight", "grade": "3", "ground": "duty", "since": "2024-05-01"}

    done = member.post(
        f"/residents/{resident.pk}/care/new/disabled/",
        {**data, "source": "残疾人证"},
        follow=True,
    )

    given = CareLabel.objects.get()
    assert "独居老人" in choose
    assert "不同意登记不影响帮忙" in form
    assert given.detail == "视力 三级"
    assert f"/care/labels/{given.pk}/undo/" in text(done)
    member.post(f"/care/labels/{given.pk}/undo/")
    assert not CareLabel.objects.exists()


def test_a_refused_label_shows_everything_typed(member, person):
    resident = person()

    answer = member.post(
        f"/residents/{resident.pk}/care/new/disabled/",
        {"ground": "duty", "since": "2024-05-01", "source": "留着的话"},
    )

    assert answer.status_code == 422
    assert "请选“残疾类别”" in text(answer)
    assert "留着的话" in text(answer)


def test_a_refusal_is_kept_and_the_page_says_that_help_goes_on(member, person):
    resident = person()
    page = text(member.get(f"/residents/{resident.pk}/care/answer/?purpose=health"))

    done = member.post(
        f"/residents/{resident.pk}/care/answer/",
        {"purpose": "health", "answer": "refused", "on": TODAY.isoformat()},
        follow=True,
    )

    assert "不同意登记不影响帮忙" in page
    assert "该帮的忙照样帮" in text(done)
    assert Consent.objects.get().answer == "refused"


def test_a_consent_is_taken_back_on_its_own_page(member, label):
    given = label()

    done = member.post(
        f"/care/consents/{given.consent_id}/withdraw/", {"on": TODAY.isoformat()}, follow=True
    )

    assert "靠它登记的 1 项也结束了" in text(done)
    assert not CareLabel.objects.current().exists()


def test_contacts_are_kept_in_the_order_in_which_one_rings(member, person):
    resident = person()
    asked = member.post(f"/residents/{resident.pk}/contacts/new/", {"name": "刘敏"})
    for name, phone in (("刘敏", PHONE), ("陈伯", "021-0000 0055")):
        data = {"name": name, "kinship": "邻居", "phone": phone, "agreed": "on"}
        member.post(f"/residents/{resident.pk}/contacts/new/", data)
    first, second = resident.contacts.all()

    member.post(f"/care/contacts/{second.pk}/up/")

    assert "请勾选“本人同意留这个联系人”" in text(asked)
    assert Consent.objects.get().purpose == "contact"
    assert [row.name for row in resident.contacts.all()] == ["陈伯", "刘敏"]
    member.post(f"/care/contacts/{first.pk}/remove/")
    assert [row.name for row in resident.contacts.all()] == ["陈伯"]


def test_two_people_who_edit_a_contact_see_both_texts(member, person):
    contact = contact_of(person())
    data = {"name": "刘敏", "kinship": "女儿", "phone": PHONE, "version": "1"}
    member.post(f"/care/contacts/{contact.pk}/edit/", {**data, "has_key": "on"})

    late = member.post(f"/care/contacts/{contact.pk}/edit/", {**data, "name": "刘小敏"})

    assert late.status_code == 409
    assert "刘小敏" in text(late)
    contact.refresh_from_db()
    assert (contact.name, contact.has_key) == ("刘敏", True)


def test_the_sealed_sheet_has_every_number_and_its_opening_is_recorded(member, person, label):
    resident = person()
    label(resident, "lives-alone")
    contact_of(resident, has_key=True)
    other = contact_of(person("赵大爷", "3-101"), name="赵小明")
    gone = person("钱阿婆", "3-201", departed_on=TODAY, departure="moved")
    contact_of(gone, name="钱小妹")
    house = resident.household.dwelling.building_id

    page = text(member.get(f"/care/contacts/{house}/print/"))

    assert "密封保存，紧急时拆" in page
    assert page.index("赵小明") < page.index(PHONE, page.index("502"))
    assert "有钥匙" in page
    assert "独居" not in page
    assert "钱小妹" not in page
    assert AuditEntry.objects.filter(act="care.sheet").count() == 1
    assert other.phone in page


def test_the_review_list_ends_with_one_tap(cast, member, label):
    given = label()
    CareLabel.objects.update(review_on=TODAY - timedelta(days=3))
    today = text(member.get("/today/"))

    done = member.post(
        f"/care/labels/{given.pk}/review/", {"same": "1", "version": "1"}, follow=True
    )

    assert "关爱核对：1 人" in today
    assert "核对好了：刘桂芳" in text(done)
    assert "都核对过了" in text(done)
    assert "关爱核对：" not in text(member.get("/today/"))


def test_an_old_page_of_the_review_list_changes_nothing(member, label):
    given = label()
    CareLabel.objects.update(review_on=TODAY, version=4)

    done = member.post(
        f"/care/labels/{given.pk}/review/", {"same": "1", "version": "3"}, follow=True
    )

    assert "请再看一眼" in text(done)
    given.refresh_from_db()
    assert given.review_on == TODAY


def test_the_review_with_another_detail(member, label):
    given = label(key="disabled")

    member.post(
        f"/care/labels/{given.pk}/review/",
        {"version": "1", "disability": "limbs", "grade": "1", "source": "新的残疾人证"},
    )

    given.refresh_from_db()
    assert given.detail == "肢体 一级"


def test_directors_and_writers_are_told_once_a_week_without_a_name(cast, label):
    label()
    this_monday = TODAY - timedelta(days=TODAY.weekday())
    CareLabel.objects.update(review_on=this_monday)
    monday = timezone.make_aware(datetime.combine(this_monday, NINE))

    told = [remind_of_reviews(monday + timedelta(hours=hour)) for hour in (0, 1, 24)]
    later = remind_of_reviews(monday + timedelta(days=7))

    assert (told, later) == ([1, 1, 1], 1)
    rows = InboxMessage.objects.filter(text__contains="关爱情况该核对了")
    assert {row.recipient for row in rows} == {cast.east_director, cast.east_member}
    assert rows.count() == 4
    assert not rows.filter(text__contains="刘").exists()


def test_nobody_is_told_at_night(label):
    label()
    CareLabel.objects.update(review_on=TODAY)
    assert remind_of_reviews(NOW.replace(hour=16, minute=0)) == 0  # midnight in Shanghai


def test_the_list_of_a_kind_has_door_days_and_contact(member, person, label):
    resident = person()
    label(resident, "aged")
    contact_of(resident)
    label(person("王伯", "2-101"), "minimum-living")

    counts, page = text(member.get("/care/")), text(member.get("/care/?kind=aged"))

    assert '高龄老人</span><span class="d">1 人' in counts
    for word in ("3 号楼 502 室", "刘桂芳", "2024年3月1日", PHONE):
        assert word in page
    assert "王伯" not in page


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/care/", 7),
        ("/care/?kind=aged", 10),
        ("/care/review/", 6),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    member, person, label, django_assert_num_queries, address, queries, rows
):
    for number in range(rows):
        resident = person(f"刘{number}", f"3-50{number}")
        label(resident, "aged")
        contact_of(resident)
    CareLabel.objects.update(review_on=TODAY)
    with django_assert_num_queries(queries):
        member.get(address)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_person_costs_the_same_with_one_label_and_with_three(
    member, person, label, django_assert_num_queries, rows
):
    resident = person()
    for key in ("aged", "disabled", "minimum-living")[:rows]:
        label(resident, key)
    with django_assert_num_queries(9):
        member.get(f"/residents/{resident.pk}/care/")


# The street


def test_the_street_reads_counts_of_every_committee_and_no_name(cast, enter, person, label):
    resident = person()
    label(resident, "aged")
    label(resident, "disabled")
    label(person("王伯", "2-101"), "aged")

    page = text(enter(cast.leader).get("/street/care/"))

    figures = care_figures([cast.east, cast.west])
    aged, disabled = (LabelKind.objects.get(key=key).pk for key in ("aged", "disabled"))
    assert figures == {cast.east.pk: {aged: 2, disabled: 1}}
    assert people_cared_for([cast.east]) == {cast.east.pk: 2}
    assert "西苑" in page
    assert "刘桂芳" not in page
    assert "王伯" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_figures_cost_the_same(cast, enter, person, label, django_assert_num_queries, rows):
    for number in range(rows):
        label(person(f"刘{number}", f"3-50{number}"), "aged")
    client = enter(cast.leader)
    with django_assert_num_queries(8):
        client.get("/street/care/")


def kind_form(**changes) -> dict[str, str]:
    values = {
        "name": "高龄老人",
        "letter": "高",
        "colour": "amber",
        "care": "elder",
        "detail": "",
        "review_months": "6",
        "visit_days": "30",
        "source": "",
        "order": "3",
        "enabled": "on",
        "version": "1",
    }
    return {**values, **changes}


def test_the_clerk_edits_a_kind_and_adds_one(cast, enter):
    clerk = enter(cast.clerk)

    clerk.post("/settings/care/aged/", kind_form())
    late = clerk.post("/settings/care/aged/", kind_form(review_months="3"))
    clerk.post("/settings/care/new/", kind_form(name="独居青年", letter="青"))
    never = clerk.post("/settings/care/new/", kind_form(name="信访人员", letter="访"))

    assert LabelKind.objects.get(key="aged").review_months == 6
    assert late.status_code == 409
    assert LabelKind.objects.filter(name="独居青年").exists()
    assert never.status_code == 422
    assert "平台不设这一类别" in text(never)
    assert AuditEntry.objects.filter(act="care.kind").count() == 2
