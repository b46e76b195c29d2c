"""今日: what now, and one place to write it down."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from casework.cases.actions import CaseWords, open_case
from casework.cases.planning import Plan
from casework.duty.models import Rota, Shift
from casework.log.actions import write_entry
from casework.log.rules import EntryWords
from casework.response.models import HarmReport
from casework.surveys.models import SurveyRound
from committees.exports.models import ExportRequest
from committees.exports.policies import may_decide
from committees.notices.actions import agree, ask_second_person
from committees.notices.correcting import correct
from committees.people.models import Posting
from committees.reach.states import Role
from committees.reminders.models import InboxMessage
from committees.residents.models import Household
from committees.submissions.models import Draft
from committees.territory.models import Building, Estate, PartnerBody
from jiedao.portal.today import address, meetings_of, welcome
from meetings.convening.models import InvitedBody
from meetings.kinds.models import KindRules
from meetings.opinions.models import Opinion
from tests.casework.homes import move_in
from tests.cast import LONG_AGO
from tests.committees.notices import makers as notices
from tests.gatherings import a_meeting, a_topic

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def director(cast, enter):
    return enter(cast.east_director)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def case_of(cast, title="漏水", *, owner=None, days=5, **more):
    at = NOW if days >= 0 else NOW - timedelta(days=60)
    due = TODAY + timedelta(days=days)
    case = open_case(
        cast.east,
        by=owner or cast.east_director,
        words=CaseWords(title, **more),
        plan=Plan(owner or cast.east_director, due if days >= 0 else timezone.localdate(at)),
        at=at,
    )
    type(case).objects.filter(pk=case.pk).update(due_on=due)
    return case


def entry_of(cast, text, household=None):
    words = EntryWords("call", "北门", text, TODAY)
    return write_entry(cast.east, by=cast.east_director, words=words, household=household, at=NOW)


def home_visit(cast, household, days):
    words = EntryWords("home", "", "身体好", TODAY - timedelta(days=days))
    return write_entry(cast.east, by=cast.east_director, words=words, household=household, at=NOW)


def meeting_of(cast, **more):
    values = {"kind": "joint", "title": "小区联席会议", "place": "二楼会议室"}
    return a_meeting(
        cast.east,
        convened_by=cast.east_director,
        **{**values, "starts_at": NOW + timedelta(days=2), **more},
    )


def shift_of(cast, person, slot="morning", hour=8, **more):
    rota, _ = Rota.objects.get_or_create(
        committee=cast.east, month=TODAY.replace(day=1), defaults={"state": "published"}
    )
    starts = timezone.make_aware(datetime.combine(TODAY, datetime.min.time())).replace(hour=hour)
    return Shift.objects.create(
        committee=cast.east,
        rota=rota,
        day=TODAY,
        slot=slot,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        person=person,
        **more,
    )


def test_everybody_is_greeted_as_the_office_calls_them(cast):
    at = timezone.make_aware(datetime(2026, 11, 23, 9))
    assert welcome(cast.east_director, cast.east, at) == "周主任，上午好"
    assert address(cast.east_branch, cast.east) == "陆书记"
    assert address(cast.east_member, cast.east) == "王老师"


def test_secretary_and_director_in_one_person_has_one_page(cast, enter):
    Posting.objects.create(
        user=cast.east_director, role=Role.BRANCH, committee=cast.east, since=LONG_AGO
    )
    page = text_of(enter(cast.east_director).get("/today/"))
    assert "周主任，" in page


def test_an_empty_day_says_what_to_do_in_every_block(director):
    page = text_of(director.get("/today/"))
    for words in ("今天没有要办的事。", "还没有安排会议。", "您还没有记过。", "还没有开"):
        assert words in page
    assert 'href="/log/new/"' in page
    for kind in ("visit", "call", "home", "patrol", "incident"):
        assert f"?kind={kind}" in page


def test_late_comes_first_at_most_five_and_both_numbers_are_said(cast, director):
    for n in range(5):
        case_of(cast, f"第{n}件", days=n + 2)
    case_of(cast, "已经晚了", days=-2)
    case_of(cast, "别人的", owner=cast.east_member)
    page = text_of(director.get("/today/"))
    assert "要办的事（6 件）" in page
    assert "全部事项 7 件" in page
    assert page.index("已经晚了") < page.index("第0件")
    assert "超 2 天" in page
    assert "第3件" in page
    assert "第4件" not in page
    assert "别人的" not in page


def test_the_badge_counts_only_what_this_person_must_do(cast, enter):
    case_of(cast)
    assert '1<span class="vh"> 件要办' in text_of(enter(cast.east_director).get("/today/"))
    assert "件要办" not in text_of(enter(cast.east_member).get("/today/"))


def test_a_free_day_names_the_building_nobody_visited_for_longest(cast, director):
    page = text_of(director.get("/today/"))
    assert "有空可以走访。" in page
    for door, days in (("1-101", 3), ("5-502", 20), ("7-201", 2)):
        home_visit(cast, move_in(cast.east, door, "刘桂芳"), days)
    home_visit(cast, Household.objects.get(dwelling__door="1-101"), 29)
    assert "有空可以走访：最久没去的是 5 号楼。" in text_of(director.get("/today/"))

    move_in(cast.east, "12-101", "赵家")
    assert "最久没去的是 12 号楼。" in text_of(director.get("/today/"))
    move_in(cast.west, "9-101", "西苑")
    case_of(cast)
    assert "最久没去" not in text_of(director.get("/today/"))


def test_two_estates_with_the_same_number_are_told_apart(cast, director):
    for name in ("一号小区", "二号小区"):
        estate = Estate.objects.create(committee=cast.east, name=name)
        Building.objects.create(estate=estate, number="5")
    assert "最久没去的是 一号小区 5 号楼。" in text_of(director.get("/today/"))


def test_the_second_person_reads_what_waits_for_her(cast, enter):
    notice = notices.drafted(cast, kind="affairs")
    ask_second_person(notice, by=cast.east_member)
    ask_second_person(notices.aid(cast), by=cast.clerk)
    case = case_of(cast, "没钱看病", owner=cast.east_member, kind="hardship", cares=("poverty",))
    type(case).objects.filter(pk=case.pk).update(state="followed_up", closing_by=cast.east_member)
    mine = text_of(enter(cast.east_director).get("/today/"))
    assert mine.count("等确认") == 2
    assert "要办的事（2 件）" in mine
    assert f"/publish/{notice.pk}/preview/" in mine
    assert "等确认" not in text_of(enter(cast.east_member).get("/today/"))
    assert "等确认" not in text_of(enter(cast.west_director).get("/today/"))


def test_a_correction_waits_for_whoever_did_not_write_it(cast, enter):
    notice = ask_second_person(notices.drafted(cast, kind="affairs"), by=cast.east_member)
    agree(notice, by=cast.east_director, at=NOW - timedelta(minutes=1))
    notice.refresh_from_db()
    correct(
        notice,
        notices.changed(notice, place="1—6 号楼"),
        version=notice.version,
        by=cast.east_director,
        at=NOW,
    )
    assert "等确认" in text_of(enter(cast.east_member).get("/today/"))
    assert "等确认" not in text_of(enter(cast.east_director).get("/today/"))


def test_a_draft_waits_with_one_button(cast, director):
    draft = Draft.objects.create(
        user=cast.east_director,
        form="log",
        path="/log/new/?kind=home",
        title="上门走访",
        fields=json.dumps({"text": "老人说厕所"}),
    )
    Draft.objects.create(
        user=cast.east_member, form="log", path="/log/", title="别人的", fields="{}"
    )
    page = text_of(director.get("/today/"))
    assert "「上门走访」<b>还没发出去</b>，内容没有丢" in page
    assert "别人的" not in page
    onward = f"/log/new/?kind=home&draft={draft.pk}"
    assert onward.replace("&", "&amp;") in page
    assert "老人说厕所" in text_of(director.get(onward))


def test_the_next_meeting_with_its_topics(cast, director):
    later = meeting_of(cast, title="以后的会", starts_at=NOW + timedelta(days=9))
    soon = meeting_of(cast)
    meeting_of(cast, title="取消的会", starts_at=NOW + timedelta(days=1), state="cancelled")
    meeting_of(cast, title="昨天的会", starts_at=NOW - timedelta(days=1))
    a_topic(soon, "12 号楼楼道灯")
    page = text_of(director.get("/today/"))
    assert "小区联席会议" in page
    assert "12 号楼楼道灯" in page
    assert f"/meetings/{soon.pk}/" in page
    assert later.title not in page


@pytest.mark.parametrize(("held", "missing", "boxes"), [(0, 2, 2), (1, 1, 2), (2, 0, 2), (3, 0, 3)])
def test_two_representatives_meetings_a_year(cast, held, missing, boxes):
    for n in range(held):
        starts = timezone.make_aware(datetime(2026, n + 3, 18, 14))
        meeting_of(cast, kind="representatives", starts_at=starts, state="held")
    for other in (
        {"kind": "representatives", "state": "planned", "starts_at": NOW},
        {"kind": "joint", "state": "held", "starts_at": NOW},
        {
            "kind": "representatives",
            "state": "held",
            "starts_at": timezone.make_aware(datetime(2025, 5, 18, 14)),
        },
    ):
        meeting_of(cast, **other)
    year = meetings_of(cast.east, timezone.make_aware(datetime(2026, 11, 23, 9))).assemblies
    assert (len(year.held), year.missing, len(year.boxes)) == (held, missing, boxes)
    assert year.days_left == 38


def test_how_often_a_year_is_what_the_rules_of_the_kind_say(cast, director):
    rules = KindRules.objects.get(kind__key="representatives")
    at_first = text_of(director.get("/today/"))

    rules.pk, rules.number, rules.a_year, rules.effective_from = None, 2, 3, TODAY
    rules.save()

    year = meetings_of(cast.east, NOW).assemblies
    assert (year.a_year, year.missing, len(year.boxes)) == (3, 3, 3)
    assert "每年至少 2 次" in at_first
    assert "每年至少 3 次" in text_of(director.get("/today/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_busy_the_day(
    cast, director, django_assert_num_queries, rows
):
    for n in range(rows):
        home = move_in(cast.east, f"3-50{n}", "刘桂芳")
        case_of(cast, household=home)
        entry_of(cast, "好", household=home)
        meeting = meeting_of(cast)
        a_topic(meeting, "停车")
        Draft.objects.create(user=cast.east_director, form="log", path="/log/new/", fields="{}")
    shift_of(cast, cast.east_director)
    shift_of(cast, cast.east_member, "afternoon", 13)
    for _ in range(rows):
        opinion_of(cast, given="路灯太暗")
    with django_assert_num_queries(17):
        director.get("/today/")


def opinion_of(cast, given=""):
    """The party organisation of East was asked; what it said waits for an answer."""
    day = timezone.localdate()
    return Opinion.objects.create(
        committee=cast.east,
        body=PartnerBody.objects.get(committee=cast.east, kind="branch"),
        asked="楼道灯怎么换",
        asked_on=day,
        asked_by=cast.east_director,
        given=given,
        given_on=day if given else None,
        given_by=cast.east_branch if given else None,
    )


def test_an_opinion_waits_with_whoever_has_to_speak_next(cast, enter):
    """The branch until it has spoken, then the director until it is answered."""
    people = ("east_branch", "east_director", "east_member", "west_director")

    def waiting_with():
        pages = {who: enter(getattr(cast, who)).get("/today/").content.decode() for who in people}
        return [who for who, page in pages.items() if "党组织的意见：1 条" in page]

    opinion = opinion_of(cast)
    assert waiting_with() == ["east_branch"]
    opinion.given, opinion.given_on = "换声控的", timezone.localdate()
    opinion.save()
    assert waiting_with() == ["east_director"]
    opinion.answer, opinion.answered_on = "好的", timezone.localdate()
    opinion.save()
    assert waiting_with() == []


@pytest.mark.parametrize("who", ["east_branch", "east_station", "east_member"])
def test_branch_station_and_members_have_their_own_today(cast, enter, who):
    assert enter(getattr(cast, who)).get("/today/").status_code == 200


@pytest.mark.parametrize("who", ["east_owners", "east_property"])
def test_partners_have_nothing_to_do_and_see_their_meetings(cast, enter, who):
    kind = who.removeprefix("east_")
    asked, other = meeting_of(cast, title="请您来的会"), meeting_of(cast, title="没请您的会")
    for meeting, body in ((asked, kind), (other, "station")):
        InvitedBody.objects.create(
            meeting=meeting, body=PartnerBody.objects.get(committee=cast.east, kind=body)
        )
    partner = enter(getattr(cast, who))
    page = text_of(partner.get("/actions/"))
    assert "您现在没有要办的事项。谢谢！" in page
    assert "请您来的会" in page
    assert "没请您的会" not in page
    assert partner.get("/today/").status_code == 404


@pytest.mark.parametrize(
    ("who", "also"),
    [
        ("east_director", {"/imports/", "/exports/", "/residents/retention/"}),
        ("east_member", {"/imports/", "/exports/"}),
        ("east_branch", set()),
        ("east_station", set()),
    ],
)
def test_more_lists_only_pages_that_open(cast, enter, who, also):
    reader = enter(getattr(cast, who))
    page = reader.get("/more/").content.decode()
    links = set(re.findall(r'<a[^>]* href="(/[^"]+)"', page[page.index("<main") :]))
    assert {"/log/", "/map/", "/households/"} <= links
    assert {"/imports/", "/exports/", "/residents/retention/"} & links == also
    for link in links:
        assert reader.get(link).status_code in (200, 302), link


def test_the_bell_counts_what_is_unread_and_every_page_has_a_way_to_search(cast, enter):
    for read_at in (None, None, NOW):
        InboxMessage.objects.create(recipient=cast.east_director, text="明天值班", read_at=read_at)
    InboxMessage.objects.create(recipient=cast.east_member, text="别人的")
    for address_ in ("/today/", "/notices/", "/log/"):
        page = text_of(enter(cast.east_director).get(address_))
        assert '消息<span class="count">2<span class="vh"> 条没看过' in page, address_
        assert 'href="/search/"' in page, address_
    assert 'class="count"' not in text_of(enter(cast.west_director).get("/today/"))


def test_strangers_have_no_bell_and_a_public_page_asks_nothing_more(
    cast, client, enter, django_assert_num_queries
):
    assert "/inbox/" not in text_of(client.get("/help/"))
    with django_assert_num_queries(0):
        client.get("/help/")
    InboxMessage.objects.create(recipient=cast.clerk, text="明天值班")
    clerk = enter(cast.clerk)
    with django_assert_num_queries(4):  # session, person with her messages, authenticator, postings
        assert "条没看过" in text_of(clerk.get("/help/"))


# What must not wait unseen


def an_export(cast, by):
    return ExportRequest.objects.create(
        committee=cast.east, kind="people", whole=True, why="年底核对", state="asked", asked_by=by
    )


def test_an_export_waits_with_those_who_may_agree_and_nobody_else(cast, enter):
    people = ("east_director", "east_member", "east_second_member", "east_station", "west_director")

    def waiting_with():
        pages = {who: enter(getattr(cast, who)).get("/today/").content.decode() for who in people}
        return [who for who, page in pages.items() if "1 份等您同意" in page]

    asked = an_export(cast, cast.east_member)
    assert waiting_with() == ["east_director"]
    asked.asked_by = cast.east_director
    asked.save()
    assert waiting_with() == ["east_member", "east_second_member"]
    asked.state = "refused"
    asked.save()
    assert waiting_with() == []


def test_who_may_agree_is_the_same_on_the_day_and_in_the_act(cast):
    for by in (cast.east_member, cast.east_director):
        asked = an_export(cast, by)
        for who in ("east_director", "east_member", "east_second_member", "east_station", "clerk"):
            person = getattr(cast, who)
            listed = ExportRequest.objects.to_decide_by(person, TODAY).filter(pk=asked.pk).exists()
            assert listed == bool(may_decide(person, asked))


def test_a_seriously_late_case_is_one_line_with_its_list(cast, director):
    case = case_of(cast, "没人理的事", days=-50)
    page = text_of(director.get("/today/"))
    assert "严重超期 1 件" in page
    assert "/cases/late/?kind=serious" in page
    listed = text_of(director.get("/cases/late/?kind=serious"))
    assert str(case) in listed
    assert "共 1 件" in listed


def test_harm_nobody_has_reported_is_the_first_line_until_it_is(cast, director):
    case = case_of(cast, "孩子身上有伤", kind="hardship", cares=("child",), harm=True)
    page = text_of(director.get("/today/"))
    assert "还没报告：1 件" in page
    assert str(case) in text_of(director.get("/cases/late/?kind=harm"))
    HarmReport.objects.get_or_create(
        case=case, defaults={"to": "police", "by": cast.east_director, "at": NOW}
    )
    assert "还没报告：" not in text_of(director.get("/today/"))


def test_a_round_that_is_walked_leads_to_its_doors(cast, director):
    SurveyRound.objects.create(
        committee=cast.east,
        title="冬季走访",
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=10),
        created_by=cast.east_director,
    )
    SurveyRound.objects.create(
        committee=cast.west,
        title="西边的",
        starts_on=TODAY,
        ends_on=TODAY,
        created_by=cast.west_director,
    )
    page = text_of(director.get("/today/"))
    assert "正在走访：1 轮" in page
