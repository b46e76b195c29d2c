"""What the clerk does with the overview: sees, calls, writes down, reminds, prints, exports."""

import io
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
import time_machine
from django.utils import timezone

from committees.contact.models import Contact
from committees.indicators.actions import edit_indicator
from committees.indicators.models import Indicator
from committees.journal.models import AuditEntry
from committees.people.models import Posting
from committees.reminders.models import InboxMessage
from committees.territory.models import Committee
from jiedao.common.errors import Conflict, Refused
from meetings.convening.models import Meeting
from tests.portal.street_scene import Scene

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HEADS = re.compile(r'<th role="columnheader"[^>]*>(?:<a[^>]*>)?([^<]+)')


@pytest.fixture
def now():
    with time_machine.travel(MONDAY, tick=False):
        yield timezone.now()


@pytest.fixture
def scene(cast, now):
    return Scene(cast.east_director, now)


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def named(html):
    """Names of committees in the table, in the order of the screen."""
    return re.findall(r'<th role="rowheader"[^>]*><a[^>]*>([^<]+)', html)


# What stands on the overview


def test_without_records_there_are_no_columns_and_nothing_is_invented(cast, enter, now):
    html = text_of(enter(cast.clerk).get("/street/"))

    assert HEADS.findall(html) == []
    assert "还没有数字。" in html
    assert "%" not in html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("make", "head"),
    [
        (lambda scene, cast: scene.shift(cast.east, date(2026, 11, 20)), ["接待点有人率"]),
        (lambda scene, cast: scene.entry(cast.east, scene.today), ["待补记"]),
        (lambda scene, cast: scene.visits(cast.east, scene.today, 1), ["待补记", "走访"]),
        (lambda scene, cast: scene.case(cast.east, scene.today), ["超期事项"]),
        (lambda scene, cast: scene.representatives(cast.east, scene.today), ["代表会议"]),
    ],
)
def test_a_column_appears_with_its_first_record(scene, cast, enter, make, head):
    make(scene, cast)

    html = text_of(enter(cast.clerk).get("/street/?all=1"))

    assert HEADS.findall(html) == ["居委会", *head]


def test_an_indicator_switched_off_is_no_column(scene, cast, enter):
    scene.entry(cast.east, scene.today)
    scene.case(cast.east, scene.today)
    Indicator.objects.filter(key="overdue").update(enabled=False)

    html = text_of(enter(cast.clerk).get("/street/?all=1"))

    assert HEADS.findall(html) == ["居委会", "待补记"]
    assert "超期和快到期" not in html


def test_those_in_need_stand_first_by_kind_of_need_never_by_a_rate(scene, cast, enter):
    order = ["甲", "乙", "丙", "丁"]
    rows = {
        name: Committee.objects.create(
            street=cast.street,
            code=f"77010100190{place}",
            name=f"{name}居委会",
            short_name=name,
            slug=f"c{place}",
            order=10 + place,
        )
        for place, name in enumerate(order)
    }
    Committee.objects.filter(slug__in=["dongyuan", "xiyuan"]).update(order=90)
    scene.shifts(rows["甲"], date(2026, 11, 10), manned=10, missing=0)
    scene.shifts(rows["乙"], date(2026, 11, 10), manned=7, missing=3)
    scene.shifts(rows["丙"], date(2026, 11, 10), manned=3, missing=7)
    scene.shifts(rows["丁"], date(2026, 11, 10), manned=9, missing=1)
    for days in (9, 8, 7):
        scene.case(rows["甲"], scene.today - timedelta(days=days))

    html = text_of(enter(cast.clerk).get("/street/"))

    assert named(html) == ["乙", "丙", "甲", "丁"]
    assert "4 个要留意，排在前面" in html
    assert "其余 2 个居委会各项正常" in html


def test_a_flag_is_a_word_and_a_shape_beside_the_number(scene, cast, enter):
    scene.shifts(cast.east, date(2026, 11, 10), manned=7, missing=3)

    html = text_of(enter(cast.clerk).get("/street/"))

    assert 'class="b"' in html
    assert (
        '<span class="m" aria-hidden="true">▲</span><span class="vh">（需要联系帮助）</span>'
        in html
    )


def test_the_beginning_of_a_month_and_of_a_year_is_not_judged(scene, cast, enter):
    scene.visits(cast.east, date(2026, 11, 10), 3)
    scene.representatives(cast.west, date(2026, 11, 10))
    clerk = enter(cast.clerk)
    assert named(text_of(clerk.get("/street/"))) == ["东苑", "西苑"]

    with time_machine.travel(datetime(2026, 11, 10, 1, tzinfo=UTC), tick=False):
        scene.entry(cast.west, date(2026, 11, 10))
        Indicator.objects.filter(key="representatives").update(judged_from=12)
        html = text_of(enter(cast.clerk).get("/street/"))

    assert named(html) == []
    assert "3<small>户" in html


def test_another_month_zone_or_name_narrows_the_page(scene, cast, enter):
    Committee.objects.filter(pk=cast.east.pk).update(zone="南片")
    scene.shifts(cast.east, date(2026, 10, 12), manned=6, missing=4)
    scene.shifts(cast.west, date(2026, 11, 12), manned=10, missing=0)
    clerk = enter(cast.clerk)

    assert named(text_of(clerk.get("/street/"))) == []
    assert named(text_of(clerk.get("/street/?period=2026-10"))) == ["东苑"]
    assert named(text_of(clerk.get("/street/?zone=南片&all=1"))) == ["东苑"]
    assert named(text_of(clerk.get("/street/?q=xi"))) == ["西苑"]
    assert "没有找到这样的居委会" in text_of(clerk.get("/street/?q=没有"))


@pytest.mark.parametrize("committees", [1, 3])
def test_the_overview_costs_the_same_for_every_size_of_street(
    scene, cast, enter, committees, django_assert_num_queries
):
    for number in range(committees):
        one = Committee.objects.create(
            street=cast.street,
            code=f"66010100190{number}",
            name=f"第{number}居委会",
            short_name=f"第{number}",
            slug=f"n{number}",
            order=20 + number,
        )
        scene.shifts(one, date(2026, 11, 10), manned=7, missing=3)
        scene.visits(one, date(2026, 11, 10), 3)
        scene.case(one, scene.today - timedelta(days=2))
        scene.representatives(one, date(2026, 4, 1))
        scene.item(one, date(2026, 11, 5))
        scene.outcome(one, date(2026, 10, 5), publish_by=date(2026, 10, 12))
    clerk = enter(cast.clerk)

    with django_assert_num_queries(22):
        assert clerk.get("/street/?all=1").status_code == 200


@pytest.mark.parametrize("name", ["manned", "visits", "overdue", "representatives"])
def test_a_list_costs_the_same_however_long(
    scene, cast, enter, name, django_assert_max_num_queries
):
    def make():
        scene.shift(cast.east, date(2026, 11, 10))
        scene.visits(cast.east, date(2026, 11, 10), 1)
        scene.case(cast.east, scene.today - timedelta(days=2), household=scene.household(cast.east))
        scene.representatives(cast.east, date(2026, 4, 1))

    def queries():
        with django_assert_max_num_queries(12) as counted:
            assert clerk.get(f"/street/list/{name}/").status_code == 200
        return len(counted)

    clerk = enter(cast.clerk)
    make()
    one = queries()
    make()
    make()

    assert queries() == one


# A call


def test_the_clerk_writes_down_a_call_and_the_overview_says_so(scene, cast, enter):
    scene.shifts(cast.east, date(2026, 11, 10), manned=7, missing=3)
    clerk = enter(cast.clerk)
    call = {
        "spoke_with": "周主任",
        "agreed": "下周一前补好值班表。",
        "next_on": "2026-11-30",
        "idempotency_key": str(uuid.uuid4()),
    }

    first, second = (clerk.post("/street/c/dongyuan/contacts/", call) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    contact = Contact.objects.get()
    assert (contact.by, contact.next_on) == (cast.clerk, date(2026, 11, 30))
    assert "下周一前补好值班表。" in text_of(clerk.get(first["Location"]))
    assert "11月23日已联系" in text_of(clerk.get("/street/"))
    assert AuditEntry.objects.get(act="contact.note").chain == "street"


def test_a_call_without_a_word_is_shown_again(scene, cast, enter):
    answer = enter(cast.clerk).post(
        "/street/c/dongyuan/contacts/", {"spoke_with": "周主任", "agreed": "", "next_on": "11-1"}
    )

    assert answer.status_code == 422
    assert "请写“说好了什么”。" in answer.content.decode()
    assert "周主任" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_next_call_in_the_past_is_refused_beside_its_field(scene, cast, enter):
    answer = enter(cast.clerk).post(
        "/street/c/dongyuan/contacts/",
        {"spoke_with": "周主任", "agreed": "好", "next_on": "2026-11-20"},
    )

    assert answer.status_code == 422
    assert "下次联系的日期已经过了" in answer.content.decode()


def test_the_street_leader_reads_calls_and_writes_none(scene, cast, enter):
    leader = enter(cast.leader)

    assert "和谁联系的" not in text_of(leader.get("/street/c/dongyuan/"))
    call = {"spoke_with": "周主任", "agreed": "好"}
    assert enter(cast.clerk).post("/street/c/dongyuan/contacts/", call).status_code == 303
    assert leader.post("/street/c/dongyuan/contacts/", call).status_code == 404
    assert Contact.objects.count() == 1


def test_a_committees_page_gives_the_phone_the_reasons_and_the_rows_behind(scene, cast, enter):
    scene.shifts(cast.east, date(2026, 11, 10), manned=7, missing=3)
    scene.case(cast.east, scene.today - timedelta(days=9), title="楼道灯不亮")

    html = text_of(enter(cast.clerk).get("/street/c/dongyuan/"))

    assert 'href="tel:021-00000001"' in html
    assert "主任 周桂英" in html
    assert "本月接待点 10 班，有人的 7 班" in html
    assert "1 件事项超期，最久超 9 天" in html
    assert "楼道灯不亮" in html
    assert html.count("没人</td>") == 3


def test_this_mornings_calls_name_reason_phone_and_promise(scene, cast, enter):
    scene.shifts(cast.east, date(2026, 11, 10), manned=7, missing=3)
    Contact.objects.create(
        committee=cast.west,
        by=cast.clerk,
        at=scene.now - timedelta(days=7),
        spoke_with="吴主任",
        agreed="周一再打",
        next_on=scene.today,
    )

    html = text_of(enter(cast.clerk).get("/street/today/"))

    assert "1 个居委会要联系" in html
    assert "本月接待点 10 班，有人的 7 班" in html
    assert "021-0000 0001" in html
    assert "说好今天联系的" in html
    assert "周一再打" in html


# Reminding


def test_the_text_is_shown_before_it_is_sent_to_the_ticked_directors(scene, cast, enter):
    scene.entry(cast.east, date(2026, 11, 13))
    scene.entry(cast.west, date(2026, 11, 12))
    clerk = enter(cast.clerk)
    assert '共 <span id="count" data-count="2">' in text_of(clerk.get("/street/late/"))

    preview = text_of(clerk.get("/street/late/remind/?to=dongyuan"))
    assert "东苑" in preview
    assert "西苑" not in preview.partition("<main")[2]
    answer = clerk.post(
        "/street/late/remind/", {"to": "dongyuan", "text": "您好，有空请补记几笔。"}
    )

    assert answer.status_code == 303
    message = InboxMessage.objects.get()
    assert (message.recipient, message.text) == (cast.east_director, "您好，有空请补记几笔。")
    assert AuditEntry.objects.filter(act="contact.remind").count() == 1
    assert "提醒发给了 1 位主任。" in text_of(clerk.get("/street/late/"))


def test_nothing_ticked_and_nobody_there_is_said_in_words(scene, cast, enter):
    clerk = enter(cast.clerk)

    clerk.post("/street/late/remind/", {"text": "您好"})
    assert "请先勾选要提醒的居委会。" in text_of(clerk.get("/street/late/"))
    Posting.objects.filter(user=cast.east_director).update(until=date(2026, 11, 1))
    clerk.post("/street/late/remind/", {"to": "dongyuan", "text": "您好"})
    assert "东苑还没有主任账号，请打电话。" in text_of(clerk.get("/street/late/"))
    assert not InboxMessage.objects.exists()


# Meetings of the year, definitions, thresholds, tables


def test_the_year_shows_who_held_which_meeting(scene, cast, enter):
    scene.representatives(cast.east, date(2026, 4, 10))
    scene.representatives(cast.east, date(2026, 12, 2), state="planned")
    clerk = enter(cast.clerk)

    html = text_of(clerk.get("/street/meetings/"))
    short = text_of(clerk.get("/street/meetings/?short=1"))

    assert "●○" in html
    assert "4月10日 星期五" in html
    assert "12月2日 星期三" in html
    assert "离年底还有 38 天" in html
    assert 'data-count="2"' in short
    assert "开过 0 次" not in text_of(clerk.get("/street/meetings/?year=2025"))


def test_those_who_are_measured_read_how(cast, enter, now):
    for page in (
        text_of(enter(cast.east_member).get("/street/definitions/")),
        text_of(enter(cast.clerk).get("/street/definitions/manned/")),
    ):
        assert "最晚不超过开始后 15 分钟" in page
        assert "少于 95 %" in page
    assert enter(cast.clerk).get("/street/definitions/nothing/").status_code == 404


def test_the_clerk_moves_a_threshold_and_the_table_follows(scene, cast, enter):
    scene.shifts(cast.east, date(2026, 11, 10), manned=9, missing=1)
    clerk = enter(cast.clerk)
    assert named(text_of(clerk.get("/street/"))) == ["东苑"]
    form = {
        "name": "接待点有人率",
        "definition": "有人的班次除以全部班次。",
        "watch": "90",
        "alarm": "70",
        "order": "1",
        "enabled": "on",
        "version": "1",
    }

    assert clerk.post("/settings/indicators/manned/", form).status_code == 303
    assert named(text_of(clerk.get("/street/"))) == []
    assert AuditEntry.objects.filter(act="indicator.edit").count() == 1
    again = clerk.post("/settings/indicators/manned/", {**form, "watch": "85"})
    assert again.status_code == 409
    wrong = clerk.post("/settings/indicators/manned/", {**form, "version": "2", "alarm": "95"})
    assert wrong.status_code == 422
    assert "要比“留意”更远" in wrong.content.decode()
    assert Indicator.objects.get(key="manned").watch == 90


def test_thresholds_are_the_clerks_alone(cast, now):
    indicator = Indicator.objects.get(key="overdue")

    with pytest.raises(Refused, match="由街道社区科来改"):
        edit_indicator(indicator, by=cast.leader, values={"watch": 2}, version=1)
    edit_indicator(indicator, by=cast.clerk, values={"watch": 2}, version=1)
    with pytest.raises(Conflict):
        edit_indicator(indicator, by=cast.clerk, values={"watch": 1}, version=1)


def sheet_of(answer):
    assert answer.status_code == 200
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows())


def test_the_table_for_excel_holds_text_as_text_and_is_written_down(scene, cast, enter):
    Committee.objects.filter(pk=cast.east.pk).update(zone="=1+1", name="=SUM(A1)居委会")
    scene.shifts(cast.east, date(2026, 11, 10), manned=7, missing=3)

    rows = sheet_of(enter(cast.clerk).get("/street/export/"))

    head = [cell.value for cell in rows[0]]
    east = dict(zip(head, rows[1], strict=True))
    assert east["居委会"].value == "=SUM(A1)居委会"
    assert {east["居委会"].data_type, east["片区"].data_type} == {"s"}
    assert (east["接待点有人率"].value, east["有人的班次"].value) == ("70%", 7)
    assert east["情况"].value == "需要联系帮助"
    assert [row[0].value for row in rows[1:]] == ["=SUM(A1)居委会", "西苑居委会"]
    assert AuditEntry.objects.get(act="street.export").by == cast.clerk


def test_a_meeting_that_is_running_does_not_count_as_held_yet(scene, cast, enter):
    meeting = scene.representatives(cast.east, date(2026, 4, 10), state="open")
    clerk = enter(cast.clerk)

    running = clerk.get("/street/meetings/").content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    over = clerk.get("/street/meetings/").content.decode()

    assert "●○" not in running
    assert "●○" in over


def test_the_years_meetings_go_to_excel_as_days(scene, cast, enter):
    scene.representatives(cast.east, date(2026, 4, 10))

    rows = sheet_of(enter(cast.clerk).get("/street/meetings/export/"))

    assert [cell.value for cell in rows[1]] == [
        "东苑居委会",
        1,
        1,
        datetime(2026, 4, 10),
        None,
    ]
    assert AuditEntry.objects.filter(act="street.export").count() == 1
