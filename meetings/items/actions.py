"""From answer to confirmation: what happens to an item after it was agreed.

Every act locks the item, asks the policy, checks the move, and adds one step to the story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from committees.files.actions import store_file
from committees.journal.actions import digest, record
from committees.notices.drafting import Upload
from committees.people.models import User
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move
from meetings.convening.models import InvitedBody
from meetings.items.policies import (
    Hand,
    is_owner,
    may_add,
    may_answer,
    may_confirm,
    may_drop,
    may_end_link,
    may_finish,
)
from meetings.items.rules import ONLY_PHOTOS, PHOTOS_MOST, proof_of
from meetings.resolutions.actions import ItemPlan, check_item
from meetings.resolutions.models import ActionItem, ItemPhoto, ItemStep
from meetings.resolutions.policies import may_write
from meetings.resolutions.rules import TEXT_MOST, day_words
from meetings.resolutions.states import MOVES, ItemState, StepKind
from meetings.resolutions.telling import owners_of, remind_of, tell_people

ANSWER_MOST = 500


@dataclass(frozen=True)
class Said:
    """What was written, with photos."""

    text: str = ""
    photos: Sequence[Upload] = ()


def answer_item(
    item: ActionItem, *, by: Hand, agrees: bool, text: str = "", at: datetime
) -> ActionItem:
    """Its owner agrees, or sees it differently and says how (R5). Whoever wrote it down is told.

    Refused to anybody but the owner and, for a body, the desk that writes down what it said; a
    different opinion without words; when there is nothing to answer any more.
    """
    with transaction.atomic():
        item = _locked(item)
        may_answer(by, item).require()
        new = ItemState.ACCEPTED if agrees else ItemState.DIFFERS
        check_move(MOVES, item.state, new)
        text = _short(text, ANSWER_MOST)
        if not agrees and not text:
            raise Refused("请写“有什么不同意见”，几句话就行。")
        before = digest(item)
        item.state, item.answer, item.answered_at = new, text, at
        _save(item)
        _step(item, StepKind.ACCEPTED if agrees else StepKind.DIFFERS, by, text, at)
        _journal("item.agree" if agrees else "item.differ", item, by, before)
        word = "同意" if agrees else "有不同意见"
        _tell_desk(item, f"{item.lead}{word}：{item.what}", by=by, at=at)
        remind_of(item, now=at)
    return item


def finish_item(item: ActionItem, *, by: Hand, said: Said, at: datetime) -> ActionItem:
    """「办好了」 with one line of text or a photo; from now on proposer or chair look at it.

    Its owner who had not answered yet agrees by doing it. Refused without proof, and to the desk
    for a body that has not answered.
    """
    with transaction.atomic():
        item = _locked(item)
        may_finish(by, item).require()
        proof_of(said.text, len(said.photos)).require()
        before = digest(item)
        _agree_by_doing(item, by, at)
        check_move(MOVES, item.state, ItemState.DONE)
        text = _short(said.text, TEXT_MOST)
        item.state, item.proof = ItemState.DONE, text or ONLY_PHOTOS
        item.done_at, item.done_by = at, by.by
        _save(item)
        step = _step(item, StepKind.DONE, by, item.proof, at)
        _attach(item, step, said.photos, by)
        _journal("item.done", item, by, before)
        _tell_desk(item, f"{item.lead}说办好了，请确认：{item.what}", by=by, at=at)
        remind_of(item, now=at)
    return item


def note_progress(item: ActionItem, *, by: Hand, said: Said, at: datetime) -> ActionItem:
    """How far it is. Refused without a word or photo, and when it is over."""
    with transaction.atomic():
        item = _locked(item)
        may_add(by, item).require()
        if not item.is_open:
            raise Refused("这件已经结束了，不用再写进展。")
        if not said.text.strip() and not said.photos:
            raise Refused("请写“进展”，几个字就行，或者拍一张照片。")
        step = _step(item, StepKind.PROGRESS, by, _short(said.text, TEXT_MOST), at)
        _attach(item, step, said.photos, by)
        _journal("item.progress", item, by, digest(item))
    return item


def confirm_item(item: ActionItem, *, by: User, at: datetime) -> ActionItem:
    """The proposer or the chair has seen it: it is settled. Refused to whoever said done."""
    with transaction.atomic():
        item = _locked(item)
        check_move(MOVES, item.state, ItemState.CONFIRMED)
        may_confirm(by, item, timezone.localdate(at)).require()
        before = digest(item)
        item.state, item.confirmed_at, item.confirmed_by = ItemState.CONFIRMED, at, by
        _save(item)
        hand = Hand(by)
        _step(item, StepKind.CONFIRMED, hand, "", at)
        _journal("item.confirm", item, hand, before)
        words = f"确认办好了，谢谢您：{item.what}"
        tell_people(owners_of(item, at), item, words, by=by, at=at, key=f"v{item.version}")
        remind_of(item, now=at)
    return item


def send_back(item: ActionItem, *, by: User, why: str, at: datetime) -> ActionItem:
    """Not done yet, with the reason. Refused as `confirm_item` is, and without a reason."""
    with transaction.atomic():
        item = _locked(item)
        if item.state != ItemState.DONE:
            raise Refused("现在不在等确认，不用退回。")
        may_confirm(by, item, timezone.localdate(at)).require()
        why = _short(why, ANSWER_MOST)
        if not why:
            raise Refused("请写“还差什么”，几个字就行。")
        before = digest(item)
        item.state, item.done_at, item.done_by = ItemState.ACCEPTED, None, None
        _save(item)
        hand = Hand(by)
        _step(item, StepKind.RETURNED, hand, why, at)
        _journal("item.send-back", item, hand, before)
        words = f"还差一点：{why}（{item.what}）"
        tell_people(owners_of(item, at), item, words, by=by, at=at, key=f"v{item.version}")
        remind_of(item, now=at)
    return item


def ask_again(
    item: ActionItem, plan: ItemPlan, *, by: User, version: int, at: datetime
) -> ActionItem:
    """Other words, another day or another owner; whoever leads it now is asked (again).

    Conflict when somebody saved meanwhile. Refused once it is accepted, and as `add_item` is.
    """
    with transaction.atomic():
        item = _locked(item)
        may_write(by, item.resolution.meeting).require()
        if item.state not in (ItemState.TOLD, ItemState.DIFFERS):
            raise Refused("已经答应了，不能再改。要改请在下次会上重新商定。")
        item.expect(version)
        due_on = check_item(plan, item.resolution)
        before, told = digest(item), owners_of(item, at)
        text = _changes(item, plan)
        own = plan.person is not None and plan.person.pk == by.pk
        item.what, item.body, item.person = plan.what.strip(), plan.body, plan.person
        item.due_on = due_on
        item.state = ItemState.ACCEPTED if own else ItemState.TOLD
        item.answer, item.answered_at = "", at if own else None
        item.save()
        item.helpers.set(plan.helpers)
        hand = Hand(by)
        _step(item, StepKind.CHANGED, hand, text, at)
        _journal("item.change", item, hand, before)
        people = {one.pk: one for one in [*told, *owners_of(item, at)]}.values()
        words = f"{item.resolution.words} 商定事项有改动：{item.what}"
        tell_people(people, item, words, by=by, at=at, key=f"v{item.version}")
        remind_of(item, now=at, asked_at=at)
    return item


def drop_item(item: ActionItem, *, by: User, why: str, at: datetime) -> ActionItem:
    """Not to be done any more, because a later meeting said so. Refused without the reason."""
    with transaction.atomic():
        item = _locked(item)
        may_drop(by, item).require()
        check_move(MOVES, item.state, ItemState.DROPPED)
        why = _short(why, ANSWER_MOST)
        if not why:
            raise Refused("请写“为什么不再办”，几个字就行。")
        before = digest(item)
        item.state = ItemState.DROPPED
        _save(item)
        hand = Hand(by)
        _step(item, StepKind.DROPPED, hand, why, at)
        _journal("item.give-up", item, hand, before)
        words = f"这件不用再办了：{item.what}。原因：{why}"
        tell_people(owners_of(item, at), item, words, by=by, at=at, key=f"v{item.version}")
        remind_of(item, now=at)
    return item


def end_link(invited: InvitedBody, *, by: User, at: datetime) -> InvitedBody:
    """The link opens nothing from now on but the phone number of the committee."""
    with transaction.atomic():
        invited = InvitedBody.objects.select_for_update().get(pk=invited.pk)
        meeting = invited.meeting
        may_end_link(by, meeting.committee_id).require()
        if not invited.token_digest or invited.link_ended_at is not None:
            raise Refused("没有可以停用的链接。")
        before = digest(invited)
        invited.link_ended_at = at
        invited.save(update_fields=["link_ended_at"])
        record("item.end-link", invited, by=by, committee=meeting.committee, before=before)
    return invited


# Common


def _locked(item: ActionItem) -> ActionItem:
    found: ActionItem = (
        ActionItem.objects.select_for_update(of=("self",))
        .select_related("committee", "body", "person", "written_by", "resolution__meeting__rules")
        .select_related("resolution__topic__body")
        .get(pk=item.pk)
    )
    return found


def _save(item: ActionItem) -> None:
    item.version += 1
    item.save()


def _step(item: ActionItem, kind: str, by: Hand, text: str, at: datetime) -> ItemStep:
    step: ItemStep = ItemStep.objects.create(
        item=item, kind=kind, text=text, by=by.by, body=by.body, at=at
    )
    return step


def _journal(act: str, item: ActionItem, by: Hand, before: str) -> None:
    """What a body did through its link stands under its name, without a person."""
    label = item.resolution.words if by.by else f"{item.resolution.words} {by.body}"
    record(act, item, by=by.by, committee=item.committee, before=before, label=label)


def _short(text: str, most: int) -> str:
    text = text.strip()
    if len(text) > most:
        raise Refused(f"写得太长了，最多 {most} 个字，现在 {len(text)} 个字。")
    return text


def _agree_by_doing(item: ActionItem, by: Hand, at: datetime) -> None:
    """Whoever does it has agreed; for a body that said nothing the desk cannot say so."""
    if item.state not in (ItemState.TOLD, ItemState.DIFFERS):
        return
    if not is_owner(by, item):
        raise Refused("对方还没有回答。先记下怎么回答的，再记办好了。")
    check_move(MOVES, item.state, ItemState.ACCEPTED)
    item.state, item.answered_at = ItemState.ACCEPTED, at
    _step(item, StepKind.ACCEPTED, by, "", at)


def _attach(item: ActionItem, step: ItemStep, photos: Sequence[Upload], by: Hand) -> None:
    if len(photos) > PHOTOS_MOST:
        raise Refused(f"照片最多 {PHOTOS_MOST} 张。")
    for photo in photos:
        stored = store_file(photo.clean, name=photo.name, by=by.by, committee=item.committee)
        ItemPhoto.objects.create(item=item, step=step, file=stored)


def _tell_desk(item: ActionItem, words: str, *, by: Hand, at: datetime) -> None:
    """Whoever wrote it down, who proposed the topic, and the chair."""
    meeting, topic = item.resolution.meeting, item.resolution.topic
    people = [item.written_by, meeting.chair, meeting.convened_by, topic.proposed_by]
    known = {one.pk: one for one in people if one is not None}
    tell_people(known.values(), item, words, by=by.by, at=at, key=f"v{item.version}")


def _changes(item: ActionItem, plan: ItemPlan) -> str:
    """「期限原来 12月10日，现在 12月20日」 for everything that is different."""
    lead = str(plan.body or plan.person or "")
    told = []
    if item.lead != lead:
        told.append(f"牵头原来是{item.lead}，现在是{lead}")
    if plan.due_on and item.due_on != plan.due_on:
        told.append(f"期限原来 {day_words(item.due_on)}，现在 {day_words(plan.due_on)}")
    if item.what != plan.what.strip():
        told.append(f"原来写的是“{item.what}”")
    return "；".join(told) or "再问一次"
