"""What follows a published result: the public page, office, further rounds, corrections, papers."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.people.models import Posting
from committees.terms.models import Mandate
from elections.ballots.models import Station
from elections.candidates.models import KinTie
from elections.results.correcting import (
    Right,
    agree_to_correction,
    propose_correction,
)
from elections.results.holding import in_force
from elections.results.models import Correction, MandateOrigin, Result, Sealing
from elections.results.next_rounds import open_next_round, still_open
from elections.results.recount import recount
from elections.results.taking_office import take_office, warnings_of
from elections.timetable.models import Contest
from jiedao.common.errors import Refused
from tests.cast import LONG_AGO
from tests.elections.polling import (
    CLEAR,
    at_the_count,
    counted,
    finished,
    out,
    published,
)

pytestmark = pytest.mark.django_db


# The public page


def test_everybody_reads_the_two_sums_in_words_and_the_digest(cast, client):
    poll, result = published(cast.east)

    page = client.get(reverse("results", args=[poll.election.key.lower()])).content.decode()

    assert "应到 60 人，参加投票 50 人，过半数。" in page
    label = poll.lines["chair"][0].label
    assert f"{label}得 40 票，过参加投票人数的一半，当选主任。" in page
    assert result.sha256 in page
    assert "计票核对" in page
    assert "总监票人 石兰 · 选举委员会主任 柳文" in page


def test_sheet_and_program_of_the_page_recount_without_the_portal(cast, client, tmp_path):
    poll, result = published(cast.east)
    for name, file in (("sheet-json", "sheet.json"), ("recount-py", "recount.py")):
        answer = client.get(reverse(name, args=[poll.election.key]))
        (tmp_path / file).write_bytes(answer.content)

    done = subprocess.run(
        [sys.executable, "-I", "recount.py", "sheet.json"], cwd=tmp_path, capture_output=True
    )

    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == result.outcome


def test_nothing_is_public_before_both_have_signed_and_it_is_announced(cast, client):
    poll, _ = finished(cast.east)

    page = client.get(reverse("results", args=[poll.election.key])).content.decode()

    assert f"{poll.election.polling_on.month}月{poll.election.polling_on.day}日投票后公布" in page
    assert client.get(reverse("sheet-json", args=[poll.election.key])).status_code == 404


def test_a_rehearsal_is_nobody_elses_business(cast, client, enter):
    poll, _ = published(cast.east, rehearsal=True)

    for name in ("results", "sheet-json", "recount-py"):
        assert client.get(reverse(name, args=[poll.election.key])).status_code == 404
    there = reverse("results", args=[poll.election.key])
    assert "演练" in enter(cast.east_director).get(there).content.decode()


# Office


def test_the_elected_take_office_that_day_and_the_old_ones_end_the_day_before(cast):
    poll, result = published(cast.east)
    old = Mandate.objects.create(
        committee=cast.east, person=cast.east_director, post="chair", since=LONG_AGO
    )

    made = take_office(result, by=poll.head)

    day = timezone.localdate(result.published_at)
    old.refresh_from_db()
    assert old.until == day - timedelta(days=1)
    assert [one.post for one in made] == ["chair", "vice_chair", "member", "member", "member"]
    assert {one.since for one in made} == {day}
    assert not cast.east_director.reach_on(day).leads(cast.east.pk)
    assert made[0].person.reach_on(day).leads(cast.east.pk)
    assert made[3].person.reach_on(day).works_in(cast.east.pk)
    assert MandateOrigin.objects.filter(result=result).count() == 5
    assert take_office(result, by=poll.head) == []


def test_somebody_elected_again_keeps_the_account(cast):
    poll, result = published(cast.east)
    voter = poll.lines["chair"][0].candidate.voter
    cast.east_director.name = voter.name
    cast.east_director.save()

    made = take_office(result, by=poll.head)

    day = timezone.localdate(result.published_at)
    assert made[0].person == cast.east_director
    assert cast.east_director.reach_on(day).leads(cast.east.pk)
    assert Posting.objects.filter(user=cast.east_director, until=None).count() == 1


def test_nobody_takes_office_from_a_rehearsal_or_before_the_announcement(cast):
    poll, result = finished(cast.east)
    with pytest.raises(Refused, match="还没有公布"):
        take_office(result, by=poll.head)
    poll, result = published(cast.west, rehearsal=True)
    with pytest.raises(Refused, match="这是演练"):
        take_office(result, by=poll.head)


def test_the_page_warns_of_a_committee_without_a_woman_and_of_kin(cast):
    poll, _ = published(cast.east)
    one, other = (poll.lines[post][0].candidate for post in ("chair", "member"))
    KinTie.objects.create(election=poll.election, one=one, other=other, kin="spouse")

    said = "".join(warnings_of(poll.election))

    assert "当选的人里没有女性" in said
    assert "是近亲属，不能同时任职" in said


# Another round


def test_an_open_seat_goes_to_a_run_off_of_one_name_more_than_seats(cast):
    poll = at_the_count(cast.east, roll=60, issued=50)
    result = out(poll, poll.at, **CLEAR | {"member": [45, 43, 20, 12]})
    on = timezone.localdate(result.published_at)

    again = open_next_round(result, by=poll.head, polling_on=on + timedelta(days=7), on=on)

    (contest,) = Contest.objects.filter(round=again)
    assert (again.kind, again.number, contest.seats) == ("run_off", 2, 1)
    names = [line.label for line in poll.lines["member"][2:]]
    assert list(contest.lines.values_list("label", flat=True)) == names
    assert poll.fresh().election.stage == "candidates"
    assert Station.objects.filter(round=again, collected=None).count() == 2


def test_equal_votes_across_the_last_seat_are_decided_before_anything_else(cast):
    poll = at_the_count(cast.east, roll=60, issued=50, spare=2)
    result = out(
        poll,
        poll.at,
        **CLEAR | {"chair": [20, 15, 5], "vice_chair": [41, 5, 1], "member": [45, 43, 30, 30, 0]},
    )
    on = timezone.localdate(result.published_at)

    assert [one.next for one in still_open(poll.election)] == ["tie_revote", "run_off"]
    again = open_next_round(result, by=poll.head, polling_on=on, on=on)

    assert again.kind == "tie_revote"
    assert [one.post for one in again.contests.all()] == ["member"]
    assert again.contests.get().lines.count() == 2


def test_a_void_round_is_held_again_with_the_same_names(cast):
    poll = at_the_count(cast.east, roll=60, issued=20)
    result = out(
        poll,
        poll.at,
        **CLEAR | {"chair": [12, 6], "vice_chair": [12, 6], "member": [15, 12, 11, 1]},
    )
    assert result.outcome["void_reason"] == "turnout"
    on = timezone.localdate(result.published_at)

    with pytest.raises(Refused, match="投票日要在"):
        open_next_round(result, by=poll.head, polling_on=on + timedelta(days=31), on=on)
    again = open_next_round(result, by=poll.head, polling_on=on + timedelta(days=30), on=on)

    assert again.kind == "rerun"
    assert [one.lines.count() for one in again.contests.order_by("pk")] == [2, 2, 4]


def test_with_every_seat_filled_there_is_no_other_round(cast):
    poll, result = published(cast.east)
    on = timezone.localdate(result.published_at)

    with pytest.raises(Refused, match="没有空缺的名额"):
        open_next_round(result, by=poll.head, polling_on=on, on=on)


# Corrections


def right_of(result, **changed):
    counts = {name: result.sheet[name] for name in ("entitled", "issued", "collected", "blank")}
    return Right(counts | {"invalid": result.sheet["invalid"]} | changed)


def test_a_correction_stands_beside_the_published_result_and_needs_a_second_person(cast, client):
    poll, result = published(cast.east)
    sheet = dict(result.sheet)
    row = propose_correction(
        result, right_of(result, issued=51), by=poll.scrutineer, why="漏记一张", at=poll.at
    )
    there = reverse("results", args=[poll.election.key])
    assert "漏记一张" not in client.get(there).content.decode()
    with pytest.raises(Refused, match="由另一个人确认"):
        agree_to_correction(row, by=poll.scrutineer, at=poll.at)

    agree_to_correction(row, by=poll.head, at=poll.at)

    page = client.get(there).content.decode()
    assert "漏记一张" in page
    assert {"51 张", "50 张"} <= {part.split("<")[0] for part in page.split('">')}
    assert result.sha256 in page
    result.refresh_from_db()
    assert result.sheet == sheet
    assert recount(in_force(result)[0]) == in_force(result)[1]
    answer = client.get(reverse("sheet-json", args=[poll.election.key]))
    assert json.loads(answer.content)["sha256"] == Correction.objects.get().sha256


def test_a_correction_that_changes_nothing_or_cannot_be_is_refused(cast):
    poll, result = published(cast.east)
    for changed, words in (({}, "没有要更正的"), ({"blank": 50}, "对不上")):
        with pytest.raises(Refused, match=words):
            propose_correction(
                result, right_of(result, **changed), by=poll.head, why="看过", at=poll.at
            )


# Pages of the people of the election


def test_the_head_walks_from_the_last_sheet_to_the_certificates(cast, enter):
    poll = counted(cast.east)
    key = poll.election.key
    head, scrutineer = enter(poll.head), enter(poll.scrutineer)

    assert "可以完成了" in head.get(reverse("result", args=[key])).content.decode()
    assert scrutineer.post(reverse("result-finish", args=[key])).status_code == 303
    for person in (scrutineer, head):
        assert "看过了，签字" in person.get(reverse("result", args=[key])).content.decode()
        assert person.post(reverse("result-sign", args=[key])).status_code == 303
    refused = scrutineer.post(reverse("result-publish", args=[key]))
    assert (refused.status_code, "由选举委员会主任公布" in refused.content.decode()) == (422, True)
    assert head.post(reverse("result-publish", args=[key])).status_code == 303
    assert head.post(reverse("result-office", args=[key])).status_code == 303

    papers = head.get(reverse("certificates", args=[key])).content.decode()
    assert papers.count("sheet-title") == 5
    assert f"{poll.lines['chair'][0].candidate.voter.name}" in papers
    report = head.get(reverse("result-report", args=[key])).content.decode()
    assert "选举结果报告单" in report
    assert Result.objects.get().sha256 in report


def test_what_is_sealed_stands_on_the_report(cast, enter):
    poll, _ = published(cast.east)
    head, there = enter(poll.head), reverse("seals", args=[poll.election.key])
    sealing = {
        "what": "选票和计票单",
        "seal": "封 0077",
        "place": "档案室铁柜",
        "keeper": "柳文",
        "sealed_by": "石兰、贝宁",
        "sealed_on": "今天",
    }

    assert head.post(there, sealing).status_code == 303
    assert Sealing.objects.get().seal == "封 0077"
    report = head.get(reverse("result-report", args=[poll.election.key])).content.decode()
    assert "封条号 封 0077" in report


def test_a_complaint_has_a_last_day_and_an_answer_with_its_reason(cast, enter):
    poll, _ = published(cast.east)
    desk, there = enter(cast.east_director), reverse("challenges", args=[poll.election.key])
    filed = {"filed_by": "3 号楼居民", "filed_on": "今天", "words": "唱票时听不清"}
    assert desk.post(there, filed).status_code == 303
    (row,) = poll.election.challenges.all()
    assert row.due_on == timezone.localdate() + timedelta(days=30)

    one = reverse("challenge-answer", args=[poll.election.key, row.pk])
    assert desk.post(one, {"answer": "refused", "reason": " "}).status_code == 422
    assert desk.post(one, {"answer": "refused", "reason": "录音里每张都唱了"}).status_code == 303
    assert "不成立" in desk.get(there).content.decode()


def test_the_archive_has_an_index_of_digests_and_no_voter(cast, enter):
    poll, result = published(cast.east)
    answer = enter(poll.head).get(reverse("election-archive", args=[poll.election.key]))

    bundle = zipfile.ZipFile(io.BytesIO(answer.content))
    lines = bundle.read("目录.txt").decode().splitlines()
    digests = dict(reversed(line.split("  ", 1)) for line in lines)
    assert set(digests) == set(bundle.namelist()) - {"目录.txt"}
    for name, digest in digests.items():
        assert hashlib.sha256(bundle.read(name)).hexdigest() == digest
    assert json.loads(bundle.read("第1次投票/结果单.json"))["sha256"] == result.sha256
    whole = b"".join(bundle.read(name) for name in bundle.namelist()).decode()
    standing = {line.label.split("（")[0] for lines in poll.lines.values() for line in lines}
    others = [voter.name for voter in poll.voters if voter.name not in standing]
    assert others
    assert [name for name in others if name in whole] == []


@pytest.mark.parametrize(("name", "queries"), [("results", 9), ("result", 28)])
def test_pages_of_the_result_ask_a_fixed_number_of_times(
    cast, enter, django_assert_num_queries, name, queries
):
    poll, _ = published(cast.east)
    head = enter(poll.head)
    head.get(reverse(name, args=[poll.election.key]))
    with django_assert_num_queries(queries):
        head.get(reverse(name, args=[poll.election.key]))
