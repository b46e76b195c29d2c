"""An office ends with its paper and two people; there is no delete button (R10, T10)."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from committees.care.rules import months_later
from committees.people.models import Posting
from committees.terms.models import Mandate
from elections.office.ends import confirm_end, report_end, turn_down_end
from elections.office.models import Handover, OfficeEnd
from elections.rulesets.models import RuleSet
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile
from tests.cast import LONG_AGO
from tests.committees.files.pictures import photo

pytestmark = pytest.mark.django_db
PAPER = CleanFile(content=b"%PDF-1.4", suffix=".pdf", kind="pdf")


def seated(cast, person="east_member", post="member"):
    return Mandate.objects.create(
        committee=cast.east, person=getattr(cast, person), post=post, since=LONG_AGO
    )


def an_end(mandate, **more):
    today = timezone.localdate()
    given = {"kind": "resigned", "reason": "身体原因", "told_street_on": today}
    given |= {"effective_on": today, **more}
    return OfficeEnd(committee=mandate.committee, mandate=mandate, **given)


def reported(cast, mandate=None, by=None, **more):
    mandate = mandate or seated(cast)
    by = by or cast.east_director
    return report_end(an_end(mandate, **more), PAPER, by=by, at=timezone.now())


def test_a_resignation_ends_nothing_before_the_street_has_confirmed(cast):
    end = reported(cast)

    assert end.is_waiting
    assert end.mandate.until is None
    assert cast.east_member.postings.get().until is None


def test_the_street_confirms_and_mandate_and_posting_end(cast):
    end = reported(cast)
    today = timezone.localdate()

    confirm_end(end, by=cast.clerk, at=timezone.now())

    end.refresh_from_db()
    assert Mandate.objects.get().until == today
    assert Posting.objects.get(user=cast.east_member).until == today
    assert end.confirmed_by == cast.clerk
    with pytest.raises(Refused, match="已经有答复了"):
        confirm_end(end, by=cast.leader, at=timezone.now())


def test_too_few_members_left_set_the_day_of_the_by_election(cast):
    """Fewer than three are left: within three months, counted from the first day without her."""
    for person in ("east_second_member", "east_branch"):
        seated(cast, person)
    today = timezone.localdate()

    end = confirm_end(reported(cast), by=cast.clerk, at=timezone.now())

    assert end.by_election_due_on == months_later(today + timedelta(days=1), 3)


def test_members_enough_leave_the_seat_to_the_committee(cast):
    people = ("east_second_member", "east_branch", "east_station", "east_owners", "east_property")
    for person in people:
        seated(cast, person)
    end = confirm_end(reported(cast), by=cast.clerk, at=timezone.now())
    assert end.by_election_due_on is None


def test_the_end_of_a_director_opens_the_list_and_the_dead_read_nothing(cast):
    mandate = seated(cast, "east_director", "chair")
    end = reported(cast, mandate, by=cast.east_member, kind="died", reason="因病去世")
    confirm_end(end, by=cast.clerk, at=timezone.now())

    handover = Handover.objects.get(committee=cast.east)
    assert handover.leaver == cast.east_director
    assert handover.leaver_reads_until == end.effective_on


def test_moving_away_alone_ends_no_office_unless_the_rules_say_so(cast):
    with pytest.raises(Refused, match="搬走不结束任职"):
        reported(cast, kind="moved")

    RuleSet.objects.update(moving_ends_office=True)
    assert reported(cast, Mandate.objects.get(), kind="moved").is_waiting


def test_nobody_confirms_what_she_wrote(cast):
    end = reported(cast, by=cast.clerk)
    with pytest.raises(Refused, match="另一个人确认"):
        confirm_end(end, by=cast.clerk, at=timezone.now())
    assert confirm_end(end, by=cast.leader, at=timezone.now()).confirmed_by == cast.leader


@pytest.mark.parametrize("who", ["east_director", "east_branch", "admin"])
def test_only_the_street_confirms(cast, who):
    with pytest.raises(Refused, match="由街道确认"):
        confirm_end(reported(cast), by=getattr(cast, who), at=timezone.now())


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"effective_on": LONG_AGO - timedelta(days=1)}, "早于任职"),
        ({"told_street_on": timezone.localdate() + timedelta(days=9)}, "还没有到"),
    ],
)
def test_days_that_cannot_be_are_refused(cast, more, why):
    with pytest.raises(Refused, match=why):
        reported(cast, **more)


def test_without_its_paper_no_office_ends(cast):
    with pytest.raises(Refused, match="请附上材料"):
        report_end(an_end(seated(cast)), None, by=cast.east_director, at=timezone.now())


def test_the_same_end_is_not_written_twice_but_again_after_it_was_turned_down(cast):
    end = reported(cast)
    with pytest.raises(Refused, match="已经写过了"):
        reported(cast, end.mandate)
    turn_down_end(end, by=cast.clerk, why="没有签名")

    assert reported(cast, end.mandate).is_waiting
    assert OfficeEnd.objects.count() == 2
    assert end.mandate.until is None


@pytest.mark.parametrize("who", ["west_director", "east_branch", "leader", "admin"])
def test_others_write_no_end(cast, who):
    with pytest.raises(Refused, match="居委会成员或者街道"):
        reported(cast, by=getattr(cast, who))


def typed(mandate):
    return {
        "mandate": mandate.pk,
        "kind": "resigned",
        "reason": "身体原因",
        "told_street_on": "今天",
        "effective_on": "今天",
        "paper": photo(),
    }


def test_from_the_paper_to_the_street_on_the_pages(cast, enter):
    mandate = seated(cast)
    director, clerk = enter(cast.east_director), enter(cast.clerk)

    made = director.post(reverse("office-end-new"), typed(mandate))
    assert made.status_code == 303
    end = OfficeEnd.objects.get()
    assert made.headers["Location"] == reverse("office-end", args=[end.pk])
    assert director.get(reverse("office-end-paper", args=[end.pk])).status_code == 200
    assert "看过材料，确认" not in director.get(made.headers["Location"]).content.decode()
    assert "看过材料，确认" in clerk.get(made.headers["Location"]).content.decode()

    assert clerk.post(reverse("office-end-turn-down", args=[end.pk]), {}).status_code == 422
    assert clerk.post(reverse("office-end-confirm", args=[end.pk])).status_code == 303
    assert "确认了" in director.get(reverse("office-ends")).content.decode()


def test_somebody_of_another_committee_cannot_be_written_off(cast, enter):
    theirs = Mandate.objects.create(
        committee=cast.west, person=cast.west_member, post="member", since=LONG_AGO
    )
    refused = enter(cast.east_director).post(reverse("office-end-new"), typed(theirs))

    assert refused.status_code == 422
    assert "不属于本居委会" in refused.content.decode()
    assert "身体原因" in refused.content.decode()
    assert not OfficeEnd.objects.exists()


def test_there_is_no_address_that_deletes():
    with pytest.raises(NoReverseMatch):
        reverse("office-end-delete", args=[1])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_seven_queries_however_many_left(
    cast, enter, django_assert_num_queries, rows
):
    people = ("east_member", "east_second_member", "east_station")[:rows]
    for person in people:
        reported(cast, seated(cast, person))
    client = enter(cast.east_director)
    with django_assert_num_queries(7):
        client.get(reverse("office-ends"))
