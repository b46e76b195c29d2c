"""A committee's own texts: from a model, offered changes, filed, read."""

from datetime import date, timedelta

import pytest

from committees.covenants import actions
from committees.covenants.models import ReadMark
from committees.regulations.actions import Need
from committees.regulations.adoption import adopted_state
from committees.regulations.applying import put_in_force
from committees.regulations.models import RegulationVersion
from committees.regulations.requiring import require
from committees.regulations.rules import Demand
from committees.reminders.models import InboxMessage
from jiedao.common.errors import Refused
from tests.committees.regulations.makers import (
    NOON,
    SPRING,
    TODAY,
    filled,
    model,
    newer_model,
    own,
    own_draft,
)

pytestmark = pytest.mark.django_db


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as no:
        act(*args, **kwargs)
    return no.value.reason


# From a model


def test_blanks_are_filled_and_the_link_to_the_model_is_kept(cast):
    draft = own_draft(cast.east_member, cast.east)

    assert draft.text.startswith("为了让居民来了有人接、说了有人记、事情有人办，东苑居委会制定")
    assert "{{" not in draft.text
    assert draft.taken_from == model()
    assert draft.regulation.slug == "zhiban-zhidu-dongyuan"
    assert {one.rests_on_id for one in draft.bases.all()} == {
        one.rests_on_id for one in model().bases.all()
    }


def test_a_number_written_in_a_blank_is_the_number_of_the_requirement(cast):
    draft = own_draft(cast.east_member, cast.east, "lianxi-qunzhong-zhidu", 每月走访户数="四十")

    assert "不少于 四十 户" in draft.text
    assert [one.number for one in draft.requirements.all()] == [40]
    assert [one.number for one in model("lianxi-qunzhong-zhidu").requirements.all()] == [30]


def test_an_old_or_repealed_model_is_not_made_into_an_own_text(cast):
    old = model()
    newer = newer_model(cast)
    values = filled(old, cast.east)

    assert "有新版" in refused(
        actions.make_own, old, cast.east, values, by=cast.east_member, at=NOON
    )
    newer.regulation.repealed_on = TODAY
    newer.regulation.save()
    assert "不用了" in refused(
        actions.make_own, newer, cast.east, values, by=cast.east_member, at=NOON
    )


def test_nobody_writes_for_another_committee(cast):
    version = model()
    for other in (cast.west_member, cast.clerk, cast.east_owners):
        assert refused(actions.make_own, version, cast.east, {}, by=other, at=NOON)


# A newer model


def test_the_newer_model_is_taken_over_with_what_was_filled_in(cast):
    done = own(cast, 值班电话="021-0000 1111")
    newer = newer_model(cast)

    draft = actions.take_over(done.regulation, newer, by=cast.east_director, at=NOON)

    assert "先打招呼" in draft.text
    assert "021-0000 1111" in draft.text
    assert draft.taken_from == newer


def test_the_newer_model_asks_for_what_the_committee_asks_of_itself(cast):
    """90 instead of the model's 95, and home visits, of which the model says nothing."""
    draft = own_draft(cast.east_director, cast.east)
    share = draft.requirements.get(measure="duty_coverage")
    wanted = Need(share.article, Demand("duty_coverage", "month", 90))
    require(draft, wanted, by=cast.east_director)
    beyond = Need(share.article, Demand("home_visits", "month", 20))
    require(draft, beyond, by=cast.east_director)
    done = put_in_force(
        draft, by=cast.east_director, adopted_on=SPRING, adopted_words="通过", at=NOON
    )

    draft = actions.take_over(done.regulation, newer_model(cast), by=cast.east_director, at=NOON)

    asked = {one.measure: one.number for one in draft.requirements.all()}
    assert (asked["duty_coverage"], asked["home_visits"]) == (90, 20)
    assert "90%" in draft.reading.article(share.article).text


def test_the_own_text_is_kept_and_nobody_asks_again(cast):
    done = own(cast)
    newer = newer_model(cast)

    actions.keep_own(done.regulation, newer, by=cast.east_director, at=NOON)

    cell = adopted_state(cast.east, newer.regulation, TODAY)
    assert (cell.state, cell.kept) == ("old", True)
    newest = newer_model_again(cast)
    assert not adopted_state(cast.east, newest.regulation, TODAY).kept


def newer_model_again(cast) -> RegulationVersion:
    from committees.regulations.actions import Wording, draft_version
    from committees.regulations.applying import issue

    last = model()
    text = last.text.replace("请坐", "请坐下")
    draft = draft_version(last.regulation, Wording(text), by=cast.clerk, at=NOON, like=last)
    return issue(draft, by=cast.clerk, in_force_on=TODAY, at=NOON)


def test_the_own_text_is_edited_and_follows_the_newer_model_from_then_on(cast):
    done = own(cast)
    newer = newer_model(cast)

    draft = actions.edit_own(done.regulation, newer, by=cast.east_member, at=NOON)

    assert draft.text == done.text
    assert draft.taken_from == newer
    assert [one.number for one in draft.requirements.all()] == [95]


# 备案


def test_a_covenant_goes_to_the_street_and_comes_back_filed(cast):
    done = own(cast, "jumin-gongyue")

    filing = actions.send_for_filing(done, by=cast.east_member, at=NOON)
    actions.confirm_filing(filing, by=cast.clerk, filed_on=TODAY, at=NOON)

    filing.refresh_from_db()
    assert (filing.state, filing.filed_on) == ("filed", TODAY)
    told = InboxMessage.objects.get()
    assert told.recipient == cast.east_member
    assert told.text == "《居民公约》已经备案。"


def test_the_street_answers_with_a_remark_and_the_next_version_is_sent(cast):
    done = own(cast, "jumin-gongyue")
    filing = actions.send_for_filing(done, by=cast.east_member, at=NOON)

    assert "请写“意见”" in refused(
        actions.return_filing, filing, by=cast.clerk, remark=" ", at=NOON
    )
    actions.return_filing(filing, by=cast.clerk, remark="第七条请写明白。", at=NOON)

    assert "不能再改" in refused(
        actions.confirm_filing, filing, by=cast.clerk, filed_on=TODAY, at=NOON
    )
    again = actions.send_for_filing(done, by=cast.east_member, at=NOON)
    assert again.state == "sent"


@pytest.mark.parametrize(
    "day", [SPRING - timedelta(days=1), TODAY + timedelta(days=1)], ids=["before", "ahead"]
)
def test_a_day_of_filing_that_cannot_be_is_refused(cast, day):
    filing = actions.send_for_filing(own(cast, "jumin-gongyue"), by=cast.east_member, at=NOON)

    assert refused(actions.confirm_filing, filing, by=cast.clerk, filed_on=day, at=NOON)


def test_only_adopted_covenants_are_filed_and_only_once(cast):
    assert "不用备案" in refused(actions.send_for_filing, own(cast), by=cast.east_director, at=NOON)
    draft = own_draft(cast.east_director, cast.east, "jumin-gongyue")
    assert "还是草稿" in refused(actions.send_for_filing, draft, by=cast.east_director, at=NOON)
    done = own(cast, "zizhi-zhangcheng")
    actions.send_for_filing(done, by=cast.east_director, at=NOON)
    assert "已经送街道" in refused(actions.send_for_filing, done, by=cast.east_member, at=NOON)
    assert refused(actions.send_for_filing, done, by=cast.west_director, at=NOON)


def test_only_the_clerk_answers_a_filing(cast):
    filing = actions.send_for_filing(own(cast, "jumin-gongyue"), by=cast.east_member, at=NOON)

    for other in (cast.leader, cast.east_director, cast.admin):
        assert refused(actions.confirm_filing, filing, by=other, filed_on=TODAY, at=NOON)


# 「我看过，明白了」


def test_an_officer_reads_it_once(cast):
    done = own(cast)

    actions.mark_read(done, by=cast.east_member, at=NOON)
    actions.mark_read(done, by=cast.east_member, at=NOON + timedelta(days=1))

    assert ReadMark.objects.get().at == NOON


def test_only_officers_of_the_committee_read_what_is_in_force(cast):
    done = own(cast)
    for other in (cast.west_member, cast.east_station, cast.clerk):
        assert refused(actions.mark_read, done, by=other, at=NOON)
    draft = own_draft(cast.east_director, cast.east, "xuexi-zhidu")
    assert "草稿" in refused(actions.mark_read, draft, by=cast.east_member, at=NOON)


def test_the_director_reminds_whoever_has_not_read_it_once_a_day(cast):
    done = own(cast)
    actions.mark_read(done, by=cast.east_director, at=NOON)
    actions.mark_read(done, by=cast.east_member, at=NOON)

    assert actions.remind_readers(done, by=cast.east_director, at=NOON) == 1
    actions.remind_readers(done, by=cast.east_director, at=NOON + timedelta(hours=1))

    told = InboxMessage.objects.get()
    assert told.recipient == cast.east_second_member
    assert told.url == "/rules/zhiban-zhidu-dongyuan/v/2026-03-05/"
    assert "主任来发" in refused(actions.remind_readers, done, by=cast.east_member, at=NOON)


def test_nobody_is_reminded_when_everybody_has_read_it(cast):
    done = own(cast)
    for person in (cast.east_director, cast.east_member, cast.east_second_member):
        actions.mark_read(done, by=person, at=NOON)

    assert "大家都看过" in refused(actions.remind_readers, done, by=cast.east_director, at=NOON)


def test_offices_that_ended_are_not_asked(cast):
    assert cast.stranger not in actions.officers_of(cast.west, date(2026, 11, 23))
    assert actions.officers_of(cast.east, TODAY)[0].name == "王桂珍"
