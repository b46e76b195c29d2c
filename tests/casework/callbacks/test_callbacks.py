"""回访: by another person, kept also where nobody answers; what reopens; who is asked again."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from casework.callbacks import rules
from casework.callbacks.actions import answer_by_resident, record_callback
from casework.callbacks.drawing import draw, draw_mark
from casework.callbacks.models import Callback
from casework.callbacks.querysets import cases_to_call
from casework.callbacks.rules import Heard
from casework.callbacks.states import Reason
from casework.cases import closing
from casework.cases.closing import Closing
from casework.cases.privacy import keep_private
from committees.reminders.models import Reminder
from jiedao.common.dates import cn_day
from jiedao.common.errors import Refused
from tests.casework.cases.conftest import NOW

pytestmark = pytest.mark.django_db
HAPPY = Heard(solved=True, grade=5)
SAD = Heard(solved=False, grade=1, reason=Reason.OPEN, said="还在漏")
NOBODY = Heard(reached=False)
PROOF = Closing("救助金已发", "到账单")
PHONE = "10000000017"


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


@pytest.fixture
def waiting(cast, opened):
    """A hardship of the member, who asked a second person to close it."""
    case = opened("hardship", owner=cast.east_member, phone=PHONE)
    return closing.ask_to_close(case, by=cast.east_member, closing=PROOF, at=NOW)


@pytest.fixture
def closed(cast, waiting):
    record_callback(waiting, by=cast.east_director, heard=HAPPY, at=NOW)
    return closing.confirm_close(waiting, by=cast.east_director, at=NOW)


@pytest.fixture
def everything_is_drawn(monkeypatch):
    monkeypatch.setattr(rules, "SHARE", 100)


# Rules


@pytest.mark.parametrize("reason", Reason.values)
def test_an_unhappy_reason_that_needs_work_lets_the_work_go_on(reason):
    unhappy = Heard(solved=True, grade=2, reason=reason)
    assert rules.goes_on(unhappy) is (reason in {"open", "half", "back", "promise"})
    assert rules.goes_on(Heard(solved=False, grade=5)) is True
    assert rules.goes_on(Heard(solved=True, grade=3, reason=reason)) is False


def test_about_one_in_five_is_drawn_and_always_the_same_ones():
    marks = [f"{n * 7919 % 2**48:012x}{n:052x}" for n in range(5_000)]
    drawn = [mark for mark in marks if rules.is_drawn(mark)]
    assert 900 < len(drawn) < 1_100
    assert drawn == [mark for mark in marks if rules.is_drawn(mark)]


@pytest.mark.parametrize(
    ("heard", "sentence"),
    [
        (Heard(), "请选“解决了吗”"),
        (Heard(solved=True), "请选“满意吗”"),
        (Heard(solved=False, grade=1), "请选“哪里不满意”"),
        (Heard(way="own", solved=False, grade=1), ""),
        (NOBODY, ""),
    ],
)
def test_an_answer_is_whole(heard, sentence):
    assert sentence in rules.complete(heard).reason


# Before closing


def test_who_did_the_work_does_not_ask_about_it(cast, waiting):
    with pytest.raises(Refused, match="由另一个人来回访"):
        record_callback(waiting, by=cast.east_member, heard=HAPPY, at=NOW)
    row = record_callback(waiting, by=cast.east_station, heard=HAPPY, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Callback.objects.filter(pk=row.pk).update(by=cast.east_member)


def test_nobody_reached_three_times_is_a_result_and_counts_in_no_rate(cast, waiting):
    for tries in (1, 2, 3):
        row = record_callback(waiting, by=cast.east_director, heard=NOBODY, at=NOW)
        assert (row.tries, row.done_at is not None) == (tries, tries == 3)
    waiting.refresh_from_db()
    assert (row.reached, row.counts, waiting.state) == (False, False, "followed_up")
    assert closing.confirm_close(waiting, by=cast.east_director, at=NOW).state == "closed"
    assert "没联系上，第 3 次" in waiting.events.filter(kind="followed_up").get().text


def test_not_content_before_closing_gives_the_case_back(cast, waiting):
    record_callback(waiting, by=cast.east_director, heard=SAD, at=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.closing_by) == ("working", None)
    told = Reminder.objects.filter(object_id=waiting.pk, recipient=cast.east_member, rule="news")
    assert told.exists()


def test_of_the_answers_of_a_month_the_last_one_counts(cast, opened):
    case = opened()
    record_callback(case, by=cast.east_director, heard=SAD, at=NOW)
    record_callback(case, by=cast.east_director, heard=HAPPY, at=NOW)
    assert list(Callback.objects.order_by("pk").values_list("counts", flat=True)) == [False, True]


# Asked again


def test_four_weeks_later_it_is_drawn_once_and_another_person_asks(
    cast, closed, everything_is_drawn
):
    night = NOW + timedelta(weeks=4, hours=1)
    assert draw(NOW + timedelta(days=27)) == 0
    assert (draw(night), draw(night), draw(night + timedelta(days=1))) == (1, 0, 0)
    row = Callback.objects.waiting().get()
    assert (row.round, row.of_closing, row.worker) == (
        "recheck",
        closed.closed_at,
        closed.closed_by,
    )
    told = {one.recipient for one in Reminder.objects.filter(rule="recheck")}
    assert told == {cast.east_second_member}
    for by in (cast.east_director, cast.east_member):
        assert not cases_to_call(by).exists()
        with pytest.raises(Refused, match="由另一个人来回访"):
            record_callback(closed, by=by, heard=HAPPY, at=night)
    assert cases_to_call(cast.east_second_member).get() == closed
    record_callback(closed, by=cast.east_second_member, heard=HAPPY, at=night)
    assert not cases_to_call(cast.east_second_member).exists()
    assert draw(night + timedelta(days=2)) == 0
    assert not Reminder.objects.filter(rule="recheck", state="waiting").exists()


def test_the_draw_can_be_repeated_from_number_and_month(cast, closed):
    assert draw_mark(closed) == draw_mark(closed)
    night = NOW + timedelta(weeks=4, hours=1)
    assert draw(night) == int(rules.is_drawn(draw_mark(closed)))


def test_what_was_settled_at_once_is_not_asked_about(cast, opened, everything_is_drawn):
    closing.settle_case(opened("advice"), by=cast.east_director, at=NOW)
    assert draw(NOW + timedelta(weeks=5)) == 0


def test_an_unhappy_answer_after_closing_opens_the_case_by_rule(cast, closed, everything_is_drawn):
    night = NOW + timedelta(weeks=4, hours=1)
    draw(night)
    row = record_callback(closed, by=cast.east_second_member, heard=SAD, at=night)
    closed.refresh_from_db()
    assert (row.reopened, closed.state, closed.closed_at) == (True, "working", None)
    assert closed.due_on > timezone.localdate(night)
    line = closed.events.filter(kind="reopened").get()
    assert (line.by, line.text) == (None, "回访时居民说没办好，按规定重新办。")
    assert Reminder.objects.filter(rule="case", object_id=closed.pk).exists()


def test_bad_manners_are_told_to_the_director_and_open_nothing(cast, closed, everything_is_drawn):
    night = NOW + timedelta(weeks=4, hours=1)
    draw(night)
    rude = Heard(solved=True, grade=2, reason=Reason.MANNER)
    row = record_callback(closed, by=cast.east_second_member, heard=rude, at=night)
    closed.refresh_from_db()
    assert (row.reopened, closed.state) == (False, "closed")
    assert Reminder.objects.filter(recipient=cast.east_director, text__contains="不满意").exists()


def test_a_case_reopened_meanwhile_is_not_asked_about(cast, closed, everything_is_drawn):
    night = NOW + timedelta(weeks=4, hours=1)
    draw(night)
    closing.reopen(closed, by=cast.east_director, why="又漏了", at=night)
    draw(night + timedelta(days=1))
    assert not Callback.objects.waiting().exists()
    assert not Reminder.objects.filter(rule="recheck", state="waiting").exists()


# The resident herself


def ask(client, case):
    form = {"committee": "dongyuan", "number": str(case), "tail": "0017"}
    return client.post("/ask/", form).content.decode()


def ticket_of(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_the_resident_says_that_it_is_not_solved_and_the_case_is_open_again(cast, closed):
    client = Client()
    page = ask(client, closed)
    assert "解决了吗" in page
    said = {"ticket": ticket_of(page), "solved": "no", "grade": "2", "said": "又漏了"}
    answered = client.post("/ask/answer/", said)
    assert (answered.status_code, answered["Location"]) == (303, "/ask/?c=dongyuan&done=1")
    assert "记下来了，谢谢您" in client.get(answered["Location"]).content.decode()
    row = Callback.objects.get(round="own")
    closed.refresh_from_db()
    assert (row.by, row.way, row.reopened, closed.state) == (None, "own", True, "working")
    assert closed.events.filter(kind="followed_up", by=None).exists()


def test_she_answers_once_about_one_closing(cast, closed):
    client = Client()
    ticket = ticket_of(ask(client, closed))
    answer_by_resident(closed, heard=Heard(way="own", solved=True, grade=4), at=NOW)
    assert "解决了吗" not in ask(client, closed)
    again = client.post("/ask/answer/", {"ticket": ticket, "solved": "no", "grade": "1"})
    assert again.status_code == 422
    assert Callback.objects.filter(round="own").count() == 1


def test_her_word_is_enough_for_the_second_person(cast, waiting):
    answer_by_resident(waiting, heard=Heard(way="own", solved=True, grade=4), at=NOW)
    assert closing.confirm_close(waiting, by=cast.east_director, at=NOW).state == "closed"


@pytest.mark.parametrize("ticket", ["", "1", "1:abc:def"])
def test_without_a_ticket_of_ours_nobody_answers(cast, closed, ticket):
    sent = Client().post("/ask/answer/", {"ticket": ticket, "solved": "yes", "grade": "5"})
    assert sent.status_code == 422
    assert "时间太久了" in sent.content.decode()
    assert not Callback.objects.filter(round="own").exists()


def test_the_page_is_honest_when_it_is_late(cast, opened):
    case = opened(phone=PHONE, at=NOW - timedelta(days=60))
    page = ask(Client(), case)
    assert "比说好的日子晚了" in page
    assert "最晚" not in page
    assert "晚了" not in ask(Client(), opened(phone=PHONE))


# Pages


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(cast, enter, opened, django_assert_num_queries, rows):
    for _ in range(rows):
        case = opened("hardship", owner=cast.east_member)
        closing.ask_to_close(case, by=cast.east_member, closing=PROOF, at=NOW)
    director = enter(cast.east_director)
    with django_assert_num_queries(6):
        page = director.get("/callbacks/").content.decode()
    assert page.count("等回访") == rows
    assert "没有要您回访的事项" in enter(cast.east_member).get("/callbacks/").content.decode()


def test_today_names_what_is_to_be_asked(cast, enter, waiting):
    assert "要回访 1 件" in enter(cast.east_station).get("/today/").content.decode()
    assert "要回访" not in enter(cast.east_member).get("/today/").content.decode()


def test_the_page_of_a_case_shows_the_results_without_names_to_the_street(cast, enter, opened):
    case = opened("hardship", who="张慧芳", phone=PHONE)
    said = Heard(solved=True, grade=5, said="张慧芳说很好")
    record_callback(case, by=cast.east_station, heard=said, at=NOW)
    own = enter(cast.east_director).get(f"/cases/{case.pk}/").content.decode()
    clerk = enter(cast.clerk)
    clerk.post(f"/cases/{case.pk}/open/", {"why": "区里来电话问"})
    street = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert "张慧芳说很好" in own
    assert "解决了，非常满意" in street
    assert "张慧芳" not in street


def test_nobody_reached_needs_no_answer(cast, enter, waiting):
    director = enter(cast.east_director)
    sent = director.post(f"/cases/{waiting.pk}/followup/", {"how": "none"})
    assert sent.status_code == 303
    assert Callback.objects.get().tries == 1
    empty = director.post(f"/cases/{waiting.pk}/followup/", {"how": "phone"})
    assert empty.status_code == 422
    assert "请选“解决了吗”" in empty.content.decode()


@pytest.fixture
def drawn(closed, everything_is_drawn):
    """Closed more than four weeks ago, and the draw fell on it this morning."""
    long_ago = timezone.now() - timedelta(weeks=5)
    type(closed).objects.filter(pk=closed.pk).update(closed_at=long_ago)
    closed.refresh_from_db()
    draw(timezone.now())
    return closed


def test_whoever_may_ask_again_finds_the_button_above_the_case(cast, enter, drawn):
    def page_of(person):
        return enter(person).get(f"/cases/{drawn.pk}/").content.decode()

    other = page_of(cast.east_second_member)
    assert other.index("再问一次</a>") < other.index("<h1>")
    for did_the_work in (cast.east_member, cast.east_director):
        assert "再问一次</a>" not in page_of(did_the_work)
        assert "由另一个人再问一次" in page_of(did_the_work)


def test_the_list_says_until_when_to_ask_again(cast, enter, drawn):
    wanted = Callback.objects.waiting().get().wanted_on
    day = cn_day(wanted, timezone.localdate())
    page = enter(cast.east_second_member).get("/callbacks/").content.decode()
    assert f"请在 {day}前再问一次" in page


def test_the_number_to_ring_stands_on_the_page_of_the_answers(cast, enter, drawn):
    client = enter(cast.east_second_member)
    path = f"/cases/{drawn.pk}/followup/"
    assert PHONE not in client.get(path).content.decode()
    shown = client.post(f"/cases/{drawn.pk}/phone/", {"to": "followup"})
    assert shown["Location"] == path
    assert f'href="tel:{PHONE}"' in client.get(path).content.decode()
    assert PHONE not in client.get(path).content.decode()


def test_who_left_no_number_is_asked_at_the_door(cast, enter, opened):
    case = opened()
    page = enter(cast.east_director).get(f"/cases/{case.pk}/followup/").content.decode()
    assert "没有留电话，请上门问。" in page


def test_about_a_private_case_only_those_on_its_list_are_to_ask(
    cast, enter, closed, everything_is_drawn
):
    keep_private(closed, by=cast.east_director, readers=[], at=NOW)
    night = NOW + timedelta(weeks=4, hours=1)
    draw(night)
    assert not Reminder.objects.filter(rule="recheck").exists()
    assert not cases_to_call(cast.east_second_member).exists()
    keep_private(closed, by=cast.east_director, readers=[cast.east_second_member], at=NOW)
    assert cases_to_call(cast.east_second_member).get() == closed
