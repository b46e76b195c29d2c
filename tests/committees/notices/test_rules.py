from datetime import date, datetime

import pytest

from committees.notices.notice_templates import BY_KEY, TEMPLATES, urgent_words
from committees.notices.posters import POSTER_MOST, poster_of
from committees.notices.rules import (
    GROUP_TEXT_MOST,
    SHANGHAI,
    Words,
    correction_summary,
    default_end,
    group_text,
    minute_words,
    private_numbers,
)
from committees.notices.states import NoticeKind

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "happens_on", "ends_on"),
    [
        (NoticeKind.WATER, date(2026, 11, 26), date(2026, 11, 26)),
        (NoticeKind.WATER, None, date(2026, 11, 26)),
        (NoticeKind.MEETING, date(2026, 12, 20), date(2026, 12, 20)),
        (NoticeKind.ACTIVITY, date(2026, 11, 1), date(2026, 12, 7)),
        (NoticeKind.AID, None, date(2026, 11, 30)),
        (NoticeKind.URGENT, None, date(2026, 11, 25)),
        (NoticeKind.AFFAIRS, None, date(2027, 2, 21)),
    ],
)
def test_a_notice_runs_to_the_end_of_the_day_it_is_about(kind, happens_on, ends_on):
    end = default_end(kind, MONDAY, happens_on)
    assert end == datetime(ends_on.year, ends_on.month, ends_on.day, 23, 59, tzinfo=SHANGHAI)


def test_the_numbers_of_a_paragraph_are_named_in_one_sentence():
    words = Words(
        "救助公示",
        "张*明，临时救助。\n\n电话 139 0000 0000，身份证 310113195601010021。\n特此公示。",
    )
    assert private_numbers(words) == ["第 2 段里像是身份证号和手机号，公开前请确认。"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (Words("找王阿姨 13900000000", "来"), ["标题里像是手机号，公开前请确认。"]),
        (Words("活动", "来", "13900000000"), ["地点里像是手机号，公开前请确认。"]),
        (Words("活动", "打 021-5678 1234"), []),
        (Words("第三季度收支", "收入 12,000 元，支出 9,830 元"), []),
        (Words("捐款", "卡号 6222 0200 0000 0000 001"), []),
        (Words("捐款", "卡号 4111 1111 1111 1111"), ["第 1 段里像是银行卡号，公开前请确认。"]),
        (Words("活动", "１３９００００００００"), ["第 1 段里像是手机号，公开前请确认。"]),
    ],
)
def test_only_private_numbers_are_found(words, found):
    assert private_numbers(words) == found


OLD = Words("停水", "上午 9:00 停水。请存水。", "1—12 号楼", "上午 9:00", "021-00000001")


@pytest.mark.parametrize(
    ("new", "summary"),
    [
        (OLD, ""),
        (
            Words(OLD.title, OLD.body, OLD.place, "上午 8:00", OLD.contact_phone),
            "原写“上午 9:00”，现为“上午 8:00”",
        ),
        (
            Words("停水", "上午 8:00 停水。请存水。", OLD.place, OLD.happens, OLD.contact_phone),
            "原写“上午 9:00 停水”，现为“上午 8:00 停水”",
        ),
        (
            Words("停电", "上午 9:00 停电。请存水。", OLD.place, OLD.happens, OLD.contact_phone),
            "原写“停水”，现为“停电”，共改了 2 处",
        ),
        (
            Words("停水", OLD.body, "", OLD.happens, OLD.contact_phone),
            "原写“1—12 号楼”，现为“没有写”",
        ),
    ],
)
def test_a_correction_says_what_stood_there_and_what_stands_now(new, summary):
    assert correction_summary(OLD, new) == summary


def test_the_summary_of_a_long_correction_fits_its_column():
    new = Words(OLD.title, "新" * 3_000, OLD.place, OLD.happens, OLD.contact_phone)
    assert len(correction_summary(Words("停水", "旧" * 3_000), new)) <= 200


@pytest.mark.parametrize("length", [0, 10, 80, 500])
def test_the_text_for_the_group_never_exceeds_120_characters(length):
    words = Words("停水" * 10, "请存水。" * length, "1—12 号楼", "11月26日")
    text = group_text("东苑居委会", words)
    assert len(text) <= GROUP_TEXT_MOST
    assert text.startswith("【东苑居委会】停水")
    assert "时间：11月26日" in text


def test_a_poster_takes_the_whole_text_where_it_fits():
    poster = poster_of(
        Words("停水", "因为换总水管，停水。\n请提前存好水。", "1—12 号楼", "上午 9:00")
    )
    assert poster.text == "因为换总水管，停水。\n请提前存好水。"
    assert poster.too_long == ""


def test_a_long_text_is_cut_at_a_full_stop_and_the_desk_is_told():
    poster = poster_of(Words("停水", "请提前存好水，关好水龙头。" * 24))
    assert poster.too_long == "字太多，第 2 页起请看二维码。现在 312 字，海报最多 180 字。"
    assert len(poster.text) <= POSTER_MOST
    assert poster.text.endswith("。")


def test_many_short_lines_are_cut_too():
    poster = poster_of(Words("停水", "\n".join(f"{n} 号楼" for n in range(1, 30))))
    assert poster.too_long.startswith("分段太多")
    assert "29 号楼" not in poster.text


def test_the_water_template_writes_title_and_text():
    filled = {"day": date(2026, 11, 26), "hours": "上午 9:00 到下午 4:00", "place": "1—12 号楼"}
    words = BY_KEY["water"].fill(filled, MONDAY)
    assert words.title == "11月26日停水，上午 9:00 到下午 4:00"
    assert words.happens == "11月26日 星期四 上午 9:00 到下午 4:00"
    assert words.place == "1—12 号楼"
    assert words.body.splitlines() == [
        "1—12 号楼停水。",
        "请提前存好水，关好水龙头。",
        "家里有行动不便的老人，我们可以送水上门，请打电话。",
    ]


def test_braces_that_somebody_types_stay_text():
    words = BY_KEY["general"].fill({"title": "{title}", "body": "{0} {place}"}, MONDAY)
    assert (words.title, words.body) == ("{title}", "{0} {place}")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_every_template_makes_a_notice_from_its_required_fields(template):
    samples = {"day": date(2026, 11, 26)}
    filled = {
        blank.name: samples.get(blank.shape, "写好了")
        for blank in template.blanks
        if blank.required
    }
    words = template.fill(filled, MONDAY)
    assert words.title
    assert words.body
    assert "{" not in words.title + words.body + words.happens + words.place


def test_an_urgent_notice_is_its_two_fields():
    words = urgent_words("水管爆了，请关总阀", "3 号楼，到今晚 11 点")
    assert words.title == "水管爆了，请关总阀"
    assert "3 号楼，到今晚 11 点" in words.body


@pytest.mark.parametrize(
    ("minute", "said"),
    [
        (datetime(2026, 12, 3, 9, 0, tzinfo=SHANGHAI), "12月3日 9:00"),
        (datetime(2027, 1, 3, 9, 5, tzinfo=SHANGHAI), "2027年1月3日 9:05"),
    ],
)
def test_the_button_names_the_minute(minute, said):
    assert minute_words(minute, MONDAY) == said
