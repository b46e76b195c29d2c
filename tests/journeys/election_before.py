"""An election until its polling day, each step taken once by clicking."""

from datetime import date

from django.utils import timezone
from playwright.sync_api import expect

from committees.reach.states import Role
from committees.terms.models import Mandate
from elections.ballots.models import Proxy
from elections.body.actions import Chosen, choose
from elections.body.officials import Appointment, appoint
from elections.body.postings import Account
from elections.body.states import Duty
from elections.candidates.actions import Proposal, answer, nominate, review
from elections.candidates.models import Candidate
from elections.electorate.models import Freeze, Voter
from elections.timetable.announcing import days_of
from elections.timetable.states import StepCode
from tests.cast import LONG_AGO
from tests.elections.electorate.people import a_resident
from tests.elections.polling import a_station
from tests.journeys.axe import FACES, assert_sound
from tests.journeys.election_town import (
    AT_HOME,
    GIVER,
    HOLDER,
    NEIGHBOURS,
    RUNNING,
    Town,
    hangs,
    moves_on,
)
from tests.journeys.test_decisions import follow, press

BACKERS = NEIGHBOURS[10:22]
BODY = ["柳文", "卫平", "蒋兰", "韩宁", "杨安", "朱秀", "秦勇"]
TEAM = {
    Duty.TELLER: ["贝宁", "汤安"],
    Duty.ISSUER: ["邱平", "樊青"],
    Duty.CALLER: ["殷红"],
    Duty.WATCHER: ["罗春"],
}
WORK = {Duty.TELLER: Role.TELLER, Duty.ISSUER: Role.ISSUER}


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
