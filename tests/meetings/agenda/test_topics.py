"""A topic from its proposal to its outcome."""

from datetime import timedelta

import pytest
from django.test import Client

from committees.reminders.models import InboxMessage
from jiedao.common.errors import Conflict, Refused
from meetings.agenda.actions import (
    Proposal,
    Said,
    accept,
    arrange,
    decline,
    propose,
    reconsider,
    write_outcome,
)
from meetings.convening.actions import make_link
from meetings.convening.fund import FUND_SENTENCE
from meetings.convening.models import Topic
from meetings.convening.states import TopicSource, TopicState
from meetings.desk.actions import call_off, close_meeting
from tests.meetings.conftest import NOW


@pytest.fixture
def proposed(cast):
    def propose_it(text="北门停车秩序", *, by=None, **more) -> Topic:
        by = by or cast.east_member
        return propose(cast.east, by=by, proposal=Proposal(text, **more), at=NOW)

    return propose_it


def agenda_of(meeting) -> list[str]:
    return list(meeting.topics.order_by("order").values_list("text", flat=True))


def inbox(user) -> list[str]:
    return list(InboxMessage.objects.filter(recipient=user).values_list("text", flat=True))


# Proposing


def test_what_is_proposed_waits_and_the_director_hears_of_it(cast, proposed):
    topic = proposed(background="晚上进不来")

    assert (topic.state, topic.source) == (TopicState.WAITING, TopicSource.COMMITTEE)
    assert "北门停车秩序" in inbox(cast.east_director)[0]


@pytest.mark.parametrize(("who", "kind"), [("east_branch", "branch"), ("east_station", "station")])
def test_the_party_organisation_and_the_station_propose_under_their_name(cast, proposed, who, kind):
    topic = proposed(by=getattr(cast, who))

    assert (topic.body.kind, topic.source) == (kind, TopicSource.BODY)


def test_a_stranger_a_foreign_body_and_an_endless_text_are_refused(cast, proposed):
    with pytest.raises(Refused, match="不在这个居委会"):
        proposed(by=cast.west_member)
    with pytest.raises(Refused, match="不属于本居委会"):
        proposed(body=cast.west.bodies.first())
    with pytest.raises(Refused, match="最多 120"):
        proposed("长" * 121)


def test_nobody_floods_the_pool(cast, proposed):
    for number in range(20):
        proposed(f"议题 {number}")

    with pytest.raises(Refused, match="等安排"):
        proposed("第 21 个")
    assert proposed("别人的", by=cast.east_second_member)


def test_a_body_proposes_through_its_link_and_reads_why_not(cast, called):
    meeting = called()
    guest = meeting.invited_bodies.get(body__kind="owners")
    address = f"/i/{make_link(guest, by=cast.east_director)}/"
    sent = {"text": "电梯维保", "background": "常停"}

    refused = Client().post(f"{address}topics/new/", {"text": ""})
    answered = Client().post(f"{address}topics/new/", sent)
    topic = Topic.objects.get(text="电梯维保")
    decline(topic, by=cast.east_director, answer="等检验报告", at=NOW)

    assert (refused.status_code, answered.status_code) == (422, 303)
    assert topic.body.kind == "owners"
    assert "原因：等检验报告" in Client().get(address).content.decode()
    other = meeting.invited_bodies.get(body__kind="property")
    theirs = f"/i/{make_link(other, by=cast.east_director)}/"
    assert "电梯维保" not in Client().get(theirs).content.decode()


def test_a_resident_s_proposal_carries_her_name(cast, enter):
    sent = {"text": "长椅", "proposer": "7 号楼李阿姨"}

    enter(cast.east_member).post("/meetings/topics/new/", sent)

    topic = Topic.objects.get(text="长椅")
    assert (topic.source, topic.proposer) == (TopicSource.RESIDENT, "7 号楼李阿姨")
    assert "7 号楼李阿姨提" in enter(cast.east_member).get("/meetings/topics/").content.decode()


# Listing


def test_the_director_lists_it_at_the_end_and_the_proposer_hears_the_day(cast, called, proposed):
    meeting, topic = called(), proposed()

    topic = accept(topic, by=cast.east_director, meeting=meeting, minutes=15, at=NOW)

    assert agenda_of(meeting) == ["楼道灯", "车棚充电", "北门停车秩序"]
    assert topic.minutes == 15
    assert any("列入了" in text for text in inbox(cast.east_member))


def test_only_the_director_decides_and_only_on_a_meeting_of_her_own_to_come(cast, called, proposed):
    meeting, topic = called(), proposed()
    foreign = called(committee=cast.west, by=cast.west_director)
    over = call_off(called(), by=cast.east_director, why="停电", at=NOW)

    for by, where in (
        (cast.east_member, meeting),
        (cast.east_director, foreign),
        (cast.east_director, over),
    ):
        with pytest.raises(Refused):
            accept(topic, by=by, meeting=where, minutes=None, at=NOW)


def test_a_foreign_meeting_cannot_be_smuggled_in(cast, enter, called, proposed):
    topic, foreign = proposed(), called(committee=cast.west, by=cast.west_director)

    page = enter(cast.east_director).post(
        f"/meetings/topics/{topic.pk}/accept/", {"meeting": foreign.pk}
    )

    assert page.status_code == 422
    assert "这个会不能选" in page.content.decode()


def test_a_refusal_needs_its_reason_and_may_be_thought_over(cast, proposed):
    topic = proposed()
    with pytest.raises(Refused, match="为什么"):
        decline(topic, by=cast.east_director, answer=" ", at=NOW)

    decline(topic, by=cast.east_director, answer="归物业管", at=NOW)
    topic = reconsider(topic, by=cast.east_director, at=NOW)

    assert topic.state == TopicState.WAITING
    assert any("归物业管" in text for text in inbox(cast.east_member))


def test_topics_move_up_and_down_and_keep_their_minutes_without_script(cast, enter, called):
    meeting = called(topics=["甲", "乙", "丙"])
    one, two, three = meeting.topics.order_by("order")
    director = enter(cast.east_director)

    director.post(f"/meetings/{meeting.pk}/agenda/", {"up": three.pk, f"minutes-{one.pk}": "20"})
    director.post(f"/meetings/{meeting.pk}/agenda/", {"down": one.pk, f"minutes-{two.pk}": "５"})

    assert agenda_of(meeting) == ["丙", "甲", "乙"]
    assert "一共 25 分钟" in director.get(f"/meetings/{meeting.pk}/").content.decode()
    refused = director.post(f"/meetings/{meeting.pk}/agenda/", {f"minutes-{one.pk}": "很久"})
    assert refused.status_code == 422


def test_what_others_brought_goes_back_to_the_pool_and_a_typed_line_vanishes(
    cast, called, proposed
):
    meeting, topic = called(), proposed()
    accept(topic, by=cast.east_director, meeting=meeting, minutes=None, at=NOW)
    typed = meeting.topics.get(text="楼道灯")

    arrange(meeting, by=cast.east_director, minutes={}, off=topic.pk)
    arrange(meeting, by=cast.east_director, minutes={}, off=typed.pk)

    topic.refresh_from_db()
    assert (topic.state, topic.meeting) == (TopicState.WAITING, None)
    assert not Topic.objects.filter(pk=typed.pk).exists()
    assert agenda_of(meeting) == ["车棚充电"]


# Outcomes


def test_with_a_conclusion_a_topic_is_settled(cast, opened):
    topic = opened().topics.first()

    said = Said("大家都说太暗", "换 18 盏灯", agreed=True)
    topic = write_outcome(topic, by=cast.east_member, said=said, version=1, at=NOW)

    assert (topic.state, topic.settled_at) == (TopicState.SETTLED, NOW)


def test_nothing_is_agreed_before_the_meeting_began(cast, called):
    topic = called().topics.first()

    with pytest.raises(Refused, match="还没开会"):
        write_outcome(topic, by=cast.east_member, said=Said("", "换灯"), version=1, at=NOW)


def test_two_secretaries_at_once_see_both_texts_and_lose_nothing(cast, enter, opened):
    meeting = opened()
    topic = meeting.topics.first()
    first = Said("王老师记的")
    write_outcome(topic, by=cast.east_member, said=first, version=1, at=NOW)
    with pytest.raises(Conflict):
        write_outcome(topic, by=cast.east_member, said=Said("旧页"), version=1, at=NOW)

    page = enter(cast.east_second_member).post(
        f"/meetings/{meeting.pk}/topics/{topic.pk}/outcome/",
        {"discussion": "赵老师记的", "version": 1},
    )

    words = page.content.decode()
    assert page.status_code == 409
    assert "王老师记的" in words
    assert "赵老师记的" in words
    assert "王桂珍" in words
    assert 'name="version" value="2"' in words


def test_the_repair_fund_is_guarded_and_one_button_writes_the_sentence(cast, enter, opened):
    meeting = opened()
    topic = meeting.topics.first()
    address = f"/meetings/{meeting.pk}/topics/{topic.pk}/outcome/"
    sent = {"conclusion": "动用维修资金换灯", "agreed": "yes", "version": 1}
    member = enter(cast.east_member)

    refused = member.post(address, sent)
    saved = member.post(address, {**sent, "add-sentence": "1"})

    assert refused.status_code == 422
    assert "动用维修资金换灯" in refused.content.decode()
    assert "加上这一句并保存" in refused.content.decode()
    topic.refresh_from_db()
    assert saved.status_code == 303
    assert topic.conclusion == f"动用维修资金换灯。{FUND_SENTENCE}"


# Rolling


def test_what_was_not_settled_rolls_and_stands_first_on_the_next_of_its_kind(cast, called, opened):
    meeting = opened()
    settled, left = meeting.topics.order_by("order")
    said = Said("", "换灯", agreed=True)
    write_outcome(settled, by=cast.east_member, said=said, version=1, at=NOW)

    close_meeting(meeting, by=cast.east_director, started_at=NOW, ended_at=None, at=NOW)
    following = called(topics=["新的"], starts_at=NOW + timedelta(days=30))

    left.refresh_from_db()
    assert left.state == TopicState.CARRIED
    assert agenda_of(following) == ["车棚充电", "新的"]
    again = following.topics.get(text="车棚充电")
    assert (again.times, again.carried_from) == (2, left)


def test_its_outcome_may_still_be_written_while_the_copy_waits(cast, opened):
    meeting = opened()
    left = meeting.topics.first()
    close_meeting(meeting, by=cast.east_director, started_at=NOW, ended_at=None, at=NOW)
    left.refresh_from_db()
    assert Topic.objects.filter(carried_from=left).exists()

    said = Said("", "当场就定了", agreed=True)
    left = write_outcome(left, by=cast.east_member, said=said, version=left.version, at=NOW)

    assert left.state == TopicState.SETTLED
    assert not Topic.objects.filter(carried_from=left).exists()


def test_once_the_copy_is_on_an_agenda_the_outcome_belongs_there(cast, called, opened):
    meeting = opened()
    left = meeting.topics.first()
    close_meeting(meeting, by=cast.east_director, started_at=NOW, ended_at=None, at=NOW)
    called(starts_at=NOW + timedelta(days=30))
    left.refresh_from_db()

    with pytest.raises(Refused, match="下次会上"):
        write_outcome(
            left,
            by=cast.east_member,
            said=Said("", "迟了", agreed=True),
            version=left.version,
            at=NOW,
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pool_costs_the_same_however_much_waits(
    cast, enter, proposed, rows, django_assert_num_queries
):
    for number in range(rows):
        proposed(f"议题 {number}", by=cast.east_branch)
    member = enter(cast.east_member)

    with django_assert_num_queries(7):
        assert member.get("/meetings/topics/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_s_page_costs_the_same_however_long_the_agenda(
    cast, enter, opened, rows, django_assert_num_queries
):
    meeting = opened("committee", topics=["议题"] * 1 + [f"议题 {n}" for n in range(1, rows)])
    topic = meeting.topics.first()
    member = enter(cast.east_member)

    with django_assert_num_queries(8):
        assert member.get(f"/meetings/{meeting.pk}/topics/{topic.pk}/").status_code == 200
