"""One committee elects, from the opening of its round to 接手清单, as its people walk through it.

Every step is taken once by clicking; what is only more of the same (sixty neighbours, seven more
nominations) is written by the acts behind the pages. The law wants days between the steps: the
clock is moved to the day on which the timetable puts each.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from committees.notices.actions import agree
from committees.people.models import User
from committees.reach.states import Role
from committees.terms.models import Mandate
from elections.ballots.issuing import issue_ballot
from elections.ballots.models import Issued, Proxy, Station
from elections.ballots.polling import account_for_papers
from elections.ballots.states import Way
from elections.body.actions import Chosen, choose
from elections.body.officials import Appointment, appoint
from elections.body.postings import Account
from elections.body.states import Duty
from elections.candidates.actions import Proposal, answer, nominate, review
from elections.candidates.models import Candidate
from elections.counting.models import Batch
from elections.counting.rules import Entry
from elections.counting.tallying import Typed, claim, close_sheet
from elections.counting.totals import printed
from elections.desk.facts import facts_of
from elections.electorate.models import Freeze, Voter
from elections.timetable.announcing import days_of, draft_announcement
from elections.timetable.models import Election, Round
from elections.timetable.states import StepCode
from tests.cast import LONG_AGO, Cast, _committee
from tests.elections.electorate.people import a_resident
from tests.elections.makers import a_candidate, a_voter, an_election
from tests.elections.polling import SURNAMES, a_station
from tests.journeys.axe import FACES, assert_sound
from tests.journeys.conftest import NewPage, SignedIn
from tests.journeys.test_decisions import follow, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST_DAY = date(2026, 3, 2)
"""A Monday; the page proposes the first Sunday that leaves the law its days."""
NEIGHBOURS = [f"{surname}{given}" for given in ("东", "南", "西") for surname in SURNAMES][:58]
RUNNING = {
    "chair": ["王桂珍", NEIGHBOURS[0]],
    "vice_chair": [NEIGHBOURS[1], NEIGHBOURS[2]],
    "member": ["周桂英", *NEIGHBOURS[3:6]],
}
"""The director of today stands for 委员; a member of today for 主任."""
POSTS = {"chair": "主任", "vice_chair": "副主任", "member": "委员"}
BACKERS = NEIGHBOURS[10:22]
GIVER, HOLDER, AT_HOME = NEIGHBOURS[30], NEIGHBOURS[31], NEIGHBOURS[32]
BODY = ["柳文", "卫平", "蒋兰", "韩宁", "杨安", "朱秀", "秦勇"]
TEAM = {
    Duty.TELLER: ["贝宁", "汤安"],
    Duty.ISSUER: ["邱平", "樊青"],
    Duty.CALLER: ["殷红"],
    Duty.WATCHER: ["罗春"],
}
WORK = {Duty.TELLER: Role.TELLER, Duty.ISSUER: Role.ISSUER}
TURNOUT = 55
FIRST_BATCH = {"chair": [42, 6], "vice_chair": [43, 5], "member": [46, 45, 44, 4]}
LAST_BATCH = {"chair": [5, 0], "vice_chair": [5, 0], "member": [5, 5, 5, 0]}
BLANK = 2
"""Ballots of the first batch on which nobody is chosen: 50 of 52 say something."""


@dataclass
class Town:
    """The people of one election, the day it is, and the browsers they sit at."""

    cast: Cast
    clock: Any
    enter: SignedIn
    new_page: NewPage
    days: dict[str, date] = field(default_factory=dict)
    _pages: dict[tuple[int, bool], Page] = field(default_factory=dict)

    @property
    def election(self) -> Election:
        found: Election = Election.objects.select_related("committee", "rule_set").get()
        return found

    @property
    def round(self) -> Round:
        rows = Round.objects.select_related("election__committee", "election__rule_set")
        found: Round = rows.get()
        return found

    @property
    def place(self) -> str:
        return f"/e/{self.election.key}/"

    def comes_to(self, step: str, *, later: int = 0, hour: int = 9) -> date:
        """It is the day of that step, or so many days later; everybody signs in anew."""
        day = self.days[step] + timedelta(days=later)
        self.clock.move_to(timezone.make_aware(datetime.combine(day, time(hour))))
        for page in self._pages.values():
            page.context.close()
        self._pages.clear()
        return day

    def at(self, person: User, page: str = "", *, phone: bool = False) -> Page:
        """This person at one of the pages of the election, at the desk or on a phone in 大字."""
        known = (person.pk, phone)
        if known not in self._pages:
            size, width = ("large", 390) if phone else ("std", 1366)
            self._pages[known] = self.enter(person, size, width=width)
        self._pages[known].goto(f"{self.place}{page}")
        return self._pages[known]

    def who(self, name: str) -> User:
        found: User = User.objects.get(name=name)
        return found


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.make_aware(datetime.combine(FIRST_DAY, time(9)))) as found:
        yield found


@pytest.fixture
def town(cast: Cast, signed_in: SignedIn, new_page: NewPage, clock: Any) -> Town:
    return Town(cast, clock, signed_in, new_page)


def test_a_committee_elects_from_the_timetable_to_the_list_of_what_is_handed_over(
    town: Town, tmp_path: Path
) -> None:
    people_live_here(town)
    the_street_opens_the_round(town)
    the_election_body_is_written_down(town)
    two_people_hang_the_first_notices(town)
    the_roll_is_built_from_the_register(town)
    the_roll_hangs_and_a_resident_finds_herself(town)
    two_people_freeze_the_roll(town)
    neighbours_are_nominated(town)
    the_names_are_put_in_order(town)
    polling_day_is_prepared(town)
    somebody_votes_for_another(town)

    ballots_are_handed_out_on_a_phone(town)
    the_stations_close(town)
    the_boxes_are_opened(town)
    two_tellers_count_without_seeing_each_other(town)
    a_third_person_settles_with_the_paper_in_hand(town)
    the_wall_says_the_same(town)
    two_people_sign_and_one_publishes(town)
    anybody_recounts_it_at_home(town, tmp_path)
    the_elected_take_office(town)
    everything_is_handed_over(town)


# Before polling day


def people_live_here(town: Town) -> None:
    """Sixty on the register, the last four digits of their phones in order; and a director who was
    elected once."""
    east = town.cast.east
    people = ["王桂珍", "周桂英", *NEIGHBOURS]
    for at, name in enumerate(people):
        group = f"第{at // 30 + 1}小组"
        door = f"{at // 6 + 1}-{at % 6 + 1}01"
        a_resident(east, name, door, group=group, sex="female", phone=f"1000030{at:04}")
    Mandate.objects.create(
        committee=east,
        person=town.cast.east_director,
        post="chair",
        origin="election",
        since=LONG_AGO,
    )


def the_street_opens_the_round(town: Town) -> None:
    clerk = town.enter(town.cast.clerk)
    clerk.goto("/street/elections/")
    follow(clerk, "开启选举")
    clerk.get_by_label("东苑居委会").check()
    press(clerk, "开启")
    expect(clerk.locator(".done-bar")).to_contain_text("1 个居委会的选举开启了。")
    expect(clerk.locator("main")).to_contain_text("筹备")
    assert_sound(clerk, FACES)

    town.days = days_of(town.election)
    director = town.at(town.cast.east_director, "timetable/")
    expect(director.locator("main")).to_contain_text("公布选民名单")
    expect(director.locator(".bad-words")).to_have_count(0)
    assert_sound(director, FACES)


def the_election_body_is_written_down(town: Town) -> None:
    """The head with an account of her own, six more, and the director takes the first step."""
    today = town.comes_to(StepCode.BODY)
    cast, election = town.cast, town.election
    director = town.at(cast.east_director, "body/")
    follow(director, "添一个人")
    director.get_by_label("姓名").fill(BODY[0])
    director.get_by_label("主任", exact=True).check()
    director.get_by_label("手机号").fill("10000200001")
    press(director, "添上")
    expect(director.locator("main")).to_contain_text(f"{BODY[0]}的设置码")
    for name in BODY[1:]:
        choose(election, Chosen(name), by=cast.east_director, on=today)
    director.reload()
    expect(director.locator("main")).to_contain_text(BODY[-1])
    assert_sound(director, FACES)
    director.goto(f"{town.place}desk/")
    assert_sound(director, FACES)
    moves_on(town, cast.east_director, "选举委员会产生")


def moves_on(town: Town, by: User, stage: str) -> None:
    """The desk says that everything is there, and its button goes."""
    page = town.at(by, "desk/")
    press(page, f"进入“{stage}”")
    expect(page.locator(".page-head")).to_contain_text(f"现在：{stage}")


def two_people_hang_the_first_notices(town: Town) -> None:
    town.comes_to(StepCode.FIRST_NOTICE)
    cast = town.cast
    director = town.at(cast.east_director, "notices/")
    press(director, "起草 第 1 号")
    expect(director.locator("main")).to_contain_text("选举日定为")
    press(director, "请人确认")
    member = town.at(cast.east_second_member, "notices/", phone=True)
    member.get_by_role("link", name="等第二人确认").click()
    press(member, "同意并发布")
    hangs(town, "2")
    director = town.at(cast.east_director, "notices/")
    expect(director.get_by_role("link", name="已发布")).to_have_count(2)
    assert_sound(director, FACES)
    moves_on(town, cast.east_director, "选民登记")


def hangs(town: Town, *numbers: str) -> None:
    """More notices, written by one person and agreed to by another."""
    cast, election, now = town.cast, town.election, timezone.now()
    for number in numbers:
        facts = facts_of(election, number)
        made = draft_announcement(election, number, facts, by=cast.east_director, at=now, ask=True)
        agree(made.notice, by=cast.east_second_member, at=now)


def the_roll_is_built_from_the_register(town: Town) -> None:
    town.comes_to(StepCode.REGISTRATION)
    director = town.at(town.cast.east_director, "roll/")
    expect(director.locator("main")).to_contain_text("还没有名单")
    press(director, "生成名单")
    expect(director.locator(".done-bar")).to_contain_text("在名单上 60 人")
    assert_sound(director, FACES)
    director.get_by_label("姓名、首字母或门牌").fill(AT_HOME)
    press(director, "查询")
    director.get_by_role("link", name=AT_HOME).click()
    expect(director.get_by_role("heading", level=1)).to_have_text(AT_HOME)
    assert_sound(director, FACES)


def the_roll_hangs_and_a_resident_finds_herself(town: Town) -> None:
    hangs(town, "3")
    town.comes_to(StepCode.ROLL)
    hangs(town, "4")
    cast = town.cast
    moves_on(town, cast.east_director, "名单公布")
    paper = town.at(cast.east_director, "roll/paper/")
    expect(paper.locator("main")).to_contain_text("第2小组（30 人）")
    assert_sound(paper, FACES)
    resident = town.new_page(width=390)
    resident.goto(town.place)
    assert_sound(resident, FACES)
    follow(resident, "查自己是否登记")
    resident.get_by_label("姓名").fill(NEIGHBOURS[0])
    resident.get_by_label("手机后四位").fill("0002")
    press(resident, "查询")
    expect(resident.locator(".done-bar")).to_have_text("您已登记。")


def two_people_freeze_the_roll(town: Town) -> None:
    town.comes_to(StepCode.OBJECTIONS_END, later=1)
    cast = town.cast
    director = town.at(cast.east_director, "freeze/")
    press(director, "提出冻结")
    member = town.at(cast.east_second_member, "freeze/", phone=True)
    expect(member.locator("main")).to_contain_text("60 人")
    assert_sound(member, FACES)
    press(member, "人数和校验码都对，确认")
    expect(member.locator(".done-bar")).to_contain_text("名单冻结了，登记选民 60 人。")
    assert_sound(member, FACES)
    assert Freeze.objects.in_force().get().entitled == 60


def neighbours_are_nominated(town: Town) -> None:
    """One of eight by clicking, from the paper to the 资格联审."""
    today = town.comes_to(StepCode.NOMINATION)
    hangs(town, "7")
    cast = town.cast
    moves_on(town, cast.east_director, "提名候选人")
    director = town.at(cast.east_director, "nominations/")
    follow(director, "登记提名")
    director.get_by_label("主任", exact=True).check()
    director.get_by_label("提名谁").fill("王桂珍")
    director.get_by_label("联名的选民").fill("\n".join(BACKERS))
    press(director, "登记")
    press(director, "本人同意")
    director.get_by_label("资格符合", exact=True).check()
    director.get_by_label("联审材料编号").fill("联审 1 号")
    assert_sound(director, FACES)
    press(director, "记下结果")
    expect(director.locator("main")).to_contain_text("材料编号 联审 1 号")
    others_are_nominated(town, today)
    director = town.at(cast.east_director, "nominations/")
    expect(director.locator("main")).to_contain_text("应选 3 人，被提名 4 人")
    assert_sound(director, FACES)


def others_are_nominated(town: Town, today: date) -> None:
    election, by = town.election, town.cast.east_director
    voters = {one.name: one for one in Voter.objects.filter(election=election)}
    backers = [voters[name] for name in BACKERS]
    for post, names in RUNNING.items():
        for name in names:
            if name == "王桂珍":
                continue
            made = nominate(election, Proposal(voters[name], post, backers), by=by, on=today)
            made = answer(made, accepts=True, by=by, on=today)
            review(made, fits=True, paper=f"联审 {made.pk} 号", by=by, on=today)


def the_names_are_put_in_order(town: Town) -> None:
    """By lot, drawn in public: in the order in which they were nominated."""
    town.comes_to(StepCode.QUALIFICATION)
    cast = town.cast
    director = town.at(cast.east_director, "ballot/")
    director.get_by_label("抽签").first.check()
    for post, names in RUNNING.items():
        for lot, name in enumerate(names, 1):
            label = Candidate.objects.get(voter__name=name, post=post).label
            director.get_by_label(f"{label} 抽签号").fill(str(lot))
    assert_sound(director, FACES)
    press(director, "定顺序")
    press(director, "定名单")
    expect(director.locator("main")).to_contain_text("应选 3 人，候选人 4 人")
    assert_sound(director, FACES)
    follow(director, "选票样张")
    assert_sound(director, FACES)
    town.comes_to(StepCode.CANDIDATES)
    hangs(town, "8", "9")
    moves_on(town, cast.east_director, "候选人公布")
    resident = town.new_page(width=390)
    resident.goto(f"{town.place}candidates")
    expect(resident.get_by_role("heading", name="周桂英")).to_be_visible()
    assert_sound(resident, FACES)


def polling_day_is_prepared(town: Town) -> None:
    """Who watches, counts and hands out; where, and with which papers."""
    today = timezone.localdate()
    cast, election = town.cast, town.election
    director = town.at(cast.east_director, "officials/")
    follow(director, "安排一个人")
    director.get_by_label("总监票人").check()
    director.get_by_label("姓名").fill("石兰")
    director.get_by_label("手机号").fill("10000200002")
    director.get_by_label("和候选人没有近亲属关系").check()
    press(director, "安排")
    expect(director.locator("main")).to_contain_text("石兰的设置码")
    phones = iter(range(10_000_200_003, 10_000_200_099))
    for duty, names in TEAM.items():
        for name in names:
            account = Account(WORK[duty], None, name, str(next(phones))) if duty in WORK else None
            said = Appointment(duty, name, account, no_kin=True)
            appoint(election, said, by=cast.east_director, on=today)
    director.reload()
    assert_sound(director, FACES)

    director.goto(f"{town.place}stations/")
    follow(director, "加一个")
    director.get_by_label("中心投票站").check()
    director.get_by_label("名称").fill("中心投票站")
    director.get_by_label("地点或路线").fill("居委会二楼会议室")
    director.get_by_label("到几号（含）").fill("60")
    press(director, "保存")
    a_station(town.round, "第 2 投票站", 61, 120, place="小区北门值班室")
    director.reload()
    expect(director.locator("main")).to_contain_text("61–120")
    assert_sound(director, FACES)


def somebody_votes_for_another(town: Town) -> None:
    director = town.at(town.cast.east_director, "proxies/", phone=True)
    for name in (GIVER, HOLDER):
        director.get_by_label("姓名、拼音首字母或门牌").fill(name)
        press(director, "查询")
        with director.expect_navigation():
            director.get_by_role("link", name=name).click()
    director.get_by_label("委托书编号").fill("委 1 号")
    assert_sound(director, FACES)
    press(director, "登记")
    expect(director.locator(".done-bar")).to_be_visible()
    assert_sound(director, FACES)
    assert Proxy.objects.get().holder.name == HOLDER
    hangs(town, "10", "11", "15")


# Polling day and after


def ballots_are_handed_out_on_a_phone(town: Town) -> None:
    """Two big buttons; whoever took a ballot is told where and when she did."""
    town.comes_to(StepCode.POLLING, hour=8)
    head = town.at(town.who("柳文"), "stations/")
    press(head, "开始投票")
    assert_sound(head, FACES)
    head.goto(f"{town.place}desk/")
    assert_sound(head, FACES)

    first, second = Station.objects.order_by("serial_from")
    here = town.at(town.who("邱平"), f"issue/?at={first.pk}", phone=True)
    there = town.at(town.who("樊青"), f"issue/?at={second.pk}", phone=True)
    assert_sound(here, FACES)
    for desk in (here, there):
        finds(desk, AT_HOME)
    assert_sound(here, FACES)
    press(here, f"本人领票 ：{AT_HOME}")
    expect(here.locator(".done-bar")).to_contain_text(f"{AT_HOME}领票了。")
    press(there, f"本人领票 ：{AT_HOME}")
    expect(there.get_by_role("alert")).to_have_text("该选民已领取选票（08:00 中心投票站）。")
    assert_sound(there, FACES)
    finds(here, GIVER)
    expect(here.locator(".desk-buttons button")).to_have_count(2)
    expect(here.locator("main")).to_contain_text(f"由 {HOLDER} 代领")
    press(here, f"代领 ：{GIVER}的选票")
    assert_sound(here, FACES)
    assert Issued.objects.count() == 2


def finds(desk: Page, name: str) -> None:
    """Type a name, read whose it is; the two buttons are as large as a thumb."""
    desk.get_by_label("姓名、拼音首字母或门牌").fill(name)
    press(desk, "找人")
    expect(desk.get_by_role("heading", name=name)).to_be_visible()
    for button in desk.locator(".desk-buttons button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 60


def the_stations_close(town: Town) -> None:
    """The rest of them vote; then every paper is accounted for."""
    first, second = Station.objects.order_by("serial_from")
    took = set(Issued.objects.values_list("voter", flat=True))
    waiting = Voter.objects.on_roll().exclude(pk__in=took).order_by("pk")
    for at, voter in enumerate(waiting[: TURNOUT - len(took)]):
        station, who = (second, "樊青") if at % 2 else (first, "邱平")
        issue_ballot(voter, by=town.who(who), station=station, way=Way.OWN, at=timezone.now())
    town.comes_to(StepCode.POLLING, hour=16)
    issuer = town.at(town.who("邱平"), f"issue/at/{first.pk}/close/", phone=True)
    issuer.get_by_label("写坏换票").fill("0")
    out = Issued.objects.at(first.pk).count()
    issuer.get_by_label("剩余选票").fill(str(60 - out - 1))
    press(issuer, "清点好了")
    expect(issuer.get_by_role("alert")).to_contain_text("少了 1 张")
    assert_sound(issuer, FACES)
    issuer.get_by_label("剩余选票").fill(str(60 - out))
    press(issuer, "清点好了")
    expect(issuer.locator(".done-bar")).to_contain_text("中心投票站清点好了。")
    there = Issued.objects.at(second.pk).count()
    account_for_papers(second, by=town.who("樊青"), spoiled=0, unused=60 - there)
    head = town.at(town.who("柳文"), "stations/")
    press(head, "投票结束")
    assert_sound(head, FACES)


def the_boxes_are_opened(town: Town) -> None:
    """Fifty-five came back, in two batches."""
    watcher = town.at(town.who("石兰"), "opening/")
    for station in Station.objects.all():
        collected = Issued.objects.at(station.pk).count()
        watcher.get_by_label(f"{station.name}收回几张").fill(str(collected))
    press(watcher, "清点好了，分批")
    expect(watcher.locator("main")).to_contain_text("发出 55 张，收回 55 张，分成 2 批")
    assert_sound(watcher, FACES)


def two_tellers_count_without_seeing_each_other(town: Town) -> None:
    """Each at a machine of her own. The second misreads one ballot; neither page says so."""
    pages = []
    for name, slip in (("贝宁", 0), ("汤安", 1)):
        teller = town.at(town.who(name), "count/")
        assert_sound(teller, FACES)
        press(teller, "领这一批 ：第 1 批")
        votes = {**FIRST_BATCH, "chair": [FIRST_BATCH["chair"][0] - slip, 6 + slip]}
        fills_in(teller, votes, ballots=50, blank=BLANK)
        pages.append(teller)
    for teller in pages:
        expect(teller.locator("#sums")).to_contain_text("弃权 2 张，整张无效 0 张，这一批 50 张")
        assert_sound(teller, FACES)
        press(teller, "录完了，交")
    town.at(town.who("贝宁"), "count/1/")
    expect(pages[0].locator("main")).to_contain_text("您交的这一份，不能再改。")
    assert_sound(pages[0], FACES)
    last = Batch.objects.get(number=2)
    for name in ("贝宁", "汤安"):
        sheet = claim(last, by=town.who(name))
        close_sheet(sheet, by=sheet.by, typed=Typed(Entry(by_line(town.round, LAST_BATCH))))


def fills_in(page: Page, votes: dict[str, list[int]], *, ballots: int, blank: int) -> None:
    for post, figures in votes.items():
        for name, figure in zip(RUNNING[post], figures, strict=True):
            page.get_by_role("table", name=f"{POSTS[post]}各人得票").get_by_label(name).fill(
                str(figure)
            )
    page.get_by_label("这一批一共几张").fill(str(ballots))
    page.get_by_label("弃权票").fill(str(blank))
    page.get_by_label("弃权票").blur()


def by_line(round_: Round, votes: dict[str, list[int]]) -> dict[tuple[int, int], int]:
    """(contest, line of the ballot) -> votes, for an entry."""
    return {
        (one.contest.pk, line.pk): figure
        for one in printed(round_)
        for line, figure in zip(one.lines, votes[one.contest.post], strict=True)
    }


def a_third_person_settles_with_the_paper_in_hand(town: Town) -> None:
    watcher = town.at(town.who("石兰"), "count/")
    expect(watcher.locator("main")).to_contain_text("要复核 1 批")
    assert_sound(watcher, FACES)
    follow(watcher, "复核 第 1 批")
    expect(watcher.locator("main")).to_contain_text("第一份 42，第二份 41")
    assert_sound(watcher, FACES)
    for name, figure in zip(RUNNING["chair"], FIRST_BATCH["chair"], strict=True):
        watcher.get_by_label(name).fill(str(figure))
    watcher.get_by_label("这一批一共几张").fill("50")
    watcher.get_by_label("哪里不一致").fill("第 17 张主任一栏看错，是王桂珍。")
    press(watcher, "按选票定")
    expect(watcher.locator("main")).to_contain_text("一致 2 批")


def the_wall_says_the_same(town: Town) -> None:
    watcher = town.at(town.who("石兰"), "wall/")
    for post, names in RUNNING.items():
        totals = [a + b for a, b in zip(FIRST_BATCH[post], LAST_BATCH[post], strict=True)]
        for name, total in zip(names, totals, strict=True):
            watcher.get_by_label(name).fill(str(total))
        watcher.get_by_label(f"{POSTS[post]}一栏作废", exact=True).fill("0")
    watcher.get_by_label("弃权票").fill(str(BLANK))
    watcher.get_by_label("整张无效").fill("0")
    assert_sound(watcher, FACES)
    press(watcher, "保存")
    expect(watcher.locator(".done-bar")).to_be_visible()


def two_people_sign_and_one_publishes(town: Town) -> None:
    watcher = town.at(town.who("石兰"), "result/")
    press(watcher, "完成计票")
    assert_sound(watcher, FACES)
    press(watcher, "看过了，签字")
    expect(watcher.locator("main")).to_contain_text("等另一个人签字。")
    resident = town.new_page(width=390)
    resident.goto(f"{town.place}results/")
    expect(resident.locator("main")).to_contain_text("结果还没有公布。")
    assert_sound(resident, FACES)
    head = town.at(town.who("柳文"), "result/", phone=True)
    press(head, "看过了，签字")
    assert_sound(head, FACES)
    press(head, "公布结果")
    expect(head.locator(".done-bar")).to_contain_text("结果公布了，居民现在就能看到。")
    assert_sound(head, FACES)


def anybody_recounts_it_at_home(town: Town, folder: Path) -> None:
    """The sheet and the program, as a resident's phone downloads them; run on another machine."""
    resident = town.new_page(width=390)
    resident.goto(town.place)
    follow(resident, "结果")
    assert_sound(resident, FACES)
    for words in ("结果单", "核对程序"):
        with resident.expect_download() as begun:
            resident.get_by_role("link", name=words).click()
        begun.value.save_as(folder / begun.value.suggested_filename)
    command = resident.locator("code").inner_text().split()[1:]
    run = subprocess.run(
        [sys.executable, "-I", *command], cwd=folder, capture_output=True, check=True, timeout=60
    )
    said = json.loads(run.stdout)
    assert said["valid"]
    assert said["base"] == TURNOUT
    assert resident.locator(".result-words li").all_inner_texts() == said["explanation"]
    for post in said["contests"]:
        table = resident.get_by_role("region", name=f"{POSTS[post['post']]}的得票", exact=True)
        winners = table.locator("tr", has_text="当选").filter(has_not_text="没有当选")
        assert sorted(winners.locator("th").all_inner_texts()) == sorted(post["elected"])
    sheet = json.loads(next(folder.glob("*.json")).read_text())
    expect(resident.locator("main")).to_contain_text(sheet["sha256"])


def the_elected_take_office(town: Town) -> None:
    head = town.at(town.who("柳文"), "result/")
    press(head, "就任")
    expect(head.locator(".done-bar")).to_contain_text("5 人就任，证书可以打印了。")
    assert_sound(head, FACES)
    follow(head, "当选证书")
    expect(head.locator(".certificate")).to_have_count(5)
    assert_sound(head, FACES)
    head.goto(f"{town.place}report/")
    assert_sound(head, FACES)
    chair = Mandate.objects.on(timezone.localdate()).get(post="chair")
    assert chair.person.name == "王桂珍"


def everything_is_handed_over(town: Town) -> None:
    """The one who was director gives, the new one takes, the day after; then the file is closed."""
    town.comes_to(StepCode.POLLING, later=1)
    old, new = town.cast.east_director, town.cast.east_member
    giver = town.at(old)
    giver.goto("/office/ends/")
    assert_sound(giver, FACES)
    giver.get_by_role("link", name="周桂英交给王桂珍").click()
    giver.get_by_role("textbox", name="公章").fill("1 枚，在办公室保险柜")
    press(giver, "保存")
    ticks(giver, "交出")
    assert_sound(giver, FACES)
    taker = town.at(new, phone=True)
    taker.goto(giver.url)
    expect(taker.locator("main")).to_contain_text("1 枚，在办公室保险柜")
    ticks(taker, "接收")
    expect(taker.locator("main")).to_contain_text("全部交接完了。")
    assert_sound(taker, FACES)
    moves_on(town, new, "移交")
    moves_on(town, new, "归档")
    assert town.election.stage == "archived"


def ticks(page: Page, side: str) -> None:
    for box in page.get_by_role("checkbox", name=side).all():
        box.check()
    press(page, f"保存{side}")


# The street


def test_the_street_sees_all_rounds_side_by_side_and_what_is_late(
    cast: Cast, signed_in: SignedIn, clock: Any
) -> None:
    """Thirty-four at once: one of them is late, two share somebody, one rehearses."""
    late = thirty_four_rounds(cast)
    clerk = signed_in(cast.clerk)
    clerk.goto("/street/elections/")
    expect(clerk.locator(".page-head")).to_contain_text("34 个居委会有选举，1 个有晚了的步骤")
    expect(clerk.locator("tbody tr")).to_have_count(34)
    row = clerk.locator("tr.is-late")
    expect(row).to_contain_text(late.committee.short_name)
    expect(row).to_contain_text("“选民登记开始”应在 2月27日，超 3 天")
    assert_sound(clerk, FACES)

    follow(clerk, "两边都登记的人")
    expect(clerk.locator("main")).to_contain_text("张**")
    assert_sound(clerk, FACES)
    clerk.goto("/street/elections/?rehearsal=1")
    expect(clerk.locator(".page-head")).to_contain_text("1 个居委会有演练")
    assert_sound(clerk, FACES)

    clerk.goto("/street/elections/")
    with clerk.expect_navigation():
        clerk.locator(".bad-words").click()
    expect(clerk.locator("tr.is-late")).to_contain_text("选民登记开始")
    assert_sound(clerk, FACES)
    follow(clerk, "改期 ：选民登记开始")
    clerk.get_by_label("改到哪一天").fill("3月4日")
    clerk.get_by_label("为什么改期").fill("选举委员会刚推选出来")
    press(clerk, "改期")
    expect(clerk.locator("main")).to_contain_text("改过日期：选举委员会刚推选出来")
    clerk.goto("/street/elections/")
    expect(clerk.locator("tr.is-late")).to_have_count(0)


def thirty_four_rounds(cast: Cast) -> Election:
    """At all stages, the third of them late; a rehearsal beside them."""
    committees = [cast.east, cast.west]
    committees += [_committee(cast.street, at, f"小区{at}", f"xiaoqu-{at}") for at in range(3, 35)]
    stages = cycle(["preparing", "registration", "roll", "nomination", "polling", "published"])
    rounds = [an_election(one, stage=next(stages)) for one in committees]
    an_election(cast.west, rehearsal=True)
    for one in rounds[:2]:
        a_voter(one, "张文娟", "3-502", id_index="1" * 32)
    a_candidate(rounds[3], "钱进")
    late = rounds[2]
    late.steps.filter(code=StepCode.REGISTRATION).update(due_on=FIRST_DAY - timedelta(days=3))
    return late
