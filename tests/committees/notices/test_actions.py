from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.notices.actions import (
    agree,
    ask_second_person,
    pin,
    publish_urgent,
    release,
    send_back,
    unschedule,
    withdraw,
)
from committees.notices.board import no_paper, put_up, take_down
from committees.notices.correcting import agree_correction, correct, drop_correction
from committees.notices.drafting import Draft, change_draft, draft_notice, remove_file, set_minute
from committees.notices.models import BoardPosting, Correction, Notice, NoticeFile
from committees.notices.rules import Words
from committees.notices.states import NoticeKind, NoticeState
from jiedao.common.errors import Conflict, Refused
from tests.committees.notices.makers import (
    NOON,
    PDF,
    PHOTO,
    WORDS,
    aid,
    changed,
    drafted,
    released,
    released_aid,
)

pytestmark = pytest.mark.django_db
A_MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("act", flat=True))


def is_public(notice, at):
    return Notice.objects.public(at).filter(pk=notice.pk).exists()


# Drafts and the minute


def test_a_draft_is_seen_by_nobody_outside(cast):
    notice = drafted(cast, at=NOON)
    assert not is_public(notice, NOON + 300 * DAY)
    assert notice.expires_at == (NOON + 14 * DAY).replace(hour=23, minute=59)
    assert acts() == ["notice.draft"]


def test_what_one_person_releases_is_public_in_the_same_instant(cast):
    notice = release(drafted(cast, at=NOON), by=cast.east_member, at=NOON)
    assert is_public(notice, NOON)
    assert not is_public(notice, NOON - A_MICROSECOND)


def test_a_scheduled_notice_is_public_from_its_minute_without_any_job(cast):
    minute = NOON + 3 * DAY
    notice = set_minute(drafted(cast, at=NOON), minute=minute, by=cast.east_member, at=NOON)
    notice = release(notice, by=cast.east_member, at=NOON)
    assert notice.publish_at == minute
    assert not is_public(notice, minute - A_MICROSECOND)
    assert is_public(notice, minute)


def test_a_minute_that_passed_while_somebody_thought_means_now(cast):
    minute, later = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
    notice = set_minute(drafted(cast, at=NOON), minute=minute, by=cast.east_member, at=NOON)
    assert release(notice, by=cast.east_member, at=later).publish_at == later


@pytest.mark.parametrize("minute", [NOON, NOON - DAY, NOON + 400 * DAY])
def test_a_minute_in_the_past_or_after_the_end_is_refused(cast, minute):
    with pytest.raises(Refused):
        set_minute(drafted(cast, at=NOON), minute=minute, by=cast.east_member, at=NOON)


def test_before_its_minute_a_notice_can_be_taken_back(cast):
    minute = NOON + DAY
    notice = set_minute(drafted(cast, at=NOON), minute=minute, by=cast.east_member, at=NOON)
    release(notice, by=cast.east_member, at=NOON)
    assert unschedule(notice, by=cast.east_director, at=minute - A_MICROSECOND).state == "draft"


def test_from_its_minute_on_it_cannot_be_taken_back(cast):
    minute = NOON + DAY
    notice = set_minute(drafted(cast, at=NOON), minute=minute, by=cast.east_member, at=NOON)
    release(notice, by=cast.east_member, at=NOON)
    with pytest.raises(Refused, match="更正"):
        unschedule(notice, by=cast.east_member, at=minute)


def test_an_expired_notice_stays_readable_but_leaves_the_lists(cast):
    notice = released(cast, at=NOON)
    after = notice.expires_at
    assert is_public(notice, after)
    assert not Notice.objects.current(after).exists()
    assert Notice.objects.current(after - A_MICROSECOND).exists()


def test_an_expired_draft_is_not_released(cast):
    with pytest.raises(Refused, match="有效期"):
        release(drafted(cast, at=NOON), by=cast.east_member, at=NOON + 20 * DAY)


def test_the_second_saver_of_a_draft_is_told(cast):
    notice = drafted(cast)
    change_draft(
        notice, Draft(WORDS), version=notice.version, by=cast.east_director, at=timezone.now()
    )
    with pytest.raises(Conflict) as conflict:
        change_draft(
            notice, Draft(WORDS), version=notice.version, by=cast.east_member, at=timezone.now()
        )
    assert conflict.value.current.author == cast.east_director


@pytest.mark.parametrize(
    ("kind", "who", "allowed"),
    [
        (NoticeKind.GENERAL, "east_member", True),
        (NoticeKind.GENERAL, "east_branch", True),
        (NoticeKind.GENERAL, "east_station", True),
        (NoticeKind.GENERAL, "west_director", False),
        (NoticeKind.GENERAL, "clerk", False),
        (NoticeKind.GENERAL, "east_property", False),
        (NoticeKind.GENERAL, "stranger", False),
        (NoticeKind.AID, "east_director", False),
        (NoticeKind.AID, "clerk", True),
    ],
)
def test_who_writes_for_east(cast, kind, who, allowed):
    def write():
        return draft_notice(
            Draft(WORDS), kind=kind, committee=cast.east, by=getattr(cast, who), at=NOON
        )

    if allowed:
        assert write().committee == cast.east
    else:
        with pytest.raises(Refused):
            write()


def test_only_the_street_writes_for_the_street(cast):
    draft_notice(Draft(WORDS), kind="general", committee=None, by=cast.clerk, at=NOON)
    with pytest.raises(Refused):
        draft_notice(Draft(WORDS), kind="general", committee=None, by=cast.east_director, at=NOON)


# A second person

TWO = [NoticeKind.AFFAIRS, NoticeKind.ELECTION]


@pytest.mark.parametrize("kind", TWO)
def test_money_and_elections_are_not_released_alone(cast, kind):
    notice = drafted(cast, kind=kind)
    with pytest.raises(Refused, match="另一个人"):
        release(notice, by=cast.east_member, at=timezone.now())
    with pytest.raises(Refused, match="另一个人"):
        release(notice, by=cast.east_director, at=timezone.now())


@pytest.mark.parametrize("kind", TWO)
def test_the_author_does_not_confirm_and_a_colleague_does(cast, kind):
    notice = ask_second_person(drafted(cast, kind=kind), by=cast.east_member)
    with pytest.raises(Refused, match="自己写的"):
        agree(notice, by=cast.east_member, at=timezone.now())
    assert agree(notice, by=cast.east_second_member, at=timezone.now()).state == "released"
    assert is_public(notice, timezone.now())


def test_whoever_rewrote_the_text_is_its_author_now(cast):
    notice = drafted(cast, kind=NoticeKind.AFFAIRS)
    notice = change_draft(
        notice, Draft(WORDS), version=notice.version, by=cast.east_director, at=timezone.now()
    )
    ask_second_person(notice, by=cast.east_director)
    with pytest.raises(Refused, match="自己写的"):
        agree(notice, by=cast.east_director, at=timezone.now())
    agree(notice, by=cast.east_member, at=timezone.now())


def test_a_foreign_director_does_not_confirm(cast):
    notice = ask_second_person(drafted(cast, kind=NoticeKind.AFFAIRS), by=cast.east_member)
    with pytest.raises(Refused):
        agree(notice, by=cast.west_director, at=timezone.now())


def test_what_waits_for_confirmation_is_not_changed_underneath(cast):
    notice = ask_second_person(drafted(cast, kind=NoticeKind.AFFAIRS), by=cast.east_member)
    with pytest.raises(Refused, match="草稿"):
        change_draft(
            notice, Draft(WORDS), version=notice.version, by=cast.east_member, at=timezone.now()
        )


def test_the_second_person_sends_it_back_with_a_reason(cast):
    notice = ask_second_person(drafted(cast, kind=NoticeKind.AFFAIRS), by=cast.east_member)
    with pytest.raises(Refused, match="为什么退回"):
        send_back(notice, by=cast.east_director, why=" ")
    notice = send_back(notice, by=cast.east_director, why="数字和账本不一样")
    assert (notice.state, notice.sent_back_why) == (NoticeState.DRAFT, "数字和账本不一样")
    assert ask_second_person(notice, by=cast.east_member).sent_back_why == ""


def test_an_agreed_notice_keeps_its_minute(cast):
    minute = NOON + 2 * DAY
    notice = drafted(cast, kind=NoticeKind.AFFAIRS, at=NOON)
    set_minute(notice, minute=minute, by=cast.east_member, at=NOON)
    ask_second_person(notice, by=cast.east_member)
    notice = agree(notice, by=cast.east_director, at=NOON)
    assert not is_public(notice, minute - A_MICROSECOND)
    assert is_public(notice, minute)


def test_the_database_itself_refuses_a_single_hand(cast):
    notice = drafted(cast, kind=NoticeKind.AFFAIRS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            state="released", publish_at=timezone.now(), released_by=notice.author
        )


def test_a_kind_for_one_person_needs_no_asking(cast):
    with pytest.raises(Refused, match="不用别人确认"):
        ask_second_person(drafted(cast), by=cast.east_member)


# Numbers

PRIVATE = Words("登记", "请打王阿姨 139 0000 0000。")


def test_a_number_in_another_notice_needs_one_more_tap(cast):
    notice = drafted(cast, PRIVATE)
    with pytest.raises(Refused, match="第 1 段里像是手机号，公开前请确认"):
        release(notice, by=cast.east_member, at=timezone.now())
    assert release(notice, by=cast.east_member, at=timezone.now(), numbers_checked=True).state == (
        "released"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("身份证 310113195601010021", "身份证号"),
        ("手机 139-0000-0000", "手机号"),
        ("卡 4111 1111 1111 1111", "银行卡号"),
    ],
)
def test_aid_with_a_number_is_refused_whoever_checked(cast, text, named):
    notice = aid(cast, Words("10月救助公示", f"张*明，临时救助。\n{text}"))
    with pytest.raises(Refused, match=f"第 2 段里像是{named}，公开前请确认。救助公示不能公开"):
        ask_second_person(notice, by=cast.clerk)


def test_aid_is_confirmed_by_another_of_the_street_and_goes_by_itself(cast):
    notice = ask_second_person(aid(cast), by=cast.clerk)
    with pytest.raises(Refused):
        agree(notice, by=cast.east_director, at=timezone.now())
    notice = agree(notice, by=cast.leader, at=timezone.now())
    assert is_public(notice, notice.expires_at - A_MICROSECOND)
    assert not is_public(notice, notice.expires_at)
    assert Notice.objects.gone(notice.expires_at).filter(pk=notice.pk).exists()
    assert not Notice.objects.listed().exists()


def test_aid_takes_no_attachment(cast):
    with pytest.raises(Refused, match="救助公示不加"):
        draft_notice(
            Draft(WORDS), kind="aid", committee=cast.east, by=cast.clerk, at=NOON, files=[PHOTO]
        )


def test_a_notice_on_paper_only_is_never_public(cast):
    notice = released_aid(cast, on_web=False)
    assert notice.state == "released"
    assert not is_public(notice, timezone.now())
    assert not Notice.objects.gone(notice.expires_at + DAY).exists()


# Urgent


def test_an_urgent_notice_is_public_at_once_by_one_person(cast):
    notice = publish_urgent(
        what="水管爆了，请关总阀",
        where="3 号楼，到今晚 11 点",
        committee=cast.east,
        by=cast.east_member,
        at=NOON,
    )
    assert is_public(notice, NOON)
    assert notice.expires_at is not None
    assert acts() == ["notice.draft", "notice.release"]


# Withdrawing


def test_a_withdrawn_notice_is_gone_and_stays_gone(cast):
    notice = released(cast)
    at = timezone.now()
    notice = withdraw(notice, by=cast.east_director, at=at, why="改期了")
    assert not is_public(notice, at)
    assert Notice.objects.gone(at).filter(pk=notice.pk).exists()
    with pytest.raises(Refused, match="已撤下"):
        withdraw(notice, by=cast.east_director, at=at, why="再来")


def test_a_reason_is_asked_for(cast):
    with pytest.raises(Refused, match="为什么撤下"):
        withdraw(released(cast), by=cast.east_director, at=timezone.now(), why="")


# Corrections


def test_a_correction_keeps_the_key_and_the_old_text(cast):
    notice = released(cast)
    key, published = notice.key, notice.publish_at
    made = correct(
        notice,
        changed(notice, happens="11月26日 星期四 上午 8:00 到下午 4:00"),
        version=notice.version,
        by=cast.east_director,
        at=timezone.now(),
    )
    notice = Notice.objects.get(pk=notice.pk)
    assert (notice.key, notice.publish_at) == (key, published)
    assert "8:00" in notice.happens
    assert made.old_happens == WORDS.happens
    assert made.summary == f"原写“{WORDS.happens}”，现为“{notice.happens}”"
    assert "notice.correct" in acts()


def test_a_correction_opens_the_work_on_the_board_until_the_new_sheet_hangs(cast):
    notice = released(cast)
    old = put_up(notice, by=cast.east_member, at=timezone.now())
    correct(
        notice,
        changed(notice, title="改了"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    assert Correction.objects.board_open().count() == 1
    put_up(notice, by=cast.east_second_member, at=timezone.now(), photo=PHOTO)
    assert not Correction.objects.board_open().exists()
    assert BoardPosting.objects.get(pk=old.pk).taken_down_at is not None
    assert BoardPosting.objects.up().get().photo.name == "宣传栏.jpg"


def test_where_no_paper_hung_nothing_has_to_be_exchanged(cast):
    notice = released(cast)
    correct(
        notice,
        changed(notice, title="改了"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    no_paper(notice, by=cast.east_member, at=timezone.now())
    assert not Correction.objects.board_open().exists()


def test_a_correction_of_money_waits_for_a_second_person(cast):
    notice = ask_second_person(drafted(cast, kind=NoticeKind.AFFAIRS), by=cast.east_member)
    notice = agree(notice, by=cast.east_director, at=timezone.now())
    made = correct(
        notice,
        changed(notice, body="支出 9,830 元。"),
        version=notice.version,
        by=cast.east_director,
        at=timezone.now(),
    )
    assert made.waiting
    assert Notice.objects.get(pk=notice.pk).body == WORDS.body
    with pytest.raises(Refused, match="自己写的"):
        agree_correction(made, by=cast.east_director, at=timezone.now())
    agree_correction(made, by=cast.east_member, at=timezone.now())
    assert Notice.objects.get(pk=notice.pk).body == "支出 9,830 元。"


def test_a_correction_nobody_wants_leaves_the_text_alone(cast):
    notice = ask_second_person(drafted(cast, kind=NoticeKind.AFFAIRS), by=cast.east_member)
    notice = agree(notice, by=cast.east_director, at=timezone.now())
    made = correct(
        notice,
        changed(notice, body="支出 9,830 元。"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    drop_correction(made, by=cast.east_director)
    assert Notice.objects.get(pk=notice.pk).body == WORDS.body
    assert not Correction.objects.exists()


def test_a_statutory_period_can_start_again(cast):
    notice = ask_second_person(drafted(cast, kind=NoticeKind.AFFAIRS, at=NOON), by=cast.east_member)
    notice = agree(notice, by=cast.east_director, at=NOON)
    length = notice.expires_at - notice.publish_at
    later = NOON + 5 * DAY
    made = correct(
        notice,
        changed(notice, body="支出 9,830 元。"),
        version=notice.version,
        by=cast.east_member,
        at=later,
        restart=True,
    )
    agree_correction(made, by=cast.east_director, at=later)
    assert Notice.objects.get(pk=notice.pk).expires_at == later + length


def test_an_old_text_with_a_private_number_is_shown_to_nobody(cast):
    notice = drafted(cast, PRIVATE)
    release(notice, by=cast.east_member, at=timezone.now(), numbers_checked=True)
    notice.refresh_from_db()
    made = correct(
        notice,
        Words("登记", "请到居委会。"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    assert made.old_hidden
    assert made.summary == "原文里有个人信息，已经改掉"


def test_nothing_changed_is_no_correction(cast):
    notice = released(cast)
    with pytest.raises(Refused, match="还没有改动"):
        correct(notice, WORDS, version=notice.version, by=cast.east_member, at=timezone.now())


def test_a_draft_is_changed_not_corrected(cast):
    notice = drafted(cast)
    with pytest.raises(Refused, match="直接改"):
        correct(
            notice,
            changed(notice, title="改了"),
            version=notice.version,
            by=cast.east_member,
            at=timezone.now(),
        )


def test_two_corrections_at_once_do_not_overwrite_each_other(cast):
    notice = released(cast)
    correct(
        notice,
        changed(notice, title="一"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    with pytest.raises(Conflict):
        correct(
            notice,
            changed(notice, title="二"),
            version=notice.version,
            by=cast.east_director,
            at=timezone.now(),
        )


# On top, on the board, attachments


def test_at_most_three_are_on_top(cast):
    notices = [released(cast) for _ in range(4)]
    for notice in notices[:3]:
        pin(notice, pinned=True, by=cast.east_member, at=timezone.now())
    with pytest.raises(Refused, match="最多置顶 3 份"):
        pin(notices[3], pinned=True, by=cast.east_member, at=timezone.now())
    pin(notices[0], pinned=False, by=cast.east_member, at=timezone.now())
    assert pin(notices[3], pinned=True, by=cast.east_member, at=timezone.now()).pinned


def test_paper_that_hangs_too_long_is_found_until_it_is_taken_down(cast):
    notice = released(cast, at=NOON)
    posting = put_up(notice, by=cast.east_member, at=NOON)
    after = notice.expires_at + DAY
    assert not BoardPosting.objects.stale(NOON).exists()
    assert BoardPosting.objects.stale(after).get() == posting
    take_down(posting, by=cast.east_member, at=after)
    assert not BoardPosting.objects.stale(after).exists()
    with pytest.raises(Refused, match="已经记过"):
        take_down(posting, by=cast.east_member, at=after)


def test_the_same_sheet_is_not_put_up_twice(cast):
    notice = released(cast)
    put_up(notice, by=cast.east_member, at=timezone.now())
    with pytest.raises(Refused, match="已经记过"):
        put_up(notice, by=cast.east_member, at=timezone.now())


def test_the_committee_posts_what_the_street_published(cast):
    notice = released_aid(cast)
    assert put_up(notice, by=cast.east_member, at=timezone.now()).by == cast.east_member
    with pytest.raises(Refused):
        put_up(notice, by=cast.west_member, at=timezone.now())


def test_an_attachment_leaves_a_draft_but_not_a_public_notice(cast):
    notice = drafted(cast, files=(PDF, PHOTO))
    first, second = NoticeFile.objects.order_by("pk")
    remove_file(first, by=cast.east_member)
    release(notice, by=cast.east_member, at=timezone.now())
    with pytest.raises(Refused):
        remove_file(second, by=cast.east_member)
    assert notice.files.get() == second


def test_every_act_writes_exactly_one_row_of_the_journal(cast):
    notice = drafted(cast)
    release(notice, by=cast.east_member, at=timezone.now())
    pin(notice, pinned=True, by=cast.east_member, at=timezone.now())
    posting = put_up(notice, by=cast.east_member, at=timezone.now())
    take_down(posting, by=cast.east_member, at=timezone.now())
    withdraw(notice, by=cast.east_member, at=timezone.now(), why="改期了")
    assert acts() == [
        "notice.draft",
        "notice.release",
        "notice.pin",
        "notice.put_up",
        "notice.take_down",
        "notice.withdraw",
    ]


def test_a_refused_act_changes_nothing_and_writes_nothing(cast):
    notice = drafted(cast, PRIVATE)
    before = acts()
    with pytest.raises(Refused):
        release(notice, by=cast.east_member, at=timezone.now())
    assert Notice.objects.get(pk=notice.pk).state == "draft"
    assert acts() == before
