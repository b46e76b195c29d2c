"""接手清单: opened by any change of director, ticked by two, read ten days by who left (R9)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.planning import Plan
from committees.people.models import Posting
from committees.people.sessions import landing
from committees.reminders.models import Reminder
from committees.terms.actions import begin_mandate, end_mandate
from committees.terms.models import Mandate
from elections.office.handing import tick
from elections.office.models import Handover
from elections.office.states import HandoverKind
from elections.results.taking_office import take_office
from jiedao.common.errors import Refused
from tests.cast import LONG_AGO, Cast
from tests.elections.polling import published

pytestmark = pytest.mark.django_db
ALL = list(HandoverKind.values)


def in_office(cast: Cast) -> Mandate:
    return Mandate.objects.create(
        committee=cast.east, person=cast.east_director, post="chair", since=LONG_AGO
    )


def gone(cast: Cast) -> Handover:
    """The director left yesterday: mandate and posting; the member was made director today."""
    today = timezone.localdate()
    end_mandate(in_office(cast), by=cast.admin, until=today - timedelta(days=1))
    Posting.objects.filter(user=cast.east_director).update(until=today - timedelta(days=1))
    mandate = Mandate(committee=cast.east, person=cast.east_member, post="chair", since=today)
    begin_mandate(mandate, by=cast.admin)
    Posting.objects.filter(user=cast.east_member).update(role="director")
    return Handover.objects.get(committee=cast.east)


def page(handover: Handover, name: str = "handover") -> str:
    return reverse(name, args=[handover.pk])


def test_the_end_of_a_directors_mandate_opens_a_list_and_the_next_one_joins_it(cast):
    today = timezone.localdate()
    handover = gone(cast)

    assert (handover.leaver, handover.taker) == (cast.east_director, cast.east_member)
    assert handover.opened_on == today
    assert handover.due_on == today + timedelta(days=10)
    assert handover.leaver_reads_until == today + timedelta(days=10)
    assert set(handover.lines.values_list("kind", flat=True)) == set(ALL)


def test_the_first_director_of_a_committee_takes_over_from_nobody(cast):
    mandate = Mandate(
        committee=cast.east, person=cast.east_director, post="chair", since=timezone.localdate()
    )
    begin_mandate(mandate, by=cast.admin)

    assert not Handover.objects.exists()


def test_a_member_who_leaves_opens_no_list(cast):
    mandate = Mandate.objects.create(
        committee=cast.east, person=cast.east_member, post="member", since=LONG_AGO
    )
    end_mandate(mandate, by=cast.admin, until=timezone.localdate())

    assert not Handover.objects.exists()


def test_an_office_that_comes_back_to_who_left_needs_no_list(cast):
    today = timezone.localdate()
    end_mandate(in_office(cast), by=cast.admin, until=today - timedelta(days=1))
    assert Handover.objects.count() == 1

    again = Mandate(committee=cast.east, person=cast.east_director, post="chair", since=today)
    begin_mandate(again, by=cast.admin)

    assert not Handover.objects.exists()


def test_the_list_is_filled_from_the_record(cast):
    handover = gone(cast)
    words = dict(handover.lines.values_list("kind", "words"))

    assert words["cases"] == "没有未办结的事项"
    assert words["roster"] == "名册上还没有人"
    assert words["items"] == "没有未办结的"
    assert words["elders"] == "关爱名单上没有老人"
    assert words["seal"] == ""


def test_two_people_tick_and_the_last_tick_ends_it(cast):
    handover, now = gone(cast), timezone.now()
    tick(handover, ALL, by=cast.east_second_member, at=now)

    handover = tick(handover, ALL, by=cast.east_member, at=now)

    assert handover.done_on == timezone.localdate(now)
    with pytest.raises(Refused, match="已经交接完了"):
        tick(handover, [], by=cast.east_member, at=now)


def test_nothing_is_taken_before_it_is_given_and_nothing_given_back_once_taken(cast):
    handover, now = gone(cast), timezone.now()
    with pytest.raises(Refused, match="公章还没有人交出"):
        tick(handover, ["seal"], by=cast.east_member, at=now)

    tick(handover, ["seal", "keys"], by=cast.clerk, at=now)
    tick(handover, ["seal"], by=cast.east_member, at=now)
    with pytest.raises(Refused, match="公章已经接收了"):
        tick(handover, ["keys"], by=cast.clerk, at=now)

    tick(handover, ["seal"], by=cast.clerk, at=now)
    assert handover.lines.get(kind="keys").given_at is None
    assert handover.lines.get(kind="seal").given_by == cast.clerk


@pytest.mark.parametrize("who", ["east_branch", "east_station", "leader", "east_director"])
def test_who_only_reads_cannot_tick(cast, who):
    handover = gone(cast)
    with pytest.raises(Refused, match="只能看"):
        tick(handover, ["seal"], by=getattr(cast, who), at=timezone.now())


def test_when_the_director_changes_again_everything_is_ticked_anew(cast):
    handover, today = gone(cast), timezone.localdate()
    tick(handover, ALL[:3], by=cast.clerk, at=timezone.now())
    tick(handover, ALL[:1], by=cast.east_member, at=timezone.now())
    mandate = Mandate.objects.get(person=cast.east_member)
    end_mandate(mandate, by=cast.admin, until=today)
    following = Mandate(
        committee=cast.east,
        person=cast.east_second_member,
        post="chair",
        since=today + timedelta(days=1),
    )
    begin_mandate(following, by=cast.admin)

    handover = Handover.objects.get(committee=cast.east)
    assert (handover.leaver, handover.taker) == (cast.east_member, cast.east_second_member)
    assert not handover.lines.exclude(given_at=None).exists()


def test_who_left_reads_this_page_alone_for_ten_days_and_changes_nothing(cast, enter):
    handover = gone(cast)
    leaver = type(cast.east_director).objects.get(pk=cast.east_director.pk)
    client = enter(leaver)

    assert landing(leaver) == f"/office/handover/{handover.pk}/"
    shown = client.get(page(handover))
    assert shown.status_code == 200
    assert "只能看，不能改" in shown.content.decode()
    assert client.get(page(handover, "handover-print")).status_code == 200
    for name in ("today", "cases", "households", "log", "care"):
        assert client.get(reverse(name)).status_code == 404
    assert client.post(page(handover, "handover-tick"), {"line": "seal"}).status_code == 404
    assert client.post(page(handover, "handover-words"), {}).status_code == 404

    Handover.objects.update(leaver_reads_until=timezone.localdate() - timedelta(days=1))
    assert client.get(page(handover)).status_code == 302


def test_who_left_may_sign_in_during_these_days(cast, client):
    handover = gone(cast)
    cast.east_director.set_password("wo-de-hen-chang-mima")
    cast.east_director.save()
    typed = {"phone": cast.east_director.phone, "password": "wo-de-hen-chang-mima"}

    shown = client.post(reverse("sign-in"), typed)
    assert shown.headers["Location"] == page(handover)

    client.logout()
    Handover.objects.update(leaver_reads_until=timezone.localdate() - timedelta(days=1))
    assert client.post(reverse("sign-in"), typed).status_code != 302


def test_the_page_ticks_and_keeps_what_somebody_else_wrote(cast, enter):
    handover = gone(cast)
    giver, taker = enter(cast.east_second_member), enter(cast.east_member)
    words = {"seal": "1 枚，在保险柜", "was_seal": ""}

    assert giver.post(page(handover, "handover-words"), words).status_code == 303
    refused = taker.post(page(handover, "handover-words"), {"seal": "2 枚", "was_seal": ""})
    assert refused.status_code == 422
    assert "1 枚，在保险柜" in refused.content.decode()
    assert "2 枚" in refused.content.decode()

    assert giver.post(page(handover, "handover-tick"), {"line": ["seal"]}).status_code == 303
    assert taker.post(page(handover, "handover-tick"), {"line": ["keys"]}).status_code == 422
    assert taker.post(page(handover, "handover-tick"), {"line": ["seal"]}).status_code == 303
    line = handover.lines.get(kind="seal")
    assert (line.given_by, line.taken_by) == (cast.east_second_member, cast.east_member)


def test_the_list_asks_seven_queries(cast, enter, django_assert_num_queries):
    handover = gone(cast)
    client = enter(cast.east_member)
    with django_assert_num_queries(7):
        client.get(page(handover))


def test_the_list_says_what_casework_knows(cast):
    """「1 件」 of open cases and how far the duty roster reaches, told by the floor above."""
    open_case(
        cast.east,
        by=cast.east_director,
        words=CaseWords("漏水"),
        plan=Plan(cast.east_director, timezone.localdate() + timedelta(days=5)),
        at=timezone.now(),
    )

    words = dict(gone(cast).lines.values_list("kind", "words"))

    assert words["cases"] == "1 件"
    assert words["month"] == "没有排好的会议，值班还没有排"


def test_an_election_that_seats_another_chair_opens_the_list(cast):
    in_office(cast)
    poll, result = published(cast.east)
    take_office(result, by=poll.head)

    handover = Handover.objects.get(committee=cast.east)
    chair = Mandate.objects.get(committee=cast.east, post="chair", until=None)
    assert (handover.leaver, handover.taker) == (cast.east_director, chair.person)


# A week later


def told(handover):
    rows = Reminder.objects.filter(object_type="elections.handover", object_id=handover.pk)
    return set(rows.exclude(state="moved").values_list("rule", "recipient", "words"))


def test_an_open_list_is_told_of_a_week_after_the_change(cast):
    handover = gone(cast)

    assert told(handover) == {
        ("election", cast.east_member.pk, "一周了，还没交接完"),
        ("election_street", cast.clerk.pk, "一周了，还没交接完"),
    }
    row = Reminder.objects.filter(object_type="elections.handover").first()
    assert timezone.localdate(row.due_at) == handover.opened_on + timedelta(days=7)
    assert row.url == page(handover)


def test_a_list_that_is_done_is_told_of_no_more(cast):
    handover, now = gone(cast), timezone.now()
    tick(handover, ALL, by=cast.east_second_member, at=now)
    assert told(handover)

    tick(handover, ALL, by=cast.east_member, at=now)

    assert told(handover) == set()


def test_the_street_sees_beside_the_34_which_lists_are_slow(cast, enter):
    handover, clerk = gone(cast), enter(cast.clerk)
    words = "接手清单一周还没交接完"
    for days, shown in ((6, False), (7, True)):
        day = timezone.localdate() - timedelta(days=days)
        Handover.objects.filter(pk=handover.pk).update(opened_on=day)
        found = clerk.get("/street/elections/").content.decode()
        assert (words in found, page(handover) in found) == (shown, shown)

    Handover.objects.filter(pk=handover.pk).update(done_on=timezone.localdate())
    assert words not in clerk.get("/street/elections/").content.decode()


def test_the_new_director_finds_the_list_on_today(cast, enter):
    handover = gone(cast)

    found = enter(cast.east_member).get("/today/").content.decode()

    assert page(handover) in found
