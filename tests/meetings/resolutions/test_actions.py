from datetime import timedelta

import pytest

from committees.calendar.querysets import work_calendar
from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import Rule
from committees.territory.models import PartnerBody
from jiedao.common.errors import Conflict, Refused
from meetings.convening.states import MeetingState, TopicState
from meetings.resolutions.actions import ItemPlan, add_item, change_outcome, write_outcome
from meetings.resolutions.models import ActionItem, Resolution
from meetings.resolutions.states import ItemState
from meetings.votes.models import Vote
from tests.gatherings import a_meeting, a_topic


@pytest.fixture
def write(topic, cast, now):
    """Write an outcome of the topic, changed where a test says so."""

    def written(**changes):
        values = {"by": cast.east_member, "kind": "other", "text": "换 12 号楼的声控灯。"}
        where = changes.pop("topic", topic)
        return write_outcome(where, at=now, **{**values, **changes})

    return written


@pytest.fixture
def lamps(bodies, today):
    return ItemPlan("换灯 18 盏", today + timedelta(days=15), body=bodies["property"])


def vote_on(topic, by, now, yes, no):
    return Vote.objects.create(
        meeting=topic.meeting, topic=topic, question=topic.text, opened_at=now, opened_by=by,
        closed_at=now, closed_by=by, roster=40, present=30, yes=yes, no=no,
    )  # fmt: skip


def test_outcomes_are_numbered_by_committee_and_year(write, topic, cast, now):
    west = a_meeting(
        cast.west, title="会", place="室", starts_at=now, state="held",
        convened_by=cast.west_director,
    )  # fmt: skip

    first, second = write(), write()
    elsewhere = write(topic=a_topic(west, "停车"), by=cast.west_member)

    assert [first.words, second.words] == [f"〔{now.year}〕1号", f"〔{now.year}〕2号"]
    assert elsewhere.number == 1
    assert AuditEntry.objects.filter(act="outcome.write", committee=cast.east).count() == 2


def test_the_topic_is_dealt_with_and_the_last_day_to_publish_is_known(write, topic, meeting):
    resolution = write()

    topic.refresh_from_db()
    assert topic.state == TopicState.SETTLED
    assert resolution.publish_by == work_calendar().add(resolution.made_on, 10).on


def test_a_committee_meeting_publishes_nothing(write, cast, now):
    own = a_meeting(
        cast.east, "committee", title="例会", place="室", starts_at=now, state="open",
        convened_by=cast.east_director,
    )  # fmt: skip
    topic = a_topic(own, "值班安排")

    resolution = write(topic=topic, vote=vote_on(topic, cast.east_member, now, 20, 1))

    assert resolution.publish_by is None


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"text": "  "}, "请写“议定了什么”"),
        ({"text": "字" * 2_001}, "最多 2000 个字"),
        ({"text": "用维修资金换灯。"}, "第278条"),
    ],
)
def test_words_that_cannot_stand_are_refused(write, changes, word):
    with pytest.raises(Refused, match=word):
        write(**changes)
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("who", ["west_director", "clerk", "east_property", "admin"])
def test_only_people_of_the_committee_write_its_outcomes(write, cast, who):
    with pytest.raises(Refused, match="开会的居委会"):
        write(by=getattr(cast, who))


@pytest.mark.parametrize(("state", "word"), [("planned", "会还没开"), ("cancelled", "取消了")])
def test_an_outcome_needs_a_meeting_that_has_begun(write, meeting, state, word):
    meeting.state = state
    meeting.save()

    with pytest.raises(Refused, match=word):
        write()


def test_a_running_meeting_may_write_at_once(write, meeting):
    meeting.state = MeetingState.OPEN
    meeting.save()

    assert write().number == 1


def test_a_topic_carried_on_waits_for_the_next_meeting(write, topic):
    topic.state = TopicState.CARRIED
    topic.save()

    with pytest.raises(Refused, match="转到下次"):
        write()


@pytest.mark.parametrize(("yes", "passes"), [(15, False), (16, True)])
def test_where_a_kind_votes_the_outcome_needs_a_vote_that_passed(write, cast, now, yes, passes):
    assembly = a_meeting(
        cast.east, "representatives", title="代表会议", place="室", starts_at=now, state="held",
        convened_by=cast.east_director,
    )  # fmt: skip
    topic = a_topic(assembly, "居民公约")
    vote = vote_on(topic, cast.east_director, now, yes, 3)

    with pytest.raises(Refused, match="先表决"):
        write(topic=topic)
    if passes:
        assert write(topic=topic, vote=vote).vote == vote
    else:
        with pytest.raises(Refused, match="没有通过"):
            write(topic=topic, vote=vote)


def test_a_vote_on_something_else_is_no_vote(write, topic, cast, now):
    other = a_topic(topic.meeting, "别的", order=2)

    with pytest.raises(Refused, match="不是这个议题的"):
        write(vote=vote_on(other, cast.east_member, now, 20, 0))


def test_a_study_meeting_decides_nothing(write, cast, now):
    study = a_meeting(
        cast.east, "study", title="学习", place="室", starts_at=now, state="held",
        convened_by=cast.east_director,
    )  # fmt: skip

    with pytest.raises(Refused, match="不作决定"):
        write(topic=a_topic(study, "新法"))


def test_the_body_hears_of_its_item_and_is_reminded(write, lamps, cast, now):
    resolution = write(items=[lamps])

    item = resolution.items.get()
    assert item.state == ItemState.TOLD
    assert "换灯 18 盏" in InboxMessage.objects.get(recipient=cast.east_property).text
    due = Reminder.objects.filter(rule=Rule.ITEM)
    assert [row.words for row in due.order_by("due_at")] == ["明天到期", "已经超期"]
    asked = Reminder.objects.filter(rule=Rule.ITEM_ANSWER)
    assert {row.recipient for row in asked} == {cast.east_property, cast.east_member}
    assert all(row.due_at > now + timedelta(days=2) for row in asked)


def test_what_one_takes_on_oneself_is_accepted_by_writing_it(write, cast, today):
    mine = ItemPlan("问物业要报价单", today, person=cast.east_member)
    hers = ItemPlan("贴通知", today, person=cast.east_second_member)

    resolution = write(items=[mine, hers])

    states = dict(resolution.items.values_list("person__name", "state"))
    assert states == {"王桂珍": "accepted", "赵国强": "told"}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda cast, bodies: {"due_on": None}, "请选一个日期，例如 12月10日。"),
        (lambda cast, bodies: {"what": " "}, "请写“做什么”"),
        (lambda cast, bodies: {"body": None}, "请选“牵头”"),
        (lambda cast, bodies: {"person": cast.east_member}, "请选“牵头”"),
        (lambda cast, bodies: {"body": foreign(cast)}, "不属于本居委会"),
        (lambda cast, bodies: {"helpers": [foreign(cast)]}, "不属于本居委会"),
        (lambda cast, bodies: {"helpers": [bodies["property"]]}, "不用再选成配合"),
        (lambda cast, bodies: {"body": None, "person": cast.west_member}, "不属于本居委会"),
        (lambda cast, bodies: {"what": "动用维修资金"}, "第278条"),
    ],
)
def test_an_item_that_cannot_stand_takes_the_whole_outcome_back(
    write, lamps, cast, bodies, change, word
):
    plan = ItemPlan(**{**lamps.__dict__, **change(cast, bodies)})

    with pytest.raises(Refused, match=word):
        write(items=[lamps, plan])
    assert not Resolution.objects.exists()
    assert not ActionItem.objects.exists()


def foreign(cast):
    return PartnerBody.objects.get(committee=cast.west, kind="property")


def test_more_items_may_follow_later(write, lamps, cast, bodies, now):
    resolution = write(items=[lamps])
    extra = ItemPlan("告诉业主", lamps.due_on, body=bodies["owners"], helpers=[bodies["property"]])

    item = add_item(resolution, extra, by=cast.east_branch, at=now)

    assert [body.kind for body in item.helpers.all()] == ["property"]
    with pytest.raises(Refused, match="开会的居委会"):
        add_item(resolution, extra, by=cast.clerk, at=now)


def test_words_are_put_right_until_residents_read_them(write, cast):
    resolution = write()

    changed = change_outcome(
        resolution, by=cast.east_director, kind="project", text="换声控灯 18 盏。", version=1
    )

    assert (changed.kind, changed.text, changed.version) == ("project", "换声控灯 18 盏。", 2)
    assert list(Resolution.objects.matching("声控")) == [changed]
    with pytest.raises(Conflict):
        change_outcome(resolution, by=cast.east_member, kind="other", text="别的", version=1)
