"""What has been kept long enough goes; what a case needs stays without a name."""

import re
from datetime import timedelta

import pytest

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from committees.care.consents import Said, note_answer
from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.care.states import Answer, Purpose
from committees.journal.models import AuditEntry
from committees.residents.models import Resident, ResidentsGroup
from committees.upkeep.merging import merge, take_apart
from committees.upkeep.models import Merge, RetentionRule, Tombstone
from committees.upkeep.retention import clear_what_is_due, stamp_of, what_is_due
from jiedao.common.errors import Refused
from tests.committees.care.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
YEARS_AGO = TODAY - timedelta(days=4 * 366)
PHONE = "10000000071"


def due(cast) -> dict[str, int]:
    return {one.rule.what: one.number for one in what_is_due([cast.east], TODAY) if one.number}


def clear(cast, by=None) -> dict[str, int]:
    shown = stamp_of(what_is_due([cast.east], TODAY))
    by = by or cast.east_director
    return clear_what_is_due([cast.east], by=by, at=NOW, shown=shown)


@pytest.fixture
def left(cast, person, label):
    """Somebody who moved away four years ago, with all that is kept about her."""
    resident = person(
        "刘桂芳", "3-502", phone=PHONE, id_kind="passport", id_number="E1", sex="female"
    )
    label(resident, "serious-illness")
    EmergencyContact.objects.create(
        committee=cast.east, resident=resident, name="刘敏", kinship="女儿", phone=PHONE
    )
    resident.departed_on, resident.departure = YEARS_AGO, "moved"
    resident.save()
    return resident


def test_the_page_of_whom_time_has_cleared_says_so_and_offers_nothing(cast, left, enter):
    director = enter(cast.east_director)
    before = director.get(f"/residents/{left.pk}/").content.decode()

    clear(cast)

    page = director.get(f"/residents/{left.pk}/").content.decode()
    assert "又住回来了</a>" in before
    assert "资料到期，已经清除，找不回来" in page
    for offer in ("又住回来了</a>", "打印给本人", "提修改申请", "与户主关系"):
        assert offer not in page


def test_who_left_long_ago_becomes_nobody_and_her_case_stays(cast, left):
    case = open_case(
        cast.east,
        by=cast.east_director,
        words=CaseWords("漏水"),
        plan=Plan(cast.east_director, TODAY),
        at=NOW,
    )
    Case.objects.filter(pk=case.pk).update(household=left.household)
    assert due(cast) == {"departed": 1, "contacts": 1}

    clear(cast)

    left.refresh_from_db()
    kept = (left.name, left.phone, left.phone_index, left.id_number, left.id_index, left.pinyin)
    assert kept == ("已清除", "", "", "", "", "")
    assert (left.sex, left.born_on, left.departed_on) == ("", None, YEARS_AGO)
    assert not CareLabel.objects.exists()
    assert not Consent.objects.exists()
    assert not EmergencyContact.objects.exists()
    case.refresh_from_db()
    assert case.household == left.household
    assert due(cast) == {}


def test_a_tombstone_says_what_when_and_by_which_rule_and_nothing_else(cast, left):
    clear(cast)

    stone = Tombstone.objects.get(what="departed")
    assert (stone.number, stone.on, stone.rule.what) == (left.pk, TODAY, "departed")
    texts = [str(value) for value in vars(stone).values()]
    assert not [text for text in texts if "刘" in text or PHONE in text]
    entry = AuditEntry.objects.get(act="upkeep.clear")
    assert (entry.committee, entry.object_label) == (cast.east, "清除了 2 项")


def test_nothing_goes_before_its_day_or_when_the_rule_rests(cast, left):
    RetentionRule.objects.filter(what="departed").update(months=60)
    RetentionRule.objects.filter(what="contacts").update(enabled=False)

    assert due(cast) == {}
    assert clear(cast) == {}
    left.refresh_from_db()
    assert left.name == "刘桂芳"


def test_who_leads_a_group_keeps_the_name(cast, left):
    ResidentsGroup.objects.create(committee=cast.east, name="一组", leader=left)

    assert "departed" not in due(cast)


def test_ended_labels_and_answers_go_by_their_own_rules(cast, person, label):
    resident = person()
    ill, aged = label(resident, "serious-illness"), label(resident, "aged")
    ended = TODAY - timedelta(days=300)
    CareLabel.objects.filter(pk=ill.pk).update(since=ended, until=ended)
    CareLabel.objects.filter(pk=aged.pk).update(since=ended, until=ended)
    Consent.objects.update(on=YEARS_AGO, withdrawn_on=YEARS_AGO)
    refusal = note_answer(
        person("王伯", "2-101"),
        Purpose.CARE,
        Answer.REFUSED,
        Said("", YEARS_AGO),
        by=cast.east_member,
        at=NOW,
    )

    assert due(cast) == {"health": 1, "refused": 1}
    clear(cast)

    assert list(CareLabel.objects.all()) == [aged]
    assert not Consent.objects.filter(pk=refusal.pk).exists()
    assert due(cast) == {"withdrawn": 1}  # the one the ended label rested on


def test_a_list_that_changed_since_it_was_shown_clears_nothing(cast, left):
    shown = stamp_of(what_is_due([cast.east], TODAY))
    left.contacts.all().delete()

    with pytest.raises(Refused, match="名单刚才变了"):
        clear_what_is_due([cast.east], by=cast.east_director, at=NOW, shown=shown)
    left.refresh_from_db()
    assert left.name == "刘桂芳"


@pytest.mark.parametrize("who", ["east_member", "clerk", "west_director"])
def test_only_director_and_administrator_clear(cast, left, who):
    with pytest.raises(Refused, match="主任或者系统管理员"):
        clear(cast, by=getattr(cast, who))


def test_a_merged_row_goes_in_the_end_and_then_nobody_takes_it_apart(cast, person):
    kept, gone = person("刘桂芳", "3-502"), person("刘桂芳", "3-503", phone=PHONE)
    row = merge(kept, gone, by=cast.east_director, at=NOW)
    Merge.objects.update(at=NOW - timedelta(days=400))

    assert due(cast) == {"merged": 1}
    clear(cast)

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.name, gone.phone, kept.phone) == ("已清除", "", PHONE)
    with pytest.raises(Refused, match="分不开了"):
        take_apart(row, by=cast.east_director, at=NOW)


# Pages


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_director_sees_the_list_before_anything_goes(cast, enter, left):
    director = enter(cast.east_director)
    page = director.get("/residents/retention/")

    assert "3 号楼 502 室 刘桂芳" in text(page)
    assert Resident.objects.filter(name="刘桂芳").exists()
    done = director.post("/residents/retention/", {"shown": page.context["shown"]}, follow=True)

    assert "清除了 2 项" in text(done)
    assert "今天没有到期的" in text(done)


def test_the_administrator_sees_numbers_and_no_name(cast, enter, left):
    admin = enter(cast.admin)
    page = admin.get("/residents/retention/")

    assert "刘桂芳" not in text(page)
    assert page.context["total"] == 2
    stale = admin.post("/residents/retention/", {"shown": "departed:9"})
    assert stale.status_code == 422
    assert "名单刚才变了" in text(stale)


def test_the_street_edits_the_months(cast, enter):
    clerk = enter(cast.clerk)
    data = {"months": "24", "source": "街道规定", "enabled": "on", "version": "1"}

    clerk.post("/settings/retention/departed/", data)
    late = clerk.post("/settings/retention/departed/", {**data, "months": "12"})
    never = clerk.post("/settings/retention/labels/", {**data, "months": "0"})

    assert RetentionRule.objects.get(what="departed").months == 24
    assert late.status_code == 409
    assert never.status_code == 422
    assert AuditEntry.objects.filter(act="upkeep.rule").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dry_run_costs_the_same(cast, enter, person, django_assert_num_queries, rows):
    for number in range(rows):
        person(f"刘{number}", f"3-50{number}", departed_on=YEARS_AGO, departure="moved")
    director = enter(cast.east_director)
    with django_assert_num_queries(17):
        director.get("/residents/retention/")
