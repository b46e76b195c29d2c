"""Private cases, and hardship records opened by the street: who reads, who gives a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.actions import CaseWords, add_progress, open_case
from casework.cases.models import Case, CaseReader
from casework.cases.planning import Plan
from casework.cases.privacy import OPEN_FOR, break_glass, keep_private, no_longer_private, watch_of
from casework.cases.rights import forget_rights, may_read
from casework.cases.shown import SEALED, shown_to
from casework.log.actions import write_entry
from casework.log.rules import EntryWords
from committees.journal.models import AuditEntry
from committees.reminders.models import InboxMessage
from jiedao.common.errors import Refused
from tests.casework.cases.conftest import NOW

SECRET = "夫妻吵架要人劝"


@pytest.fixture
def private(cast, opened):
    """Of a member, hers alone beside the director; the second member is not on the list."""
    case = opened("dispute", title=SECRET, by=cast.east_member)
    return keep_private(case, by=cast.east_member, readers=[], at=NOW)


def test_a_private_case_keeps_its_place_in_lists_but_not_its_words(cast, enter, private):
    page = enter(cast.east_second_member).get("/cases/?tab=others").content.decode()
    assert SEALED in page
    assert SECRET not in page
    assert SECRET in enter(cast.east_director).get("/cases/?tab=others").content.decode()


def test_nobody_finds_it_by_a_word_she_may_not_read(cast, enter, private):
    colleague, director = enter(cast.east_second_member), enter(cast.east_director)
    for address in ("/cases/?tab=others&q=吵架", "/search/?q=吵架"):
        assert str(private) not in colleague.get(address).content.decode()
        assert str(private) in director.get(address).content.decode()


@pytest.fixture
def told(cast):
    """What a neighbour told at the desk, written down by one member; another works on it."""
    words = EntryWords("visit", "3-502", SECRET, timezone.localdate(NOW))
    entry = write_entry(cast.east, by=cast.east_member, words=words, household=None, at=NOW)
    plan = Plan(cast.east_branch, timezone.localdate(NOW))
    case = open_case(
        cast.east, by=cast.east_member, words=CaseWords("劝和"), plan=plan, at=NOW, entry=entry
    )
    return keep_private(case, by=cast.east_director, readers=[], at=NOW)


def test_what_a_private_case_came_of_is_as_private_as_the_case(cast, enter, told):
    places = ["/log/", f"/log/{told.entry_id}/", "/search/?q=吵架", "/duty/book/"]
    for reader in (cast.east_member, cast.east_director, cast.east_branch):
        assert SECRET in enter(reader).get(places[1]).content.decode()
    assert SECRET in enter(cast.east_director).get(places[0]).content.decode()

    colleague = enter(cast.east_second_member)
    for place in places:
        assert SECRET not in colleague.get(place).content.decode()
    assert colleague.get(places[1]).status_code == 404


def test_a_reason_opens_the_entry_too_and_the_director_opens_both_for_all(cast, enter, told):
    colleague, place = enter(cast.east_second_member), f"/log/{told.entry_id}/"
    break_glass(told, by=cast.east_second_member, why="她今天来窗口问", at=timezone.now())
    assert SECRET in colleague.get(place).content.decode()
    CaseReader.objects.update(until=timezone.now())
    assert colleague.get(place).status_code == 404

    no_longer_private(told, by=cast.east_director, at=timezone.now())

    assert SECRET in colleague.get(place).content.decode()


def test_its_page_asks_why_and_opens_for_a_working_day(cast, enter, private):
    colleague = enter(cast.east_second_member)
    door = colleague.get(f"/cases/{private.pk}/").content.decode()
    assert "为什么要看" in door
    assert SECRET not in door
    empty = colleague.post(f"/cases/{private.pk}/open/", {"why": " "})
    assert empty.status_code == 422
    colleague.post(f"/cases/{private.pk}/open/", {"why": "她今天来窗口问"})
    assert SECRET in colleague.get(f"/cases/{private.pk}/").content.decode()
    assert AuditEntry.objects.filter(act="cases.break-glass", by=cast.east_second_member).exists()
    assert InboxMessage.objects.filter(recipient=cast.east_director).exists()


def test_the_reason_runs_out(cast, private):
    colleague = cast.east_second_member
    reader = break_glass(private, by=colleague, why="她今天来窗口问", at=NOW)
    assert may_read(colleague, private)
    CaseReader.objects.filter(pk=reader.pk).update(until=NOW - OPEN_FOR - timedelta(days=1))
    forget_rights(colleague)
    assert not may_read(colleague, private)


def test_no_act_goes_past_the_door(cast, enter, private):
    colleague = cast.east_second_member
    with pytest.raises(Refused, match="只给指定的人看"):
        add_progress(private, by=colleague, text="我来看看", at=NOW)
    assert enter(colleague).get(f"/cases/{private.pk}/progress/").status_code == 404


def test_the_list_lets_a_colleague_in_and_out(cast, private):
    colleague = cast.east_second_member
    keep_private(private, by=cast.east_member, readers=[colleague], at=NOW)
    forget_rights(colleague)
    assert shown_to(colleague, private).title == SECRET
    keep_private(private, by=cast.east_member, readers=[], at=NOW)
    forget_rights(colleague)
    assert shown_to(colleague, private).title == SEALED
    with pytest.raises(Refused, match="不在本居委会"):
        keep_private(private, by=cast.east_member, readers=[cast.west_director], at=NOW)


def test_only_the_director_opens_it_to_all_again(cast, private):
    with pytest.raises(Refused, match="主任"):
        no_longer_private(private, by=cast.east_member, at=NOW)
    no_longer_private(private, by=cast.east_director, at=NOW)
    case = Case.objects.get(pk=private.pk)
    assert may_read(cast.east_second_member, case)


def test_the_street_gives_a_reason_before_it_reads_a_hardship_record(cast, enter, opened):
    case, clerk = opened("hardship", title="没钱看病"), enter(cast.clerk)
    assert "没钱看病" not in clerk.get(f"/cases/{case.pk}/").content.decode()
    clerk.post(f"/cases/{case.pk}/open/", {"why": "区里来电话问"})
    assert "没钱看病" in clerk.get(f"/cases/{case.pk}/").content.decode()


def test_the_director_sees_who_read_and_why(cast, enter, private):
    break_glass(private, by=cast.east_second_member, why="她今天来窗口问", at=NOW)
    watch = watch_of(private, cast.east_director, NOW)
    assert watch is not None
    assert [reading.why for reading in watch.readings] == ["她今天来窗口问"]
    assert watch_of(private, cast.east_member, NOW) is None
    assert (
        "她今天来窗口问" in enter(cast.east_director).get(f"/cases/{private.pk}/").content.decode()
    )


def test_the_street_s_lists_name_nobody_and_keep_private_words(cast, enter, private):
    Case.objects.filter(pk=private.pk).update(due_on=NOW.date() - timedelta(days=9))
    for address in ("/street/", "/street/cases/?due=late", "/street/numbers/overdue/"):
        page = enter(cast.clerk).get(address).content.decode()
        assert SECRET not in page
