"""The demo data: believable, the same every time, and nobody's real number in it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from casework.aid.models import Aid
from casework.callbacks.drawing import draw
from casework.callbacks.models import Callback
from casework.cases.models import Case, CaseEvent
from casework.cases.states import CaseKind, CaseState
from casework.duty.models import HandoverPoint, Shift, Swap
from casework.duty.states import SwapState
from casework.knocks.models import Knock
from casework.log.models import LogEntry
from casework.referrals.models import Referral
from casework.response.counting import count_uncounted
from committees.calendar.querysets import work_calendar
from committees.contact.models import Contact
from committees.journal.actions import verify_chains
from committees.journal.models import AuditEntry
from committees.notices.models import Correction, Notice
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import Posting, User
from committees.reach.states import ELECTION_ROLES, Role
from committees.reminders.models import Reminder
from committees.residents.models import Resident
from committees.territory.models import Committee, PartnerBody, Street
from elections.electorate.models import Voter
from elections.timetable.announcements import GAP
from elections.timetable.models import Announcement, Election
from jiedao.common.masks import contains_private_data
from jiedao.portal.demo import territory
from jiedao.portal.demo.invariants import broken
from jiedao.portal.demo.loader import load
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from jiedao.portal.demo.texts import Fresh, say
from jiedao.portal.demo.troubles import TROUBLES
from meetings.convening.models import Meeting, Topic
from meetings.minutes.models import Addendum, Minutes
from meetings.minutes.states import MinutesState

pytestmark = pytest.mark.once  # test_demo_command.py loads beside either database
TODAY = date(2026, 11, 23)
DAYS = 40
BANNED = ("督办", "落后", "到岗率", "漏签", "迟报", "旷工", "失独", "考核")


def setting(days: int = DAYS) -> Setting:
    return Setting(now=moment(TODAY, 9), days=days, calendar=work_calendar())


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Store]:
    """The whole street once for this module; taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield load(setting())
        transaction.set_rollback(True)


def written() -> Iterator[str]:
    """Every sentence anybody may read."""
    for model, columns in (
        (LogEntry, ("text", "who")),
        (Case, ("title", "text", "place", "who", "outcome", "evidence", "waiting_for")),
        (CaseEvent, ("text",)),
        (Notice, ("title", "body", "place", "happens")),
        (Correction, ("summary", "old_body")),
        (HandoverPoint, ("text",)),
        (Swap, ("reason", "decided_why")),
        (Topic, ("text",)),
        (Meeting, ("title", "place", "cancelled_why")),
        (Minutes, ("body", "public_body")),
        (Addendum, ("text",)),
        (Contact, ("agreed",)),
        (Reminder, ("text",)),
    ):
        for row in model._base_manager.order_by("pk").values_list(*columns):
            yield from (text for text in row if text)


def test_the_34_invented_committees_are_there_in_the_streets_order(loaded: Store) -> None:
    names = [name for _, name in territory.directory()]
    assert len(names) == 34
    assert list(Committee.objects.in_street_order().values_list("name", flat=True)) == names
    assert Committee.objects.filter(slug="qinghe-1", zone="清和片").count() == 1
    assert PartnerBody.objects.count() == 4 * 34


def test_the_counts_it_prints_are_the_rows_there_are(loaded: Store) -> None:
    assert sum(loaded.counts.values()) > 30_000
    for model, count in loaded.counts.items():
        assert model._base_manager.count() == count, model


def test_no_rule_of_the_data_is_broken(loaded: Store) -> None:
    assert broken() == []


def test_a_broken_rule_is_found(loaded: Store) -> None:
    shift, other = Shift.objects.filter(person__isnull=False).order_by("starts_at", "pk")[:2]
    case = Case.objects.latest("pk")
    with transaction.atomic():
        Shift.objects.filter(pk=other.pk).update(
            person=shift.person, starts_at=shift.starts_at + timedelta(minutes=30)
        )
        Case.objects.filter(pk=case.pk).update(number=F("number") + 1)
        Case.objects.filter(pk=case.pk).update(owner=_user(Role.DIRECTOR, "西塘一村居委会"))
        found = " ".join(broken())
        transaction.set_rollback(True)
    assert "同时有两个班" in found
    assert "编号不连续" in found
    assert "不在居委会" in found


def test_no_entry_text_is_more_than_one_percent_of_its_committees_log(loaded: Store) -> None:
    for committee in Committee.objects.all():
        texts = Counter(LogEntry.objects.filter(committee=committee).values_list("text", flat=True))
        assert max(texts.values()) <= max(1, texts.total() // 100), texts.most_common(1)


def test_no_sentence_holds_a_number_of_a_real_person(loaded: Store) -> None:
    for text in written():
        assert contains_private_data(text) == [], text


def test_every_phone_number_has_a_prefix_that_no_operator_has(loaded: Store) -> None:
    phones = [
        phone
        for model in (User, Resident, Case)
        for phone in model._base_manager.values_list("phone", flat=True)
        if phone
    ]
    assert len(phones) > 10_000
    assert {phone[:3] for phone in phones} == {"100"}
    assert {len(phone) for phone in phones} == {11}
    desks = [
        *Committee.objects.values_list("phone", flat=True),
        *PartnerBody.objects.values_list("phone", flat=True),
        *Street.objects.values_list("phone", flat=True),
    ]
    assert all(phone.startswith("021-0000 ") for phone in desks)


def test_every_slot_is_filled_and_the_words_are_the_houses(loaded: Store) -> None:
    for text in written():
        assert "{" not in text
        assert not re.search("[一-龥][,;:?!]", text), text
        assert not any(word in text for word in BANNED), text


def test_somebody_has_a_name_outside_the_sixteen_bit_characters(loaded: Store) -> None:
    assert Resident.objects.filter(name__startswith="𠮷").exists()
    assert User.objects.filter(name__startswith="𠮷").exists()


def test_one_person_is_both_branch_secretary_and_director(loaded: Store) -> None:
    both = User.objects.filter(postings__role=Role.BRANCH).filter(postings__role=Role.DIRECTOR)
    assert both.distinct().count() == 3


def test_nobody_can_sign_in_with_a_password(loaded: Store) -> None:
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert _user(Role.CLERK).name == "李敏"
    assert _user(Role.DIRECTOR, "清和一村居委会").name == "周桂英"


def test_shifts_are_published_two_weeks_ahead_and_nobody_came_in_the_future(
    loaded: Store,
) -> None:
    assert Shift.objects.filter(day__gt=TODAY + timedelta(days=14)).exists()
    assert not Shift.objects.exclude(rota__state="published").exists()
    now = moment(TODAY, 9)
    assert not Shift.objects.filter(checked_in_at__gt=now).exists()
    assert not LogEntry.objects.filter(recorded_at__gt=now).exists()
    assert not CaseEvent.objects.filter(at__gt=now).exists()


def test_the_first_director_finds_her_morning_duty_and_three_things_to_do(loaded: Store) -> None:
    director = _user(Role.DIRECTOR, "清和一村居委会")
    morning = Shift.objects.get(person=director, day=TODAY, slot="morning")
    assert morning.checked_in_at is None
    doing = Case.objects.filter(owner=director).to_do_by(director, timezone.now())
    due = {case.due_on - TODAY for case in doing}
    assert {timedelta(days=-2), timedelta(0), timedelta(days=4)} <= due


def test_swaps_cases_and_notices_are_there_in_every_state(loaded: Store) -> None:
    assert set(Swap.objects.values_list("state", flat=True)) == set(SwapState.values)
    assert set(Case.objects.values_list("state", flat=True)) == set(CaseState.values)
    assert set(Case.objects.values_list("kind", flat=True)) == set(CaseKind.values)
    assert set(Notice.objects.values_list("kind", flat=True)) == set(NoticeKind.values)
    assert Notice.objects.filter(state=NoticeState.WITHDRAWN).exists()
    assert Notice.objects.filter(publish_at__gt=moment(TODAY, 9)).exists()
    assert Notice.objects.filter(expires_at__lt=moment(TODAY, 9)).exists()
    assert Notice.objects.filter(pinned=True, committee__isnull=False).exists()
    assert Correction.objects.count() == 1
    assert not Notice.objects.filter(state=NoticeState.DRAFT).exists()


def test_minutes_are_there_in_every_state_and_the_locked_ones_are_whole(loaded: Store) -> None:
    first = Committee.objects.in_street_order()[0]
    here = Minutes.objects.filter(meeting__committee=first)
    assert set(here.values_list("state", flat=True)) == set(MinutesState.values)
    locked = Minutes.objects.filter(state=MinutesState.LOCKED)
    assert (
        locked.filter(released_at__isnull=False).values("meeting__committee").distinct().count()
        > 20
    )
    for minutes in locked.select_related("meeting").prefetch_related("signatures"):
        assert minutes.digest == sha256(minutes.body.encode()).hexdigest()
        assert minutes.meeting.sealed_at == minutes.locked_at
        assert all(line.signed_at or line.note for line in minutes.signatures.all())
    assert Addendum.objects.filter(minutes__in=here).exists()


def test_some_committees_are_in_trouble_and_the_others_are_not(loaded: Store) -> None:
    late = set(Case.objects.overdue(TODAY).values_list("committee__name", flat=True))
    assert late == {name for name, trouble in TROUBLES.items() if trouble.late}
    silent = [one for one in TROUBLES.items() if one[1].silent]
    for name, trouble in silent:
        last = LogEntry.objects.filter(committee__name=name).latest("happened_on").happened_on
        assert work_calendar().workdays_between(last, TODAY) == trouble.silent
    held = Counter(
        Meeting.objects.filter(
            kind="representatives", state="held", starts_at__year=TODAY.year
        ).values_list("committee__name", flat=True)
    )
    assert held["清和三村居委会"] == 2
    assert held["西塘二村居委会"] == 0
    assert _manned("清和五村居委会") < 0.85 < 0.95 <= _manned("清和三村居委会")


def test_reminders_of_the_coming_days_wait_to_be_sent(loaded: Store) -> None:
    waiting = Reminder.objects.filter(state="waiting", due_at__gte=moment(TODAY, 9))
    rules = {"duty", "empty_desk", "well", "meeting", "case", "election", "election_street"}
    of_the_stories = {"knock", "knock_street", "plan_step", "news", "response", "recheck"}
    of_the_stories |= {"handover", "unanswered"}
    planned = Reminder.objects.exclude(rule__in=of_the_stories)
    assert set(waiting.values_list("rule", flat=True)) - of_the_stories == rules
    assert waiting.exclude(rule__in=of_the_stories).count() == planned.count()


def test_the_draw_of_last_night_has_been_made(loaded: Store) -> None:
    assert Callback.objects.waiting().filter(round="recheck").exists()
    assert draw(setting().now) == 0


def test_other_bodies_were_asked_and_answered_in_every_way(loaded: Store) -> None:
    first = Committee.objects.in_street_order().first()
    asked = Referral.objects.exclude(body=None)
    in_the_first = set(asked.filter(committee=first).values_list("state", flat=True))
    assert in_the_first == {"sent", "accepted", "declined", "settled"}
    assert asked.unanswered(setting().now).exists()
    assert Case.objects.filter(state="waiting").exclude(taken_by="").exists()


def test_the_journal_of_every_committee_begins_with_the_loading(loaded: Store) -> None:
    assert AuditEntry.objects.filter(act="demo.loaded").count() == 35
    assert all(report.broken_at is None for report in verify_chains())


@pytest.mark.django_db
def test_two_loads_on_the_same_day_tell_the_same_story() -> None:
    some = territory.directory()[:2]
    stories = []
    for _ in range(2):
        with transaction.atomic():
            load(setting(7), some)
            stories.append([*written(), *User.objects.order_by("pk").values_list("name")])
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert len(stories[0]) > 300


@pytest.mark.django_db
def test_a_history_over_new_year_numbers_its_cases_from_one_again() -> None:
    at = Setting(now=moment(date(2026, 1, 20), 9), days=60, calendar=work_calendar())
    load(at, territory.directory()[:2])
    assert set(Case.objects.filter(number=1).values_list("year", flat=True)) == {2025, 2026}
    still_open = HandoverPoint.objects.filter(settled_at__isnull=True)
    assert still_open.count() == 2, "one a committee, none left over from last year"
    assert broken() == []


def test_a_sentence_once_said_is_said_in_other_words() -> None:
    fresh, roll = Fresh(), dice("test")
    said = [fresh.say(("{few} 户，{floor}。",), roll) for _ in range(60)]
    assert len(set(said)) == len(said)


def test_numbers_and_times_keep_their_distance_from_chinese() -> None:
    text = say(
        "离{building}{floor}很近，{at}到", dice(1), building="11 号楼", floor="2 楼", at="9:30"
    )
    assert text == "离 11 号楼 2 楼很近，9:30 到"


def _user(role: Role, committee: str = "") -> User:
    held = Posting.objects.filter(role=role).order_by("pk")
    posting: Posting = (held.filter(committee__name=committee) if committee else held)[0]
    return posting.user


def _manned(name: str) -> float:
    ended = Shift.objects.filter(committee__name=name).ended(moment(TODAY, 9))
    return ended.manned().count() / ended.count()


# Stories that the acts themselves told


def test_a_door_nobody_opened_ended_with_her_seen_and_one_is_still_looked_for(
    loaded: Store,
) -> None:
    seen, open_one = Knock.objects.order_by("opened_at")
    assert (seen.state, open_one.state) == ("seen", "open")
    assert seen.words
    assert seen.steps.count() == 2
    assert open_one.committee.name == "清和一村居委会"


def test_hardships_of_level_one_and_two_have_plan_help_referral_and_callback(
    loaded: Store,
) -> None:
    grave = Case.objects.filter(kind="hardship", level__lte=2).exclude(urgency="normal")
    assert sorted(grave.values_list("level", flat=True)) == [1, 2, 2]
    assert all(case.plan_steps.filter(done_at__isnull=False).exists() for case in grave)
    assert all(case.plan_steps.filter(done_at__isnull=True).exists() for case in grave)
    assert Aid.objects.filter(case__in=grave).count() == 2
    assert [row.state for row in Referral.objects.filter(case__in=grave)] == ["accepted"]
    closed = grave.get(state="closed")
    assert closed.closing_by != closed.closed_by
    asked = Callback.objects.get(case=closed, reached=True)
    assert asked.by != closed.owner


def test_every_open_case_has_its_clocks_before_the_first_beat(loaded: Store) -> None:
    assert not Case.objects.open().filter(response__isnull=True).exists()
    assert not Case.objects.open().exclude(clocks__clock="solve").exists()
    assert count_uncounted(moment(TODAY, 9)) == 0


# Elections


def test_a_few_committees_elect_each_at_another_stage_and_the_first_votes_today(
    loaded: Store,
) -> None:
    running = Election.objects.order_by("committee__order")

    assert list(running.values_list("stage", flat=True)) == [
        "polling",
        "nomination",
        "roll",
        "registration",
        "preparing",
    ]
    assert not running.filter(rehearsal=True).exists()
    first = running[0]
    assert first.polling_on == TODAY
    roles = Posting.objects.filter(committee=first.committee, role__in=ELECTION_ROLES)
    assert set(roles.values_list("role", flat=True)) == ELECTION_ROLES
    assert Voter.objects.on_roll().filter(election=first).count() > 100


def test_no_notice_of_an_election_has_a_gap_and_one_of_them_is_late(loaded: Store) -> None:
    hung = Announcement.objects.values_list("notice__body", flat=True)

    assert len(hung) > 20
    assert not [body for body in hung if GAP in body]
    preparing = Election.objects.get(stage="preparing")
    assert preparing.steps.filter(due_on__lt=TODAY, done_on=None).exists()
