"""Another body is asked, answers in time or not, sends back; the owner stays answerable."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.models import Case
from casework.cases.planning import Plan
from casework.referrals.actions import Request, answer, assign, call_back, refer
from casework.referrals.models import Referral
from casework.referrals.states import ReferralKind, ReferralState
from committees.reminders.models import InboxMessage
from committees.territory.models import Department, PartnerBody
from jiedao.common.errors import Refused

NOW = timezone.now()


@pytest.fixture
def section(cast):
    return Department.objects.create(street=cast.east.street, name="社区服务办公室")


@pytest.fixture
def case(cast) -> Case:
    words = CaseWords("没钱看病", kind="hardship", cares=("poverty",))
    return open_case(
        cast.east, by=cast.east_director, words=words, plan=Plan(cast.east_director), at=NOW
    )


def ask(cast, case, **more) -> Referral:
    return refer(case, by=cast.east_director, request=Request("看看能不能救助", **more), at=NOW)


def test_the_street_is_told_and_the_owner_stays_answerable(cast, case, section):
    asked = ask(cast, case, department=section, kind=ReferralKind.TRANSFER)
    assert InboxMessage.objects.filter(recipient=cast.clerk).exists()
    assert asked.answer_by > NOW
    answer(asked, by=cast.clerk, state=ReferralState.ACCEPTED, words="", said_by="周科员", at=NOW)
    case.refresh_from_db()
    assert case.owner == cast.east_director
    assert case.events.filter(text__contains="社区服务办公室接下了").exists()


def test_what_nobody_knows_where_to_send_goes_to_a_person(cast, case, section):
    asked = ask(cast, case)
    assert asked.to_name == "街道（请街道分派）"
    assign(asked, by=cast.clerk, department=section, at=NOW)
    asked.refresh_from_db()
    assert asked.department == section
    with pytest.raises(Refused, match="已经有单位"):
        assign(asked, by=cast.clerk, department=section, at=NOW)


def test_sending_back_needs_a_reason_and_is_counted(cast, case, section):
    asked = ask(cast, case, department=section)
    with pytest.raises(Refused, match="怎么说"):
        answer(asked, by=cast.clerk, state=ReferralState.DECLINED, words=" ", said_by="", at=NOW)
    answer(asked, by=cast.clerk, state=ReferralState.DECLINED, words="归民政", said_by="", at=NOW)
    again = ask(cast, case)
    assert Referral.objects.with_bounces().get(pk=again.pk).bounces == 1


def test_the_committee_writes_down_what_the_property_company_said(cast, case):
    body = PartnerBody.objects.create(committee=cast.east, kind="property", name="东苑物业")
    asked = ask(cast, case, body=body)
    with pytest.raises(Refused, match="合作单位"):
        answer(
            asked, by=cast.clerk, state=ReferralState.SETTLED, words="修好了", said_by="", at=NOW
        )
    answer(
        asked,
        by=cast.east_member,
        state=ReferralState.SETTLED,
        words="修好了",
        said_by="陈工",
        at=NOW,
    )
    asked.refresh_from_db()
    assert (asked.state, asked.said_by) == (ReferralState.SETTLED, "陈工")


def test_nobody_is_asked_twice_at_once_and_no_stranger_asks(cast, case, section):
    asked = ask(cast, case, department=section)
    with pytest.raises(Refused, match="已经请过"):
        ask(cast, case, department=section)
    with pytest.raises(Refused):
        refer(case, by=cast.west_director, request=Request("看看"), at=NOW)
    call_back(asked, by=cast.east_director, at=NOW)
    assert ask(cast, case, department=section).state == ReferralState.SENT


def test_a_body_of_another_committee_is_refused_in_words(cast, case, enter):
    body = PartnerBody.objects.create(committee=cast.west, kind="property", name="西苑物业")
    page = enter(cast.east_director).post(
        f"/cases/{case.pk}/refer/", {"to": f"b{body.pk}", "kind": "help", "what": "看看"}
    )
    assert page.status_code == 422
    assert "不属于本居委会" in page.content.decode()
    assert not Referral.objects.exists()


def test_the_page_takes_an_answer_and_shows_it_on_the_case(cast, case, section, enter):
    asked = ask(cast, case, department=section)
    clerk = enter(cast.clerk)
    assert "社区服务办公室" in clerk.get("/street/referrals/").content.decode()
    said = {"state": "settled", "words": "已经发放", "said_by": "周科员"}
    assert clerk.post(f"/referrals/{asked.pk}/", said).status_code == 303
    page = enter(cast.east_director).get(f"/cases/{case.pk}/").content.decode()
    assert "已经发放" in page
    assert "社区服务办公室" not in clerk.get("/street/referrals/").content.decode()


def test_late_ones_are_found_by_the_answer_s_time(cast, case, section):
    asked = ask(cast, case, department=section)
    later = asked.answer_by + timedelta(minutes=1)
    assert list(Referral.objects.unanswered(later)) == [asked]
    assert not Referral.objects.unanswered(asked.answer_by).exists()


@pytest.mark.parametrize("many", [1, 3])
def test_the_street_s_list_costs_the_same_for_one_and_for_three(
    cast, section, enter, django_assert_num_queries, many
):
    for number in range(many):
        words = CaseWords(f"事 {number}")
        one = open_case(
            cast.east, by=cast.east_director, words=words, plan=Plan(cast.east_director), at=NOW
        )
        ask(cast, one, department=section)
    clerk = enter(cast.clerk)
    with django_assert_num_queries(5):
        assert clerk.get("/street/referrals/").status_code == 200
