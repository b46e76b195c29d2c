"""An open item becomes a topic of the next meeting, once."""

import pytest

from jiedao.common.errors import Refused
from meetings.convening.models import Topic
from meetings.items.raising import raise_item
from meetings.resolutions.states import ItemState


def test_it_waits_for_the_chair_with_its_story(cast, item, now):
    topic = raise_item(item, by=cast.east_branch, at=now)

    assert (topic.text, topic.source, topic.state) == ("换灯 18 盏", "item", "waiting")
    assert topic.background.startswith(f"{item.resolution.words}定的，东苑物业公司牵头，")
    assert topic.body is None


def test_once_is_enough_until_it_was_dealt_with(cast, item, now):
    topic = raise_item(item, by=cast.east_member, at=now)
    with pytest.raises(Refused, match="已经提过了"):
        raise_item(item, by=cast.east_director, at=now)
    Topic.objects.filter(pk=topic.pk).update(state="declined", answer="下次再说")

    assert raise_item(item, by=cast.east_director, at=now) != topic


def test_what_is_over_and_what_is_not_one_s_own_is_refused(cast, item, now):
    with pytest.raises(Refused, match="不在这个居委会工作"):
        raise_item(item, by=cast.west_member, at=now)
    item.state = ItemState.DROPPED
    item.save()
    with pytest.raises(Refused, match="办完"):
        raise_item(item, by=cast.east_member, at=now)


def test_the_button_stands_on_the_page_of_the_item(cast, enter, item):
    page = f"/actions/{item.pk}/"
    assert f"{page}raise/" not in enter(cast.clerk).get(page).content.decode()
    browser = enter(cast.east_member)
    assert f"{page}raise/" in browser.get(page).content.decode()

    done = browser.post(f"{page}raise/", follow=True).content.decode()

    assert "提上去了，等主任安排到会上。" in done
    assert "已经提过了" in browser.post(f"{page}raise/").content.decode()
