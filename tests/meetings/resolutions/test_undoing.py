"""An outcome written by mistake is gone the same day, with number, items and calls."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage, Reminder
from jiedao.common.errors import Refused
from meetings.convening.models import Topic
from meetings.convening.states import TopicState
from meetings.items.actions import answer_item
from meetings.items.policies import Hand
from meetings.resolutions.actions import ItemPlan, write_outcome
from meetings.resolutions.models import ActionItem, Resolution
from meetings.resolutions.undoing import take_back_outcome


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def write(topic, cast, bodies, today, at):
    """An outcome with one thing that the property company leads."""
    lamps = ItemPlan("换灯 18 盏", today + timedelta(days=15), body=bodies["property"])

    def written(**changes):
        values = {"by": cast.east_member, "kind": "other", "text": "换灯。", "items": [lamps]}
        return write_outcome(topic, at=at, **{**values, **changes})

    return written


def test_nothing_is_left_and_the_number_is_given_again(write, cast, topic, at):
    resolution = write()

    reopened = take_back_outcome(resolution, by=cast.east_director, at=at)

    assert reopened == topic
    assert not Resolution.objects.exists()
    assert not ActionItem.objects.exists()
    assert not Reminder.objects.filter(object_type="meetings.actionitem", state="waiting").exists()
    told = InboxMessage.objects.filter(recipient=cast.east_property).latest("pk")
    assert told.text == f"{resolution.words} 写错了，已经撤销，不用办：换灯 18 盏"
    assert AuditEntry.objects.get(act="outcome.remove").object_label == resolution.words
    assert write().number == resolution.number


def test_of_a_meeting_that_is_over_the_topic_waits_for_the_next_one(write, cast, topic, at):
    take_back_outcome(write(), by=cast.east_member, at=at)

    topic.refresh_from_db()
    assert topic.state == TopicState.CARRIED
    assert Topic.objects.waiting().get().carried_from == topic


def test_a_topic_settled_in_its_own_words_stays_settled(write, cast, topic, at):
    topic.conclusion, topic.state = "换灯。", TopicState.SETTLED
    topic.save()

    assert take_back_outcome(write(), by=cast.east_member, at=at).state == TopicState.SETTLED


def test_what_was_answered_stays(write, cast, bodies, at):
    resolution = write()
    owner = Hand(None, bodies["property"])
    answer_item(resolution.items.get(), by=owner, agrees=True, at=at)
    with pytest.raises(Refused, match="“换灯 18 盏”已经有了回应"):
        take_back_outcome(resolution, by=cast.east_member, at=at)


def test_the_register_has_no_gap(write, cast, at):
    first = write()
    write()
    with pytest.raises(Refused, match="后面已经有了别的编号"):
        take_back_outcome(first, by=cast.east_member, at=at)


def test_yesterday_s_outcome_stays(write, cast, at):
    with pytest.raises(Refused, match="只有当天写的能撤销"):
        take_back_outcome(write(), by=cast.east_member, at=at + timedelta(days=1))


def test_nobody_from_elsewhere_takes_it_back(write, cast, at):
    with pytest.raises(Refused, match="由开会的居委会自己写"):
        take_back_outcome(write(), by=cast.west_director, at=at)


def test_the_button_stands_where_it_works(write, cast, enter, at):
    resolution = write()
    page, address = f"/resolutions/{resolution.pk}/", f"/resolutions/{resolution.pk}/undo/"
    assert address not in enter(cast.clerk).get(page).content.decode()
    browser = enter(cast.east_member)
    assert address in browser.get(page).content.decode()

    done = browser.post(address, follow=True).content.decode()

    assert f"{resolution.words} 撤销了，议题可以重新写。" in done
