"""An opinion: asked, given, answered, followed. Only forward, and nothing without its words."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.reminders.models import InboxMessage, Reminder
from committees.territory.models import PartnerBody
from jiedao.common.errors import Refused
from meetings.opinions.actions import answer, ask_branch, follow, give, note_hearing
from meetings.opinions.models import Opinion
from meetings.opinions.querysets import opinions_given
from meetings.opinions.rules import answer_by, source_of, stage_of
from meetings.opinions.states import Source, Stage
from tests.gatherings import a_meeting

TODAY = date(2026, 11, 23)
NOW = timezone.make_aware(datetime(2026, 11, 23, 15))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("given", "answered", "followed", "stage"),
    [
        (None, None, None, Stage.ASKED),
        (TODAY, None, None, Stage.GIVEN),
        (TODAY, TODAY, None, Stage.ANSWERED),
        (TODAY, TODAY, TODAY, Stage.FOLLOWED),
    ],
)
def test_the_stage_is_read_from_the_dates(given, answered, followed, stage):
    assert stage_of(given, answered, followed) == stage


def test_an_answer_is_due_on_the_tenth_day_after():
    assert answer_by(date(2026, 11, 23)) == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("decides", "bodies", "source"),
    [
        ("opinion", ["branch"], Source.BRANCH),
        ("opinion", [], Source.HEARING),
        ("vote", ["branch"], None),
    ],
)
def test_a_meeting_forms_the_opinion_its_rules_speak_of(decides, bodies, source):
    assert source_of(decides, bodies) == source


@pytest.fixture
def body(cast):
    return PartnerBody.objects.get(committee=cast.east, kind="branch")


@pytest.fixture
def asked(cast, body):
    return ask_branch(
        cast.east,
        by=cast.east_member,
        body=body,
        asked="北门停车怎么排",
        asked_on=TODAY - 3 * DAY,
        at=NOW,
    )


@pytest.fixture
def given(cast, asked):
    return give(
        asked, by=cast.east_branch, given="先公示，再开听证会。", given_on=TODAY - 2 * DAY, at=NOW
    )


@pytest.fixture
def answered(cast, given):
    words = "已定下月开听证会。"
    return answer(given, by=cast.east_director, words=words, answered_on=TODAY - DAY, at=NOW)


def _inbox(user):
    return list(InboxMessage.objects.filter(recipient=user).values_list("text", flat=True))


def test_it_goes_all_the_way_and_each_is_told(cast, answered):
    done = follow(answered, by=cast.east_member, words="听证会开好了。", followed_on=TODAY, at=NOW)

    assert done.stage == Stage.FOLLOWED
    assert len(_inbox(cast.east_branch)) == 2
    assert any("请在 12月1日以前回复" in text for text in _inbox(cast.east_director))


def test_the_director_is_reminded_until_the_answer_is_there(cast, given):
    waiting = Reminder.objects.filter(object_type="meetings.opinion", rule="case")
    assert set(waiting.values_list("recipient", flat=True)) == {cast.east_director.pk}

    answer(given, by=cast.east_director, words="照办。", answered_on=TODAY, at=NOW)

    assert not waiting.filter(state="waiting").exists()


def test_nothing_happens_twice_or_out_of_order(cast, asked):
    with pytest.raises(Refused, match="还没有意见"):
        answer(asked, by=cast.east_director, words="好", answered_on=TODAY, at=NOW)
    with pytest.raises(Refused, match="还没有回复"):
        follow(asked, by=cast.east_director, words="好", followed_on=TODAY, at=NOW)
    give(asked, by=cast.east_member, given="同意。", given_on=TODAY, at=NOW)
    with pytest.raises(Refused, match="意见已经写了"):
        give(asked, by=cast.east_member, given="又。", given_on=TODAY, at=NOW)


def test_a_day_before_the_step_or_to_come_is_refused(cast, asked):
    with pytest.raises(Refused, match="不能早于 11月20日"):
        give(asked, by=cast.east_branch, given="好", given_on=TODAY - 4 * DAY, at=NOW)
    with pytest.raises(Refused, match="还没到"):
        give(asked, by=cast.east_branch, given="好", given_on=TODAY + DAY, at=NOW)


def test_only_the_director_answers_the_party_organisation(cast, given):
    for person in (cast.east_member, cast.east_branch, cast.west_director, cast.clerk):
        with pytest.raises(Refused, match="由居委会主任回复"):
            answer(given, by=person, words="好", answered_on=TODAY, at=NOW)


def test_another_committee_is_kept_out(cast, body):
    with pytest.raises(Refused, match="由本居委会的人来记"):
        ask_branch(cast.east, by=cast.west_member, body=body, asked="x", asked_on=TODAY, at=NOW)
    with pytest.raises(Refused, match="不属于本居委会"):
        ask_branch(cast.west, by=cast.west_member, body=body, asked="x", asked_on=TODAY, at=NOW)


def test_the_database_itself_refuses_an_answer_to_nothing(asked):
    with pytest.raises(IntegrityError, match="opinion_answered_after_given"), transaction.atomic():
        Opinion.objects.filter(pk=asked.pk).update(answer="好", answered_on=TODAY)


def test_the_measure_counts_what_the_party_organisations_gave(cast, given):
    hearing = a_meeting(
        cast.east, "hearing", title="停车听证会", starts_at=NOW, convened_by=cast.east_director
    )
    note_hearing(
        hearing,
        by=cast.east_member,
        asked="停车",
        to_whom="物业公司",
        given="多数赞成",
        given_on=TODAY,
        at=NOW,
    )
    rows = opinions_given(TODAY - 5 * DAY, TODAY)
    assert list(rows.values_list("committee_id", "given_on", "answered_on")) == [
        (cast.east.pk, TODAY - 2 * DAY, None)
    ]


# Pages


def test_the_party_organisation_writes_its_own_opinion(cast, enter, asked):
    browser = enter(cast.east_branch)
    page = browser.get(f"/opinions/{asked.pk}/").content.decode()
    assert "写意见" in page
    assert "等意见" in page

    typed = {"words": "先听楼组长的。", "on": f"{timezone.localdate():%Y-%m-%d}"}
    answer_ = browser.post(f"/opinions/{asked.pk}/give/", typed)

    assert answer_.status_code == 303
    assert "先听楼组长的。" in browser.get(answer_["Location"]).content.decode()


def test_a_foreign_party_organisation_is_a_wrong_choice(cast, enter):
    foreign = PartnerBody.objects.get(committee=cast.west, kind="branch")
    typed = {"asked": "停车", "asked_on": "今天", "body": foreign.pk}

    page = enter(cast.east_member).post("/opinions/new/", typed)

    assert page.status_code == 422
    assert "不属于本居委会" in page.content.decode()
    assert "停车" in page.content.decode()
    assert not Opinion.objects.exists()


def test_an_empty_step_names_its_own_words(cast, enter, asked):
    page = enter(cast.east_branch).post(f"/opinions/{asked.pk}/give/", {"words": "", "on": ""})
    assert page.status_code == 422
    assert "请写“意见”。" in page.content.decode()


def test_whoever_may_not_answer_is_told_who_does(cast, enter, given):
    page = enter(cast.east_member).get(f"/opinions/{given.pk}/answer/", follow=True)
    assert "由居委会主任回复" in page.content.decode()


def test_a_hearing_is_written_down_from_its_meeting(cast, enter):
    hearing = a_meeting(
        cast.east, "hearing", title="停车听证会", starts_at=NOW, convened_by=cast.east_director
    )
    browser = enter(cast.east_member)
    url = f"/opinions/new/?meeting={hearing.pk}"
    assert "停车听证会" in browser.get(url).content.decode()

    typed = {
        "asked": "停车",
        "given": "多数赞成",
        "to_whom": "街道建设科",
        "given_on": "2026-11-20",
    }
    done = browser.post(url, typed)

    assert done.status_code == 303
    assert Opinion.objects.get().meeting == hearing


def test_a_joint_meeting_forms_no_opinion(cast, enter):
    joint = a_meeting(cast.east, title="联席", starts_at=NOW, convened_by=cast.east_director)
    assert enter(cast.east_member).get(f"/opinions/new/?meeting={joint.pk}").status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_costs_the_same_however_long_it_is(
    cast, enter, body, given, more, django_assert_num_queries
):
    for n in range(more):
        ask_branch(
            cast.east, by=cast.east_member, body=body, asked=f"又{n}", asked_on=TODAY, at=NOW
        )
    member = enter(cast.east_member)
    member.get("/opinions/")
    with django_assert_num_queries(7):
        member.get("/opinions/")


def test_one_opinion_costs_the_same_at_every_step(cast, enter, answered, django_assert_num_queries):
    member = enter(cast.east_member)
    member.get(f"/opinions/{answered.pk}/")
    with django_assert_num_queries(6):
        member.get(f"/opinions/{answered.pk}/")
