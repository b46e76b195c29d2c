"""Putting to the vote, counting, annulling."""

import pytest

from jiedao.common.errors import Refused
from meetings.attendance.actions import Stay, tick
from meetings.attendance.models import Attendee
from meetings.attendance.states import Signed
from meetings.convening.models import Meeting
from meetings.desk.actions import close_meeting
from meetings.kinds.models import KindRules
from meetings.minutes.drafting import record_of
from meetings.votes.actions import Totals, annul_vote, cast, close_vote, open_vote
from meetings.votes.models import Cast, Vote
from meetings.votes.rules import decided
from tests.meetings.conftest import NOW


def come(meeting, by, *users):
    rows = Attendee.objects.filter(meeting=meeting, user__in=users)
    stays = {row.pk: Stay(NOW) for row in rows}
    tick(meeting, by=by, stays=stays, signed=Signed.TICK, at=NOW)
    return {row.user_id: row.pk for row in rows}


@pytest.fixture
def voting(cast, opened):
    """A committee meeting of three, two of them there, and a question."""
    meeting = opened("committee")
    rows = come(meeting, cast.east_director, cast.east_director, cast.east_member)
    topic = meeting.topics.first()
    vote = open_vote(topic, by=cast.east_director, question="同意换灯", at=NOW)
    return vote, rows


def test_below_the_quorum_nothing_is_put_to_the_vote(cast, opened):
    meeting = opened("committee")
    come(meeting, cast.east_director, cast.east_director)

    with pytest.raises(Refused, match="应到 3，实到 1，还差 1 人才能开会"):
        open_vote(meeting.topics.first(), by=cast.east_director, question="同意", at=NOW)


def test_a_joint_meeting_does_not_vote(cast, opened):
    meeting = opened("joint")

    with pytest.raises(Refused, match="协商一致，不表决"):
        open_vote(meeting.topics.first(), by=cast.east_director, question="同意", at=NOW)


def test_who_says_nothing_has_not_abstained_and_the_rule_is_printed(cast, enter, voting):
    vote, rows = voting
    cast_vote(cast, vote, {rows[cast.east_director.pk]: "yes"})

    vote = close_vote(vote, by=cast.east_director, at=NOW)

    assert (vote.yes, vote.no, vote.abstained, vote.present, vote.roster) == (1, 0, 0, 2, 3)
    assert vote.outcome.words == (
        "到会 2 人，赞成 1，反对 0，弃权 0，没有表示 1。过半数要 2 票，没有通过。"
    )
    page = enter(cast.east_member).get(f"/meetings/{vote.meeting_id}/votes/{vote.pk}/")
    assert "过半数通过（按到会人数算）" in page.content.decode()
    assert "没表示" in page.content.decode()


def cast_vote(people, vote, choices):
    return cast(vote, by=people.east_member, choices=choices)


def test_who_is_not_there_has_no_vote(cast, voting):
    vote, _ = voting
    absent = Attendee.objects.get(meeting=vote.meeting, user=cast.east_second_member)

    cast_vote(cast, vote, {absent.pk: "yes"})

    assert not Cast.objects.filter(vote=vote).exists()


def test_the_page_of_ticks_counts_and_closes_without_script(cast, enter, voting):
    vote, rows = voting
    sent = {f"choice-{pk}": "yes" for pk in rows.values()}

    answered = enter(cast.east_director).post(
        f"/meetings/{vote.meeting_id}/votes/{vote.pk}/cast/", {**sent, "close": "1"}
    )

    vote.refresh_from_db()
    assert answered.status_code == 303
    assert vote.yes == 2
    assert vote.outcome.passed


def test_a_show_of_hands_ticks_who_is_against_and_the_rest_are_in_favour(cast, enter, voting):
    vote, rows = voting
    against = rows[cast.east_member.pk]
    sent = {f"choice-{pk}": "no" if pk == against else "" for pk in rows.values()}

    enter(cast.east_director).post(
        f"/meetings/{vote.meeting_id}/votes/{vote.pk}/cast/", {**sent, "rest": "1"}
    )

    said = dict(Cast.objects.filter(vote=vote).values_list("attendee_id", "choice"))
    assert said == {rows[cast.east_director.pk]: "yes", against: "no"}


def test_a_closed_vote_never_changes_and_a_wrong_one_stays_annulled(cast, voting):
    vote, rows = voting
    vote = close_vote(vote, by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="不能再改"):
        cast_vote(cast, vote, {rows[cast.east_member.pk]: "yes"})
    with pytest.raises(Refused, match="不能再改"):
        close_vote(vote, by=cast.east_director, at=NOW)
    with pytest.raises(Refused, match="为什么"):
        annul_vote(vote, by=cast.east_director, why=" ", at=NOW)

    vote = annul_vote(vote, by=cast.east_director, why="漏了两票", at=NOW)
    again = open_vote(vote.topic, by=cast.east_director, question="同意换灯", at=NOW)

    assert vote.outcome is None
    assert set(Vote.objects.filter(topic=vote.topic)) == {vote, again}
    assert not Vote.objects.closed().exists()


def test_one_open_vote_a_topic_and_none_by_a_member(cast, voting):
    vote, _ = voting
    for by in (cast.east_director, cast.east_member):
        with pytest.raises(Refused):
            open_vote(vote.topic, by=by, question="再来", at=NOW)


@pytest.fixture
def secret(cast, opened):
    KindRules.objects.filter(kind__key="committee").update(secret=True)
    meeting = opened("committee")
    come(meeting, cast.east_director, cast.east_director, cast.east_member)
    return open_vote(meeting.topics.first(), by=cast.east_director, question="同意", at=NOW)


@pytest.mark.parametrize(
    ("counts", "counters", "words"),
    [
        ((2, 1, 0), ("甲", "乙"), "比到会的 2 人多"),
        ((1, 1, 0), ("甲", ""), "两位计票人"),
        ((1, 1, 0), ("甲", " 甲 "), "同一个人"),
        ((-1, 1, 0), ("甲", "乙"), "负数"),
    ],
)
def test_a_secret_count_makes_sense_and_is_signed_by_two(cast, secret, counts, counters, words):
    with pytest.raises(Refused, match=words):
        close_vote(secret, by=cast.east_director, at=NOW, totals=Totals(*counts, counters=counters))


def test_a_secret_vote_knows_no_names(cast, enter, secret):
    row = Attendee.objects.filter(meeting=secret.meeting, arrived_at__isnull=False).first()
    with pytest.raises(Refused, match="无记名"):
        cast_vote(cast, secret, {row.pk: "yes"})
    sent = {"yes": "2", "no": "0", "abstained": "0", "first": "张监督", "second": "李监督"}

    enter(cast.east_director).post(f"/meetings/{secret.meeting_id}/votes/{secret.pk}/close/", sent)

    secret.refresh_from_db()
    assert (secret.yes, secret.counted_by) == (2, "张监督、李监督")
    assert not Cast.objects.exists()


def test_a_meeting_is_not_closed_over_an_open_vote(cast, voting):
    vote, _ = voting

    with pytest.raises(Refused, match="还在表决"):
        close_meeting(vote.meeting, by=cast.east_director, started_at=NOW, ended_at=None, at=NOW)


@pytest.mark.parametrize(
    ("said", "state", "conclusion"),
    [("yes", "settled", "同意换灯。"), ("no", "carried", "")],
)
def test_what_was_voted_through_does_not_roll_to_the_next_meeting(
    cast, voting, said, state, conclusion
):
    vote, rows = voting
    cast_vote(cast, vote, dict.fromkeys(rows.values(), said))
    close_vote(vote, by=cast.east_director, at=NOW)

    close_meeting(vote.meeting, by=cast.east_director, started_at=NOW, ended_at=None, at=NOW)

    topic = vote.topic
    topic.refresh_from_db()
    assert (topic.state, topic.conclusion) == (state, conclusion)


@pytest.mark.parametrize(("said", "carried"), [("yes", False), ("no", True)])
def test_minutes_drafted_while_the_meeting_sits_call_no_passed_topic_unfinished(
    cast, voting, said, carried
):
    vote, rows = voting
    cast_vote(cast, vote, dict.fromkeys(rows.values(), said))
    close_vote(vote, by=cast.east_director, at=NOW)

    assert record_of(vote.meeting).matters[0].carried is carried


def test_an_annulled_vote_settles_nothing(cast, voting):
    vote, rows = voting
    cast_vote(cast, vote, dict.fromkeys(rows.values(), "yes"))
    close_vote(vote, by=cast.east_director, at=NOW)
    annul_vote(vote, by=cast.east_director, why="数错了", at=NOW)

    close_meeting(vote.meeting, by=cast.east_director, started_at=NOW, ended_at=None, at=NOW)

    vote.topic.refresh_from_db()
    assert vote.topic.state == "carried"


@pytest.mark.parametrize(
    ("question", "words"),
    [("同意：居民公约修改", "同意居民公约修改。"), ("同意公约第三稿。", "同意公约第三稿。")],
)
def test_a_question_becomes_the_decision(question, words):
    assert decided(question) == words


def test_the_page_of_a_topic_offers_the_vote_and_shows_its_result(cast, enter, voting):
    vote, _ = voting
    director = enter(cast.east_director)
    address = f"/meetings/{vote.meeting_id}/topics/{vote.topic_id}/"
    assert "开始表决" not in director.get(address).content.decode()

    close_vote(vote, by=cast.east_director, at=NOW)

    page = director.get(address).content.decode()
    assert "没有通过" in page
    assert "开始表决" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_vote_costs_the_same_however_many_vote(
    cast, enter, opened, count, django_assert_num_queries
):
    KindRules.objects.filter(kind__key="committee").update(quorum="")
    meeting = opened("committee")
    people = (cast.east_director, cast.east_member, cast.east_second_member)[:count]
    come(meeting, cast.east_director, *people)
    vote = open_vote(meeting.topics.first(), by=cast.east_director, question="同意", at=NOW)
    director = enter(cast.east_director)

    with django_assert_num_queries(9):
        assert director.get(f"/meetings/{meeting.pk}/votes/{vote.pk}/").status_code == 200


def test_once_the_minutes_are_locked_nothing_is_voted_or_counted_again(cast, voting):
    people, (vote, rows) = cast, voting
    Meeting.objects.filter(pk=vote.meeting_id).update(sealed_at=NOW)
    director = people.east_director
    for attempt in (
        lambda: cast_vote(people, vote, {rows[director.pk]: "yes"}),
        lambda: close_vote(vote, by=director, at=NOW),
        lambda: annul_vote(vote, by=director, why="数错了", at=NOW),
        lambda: open_vote(vote.topic, by=director, question="再来", at=NOW),
    ):
        with pytest.raises(Refused, match="纪要已经锁定"):
            attempt()
