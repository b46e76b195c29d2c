"""Asking for an opinion, giving it, answering it, and saying what came of it."""

from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import Role
from committees.reminders.actions import Event, cancel, plan, tell
from committees.reminders.states import Rule
from committees.territory.models import Committee, PartnerBody
from jiedao.common.errors import Refused
from meetings.convening.models import Meeting
from meetings.opinions.models import Opinion
from meetings.opinions.policies import gives_itself, may_answer, may_ask, may_follow, may_give
from meetings.opinions.rules import answer_by, next_day
from meetings.opinions.states import Source

CLOSING_HOUR = time(17)


def ask_branch(
    committee: Committee,
    *,
    by: User,
    body: PartnerBody,
    asked: str,
    asked_on: date,
    meeting: Meeting | None = None,
    at: datetime,
) -> Opinion:
    """Ask the party organisation for its opinion; its people are told.

    Refused for another committee's body or meeting, a day to come, and people from elsewhere.
    """
    if body.committee_id != committee.pk:
        raise Refused("这个党组织不属于本居委会。")
    opinion = Opinion(source=Source.BRANCH, body=body, asked=asked, asked_on=asked_on)
    with transaction.atomic():
        _ask(opinion, committee, meeting, by=by, at=at)
        tell(
            _people(opinion, [Role.BRANCH], at, but=by),
            about=opinion,
            text="居委会想听党组织的意见，请看。",
            at=at,
            committee=committee,
            url=page_of(opinion),
            key="asked",
        )
    return opinion


def note_hearing(
    meeting: Meeting,
    *,
    by: User,
    asked: str,
    to_whom: str,
    given: str,
    given_on: date,
    at: datetime,
) -> Opinion:
    """What a hearing has to say to the body that decides: asked and given at once."""
    opinion = Opinion(
        source=Source.HEARING, to_whom=to_whom, asked=asked, asked_on=given_on, given=given
    )
    opinion.given_on, opinion.given_by = given_on, by
    with transaction.atomic():
        _ask(opinion, meeting.committee, meeting, by=by, at=at)
        _remind(opinion, at)
    return opinion


def give(opinion: Opinion, *, by: User, given: str, given_on: date, at: datetime) -> Opinion:
    """Write the opinion: the party organisation itself, or what it said. The director is told, and
    reminded before the answer is due. Refused twice, before it was asked, and for a day to come."""
    with transaction.atomic():
        opinion = _locked(opinion)
        may_give(by, opinion).require()
        if opinion.given_on is not None:
            raise Refused("意见已经写了。要补充的，请再问一条。")
        _sensible(given_on, opinion.asked_on, at, "提意见")
        before = digest(opinion)
        opinion.given, opinion.given_on, opinion.given_by = given, given_on, by
        opinion.save(update_fields=["given", "given_on", "given_by"])
        record("opinion.give", opinion, by=by, committee=opinion.committee, before=before)
        words = "党组织提了意见" if gives_itself(by, opinion) else "记下了党组织的意见"
        due = answer_by(given_on)
        tell(
            _people(opinion, [Role.DIRECTOR], at, but=by),
            about=opinion,
            text=f"{words}，请在 {due.month}月{due.day}日以前回复。",
            at=at,
            committee=opinion.committee,
            url=page_of(opinion),
            key="given",
        )
        _remind(opinion, at)
    return opinion


def answer(opinion: Opinion, *, by: User, words: str, answered_on: date, at: datetime) -> Opinion:
    """Answer it: the director herself, or what the deciding body of a hearing has answered.

    Refused before the opinion was given, twice, and for a day before it or to come.
    """
    with transaction.atomic():
        opinion = _locked(opinion)
        may_answer(by, opinion).require()
        if opinion.given_on is None:
            raise Refused("还没有意见，有了意见再回复。")
        if opinion.answered_on is not None:
            raise Refused("这条意见已经回复了。")
        _sensible(answered_on, opinion.given_on, at, "回复")
        before = digest(opinion)
        opinion.answer, opinion.answered_on, opinion.answered_by = words, answered_on, by
        opinion.save(update_fields=["answer", "answered_on", "answered_by"])
        record("opinion.answer", opinion, by=by, committee=opinion.committee, before=before)
        cancel(Rule.CASE, [opinion])
        if opinion.is_of_branch:
            tell(
                _people(opinion, [Role.BRANCH], at, but=by),
                about=opinion,
                text="您提的意见有回复了，请看。",
                at=at,
                committee=opinion.committee,
                url=page_of(opinion),
                key="answered",
            )
    return opinion


def follow(opinion: Opinion, *, by: User, words: str, followed_on: date, at: datetime) -> Opinion:
    """Say what came of it; the end of its way. Refused before the answer, and twice."""
    with transaction.atomic():
        opinion = _locked(opinion)
        may_follow(by, opinion).require()
        if opinion.answered_on is None:
            raise Refused("还没有回复，回复以后再写落实情况。")
        if opinion.followed_on is not None:
            raise Refused("这条意见已经落实了。")
        _sensible(followed_on, opinion.answered_on, at, "落实")
        before = digest(opinion)
        opinion.followed, opinion.followed_on, opinion.followed_by = words, followed_on, by
        opinion.save(update_fields=["followed", "followed_on", "followed_by"])
        record("opinion.follow", opinion, by=by, committee=opinion.committee, before=before)
    return opinion


def page_of(opinion: Opinion) -> str:
    return reverse("opinion", args=[opinion.pk])


def _ask(
    opinion: Opinion, committee: Committee, meeting: Meeting | None, *, by: User, at: datetime
) -> None:
    may_ask(by, committee).require()
    if meeting is not None and meeting.committee_id != committee.pk:
        raise Refused("这个会不是本居委会的。")
    if opinion.asked_on > timezone.localdate(at):
        raise Refused("日期还没到，请再看一下。")
    opinion.committee, opinion.meeting, opinion.asked_by = committee, meeting, by
    opinion.save()
    record("opinion.ask", opinion, by=by, committee=committee, label=opinion.asked[:60])


def _sensible(day: date, not_before: date, at: datetime, what: str) -> None:
    next_day(day, not_before, timezone.localdate(at), what).require()


def _remind(opinion: Opinion, at: datetime) -> None:
    """The director is reminded as of a matter that falls due: the day before, and once after."""
    if opinion.given_on is None:
        return
    due = timezone.make_aware(datetime.combine(answer_by(opinion.given_on), CLOSING_HOUR))
    directors = _people(opinion, [Role.DIRECTOR], at)
    words = "党组织的意见" if opinion.is_of_branch else "听证会的意见"
    text = f"{words}还没有回复，最晚 {due.month}月{due.day}日。"
    event = Event(opinion, due, directors, opinion.committee, text, page_of(opinion))
    plan(Rule.CASE, [event], now=at)


def _people(
    opinion: Opinion, roles: list[Role], at: datetime, but: User | None = None
) -> list[User]:
    people = User.objects.posted_in(opinion.committee, roles, timezone.localdate(at))
    return [one for one in people if but is None or one.pk != but.pk]


def _locked(opinion: Opinion) -> Opinion:
    rows = Opinion.objects.select_for_update(of=("self",)).select_related("committee")
    locked: Opinion = rows.get(pk=opinion.pk)
    return locked
