from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from committees.files.models import StoredFile
from committees.journal.models import AuditEntry
from committees.notices.drafting import Upload
from committees.reminders.models import InboxMessage, Reminder
from committees.reminders.states import Rule
from jiedao.common.errors import Conflict, Refused
from jiedao.common.uploads import CleanFile
from meetings.convening.actions import mark_held
from meetings.convening.models import Meeting
from meetings.items.actions import (
    Said,
    answer_item,
    ask_again,
    confirm_item,
    drop_item,
    finish_item,
    note_progress,
    send_back,
)
from meetings.items.policies import Hand
from meetings.items.receipts import Handed, record_receipt
from meetings.items.returning import count_returns
from meetings.resolutions.actions import ItemPlan
from meetings.resolutions.models import ActionItem
from meetings.resolutions.panel import returning_of
from meetings.resolutions.states import ItemState, StepKind
from meetings.resolutions.telling import remind_of
from tests.gatherings import a_meeting, an_item

PHOTO = Upload(CleanFile("photo", ".png", b"\x89PNG", 4, 3), "照片.png")


def kinds(item):
    return list(item.steps.order_by("pk").values_list("kind", flat=True))


def messages_to(person):
    rows = InboxMessage.objects.filter(recipient=person)
    return [row.text for row in rows.order_by("pk")]


# Answering (R5)


def test_an_item_of_a_body_is_accepted_only_when_the_body_has_answered(
    item, property_hand, cast, now
):
    assert item.state == ItemState.TOLD

    item = answer_item(item, by=property_hand, agrees=True, at=now)

    assert (item.state, item.answered_at) == (ItemState.ACCEPTED, now)
    assert any("同意" in text for text in messages_to(cast.east_director))
    entry = AuditEntry.objects.get(act="item.agree")
    assert (entry.by, entry.committee) == (None, cast.east)
    assert "东苑物业公司" in entry.object_label


def test_a_different_opinion_is_written_down_in_its_words(item, property_hand, now):
    with pytest.raises(Refused, match="有什么不同意见"):
        answer_item(item, by=property_hand, agrees=False, text=" ", at=now)

    item = answer_item(item, by=property_hand, agrees=False, text="备不齐货", at=now)

    assert (item.state, item.answer) == (ItemState.DIFFERS, "备不齐货")
    assert item.steps.get(kind=StepKind.DIFFERS).body == property_hand.body


def test_the_desk_writes_down_what_the_body_said(item, desk, now):
    item = answer_item(item, by=desk, agrees=True, text="电话里说同意", at=now)

    step = item.steps.get(kind=StepKind.ACCEPTED)
    assert (item.state, step.by, step.body) == (ItemState.ACCEPTED, desk.by, None)


def test_another_body_and_another_committee_answer_for_nobody(item, cast, bodies, now):
    strangers = [Hand(None, bodies["owners"]), Hand(cast.west_director), Hand(cast.clerk)]

    for hand in strangers:
        with pytest.raises(Refused, match="不是由您牵头"):
            answer_item(item, by=hand, agrees=True, at=now)


def test_nobody_agrees_for_a_colleague(resolution, cast, desk, now):
    item = an_item(resolution, "贴通知", person=cast.east_member)

    with pytest.raises(Refused, match="不是由您牵头"):
        answer_item(item, by=desk, agrees=True, at=now)


def test_asking_again_changes_words_day_and_owner(item, property_hand, cast, bodies, now, today):
    answer_item(item, by=property_hand, agrees=False, text="不归物业", at=now)
    item.refresh_from_db()
    plan = ItemPlan("换灯 18 盏", today + timedelta(days=30), body=bodies["owners"])

    changed = ask_again(item, plan, by=cast.east_member, version=item.version, at=now)

    assert (changed.state, changed.body, changed.answer) == ("told", bodies["owners"], "")
    assert "牵头原来是东苑物业公司" in changed.steps.get(kind=StepKind.CHANGED).text
    assert any("有改动" in text for text in messages_to(cast.east_owners))
    with pytest.raises(Conflict):
        ask_again(item, plan, by=cast.east_director, version=1, at=now)


def test_what_was_promised_is_not_rewritten(item, property_hand, cast, bodies, now, today):
    item = answer_item(item, by=property_hand, agrees=True, at=now)
    plan = ItemPlan("别的", today, body=bodies["owners"])

    with pytest.raises(Refused, match="重新商定"):
        ask_again(item, plan, by=cast.east_member, version=item.version, at=now)


# Done and confirmed


def test_whoever_does_it_has_agreed(item, property_hand, now):
    item = finish_item(item, by=property_hand, said=Said("灯都换好了"), at=now)

    assert (item.state, item.proof, item.done_by) == (ItemState.DONE, "灯都换好了", None)
    assert kinds(item) == [StepKind.ACCEPTED, StepKind.DONE]


def test_a_photo_alone_is_proof_and_has_nobody_of_ours_behind_it(item, property_hand, now):
    item = finish_item(item, by=property_hand, said=Said(photos=[PHOTO]), at=now)

    assert item.proof == "办好了，见照片。"
    assert item.photos.get().file.added_by is None


def test_without_word_or_photo_nothing_is_done(item, property_hand, now):
    with pytest.raises(Refused, match="写一句办得怎么样"):
        finish_item(item, by=property_hand, said=Said(), at=now)


def test_the_desk_cannot_say_done_for_a_body_that_never_answered(item, desk, now):
    with pytest.raises(Refused, match="还没有回答"):
        finish_item(item, by=desk, said=Said("换好了"), at=now)


def test_done_stops_the_reminders_and_asks_proposer_and_chair(item, property_hand, cast, now):
    remind_of(item, now=now)
    assert Reminder.objects.filter(rule__in=[Rule.ITEM, Rule.ITEM_ANSWER]).exists()

    finish_item(item, by=property_hand, said=Said("换好了"), at=now)

    assert not Reminder.objects.filter(rule__in=[Rule.ITEM, Rule.ITEM_ANSWER]).exists()
    for person in (cast.east_member, cast.east_branch):
        assert any("请确认" in text for text in messages_to(person))


@pytest.mark.parametrize(
    ("who", "may"),
    [("east_member", True), ("east_branch", True), ("east_second_member", False), ("clerk", False)],
)
def test_proposer_or_chair_confirm(item, property_hand, cast, now, who, may):
    item = finish_item(item, by=property_hand, said=Said("换好了"), at=now)
    by = getattr(cast, who)

    if not may:
        with pytest.raises(Refused, match="提出议题的人或者会议主持"):
            confirm_item(item, by=by, at=now)
        return
    item = confirm_item(item, by=by, at=now)
    assert (item.state, item.confirmed_by) == (ItemState.CONFIRMED, by)
    assert any("谢谢您" in text for text in messages_to(cast.east_property))


def test_whoever_says_done_never_confirms(resolution, cast, now):
    mine = an_item(resolution, "问报价", person=cast.east_member, state="accepted")

    mine = finish_item(mine, by=Hand(cast.east_member), said=Said("问到了"), at=now)

    with pytest.raises(Refused, match="不能自己确认"):
        confirm_item(mine, by=cast.east_member, at=now)
    assert confirm_item(mine, by=cast.east_branch, at=now).state == ItemState.CONFIRMED


def test_the_table_itself_refuses_one_person_for_both(resolution, cast, now):
    mine = an_item(
        resolution, "问报价", person=cast.east_member, state="done", proof="好",
        done_by=cast.east_member,
    )  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        ActionItem.objects.filter(pk=mine.pk).update(
            state="confirmed", confirmed_by=cast.east_member
        )


def test_where_proposer_and_chair_are_the_doer_a_colleague_looks_at_it(
    meeting, topic, resolution, cast, now
):
    """书记主任一肩挑: she proposed it, chaired the meeting and did it."""
    Meeting.objects.filter(pk=meeting.pk).update(chair=cast.east_member)
    mine = an_item(resolution, "问报价", person=cast.east_member, state="accepted")

    mine = finish_item(mine, by=Hand(cast.east_member), said=Said("问到了"), at=now)

    assert confirm_item(mine, by=cast.east_second_member, at=now).state == ItemState.CONFIRMED


def test_a_body_that_proposed_the_topic_confirms_through_its_contact(
    topic, resolution, cast, bodies, property_hand, now
):
    topic.proposed_by, topic.body = None, bodies["owners"]
    topic.save()
    item = finish_item(an_item(resolution), by=property_hand, said=Said("好了"), at=now)

    assert confirm_item(item, by=cast.east_owners, at=now).confirmed_by == cast.east_owners


def test_the_contact_of_the_body_that_said_done_does_not_confirm(
    topic, resolution, cast, bodies, property_hand, now
):
    topic.proposed_by, topic.body = None, bodies["property"]
    topic.save()
    item = finish_item(an_item(resolution), by=property_hand, said=Said("好了"), at=now)

    with pytest.raises(Refused, match="不能自己确认"):
        confirm_item(item, by=cast.east_property, at=now)


def test_sent_back_with_the_reason_it_can_be_done_again(item, property_hand, cast, now):
    item = finish_item(item, by=property_hand, said=Said("换好了"), at=now)
    with pytest.raises(Refused, match="还差什么"):
        send_back(item, by=cast.east_branch, why=" ", at=now)

    item = send_back(item, by=cast.east_branch, why="三楼还没换", at=now)

    assert (item.state, item.done_at) == (ItemState.ACCEPTED, None)
    assert any("三楼还没换" in text for text in messages_to(cast.east_property))
    assert finish_item(item, by=property_hand, said=Said("都换了"), at=now).proof == "都换了"


def test_a_confirmed_item_stays_as_it_is(item, property_hand, cast, now):
    item = finish_item(item, by=property_hand, said=Said("换好了"), at=now)
    item = confirm_item(item, by=cast.east_branch, at=now)

    for act in (
        lambda: finish_item(item, by=property_hand, said=Said("又"), at=now),
        lambda: confirm_item(item, by=cast.east_member, at=now),
        lambda: drop_item(item, by=cast.east_director, why="不要了", at=now),
        lambda: note_progress(item, by=property_hand, said=Said("又"), at=now),
    ):
        with pytest.raises(Refused):
            act()


def test_only_the_director_drops_an_item_and_says_why(item, cast, now):
    with pytest.raises(Refused, match="主任"):
        drop_item(item, by=cast.east_member, why="不要了", at=now)
    with pytest.raises(Refused, match="为什么不再办"):
        drop_item(item, by=cast.east_director, why="", at=now)

    assert drop_item(item, by=cast.east_director, why="街道统一换", at=now).state == "dropped"


def test_progress_with_photos_stands_in_the_story(item, property_hand, now):
    note_progress(item, by=property_hand, said=Said("货到了", [PHOTO, PHOTO]), at=now)

    step = item.steps.get(kind=StepKind.PROGRESS)
    assert (step.text, step.photos.count()) == ("货到了", 2)
    with pytest.raises(Refused, match="最多 6 张"):
        note_progress(item, by=property_hand, said=Said("多", [PHOTO] * 7), at=now)
    assert StoredFile.objects.count() == 2


# The receipt


def test_a_receipt_says_who_took_the_slip_and_when(item, cast, now, today):
    handed = Handed(today, "前台小陈", "当面交", PHOTO)

    receipt = record_receipt(item, handed, by=cast.east_member, at=now)

    assert (receipt.received_by, receipt.photo.kind) == ("前台小陈", "photo")
    assert "前台小陈收" in item.steps.get(kind=StepKind.RECEIPT).text
    item.refresh_from_db()
    assert item.state == ItemState.TOLD, "a receipt is no answer"


@pytest.mark.parametrize(
    ("days", "name", "word"), [(1, "小陈", "还没到"), (-9, "小陈", "开会那天"), (0, " ", "谁收的")]
)
def test_a_receipt_that_cannot_be_is_refused(item, cast, now, today, days, name, word):
    with pytest.raises(Refused, match=word):
        record_receipt(
            item, Handed(today + timedelta(days=days), name), by=cast.east_member, at=now
        )


# Coming back


def following(cast, now, kind="joint", **fields):
    return a_meeting(
        cast.east, kind, title="十二月会议", place="室", starts_at=now - timedelta(hours=1),
        convened_by=cast.east_director, **fields,
    )  # fmt: skip


def test_an_open_item_stands_on_the_next_meeting_of_the_kind(item, cast, now):
    joint, other = following(cast, now), following(cast, now, "committee")

    assert returning_of(joint) == [(item, 2)]
    assert returning_of(other) == []


def test_closing_the_meeting_counts_it_once(item, cast, now):
    meeting = following(cast, now)

    mark_held(meeting, by=cast.east_director, started_at=meeting.starts_at, ended_at=None, at=now)
    again = count_returns(meeting, by=cast.east_director, at=now)

    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.times, again) == (2, 0)
    assert item.steps.get(kind=StepKind.CARRIED).meeting == meeting
    assert returning_of(meeting) == [(item, 2)]


def test_a_settled_item_does_not_come_back(item, property_hand, cast, now):
    item = finish_item(item, by=property_hand, said=Said("好"), at=now)
    confirm_item(item, by=cast.east_branch, at=now)

    meeting = following(cast, now)

    assert returning_of(meeting) == []
    assert count_returns(meeting, by=cast.east_director, at=now) == 0


def test_the_third_time_it_asks_for_help(item, cast, now):
    for _ in range(2):
        assert not ActionItem.objects.asking_for_help().exists()
        count_returns(following(cast, now), by=cast.east_director, at=now)

    assert list(ActionItem.objects.asking_for_help()) == [item]


def test_a_meeting_of_the_other_committee_counts_nothing_here(item, cast, now):
    west = a_meeting(
        cast.west, title="会", place="室", starts_at=now, convened_by=cast.west_director
    )

    assert count_returns(west, by=cast.west_director, at=now) == 0
