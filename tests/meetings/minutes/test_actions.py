"""From the draft to the locked minutes and their addenda."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from committees.journal.models import AuditEntry
from jiedao.common.errors import Conflict, Refused
from meetings.agenda.actions import Said
from meetings.agenda.actions import write_outcome as write_words
from meetings.attendance.actions import Stay, tick, walk_in
from meetings.attendance.states import Signed
from meetings.minutes.actions import (
    add_addendum,
    lock_minutes,
    note_signatures,
    proposed_public,
    release_minutes,
    save_minutes,
    send_round,
    start_minutes,
    take_back,
)
from meetings.minutes.drafting import presence_of
from meetings.minutes.models import Minutes
from meetings.resolutions.actions import change_outcome, write_outcome
from tests.casework.homes import move_in
from tests.meetings.minutes.conftest import NOW

LATER = NOW + timedelta(hours=1)


def locked(minutes, cast):
    send_round(minutes, by=cast.east_member, at=LATER)
    everybody = set(minutes.signatures.values_list("pk", flat=True))
    note_signatures(minutes, by=cast.east_member, signed=everybody, notes={}, at=LATER)
    return lock_minutes(minutes, by=cast.east_director, at=LATER)


def test_the_draft_writes_itself_from_the_record(minutes):
    body = minutes.body
    assert body.startswith("2026年11月25日下午 2:00，东苑居委会在居委会二楼会议室召开小区联席会议")
    assert "一、12 号楼楼道灯\n物业说声控灯老化，吉祥里的𠮷师傅看过。" in body
    assert "经协商一致，议定：更换 12 号楼声控灯。" in body
    assert "〔2026〕3号：更换 12 号楼声控灯 18 盏。" in body
    assert "1. 东苑物业公司牵头，换灯 18 盏，12月10日前办好。" in body
    assert "二、车棚充电\n这个议题没有议完，转到下次会议。" in body


def test_who_came_and_who_was_excused_stands_under_it(meeting):
    groups = dict(presence_of(meeting).groups)
    assert groups["出席"] == (("居委会主任", "周桂英"), ("东苑物业公司", "陈工友"))
    assert groups["请假"] == (("居委会委员", "赵国强"),)


def test_drafting_twice_keeps_what_was_typed(cast, meeting, minutes):
    save_minutes(minutes, by=cast.east_member, body="改过的", version=minutes.version, at=LATER)
    assert start_minutes(meeting, by=cast.east_director, at=LATER).body == "改过的"
    assert Minutes.objects.count() == 1


def test_two_secretaries_who_change_different_paragraphs_lose_nothing(cast, minutes):
    first = minutes.body.replace("灯老化", "灯全部老化")
    second = minutes.body + "\n散会。"
    save_minutes(minutes, by=cast.east_member, body=first, version=1, at=LATER)

    kept, together = save_minutes(minutes, by=cast.east_branch, body=second, version=1, at=LATER)

    assert together
    assert "灯全部老化" in kept.body
    assert kept.body.endswith("散会。")


def test_two_secretaries_in_the_same_paragraph_see_both_texts(cast, minutes):
    save_minutes(minutes, by=cast.east_member, body="甲写的", version=1, at=LATER)
    with pytest.raises(Conflict) as conflict:
        save_minutes(minutes, by=cast.east_branch, body="乙写的", version=1, at=LATER)
    assert conflict.value.current.body == "甲写的"


def test_nothing_is_locked_while_somebody_has_not_signed(cast, minutes):
    send_round(minutes, by=cast.east_member, at=LATER)
    with pytest.raises(Refused, match="还有人没签：周桂英、陈工友"):
        lock_minutes(minutes, by=cast.east_director, at=LATER)


def test_a_reason_stands_for_a_signature(cast, minutes):
    send_round(minutes, by=cast.east_member, at=LATER)
    one, other = minutes.signatures.all()
    note_signatures(
        minutes, by=cast.east_member, signed={one.pk}, notes={other.pk: "人在外地"}, at=LATER
    )
    assert lock_minutes(minutes, by=cast.east_director, at=LATER).state == "locked"


def test_locked_minutes_carry_the_digest_of_their_text(cast, minutes):
    done = locked(minutes, cast)
    assert done.digest == hashlib.sha256(done.body.encode()).hexdigest()
    assert AuditEntry.objects.filter(act="minutes.lock", committee=cast.east).exists()


def test_locked_minutes_change_by_numbered_addenda_alone(cast, minutes):
    locked(minutes, cast)
    with pytest.raises(Refused, match="已经锁定"):
        save_minutes(minutes, by=cast.east_member, body="改", version=9, at=LATER)
    with pytest.raises(Refused):
        take_back(minutes, by=cast.east_member, at=LATER)
    numbers = [
        add_addendum(minutes, by=cast.east_member, text=text, at=LATER).number
        for text in ("18 盏应为 16 盏。", "日期应为 12月12日。")
    ]
    assert numbers == [1, 2]


def test_the_database_refuses_locked_minutes_without_a_digest(minutes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(state="locked")


def test_only_the_director_locks_and_releases(cast, minutes):
    send_round(minutes, by=cast.east_member, at=LATER)
    with pytest.raises(Refused, match="居委会主任"):
        lock_minutes(minutes, by=cast.east_member, at=LATER)
    with pytest.raises(Refused, match="居委会主任"):
        release_minutes(minutes, by=cast.east_member, text="看", at=LATER)


def test_a_neighbour_on_the_register_is_not_named_to_residents(cast, minutes):
    move_in(cast.east, "3-502", "张海芬")
    body = minutes.body + "\n张海芬家已经修好。周桂英去看过。"
    minutes, _ = save_minutes(minutes, by=cast.east_member, body=body, version=1, at=LATER)

    read = proposed_public(minutes)

    assert "张**家已经修好。周桂英去看过。" in read.text
    assert read.hidden == ("张海芬",)


def test_minutes_are_not_written_before_the_meeting(cast, meeting):
    meeting.state = "planned"
    meeting.save(update_fields=["state"])
    with pytest.raises(Refused, match="还没有开"):
        start_minutes(meeting, by=cast.east_director, at=NOW)


def test_locked_minutes_seal_what_they_were_written_from(cast, minutes, enter):
    """Topics, votes, outcomes and who came; each act says what to do instead."""
    meeting = locked(minutes, cast).meeting
    topic, came = meeting.topics.first(), meeting.attendees.first()
    by = {"by": cast.east_member}
    said, stay = Said(discussion="又想起来", agreed=True), Stay(None)
    attempts = (
        lambda: write_words(topic, said=said, version=topic.version, at=LATER, **by),
        lambda: tick(meeting, stays={came.pk: stay}, signed=Signed.TICK, at=LATER, **by),
        lambda: walk_in(meeting, name="后来的人", at=LATER, **by),
        lambda: write_outcome(topic, kind="other", text="再加一条", at=LATER, **by),
        lambda: change_outcome(
            meeting.resolutions.get(), kind="other", text="改字", version=1, **by
        ),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="有错请写补正"):
            attempt()

    page = enter(cast.east_member).get(f"/meetings/{meeting.pk}/topics/{topic.pk}/")
    assert "更换 12 号楼声控灯" in page.content.decode()
    assert 'data-draft="topic"' not in page.content.decode()
