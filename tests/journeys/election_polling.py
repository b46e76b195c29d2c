"""Polling day, the count, the result, and who takes over, each step taken once by clicking."""

import json
import subprocess
import sys
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from committees.terms.models import Mandate
from elections.ballots.issuing import issue_ballot
from elections.ballots.models import Issued, Station
from elections.ballots.polling import account_for_papers
from elections.ballots.states import Way
from elections.counting.models import Batch
from elections.counting.rules import Entry
from elections.counting.tallying import Typed, claim, close_sheet
from elections.counting.totals import printed
from elections.electorate.models import Voter
from elections.timetable.models import Round
from elections.timetable.states import StepCode
from tests.journeys.axe import FACES, assert_sound
from tests.journeys.election_town import AT_HOME, GIVER, HOLDER, POSTS, RUNNING, Town, moves_on
from tests.journeys.test_decisions import follow, press

TURNOUT = 55
FIRST_BATCH = {"chair": [42, 6], "vice_chair": [43, 5], "member": [46, 45, 44, 4]}
LAST_BATCH = {"chair": [5, 0], "vice_chair": [5, 0], "member": [5, 5, 5, 0]}
BLANK = 2
"""Ballots of the first batch on which nobody is chosen; the other 48 say something."""


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
