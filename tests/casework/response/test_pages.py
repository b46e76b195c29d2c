"""Intake, the number, pauses, the report, late lists and the street's table, as pages."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case
from casework.clocks.states import Clock
from casework.response.actions import pause
from casework.response.models import (
    CaseClock,
    ClockLevel,
    ClockRule,
    HarmReport,
    Pause,
    Response,
    Rung,
)
from tests.casework.homes import move_in

NOW = timezone.now()


def text_of(answer) -> str:
    page = re.sub(r"(?s)<(script|style).*?</\1>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", page)


@pytest.fixture
def director(cast, enter) -> Client:
    return enter(cast.east_director)


@pytest.fixture
def clerk(cast, enter) -> Client:
    return enter(cast.clerk)


def fields(cast, **said):
    usual = {"title": "厨房漏水", "who": "北门", "owner": cast.east_director.pk}
    return {**usual, **said}


# Intake


def test_five_fields_open_a_case_and_the_number_stands_big(cast, director):
    answer = director.post(
        reverse("case-new"), fields(cast, urgency="urgent", phone="021-0000 0000"), follow=True
    )
    case = Case.objects.get()
    assert answer.redirect_chain == [(reverse("case-number", args=[case.pk]), 303)]
    page = text_of(answer)
    assert f'<p class="slip-number num">{case}</p>' in page
    assert "请告诉居民这个号" in page
    assert (case.level, case.urgency) == (2, "urgent")


def test_an_intake_from_12345_keeps_its_ticket_and_for_whom(cast, director):
    said = fields(cast, source="hotline", ticket="20261123001", on_behalf_of="李阿婆")
    director.post(reverse("case-new"), said)
    case = Case.objects.get()
    page = text_of(director.get(reverse("case", args=[case.pk])))
    assert "12345，工单" in page
    assert "20261123001" in page
    assert "替李阿婆记" in page


def test_help_comes_first_and_the_rest_is_asked_later(cast, director):
    home = move_in(cast.east, "3-502", "刘桂芳")
    director.post(reverse("case-help"), {"who": "3-502", "title": "家里断粮"})
    case = Case.objects.get()
    assert (case.household, case.kind, case.level) == (home, "hardship", 2)
    assert "先帮了，还要补：电话、详细情况。" in text_of(director.get(f"/cases/{case.pk}/"))
    Case.objects.filter(pk=case.pk).update(phone="021", text="已送米面")
    assert "还要补" not in text_of(director.get(f"/cases/{case.pk}/"))


def test_nothing_typed_is_lost_when_two_fields_are_not_enough(director):
    answer = director.post(reverse("case-help"), {"who": "北门", "title": ""})
    assert answer.status_code == 422
    assert 'value="北门"' in answer.content.decode()
    assert not Case.objects.exists()


def test_suspected_harm_goes_to_the_report_and_stays_red_until_it_is_written(cast, director):
    answer = director.post(reverse("case-new"), fields(cast, harm="on"))
    case = Case.objects.get()
    assert answer["Location"] == reverse("case-report", args=[case.pk])
    assert 'href="tel:110"' in text_of(director.get(answer["Location"]))
    alarm = "可能有孩子受到伤害，还没有报告"
    assert alarm in text_of(director.get(f"/cases/{case.pk}/"))
    earlier = timezone.localtime() - timedelta(minutes=1)
    said = {"to": "110", "clock": f"{earlier:%H:%M}", "said": "马上来"}
    said["day"] = earlier.strftime("%Y-%m-%d")
    assert director.post(answer["Location"], said).status_code == 303
    assert HarmReport.objects.get().by == cast.east_director
    assert alarm not in text_of(director.get(f"/cases/{case.pk}/"))


def test_suspected_harm_blocks_no_other_work(cast, director, opened):
    case = opened(harm=True)
    assert director.post(f"/cases/{case.pk}/progress/", {"text": "在孩子身边"}).status_code == 303


# On the case


def test_the_desk_sees_one_day_and_the_street_four(director, clerk, opened):
    case = opened(at=NOW, source="desk")
    assert "四个期限" not in text_of(director.get(f"/cases/{case.pk}/"))
    page = text_of(clerk.get(f"/cases/{case.pk}/"))
    assert "四个期限" in page
    assert all(clock.label in page for clock in Clock)


def test_a_grave_case_says_what_comes_first_until_it_is_done(director, opened):
    case = opened(urgency="danger", at=NOW)
    assert "还没有联系居民，应在" in text_of(director.get(f"/cases/{case.pk}/"))
    director.post(f"/cases/{case.pk}/progress/", {"text": "打通了", "spoken": "contact"})
    assert "还没有联系居民" not in text_of(director.get(f"/cases/{case.pk}/"))


def test_pausing_and_going_on(director, opened):
    case = opened(at=NOW)
    day = timezone.localdate() + timedelta(days=9)
    said = {"until": day.isoformat(), "reason": "等评残"}
    assert director.post(f"/cases/{case.pk}/pause/", said).status_code == 303
    page = text_of(director.get(f"/cases/{case.pk}/"))
    assert "等评残" in page
    assert "接着办</button>" in page
    assert director.post(f"/cases/{case.pk}/resume/").status_code == 303
    assert Pause.objects.get().ended_at is not None


def test_a_refused_pause_keeps_what_was_typed(director, opened):
    case = opened(at=NOW)
    answer = director.post(f"/cases/{case.pk}/pause/", {"until": "1-1", "reason": "等评残"})
    assert answer.status_code == 422
    assert "等评残" in answer.content.decode()


def test_a_level_set_by_hand_says_so(director, opened):
    case = opened(at=NOW)
    director.post(f"/cases/{case.pk}/level/", {"level": "2", "why": "老人一个人"})
    assert Case.objects.get(pk=case.pk).level == 2
    assert "等级是人定的" in text_of(director.get(f"/cases/{case.pk}/"))


def test_a_case_nobody_thought_of_asks_a_person(director, opened):
    ClockRule.objects.filter(kind="issue").delete()
    case = opened(at=NOW)
    assert "街道的规定里没有这一种" in text_of(director.get(f"/cases/{case.pk}/"))


# Late


def long_ago(opened, **more) -> Case:
    return opened(at=NOW - timedelta(days=60), **more)


def test_the_late_list_names_what_is_missing(director, opened):
    late, fresh = long_ago(opened), opened(at=NOW, source="desk", title="新的事")
    page = text_of(director.get(reverse("cases-late")))
    assert "还没有联系居民" in page
    assert "严重超期" in page
    assert str(late) in page
    assert fresh.title not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_late_list_costs_the_same_however_long(
    cast, director, opened, django_assert_num_queries, rows
):
    for number in range(rows):
        long_ago(opened, household=move_in(cast.east, f"3-50{number}", "刘桂芳"))
    with django_assert_num_queries(9):
        director.get(reverse("cases-late"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_street_s_table_costs_the_same_however_many(
    cast, clerk, opened, django_assert_num_queries, rows
):
    for _ in range(rows):
        long_ago(opened)
    with django_assert_num_queries(12):
        clerk.get(reverse("street-response"))


@pytest.mark.parametrize(
    ("kind", "count"), [("serious", 2), ("late", 2), ("contact", 1), ("grave", 1), ("harm", 1)]
)
def test_every_figure_is_the_length_of_its_list(cast, clerk, opened, kind, count):
    long_ago(opened)
    long_ago(opened, source="desk")
    opened(at=NOW, source="desk", harm=True)
    table = text_of(clerk.get(reverse("street-response")))
    shown = re.search(rf"kind={kind}&amp;c=dongyuan\">(?:<svg.*?</svg>)?\s*(\d+)</a>", table)
    assert shown is not None
    listed = text_of(clerk.get(reverse("street-response"), {"kind": kind, "c": "dongyuan"}))
    assert f"共 {shown[1]} 件" in listed
    assert int(shown[1]) == count


def test_the_street_reads_masks_in_the_list(cast, clerk, opened):
    long_ago(opened, household=move_in(cast.east, "7-301", "张慧芳"), title="张慧芳家没钱看病")
    page = text_of(clerk.get(reverse("street-response"), {"kind": "late"}))
    assert "张慧芳" not in page
    assert "张**" in page
    rows = page[page.index('<ul class="todo">') :]
    assert cast.east.short_name in rows, "numbers begin anew in every committee"


# The table


def test_the_bench_says_which_row_decides_and_what_it_promises(clerk):
    page = text_of(clerk.get(reverse("response-settings"), {"kind": "advice", "urgency": "danger"}))
    assert "<b>一级</b>，按“危急”这一条。" in page
    assert "30 分钟" in page
    assert not Case.objects.exists()


def test_the_clerk_changes_a_level_and_hears_what_it_did(clerk, opened):
    opened()
    row = ClockLevel.objects.get(level=4)
    said = {
        f"{clock}_{part}": getattr(row, f"{clock}_{part}")
        for clock in Clock.values
        for part in ("amount", "unit")
    }
    said |= {"solve_amount": 12, "version": row.version}
    answer = clerk.post(reverse("response-level", args=[row.pk]), said, follow=True)
    assert "没办结的事项重新算了 1 件，1 件的期限变了。" in text_of(answer)
    assert clerk.post(reverse("response-level", args=[row.pk]), said).status_code == 409


def test_a_rule_is_added_refused_twice_and_removed(clerk):
    said = {"kind": "hardship", "care": "child", "urgency": "", "level": "2", "solve_days": ""}
    assert clerk.post(reverse("response-rule-new"), said).status_code == 303
    again = clerk.post(reverse("response-rule-new"), said)
    assert again.status_code == 422
    assert "这一种已经有规定了" in again.content.decode()
    rule = ClockRule.objects.get(care="child")
    assert clerk.post(reverse("response-rule-remove", args=[rule.pk])).status_code == 303
    assert not ClockRule.objects.filter(care="child").exists()


def test_the_row_for_everything_is_not_removed(clerk):
    everything = ClockRule.objects.get(kind="", care="", urgency="")
    answer = clerk.post(reverse("response-rule-remove", args=[everything.pk]))
    assert answer.status_code == 422
    assert "不能去掉" in answer.content.decode()


def test_a_rung_is_added_and_changed(clerk):
    said = {"level": "4", "clock": "update", "rank": "5", "amount": "2", "unit": "days"}
    assert clerk.post(reverse("response-rung-new"), said).status_code == 303
    rung = Rung.objects.get(level=4, clock="update", rank=5)
    changed = {**said, "amount": "3", "version": "1"}
    assert clerk.post(reverse("response-rung", args=[rung.pk]), changed).status_code == 303
    rung.refresh_from_db()
    assert rung.amount == 3


def test_a_colleague_may_report_and_a_stranger_sees_nothing(cast, enter, opened):
    case = opened(harm=True)
    assert enter(cast.east_member).get(f"/cases/{case.pk}/report/").status_code == 200
    assert enter(cast.west_director).get(f"/cases/{case.pk}/report/").status_code == 404


def test_a_pause_over_its_end_is_no_pause(cast, director, opened):
    noon = timezone.localtime(NOW).replace(hour=12)
    case = opened(at=noon - timedelta(days=10))
    begun = noon - timedelta(days=9)
    until = timezone.localdate(noon - timedelta(days=2))
    pause(case, by=cast.east_director, until=until, reason="等评残", at=begun)
    page = text_of(director.get(f"/cases/{case.pk}/"))
    assert "暂停到" not in page
    assert "一共暂停过 1 次，7 天" in page
    assert Response.objects.filter(case=case).exists()
    assert CaseClock.objects.filter(case=case).exists()


def test_a_flood_of_late_cases_has_a_next_page_and_meets_each_once(clerk, opened, monkeypatch):
    monkeypatch.setattr("casework.response.views_late.PAGE", 2)
    cases = {long_ago(opened).pk for _ in range(5)}
    met, token = [], None
    for _ in range(3):
        asked = {"kind": "late"} | ({"after": token} if token else {})
        context = clerk.get(reverse("street-response"), asked).context
        met += [row.shown.case.pk for row in context["rows"]]
        token = context["page"].next_token
        assert context["total"] == 5
    assert len(met) == 5
    assert set(met) == cases
    assert token == ""


def test_seriously_late_stands_first_over_the_pages(director, opened):
    late = long_ago(opened)
    soon = opened(at=NOW)
    CaseClock.objects.filter(case=soon, clock=Clock.SOLVE).update(due_at=NOW - timedelta(hours=1))
    page = director.get(reverse("cases-late")).context["rows"]
    assert [row.shown.case.pk for row in page] == [late.pk, soon.pk]
    assert [row.serious for row in page] == [True, False]
