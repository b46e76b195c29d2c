"""The pages of cases, as a browser without script meets them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases import actions, closing
from casework.cases.models import Case
from casework.log.actions import write_entry
from casework.log.rules import EntryWords
from casework.plans.models import PlanStep
from committees.journal.models import AuditEntry
from jiedao.common.dates import cn_day
from tests.casework.cases.conftest import NOW
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
PHONE = "10000000017"


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


@pytest.fixture
def clerk(cast, enter):
    return enter(cast.clerk)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def reads() -> list[str]:
    rows = AuditEntry.objects.filter(act__in=["cases.read", "cases.reveal"])
    return list(rows.order_by("pk").values_list("act", flat=True))


# Lists


def test_open_cases_stand_under_to_do_or_others_and_closed_ones_apart(cast, director, opened):
    opened(title="我来办的")
    opened(title="别人在办的", by=cast.east_member)
    closing.settle_case(opened(title="办好了的"), by=cast.east_director, at=NOW)

    shown = {
        tab: text_of(director.get(f"/cases/?tab={tab}")) for tab in ("todo", "others", "closed")
    }

    for tab, title in (("todo", "我来办的"), ("others", "别人在办的"), ("closed", "办好了的")):
        assert [name for name, page in shown.items() if title in page] == [tab]
    assert '要办 <span class="n num">1</span>' in shown["closed"]
    assert '等别人 <span class="n num">1</span>' in shown["closed"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=漏水", "厨房漏水"),
        ("q=zhf", "厨房漏水"),
        ("q=zhanghui", "厨房漏水"),
        ("q=7-301", "厨房漏水"),
        ("q=七号楼301室", "厨房漏水"),
        ("q={number}", "厨房漏水"),
        ("q=漏水 zhf", "厨房漏水"),
        ("q=北门", "楼道灯不亮"),
        ("kind=proposal", "楼道灯不亮"),
        ("due=late", "楼道灯不亮"),
        ("building={building}", "厨房漏水"),
    ],
)
def test_filters_and_search_live_in_the_address(cast, director, opened, query, found):
    home = move_in(cast.east, "7-301", "张慧芳")
    case = opened(title="厨房漏水", household=home)
    opened("proposal", title="楼道灯不亮", place="北门", at=NOW - timedelta(days=60))
    query = query.format(number=case, building=home.dwelling.building_id)

    page = text_of(director.get(f"/cases/?{query}"))

    assert found in page
    assert ({"厨房漏水", "楼道灯不亮"} - {found}).pop() not in page
    assert "去掉：" in page


def test_a_building_of_another_committee_is_refused_in_words(cast, director, opened):
    opened(title="厨房漏水")
    foreign = move_in(cast.west, "7-301", "张慧芳").dwelling.building_id
    page = text_of(director.get(f"/cases/?building={foreign}"))
    assert "这一栋不属于本居委会" in page


def test_the_pager_goes_on_where_the_page_ended(cast, director, opened):
    for n in range(31):
        opened(title=f"第{n:02}件", due_on=TODAY + timedelta(days=n))
    first = text_of(director.get("/cases/"))
    onward = re.search(r"\?after=([^\"]+)\"", first)
    assert onward is not None
    second = text_of(director.get(f"/cases/?after={onward[1]}"))
    assert "第29件" in first
    assert "第30件" not in first
    assert "第30件" in second
    assert "第29件" not in second


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(
    cast, director, opened, django_assert_num_queries, rows
):
    for n in range(rows):
        opened(household=move_in(cast.east, f"3-50{n}", "刘桂芳"))
    with django_assert_num_queries(10):
        director.get("/cases/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_street_s_list_costs_the_same_however_long(
    cast, clerk, opened, django_assert_num_queries, rows
):
    for n in range(rows):
        opened(household=move_in(cast.east, f"3-50{n}", "刘桂芳"))
    with django_assert_num_queries(8):
        clerk.get("/street/cases/")


def test_the_street_reads_masks_and_the_count_is_the_number_of_rows(cast, clerk, director, opened):
    home = move_in(cast.east, "7-301", "张慧芳")
    long_ago = NOW - timedelta(days=90)
    hardship = opened("hardship", title="张慧芳家没钱看病", household=home, at=long_ago)
    opened(title="楼道灯不亮")
    assert "张慧芳家没钱看病" in text_of(director.get("/cases/"))

    page = text_of(clerk.get("/street/cases/"))
    assert "共 2 件" in page
    assert page.count('<th scope="row">') == 2
    assert "没钱看病" in page
    assert "301 室" not in page, "what somebody lacks never stands beside the door"
    door = text_of(clerk.get(f"/cases/{hardship.pk}/"))
    assert "301 室 张**" in door
    assert "没钱看病" not in door
    assert "张**家没钱看病" in page
    assert "张慧芳" not in page

    late = text_of(clerk.get("/street/cases/?due=late&c=dongyuan"))
    assert "共 1 件" in late
    assert "共 0 件" in text_of(clerk.get("/street/cases/?due=late&c=xiyuan"))


def test_lists_record_nothing(cast, director, clerk, opened):
    opened("hardship", title="没钱看病")
    director.get("/cases/")
    clerk.get("/street/cases/")
    director.get("/today/")
    assert reads() == []


# One case


def test_opening_a_hardship_record_writes_one_row_each_time(cast, director, clerk, opened):
    hardship, issue = opened("hardship"), opened("issue")
    clerk.post(f"/cases/{hardship.pk}/open/", {"why": "区里来电话问"})
    for reader in (director, clerk, director):
        assert reader.get(f"/cases/{hardship.pk}/").status_code == 200
    director.get(f"/cases/{issue.pk}/")
    assert reads() == ["cases.read"] * 3
    assert set(
        AuditEntry.objects.filter(act="cases.read").values_list("object_label", flat=True)
    ) == {str(hardship)}


def test_the_street_sees_no_name_no_phone_and_no_reason(cast, director, clerk, opened):
    home = move_in(cast.east, "7-301", "张慧芳", "李小明")
    case = opened("hardship", title="张慧芳没钱看病", household=home, phone=PHONE)
    actions.add_progress(case, by=cast.east_member, text="和张慧芳、李小明谈过", at=NOW)
    assert "和张慧芳、李小明谈过" in text_of(director.get(f"/cases/{case.pk}/"))

    clerk.post(f"/cases/{case.pk}/open/", {"why": "区里来电话问"})
    page = text_of(clerk.get(f"/cases/{case.pk}/"))

    assert "301 室 张**" in page
    assert "和张**、李**谈过" in page
    for hidden in ("张慧芳", "李小明", PHONE, "100****0017", "养老", "写进展"):
        assert hidden not in page


def test_a_phone_is_shown_once_after_a_tap_and_the_tap_is_written_down(director, clerk, opened):
    case = opened(phone=PHONE)
    assert "100****0017" in text_of(director.get(f"/cases/{case.pk}/"))
    assert PHONE not in text_of(director.get(f"/cases/{case.pk}/"))

    tap = director.post(f"/cases/{case.pk}/phone/")

    assert f"tel:{PHONE}" in text_of(director.get(tap["Location"]))
    assert PHONE not in text_of(director.get(f"/cases/{case.pk}/"))
    assert reads() == ["cases.reveal"]
    assert clerk.post(f"/cases/{case.pk}/phone/").status_code == 404


def test_the_deadline_explains_itself(cast, director, opened):
    friday = NOW.replace(year=2026, month=11, day=27, hour=4)
    page = text_of(director.get(f"/cases/{opened('advice', at=friday).pk}/"))
    assert "12月2日 星期三" in page
    assert "3 个工作日，因为跳过 11月28日 周六、11月29日 周日" in page


def test_the_newest_stands_first_and_earlier_ones_open_by_address(cast, director, opened):
    case = opened()
    for n in range(12):
        actions.add_progress(
            case, by=cast.east_director, text=f"第{n:02}步", at=NOW + timedelta(minutes=n)
        )
    page = text_of(director.get(f"/cases/{case.pk}/"))
    assert page.index("第11步") < page.index("第02步")
    assert "第01步" not in page
    assert "展开更早的 3 条" in page
    assert "第01步" in text_of(director.get(f"/cases/{case.pk}/?all=1"))


@pytest.mark.parametrize("rows", [1, 3])
def test_one_case_costs_the_same_however_long_its_story(
    cast, director, opened, django_assert_num_queries, rows
):
    case = opened(household=move_in(cast.east, "3-502", "刘桂芳"))
    for n in range(rows):
        actions.add_progress(case, by=cast.east_director, text=f"第 {n} 步", at=NOW)
    with django_assert_num_queries(10):
        director.get(f"/cases/{case.pk}/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_hardship_costs_twelve_to_read_and_five_to_write_down_that_it_was_read(
    cast, director, opened, django_assert_num_queries, rows
):
    case = opened("hardship", household=move_in(cast.east, "3-502", "刘桂芳"))
    for n in range(rows):
        PlanStep.objects.create(
            case=case, text=f"第 {n} 步", due_on=TODAY, added_by=case.owner, added_at=NOW
        )
    with django_assert_num_queries(12 + 5):
        director.get(f"/cases/{case.pk}/")


def test_one_primary_button_two_beside_it_and_the_rest_under_more(director, opened):
    page = text_of(director.get(f"/cases/{opened().pk}/"))
    bar = page[page.index("case-acts") :]
    assert page.count("btn-primary") == 1
    for word in ("写进展", "办结", "交给别人"):
        assert f"{word}</" in bar
    for word in ("等回复", "改期限", "修改", "答复单"):
        assert f"{word}</" not in bar
    folded = page[page.index("更多</summary>") :]
    assert folded.index("改期限</a>") < folded.index("</details>")


def test_a_page_offers_what_can_be_done_and_nothing_else(cast, director, enter, opened):
    case = opened("issue")
    own = text_of(director.get(f"/cases/{case.pk}/"))
    colleague = text_of(enter(cast.east_member).get(f"/cases/{case.pk}/"))
    for word in ("写进展", "当场办结", "交给别人", "等回复", "回访", "改期限", "撤销"):
        assert f"{word}</" in own
    assert "写进展</" in colleague
    for word in ("当场办结", "交给别人", "改期限", "撤销"):
        assert f"{word}</" not in colleague


def test_another_committee_s_case_is_a_missing_page(cast, director, enter, opened):
    case = opened()
    assert director.get(f"/cases/{case.pk}/").status_code == 200
    neighbour = enter(cast.west_director)
    for act in "progress close handover wait followup deadline edit".split():
        assert director.get(f"/cases/{case.pk}/{act}").status_code == 200
        assert neighbour.get(f"/cases/{case.pk}/{act}").status_code == 404
    for tap in "accept settle confirm undo phone".split():
        assert neighbour.post(f"/cases/{case.pk}/{tap}/").status_code == 404
    case.refresh_from_db()
    assert case.state == "new"


# Acting


def test_a_case_can_be_written_down_directly(cast, director):
    home = move_in(cast.east, "7-301", "张慧芳")
    sent = director.post(
        "/cases/new/",
        {
            "title": "想申请残疾证",
            "who": "zhf",
            "phone": "100 0000 0017",
            "case_kind": "hardship",
            "cares": ["disability"],
            "owner": str(cast.east_station.pk),
            "source": "hotline",
        },
    )
    case = Case.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/cases/{case.pk}/number/")
    assert (case.household, case.who, case.phone) == (home, "", PHONE)
    assert (case.owner, case.source, case.cares) == (cast.east_station, "hotline", ["disability"])
    page = text_of(director.get(sent["Location"]))
    assert f"登记好了，号码是 {case}。" in page
    assert "请告诉居民这个号" in page
    assert f'action="/cases/{case.pk}/undo/"' in page


def test_a_refused_case_shows_everything_typed_again(cast, director):
    typed = {
        "title": "想申请残疾证",
        "who": "9-101",
        "phone": "12345",
        "text": "腿脚不方便",
        "owner": str(cast.west_member.pk),
    }
    sent = director.post("/cases/new/", typed)
    page = text_of(sent)
    assert sent.status_code == 422
    assert "有 2 处要改" in page
    assert "这个人不属于本居委会" in page
    assert all(typed[name] in page for name in ("title", "who", "phone", "text"))
    assert not Case.objects.exists()


def test_progress_sent_three_times_is_one_line(director, opened):
    case = opened()
    form = {"text": "打了电话", "idempotency_key": str(uuid.uuid4())}
    for _ in range(3):
        assert director.post(f"/cases/{case.pk}/progress/", form).status_code == 303
    assert case.events.filter(kind="progress").count() == 1


def test_closing_asks_for_the_return_call_on_the_same_page(director, opened):
    case = opened("issue")
    asked = director.post(f"/cases/{case.pk}/close/", {"outcome": "水管换了"})
    assert asked.status_code == 422
    assert "请先写回访结果：居民满意吗？" in text_of(asked)
    assert "水管换了" in text_of(asked)

    done = director.post(
        f"/cases/{case.pk}/close/", {"outcome": "水管换了", "content": "yes", "said": "不漏了"}
    )
    assert done.status_code == 303
    case.refresh_from_db()
    assert case.state == "closed"


def test_a_resident_who_is_not_content_stops_the_closing(director, opened):
    case = opened("issue")
    director.post(
        f"/cases/{case.pk}/close/", {"outcome": "换了", "content": "no", "said": "还在漏"}
    )
    case.refresh_from_db()
    assert case.state == "working"


def test_hardship_is_closed_by_a_colleague(cast, director, enter, opened):
    case = opened("hardship")
    director.post(
        f"/cases/{case.pk}/close/",
        {"outcome": "救助金已发", "evidence": "到账单"},
    )
    assert "确认办结</button>" not in text_of(director.get(f"/cases/{case.pk}/"))
    alone = director.post(f"/cases/{case.pk}/confirm/")
    assert alone.status_code == 422
    assert "要由另一个人来确认" in text_of(alone)

    member = enter(cast.east_member)
    asked = text_of(member.get(f"/cases/{case.pk}/"))
    assert "周桂英请您先回访，再确认办结。结果：救助金已发" in asked
    assert "确认办结</button>" not in asked
    member.post(f"/cases/{case.pk}/followup/", {"how": "phone", "solved": "yes", "grade": "4"})
    assert "周桂英请您确认办结。结果：救助金已发" in text_of(member.get(f"/cases/{case.pk}/"))
    assert member.post(f"/cases/{case.pk}/confirm/").status_code == 303
    case.refresh_from_db()
    assert case.state == "closed"


def test_a_receiver_from_elsewhere_is_a_fault_of_the_field(cast, director, opened):
    case = opened()
    sent = director.post(f"/cases/{case.pk}/handover/", {"to": cast.west_member.pk})
    assert sent.status_code == 422
    assert "这个人不属于本居委会" in text_of(sent)
    case.refresh_from_db()
    assert case.offered_to is None


def test_who_is_not_content_need_not_say_how_it_was_settled(cast, director, opened):
    case = opened("dispute")
    form = {"content": "no", "said": "还在吵"}
    assert director.post(f"/cases/{case.pk}/close/", form).status_code == 303
    case.refresh_from_db()
    assert case.state == "working"
    assert director.post(f"/cases/{case.pk}/close/", {**form, "content": "yes"}).status_code == 422


def test_the_street_reads_free_text_without_names_and_numbers(cast, clerk, opened):
    home = move_in(cast.east, "7-301", "张慧芳", "张小明", phone=PHONE)
    case = opened(household=home, title="张小明来电", text="回电 100 0000 0017 找张慧芳")
    actions.wait_for(case, by=cast.east_director, who="张小明", text="", at=NOW)
    said = f"张慧芳的电话{PHONE}打不通"
    actions.add_progress(case, by=cast.east_director, text=said, still_waiting=True, at=NOW)

    page = text_of(clerk.get(f"/cases/{case.pk}/"))

    for private in ("慧芳", "小明", PHONE, "0000 0017"):
        assert private not in page
    for masked in (
        "张**来电",
        "回电 100****0017 找张**",
        "等张**回复",
        "张**的电话100****0017打不通",
    ):
        assert masked in page


def test_both_texts_stand_side_by_side(cast, director, opened):
    case = opened(place="北门")
    typed = {"who": "北门", "version": "1", "case_kind": "issue"}
    director.post(f"/cases/{case.pk}/edit/", {**typed, "title": "阳台漏水"})
    second = director.post(f"/cases/{case.pk}/edit/", {**typed, "title": "屋顶漏水"})
    page = text_of(second)
    assert second.status_code == 409
    assert "周桂英刚才也改了，请看两边" in page
    assert "阳台漏水" in page
    assert "屋顶漏水" in page
    again = director.post(f"/cases/{case.pk}/edit/", {**typed, "title": "屋顶漏水", "version": "2"})
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("act", "form", "state"),
    [
        ("wait", {"waiting_for": "物业"}, "waiting"),
        ("followup", {"how": "door", "solved": "yes", "grade": "5"}, "followed_up"),
        ("deadline", {"due_on": "后天", "why": "等配件"}, "new"),
        ("settle", {}, "closed"),
    ],
)
def test_each_small_page_does_its_act(director, opened, act, form, state):
    case = opened()
    sent = director.post(f"/cases/{case.pk}/{act}/", form)
    assert (sent.status_code, sent["Location"]) == (303, f"/cases/{case.pk}/")
    case.refresh_from_db()
    assert case.state == state


def test_a_deadline_in_the_past_is_refused_with_the_words_typed(director, opened):
    case = opened()
    sent = director.post(f"/cases/{case.pk}/deadline/", {"due_on": "昨天", "why": "等配件"})
    assert sent.status_code == 422
    assert "不能早于今天" in text_of(sent)
    assert "等配件" in text_of(sent)


def test_reopening_and_sending_back_ask_for_a_reason(cast, director, enter, opened, asked_to_close):
    member = enter(cast.east_member)
    empty = member.post(f"/cases/{asked_to_close.pk}/send-back/", {"why": ""})
    assert empty.status_code == 422
    assert "请写“还差什么”" in text_of(empty)
    member.post(f"/cases/{asked_to_close.pk}/send-back/", {"why": "缺签收表"})
    asked_to_close.refresh_from_db()
    assert asked_to_close.state == "working"

    closed = closing.settle_case(opened(), by=cast.east_director, at=NOW)
    director.post(f"/cases/{closed.pk}/reopen/", {"why": "又漏了"})
    closed.refresh_from_db()
    assert closed.state == "working"


def test_a_case_taken_back_waits_in_the_bin(director, opened):
    case = opened(title="点错了")
    director.post(f"/cases/{case.pk}/undo/")
    assert "点错了" not in text_of(director.get("/cases/"))
    assert "点错了" in text_of(director.get("/cases/bin/"))
    director.post(f"/cases/{case.pk}/restore/")
    assert "点错了" in text_of(director.get("/cases/"))


def test_the_last_visit_at_the_door_is_told(cast, director, opened):
    home = move_in(cast.east, "7-301", "张慧芳")
    case = opened(household=home)
    assert "最近走访" not in text_of(director.get(f"/cases/{case.pk}/"))
    for day, nobody in ((3, False), (1, True)):
        words = EntryWords("home", "", "好", TODAY - timedelta(days=day), nobody_home=nobody)
        write_entry(cast.east, by=cast.east_director, words=words, household=home, at=NOW)
    assert f"最近走访</dt><dd>{cn_day(TODAY - timedelta(days=3), TODAY)}" in text_of(
        director.get(f"/cases/{case.pk}/")
    )
