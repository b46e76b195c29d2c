"""Notice 16 goes with the result: no button of its own, no second round of signatures."""

import pytest
from django.utils import timezone

from committees.notices.actions import ask_second_person
from committees.notices.correcting import correct
from committees.notices.drafting import Draft, change_draft
from committees.notices.keeping import words_of
from committees.notices.models import Correction as NoticeCorrection
from committees.notices.models import Notice
from committees.notices.rules import Words
from elections.counting.models import Batch
from elections.counting.rules import Entry
from elections.desk.facts import facts_of, in_groups
from elections.results.correcting import Right, agree_to_correction, propose_correction
from elections.results.finishing import finish_count, publish, sign
from elections.results.next_rounds import open_next_round
from elections.timetable.announcements import GAP
from elections.timetable.announcing import draft_announcement
from elections.timetable.models import Announcement
from jiedao.common.errors import Refused
from tests.elections.polling import (
    CLEAR,
    at_the_count,
    batches,
    count_alike,
    counted,
    finished,
    finished_and_out,
    published,
    put_on_the_wall,
    signed_and_out,
    votes_of,
)

pytestmark = pytest.mark.django_db


def drafted(cast, poll):
    facts = facts_of(poll.election, "16")
    at = timezone.now()
    return draft_announcement(poll.election, "16", facts, by=cast.east_director, at=at)


def the_notice() -> Notice:
    return Announcement.objects.select_related("notice").get(number="16").notice


def test_publishing_the_result_hangs_it_on_the_notice_board(cast, client):
    poll, result = finished(cast.east)
    assert not Announcement.objects.filter(number="16").exists()

    result = signed_and_out(poll, result, timezone.now())

    notice = the_notice()
    assert (notice.state, notice.author, notice.released_by) == (
        "released",
        poll.scrutineer,
        poll.head,
    )
    assert Announcement.objects.get(number="16").round == poll.round
    board = client.get(f"/e/{poll.election.key}/").content.decode()
    assert f"/n/{notice.key}" in board
    page = client.get(f"/n/{notice.key}").content.decode()
    label = poll.lines["chair"][0].label
    assert f"{label}得 40 票，过参加投票人数的一半，当选主任。" in page
    assert in_groups(result.sha256) in page


def test_a_draft_of_before_is_filled_and_keeps_what_its_writer_added(cast):
    poll, result = finished(cast.east)
    made = drafted(cast, poll)
    assert GAP in made.notice.body
    words = Words(made.notice.title, f"各位居民：\n{made.notice.body}")
    change_draft(
        made.notice,
        Draft(words, expires_at=made.notice.expires_at),
        version=made.notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )

    signed_and_out(poll, result, timezone.now())

    notice = the_notice()
    assert (notice.pk, notice.state) == (made.notice.pk, "released")
    assert notice.body.startswith("各位居民：\n")
    assert GAP not in notice.body
    assert "应到 60 人，参加投票 50 人，过半数。" in notice.body


@pytest.mark.parametrize(
    "text", ["某某当选主任，得 49 票。", "结果如下：（请填写投票和当选的情况）\n问 13800138000。"]
)
def test_a_draft_that_says_something_else_gives_way_to_the_record(cast, text):
    poll, result = finished(cast.east)
    made = drafted(cast, poll)
    Notice.objects.filter(pk=made.notice.pk).update(body=text)

    signed_and_out(poll, result, timezone.now())

    notice = the_notice()
    assert notice.body.startswith("第 8 届居民委员会换届选举于")
    assert "49 票" not in notice.body
    assert "13800138000" not in notice.body


def test_a_draft_that_waits_for_its_second_person_is_not_left_behind(cast):
    poll, result = finished(cast.east)
    ask_second_person(drafted(cast, poll).notice, by=cast.east_director)

    signed_and_out(poll, result, timezone.now())

    assert the_notice().state == "released"
    with pytest.raises(Refused, match="第 16 号公告已经起草"):
        drafted(cast, poll)


def test_in_a_rehearsal_it_stays_with_the_second_person(cast, client):
    published(cast.east, rehearsal=True)

    notice = the_notice()
    assert (notice.state, notice.on_web) == ("review", False)
    assert notice.title.startswith("【演练】")
    assert client.get(f"/n/{notice.key}").status_code == 404


def test_a_result_that_is_not_published_leaves_no_notice(cast):
    poll, result = finished(cast.east)
    sign(result, by=poll.head, at=timezone.now())

    with pytest.raises(Refused, match="两个人都签字"):
        publish(result, by=poll.head, at=timezone.now())

    assert not Announcement.objects.filter(number="16").exists()


def run_off(cast):
    """Published with one seat open, and the day of the run-off settled."""
    poll = at_the_count(cast.east, roll=60, issued=50)
    entry = votes_of(poll, **CLEAR | {"member": [45, 43, 20, 12]})
    for batch in batches(poll):
        count_alike(poll, batch, Entry(entry))
    Batch.objects.update(way="single")
    put_on_the_wall(poll, entry)
    result = finished_and_out(poll, timezone.now())
    today = timezone.localdate()
    open_next_round(result, by=poll.head, polling_on=today, on=today)
    return poll.fresh(), result


def test_the_next_round_has_a_notice_of_its_own(cast):
    poll, _ = run_off(cast)
    assert "委员还缺 1 人，要另行选举" in the_notice().body

    again = drafted(cast, poll)

    assert again.notice.pk != the_first().pk
    with pytest.raises(Refused, match="已经起草"):
        drafted(cast, poll)


def the_first() -> Notice:
    return Announcement.objects.filter(number="16").earliest("pk").notice


# Corrections


def right_of(result, **changed):
    counts = {
        name: result.sheet[name] for name in ("entitled", "issued", "collected", "blank", "invalid")
    }
    return Right(counts | changed)


def corrected(poll, result, **changed):
    now = timezone.now()
    right = right_of(result, **changed)
    row = propose_correction(result, right, by=poll.scrutineer, why="漏记一人", at=now)
    return agree_to_correction(row, by=poll.head, at=now)


def test_a_corrected_result_corrects_its_notice_under_the_same_key(cast, client):
    poll, result = finished(cast.east)
    result = signed_and_out(poll, result, timezone.now())
    key = the_notice().key

    row = corrected(poll, result, entitled=61)

    notice = the_notice()
    assert (notice.key, notice.state) == (key, "released")
    assert "应到 61 人，参加投票 50 人" in notice.body
    assert "更正说明：漏记一人" in notice.body
    assert in_groups(row.sha256) in notice.body
    assert in_groups(result.sha256) not in notice.body
    one = NoticeCorrection.objects.get(notice=notice)
    assert (one.waiting, one.by, one.agreed_by) == (False, poll.scrutineer, poll.head)
    page = client.get(f"/n/{key}").content.decode()
    assert "应到 60 人" in page
    assert "应到 61 人" in page


def test_a_second_correction_replaces_the_words_of_the_first(cast):
    poll, result = finished(cast.east)
    result = signed_and_out(poll, result, timezone.now())
    corrected(poll, result, entitled=61)

    corrected(poll, result, entitled=62)

    body = the_notice().body
    assert "应到 62 人" in body
    assert body.count("更正说明") == 1


def test_a_correction_that_waits_at_the_desk_of_notices_goes(cast):
    poll, result = finished(cast.east)
    result = signed_and_out(poll, result, timezone.now())
    notice = the_notice()
    words = Words(notice.title, notice.body + "\n请互相转告。")
    version, now = notice.version, timezone.now()
    correct(notice, words, version=version, by=cast.east_director, at=now)

    corrected(poll, result, entitled=61)

    assert not NoticeCorrection.objects.filter(waiting=True).exists()
    assert "请互相转告" not in words_of(the_notice()).body


def test_nothing_of_a_corrected_rehearsal_is_public(cast):
    poll, result = published(cast.east, rehearsal=True)

    corrected(poll, result, entitled=61)

    assert the_notice().state == "review"
    assert not NoticeCorrection.objects.exists()


def test_the_page_of_the_notices_offers_no_second_draft_of_it(cast, enter):
    poll = counted(cast.east)
    there, form = f"/e/{poll.election.key}/notices/", f"/e/{poll.election.key}/notices/16/"
    desk = enter(cast.east_director)
    assert form in desk.get(there).content.decode()

    result = finish_count(poll.round, by=poll.scrutineer, at=timezone.now())
    signed_and_out(poll, result, timezone.now())

    assert form not in desk.get(there).content.decode()
