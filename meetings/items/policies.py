"""Who may do what with an item.

A `Hand` is whoever acts: somebody signed in, or a body through its link of one meeting.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from committees.people.models import Posting, User
from committees.reach.states import WORKING_ROLES, Role
from committees.territory.models import PartnerBody
from jiedao.common.errors import ALLOWED, Verdict, no
from meetings.items.rules import Confirmer
from meetings.items.rules import may_confirm as confirm_rule
from meetings.resolutions.models import ActionItem, ItemStep
from meetings.resolutions.states import StepKind

NOT_YOURS = "这件商定事项不是由您牵头的。"


@dataclass(frozen=True)
class Hand:
    """Exactly one of them, or both for a person who signed in for her body."""

    by: User | None
    body: PartnerBody | None = None


def hand_of(user: User, item: ActionItem, on: date) -> Hand:
    """The person, with the body that leads the item when she speaks for it."""
    return Hand(user, item.body if item.body and speaks_for(user, item.body, on) else None)


def speaks_for(user: User, body: PartnerBody, on: date) -> bool:
    """Does the person hold a posting for this body? One query."""
    held = Posting.objects.on(on).filter(
        Q(body__isnull=True) | Q(body=body),
        user=user,
        role=body.kind,
        committee=body.committee_id,
    )
    return bool(held.exists())


def is_owner(hand: Hand, item: ActionItem) -> bool:
    if item.body_id is not None:
        return hand.body is not None and hand.body.pk == item.body_id
    return hand.by is not None and hand.by.pk == item.person_id


def may_answer(hand: Hand, item: ActionItem) -> Verdict:
    """Its owner; for a body the desk may write down what was said on the phone or on paper (R5)."""
    if is_owner(hand, item):
        return ALLOWED
    if item.body_id is not None and works_here(hand, item):
        return ALLOWED
    return no(NOT_YOURS)


def may_finish(hand: Hand, item: ActionItem) -> Verdict:
    return may_answer(hand, item)


def may_add(hand: Hand, item: ActionItem) -> Verdict:
    """Progress: its owner, and everybody who works in the committee."""
    return ALLOWED if is_owner(hand, item) or works_here(hand, item) else no(NOT_YOURS)


def may_hand_over(by: User, item: ActionItem) -> Verdict:
    """The slip of paper and its receipt: everybody who works in the committee."""
    if by.reach.works_in(item.committee_id):
        return ALLOWED
    return no("送达回执由居委会记。")


def may_drop(by: User, item: ActionItem) -> Verdict:
    """A later meeting takes it back; the director writes that down."""
    if by.reach.leads(item.committee_id):
        return ALLOWED
    return no("不再办要由居委会主任来定。")


def may_confirm(by: User, item: ActionItem, on: date) -> Verdict:
    """The proposer of the topic or the chair, never whoever said done. At most five queries."""
    topic, meeting = item.resolution.topic, item.resolution.meeting
    chair = meeting.chair_id or meeting.convened_by_id
    done = ItemStep.objects.filter(item=item, kind=StepKind.DONE).order_by("-at", "-pk").first()
    doers = {item.done_by_id, done.by_id if done else None}
    said = by.pk in doers or bool(
        done and done.body_id and item.body and speaks_for(by, item.body, on)
    )
    for_body = topic.body is not None and speaks_for(by, topic.body, on)
    person = Confirmer(
        is_proposer=topic.proposed_by_id == by.pk or for_body,
        is_chair=chair == by.pk,
        said_done=said,
        works_here=by.reach.works_in(item.committee_id),
    )
    return confirm_rule(person, others_can=_others_can(item, chair, doers, on))


def _others_can(item: ActionItem, chair: int | None, doers: set[int | None], on: date) -> bool:
    """Is there a chair or proposer in office who did not say that it is done?"""
    candidates = {chair, item.resolution.topic.proposed_by_id} - doers - {None}
    in_office = Posting.objects.on(on).filter(
        user__in=candidates, committee=item.committee_id, role__in=WORKING_ROLES
    )
    return bool(candidates) and bool(in_office.exists())


def works_here(hand: Hand, item: ActionItem) -> bool:
    return hand.by is not None and hand.by.reach.works_in(item.committee_id)


def may_end_link(by: User, committee_id: int) -> Verdict:
    if by.reach.has(Role.DIRECTOR, committee_id):
        return ALLOWED
    return no("链接由居委会主任来停用。")
