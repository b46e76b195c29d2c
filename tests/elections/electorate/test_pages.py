"""The pages of a roll: what they show, what they ask the database, what they give back."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees.people.models import Posting, User
from elections.electorate.building import build_roll
from elections.electorate.models import Freeze, Objection, RollChange, Voter
from elections.timetable.models import Step
from tests.elections.electorate.people import a_resident, hang
from tests.elections.makers import an_election

pytestmark = pytest.mark.django_db
ID = "310113195601010021"
NAMES = ("张文娟", "李敏", "王桂珍")


@pytest.fixture
def election(cast):
    made = an_election(cast.east, stage="roll")
    hang(made)
    return made


def people(cast, election, count):
    """So many on the roll, each struck and put back once, each objected to."""
    for number, name in enumerate(NAMES[:count], start=1):
        a_resident(cast.east, name, f"{number}-101", group=f"第 {number} 组")
    build_roll(election, by=cast.east_director)
    RollChange.objects.all().delete()
    today = timezone.localdate()
    for voter in Voter.objects.filter(election=election):
        for hand in ("strike", "add"):
            RollChange.objects.create(
                election=election, voter=voter, hand=hand, why="核对", by=cast.east_director
            )
        Objection.objects.update_or_create(
            election=election,
            voter=voter,
            defaults={
                "asks": "strike",
                "about": voter.name,
                "words": "搬走了",
                "filed_by": "邻居",
                "filed_on": today,
                "due_on": today,
            },
        )


QUERIES = {
    "roll": 12,
    "roll-paper": 12,
    "roll-changes": 12,
    "objections": 11,
    "freeze": 13,
}


@pytest.mark.parametrize(("name", "literal"), QUERIES.items())
def test_a_page_asks_the_same_of_one_and_of_three(cast, enter, election, name, literal):
    browser = enter(cast.east_director)
    counts = []
    for count in (1, 3):
        people(cast, election, count)
        browser.get(reverse(name, args=[election.key]))
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse(name, args=[election.key])).content.decode()
        counts.append(len(queries))
        if name != "freeze":
            assert sum(one in page for one in NAMES) == count

    assert counts == [literal, literal]


def test_the_streets_doubles_cost_the_same_for_one_and_for_three(cast, enter, election):
    other = an_election(cast.west)
    browser = enter(cast.clerk)
    counts = []
    for count in (1, 3):
        for number in range(count):
            for roll, name in ((election, "张文娟"), (other, "张文鹃")):
                Voter.objects.get_or_create(election=roll, name=name, id_index=str(number) * 32)
        browser.get(reverse("street-doubles"))
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("street-doubles")).content.decode()
        counts.append(len(queries))
        assert page.count("张**") == count

    assert counts == [5, 5]
    assert "张文娟" not in page
    assert page.index("东苑，电话") < page.index("西苑，电话")


def test_a_line_asks_the_same_however_often_it_changed(cast, enter, election):
    people(cast, election, 1)
    voter = Voter.objects.get()
    browser, place = enter(cast.east_director), reverse("roll-line", args=[election.key, voter.pk])
    counts = []
    for _ in range(2):
        browser.get(place)
        with CaptureQueriesContext(connection) as queries:
            assert "核对" in browser.get(place).content.decode()
        counts.append(len(queries))
        RollChange.objects.create(
            election=election, voter=voter, hand="add", why="核对", by=cast.east_member
        )

    assert counts == [12, 12]


@pytest.mark.parametrize(
    "query", ["张文娟", "文娟", "zwj", "zhangwenjuan", "1-101", "1号楼101", "101"]
)
def test_somebody_is_found_by_name_sound_and_door(cast, enter, election, query):
    people(cast, election, 1)
    a_resident(cast.east, "赵国强", "2-202")
    build_roll(election, by=cast.east_director)

    page = enter(cast.east_director).get(reverse("roll", args=[election.key]), {"q": query})

    assert "张文娟" in page.content.decode()
    assert "赵国强" not in page.content.decode()


def test_in_and_out_and_by_hand_are_three_lists(cast, enter, election):
    people(cast, election, 1)
    a_resident(cast.east, "李外", "4-101", hukou="city")
    build_roll(election, by=cast.east_director)
    browser, place = enter(cast.east_director), reverse("roll", args=[election.key])

    shown = {show: browser.get(place, {"show": show}).content.decode() for show in ("in", "out")}

    assert "张文娟" in shown["in"]
    assert "李外" not in shown["in"]
    assert "户籍不在本社区，经常居住的由本人申请才登记" in shown["out"]


def test_the_whole_way_from_the_register_to_a_frozen_roll(cast, enter):
    a_resident(cast.east, "张文娟", group="第 1 组")
    election = an_election(cast.east, stage="roll")
    director, member = enter(cast.east_director), enter(cast.east_member)
    key = [election.key]

    assert director.post(reverse("roll-build", args=key)).status_code == 303
    hang(election)
    assert director.post(reverse("freeze", args=key)).status_code == 303
    made = Freeze.objects.get()
    own = director.post(reverse("freeze-confirm", args=[election.key, made.pk]))
    assert own.status_code == 422
    assert "要请另一个人确认" in own.content.decode()
    assert member.post(reverse("freeze-confirm", args=[election.key, made.pk])).status_code == 303

    made.refresh_from_db()
    paper = member.get(reverse("roll-paper", args=key)).content.decode()
    assert made.digest in paper
    assert "第 1 组（1 人）" in paper
    text = member.get(reverse("roll-text", args=key))
    assert hashlib.sha256(text.content).hexdigest() == made.digest
    sent = {"reopened_why": "漏了一户"}
    assert (
        member.post(reverse("freeze-reopen", args=[election.key, made.pk]), sent).status_code == 303
    )


def test_the_paper_says_nothing_but_names(cast, enter, election):
    a_resident(cast.east, "张文娟", "3-502", phone="10000000012", id_number=ID, group="第 2 组")
    a_resident(cast.east, "李敏", "4-101", group="第 10 组")
    build_roll(election, by=cast.east_director)

    page = enter(cast.east_director).get(reverse("roll-paper", args=[election.key]))

    words = page.content.decode()
    assert words.index("第 2 组（1 人）") < words.index("第 10 组（1 人）")
    for secret in ("3-502", "502", "0012", "1956", ID):
        assert secret not in words.partition("<article")[2].partition("校验码")[0]


ADD = {
    "name": "王外",
    "born_on": "1970-05-01",
    "ground": "habitual",
    "why": "本人申请",
    "evidence": "申请书 1 号",
}


def test_a_form_that_is_refused_keeps_what_was_typed(cast, enter, election):
    browser, place = enter(cast.east_director), reverse("roll-new", args=[election.key])

    minor = browser.post(place, ADD | {"born_on": "2015-05-01"})
    empty = browser.post(place, ADD | {"why": ""})

    assert (minor.status_code, empty.status_code) == (422, 422)
    for page in (minor.content.decode(), empty.content.decode()):
        assert "王外" in page
        assert "申请书 1 号" in page
    assert "不满 18 周岁" in minor.content.decode()
    assert "请写“理由”。" in empty.content.decode()


def test_a_form_sent_twice_adds_one_person(cast, enter, election):
    browser, place = enter(cast.east_director), reverse("roll-new", args=[election.key])
    sent = ADD | {"idempotency_key": "0a0a0a0a-0000-4000-8000-000000000001"}

    answers = [browser.post(place, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Voter.objects.count() == 1


def test_a_group_of_the_other_committee_is_refused(cast, enter, election):
    a_resident(cast.west, "吴西", group="西组")

    answer = enter(cast.east_director).post(
        reverse("roll-new", args=[election.key]), ADD | {"group": "西组"}
    )

    assert answer.status_code == 422
    assert "这个居民小组不属于本居委会。" in answer.content.decode()


def test_an_old_page_shows_both_texts_and_may_be_saved_again(cast, enter, election):
    people(cast, election, 1)
    voter = Voter.objects.get()
    browser, place = enter(cast.east_director), reverse("roll-edit", args=[election.key, voter.pk])
    sent = {
        "version": voter.version,
        "name": "张文鹃",
        "born_on": "1970-05-01",
        "why": "错字",
        "evidence": "身份证",
    }
    assert browser.post(place, sent).status_code == 303

    late = browser.post(place, sent | {"name": "张文卷"})

    assert late.status_code == 409
    assert "张文鹃" in late.content.decode()
    voter.refresh_from_db()
    assert f'value="{voter.version}"' in late.content.decode()


def test_a_line_is_struck_and_listed_again_from_its_page(cast, enter, election):
    people(cast, election, 1)
    voter = Voter.objects.get()
    browser = enter(cast.east_director)
    place = reverse("roll-decide", args=[election.key, voter.pk])

    sent = {"version": voter.version, "why": "搬走了", "evidence": "电话核对"}
    assert browser.post(place, sent).status_code == 303
    voter.refresh_from_db()
    assert not voter.listed
    sent = {"version": voter.version, "why": "没有搬", "evidence": "上门看过", "ground": "lives"}
    assert browser.post(place, sent).status_code == 303
    voter.refresh_from_db()
    assert voter.listed


def test_an_objection_is_taken_and_decided_from_the_pages(cast, enter, election):
    people(cast, election, 1)
    voter = Voter.objects.get()
    Objection.objects.all().delete()
    Step.objects.filter(election=election, code="roll").update(done_on=timezone.localdate())
    browser = enter(cast.east_director)
    about = f"{reverse('objection-new', args=[election.key])}?voter={voter.pk}"
    told = {"asks": "strike", "words": "搬走了", "filed_by": "邻居", "filed_on": "今天"}

    assert browser.post(about, told).status_code == 303
    objection = Objection.objects.get()
    place = reverse("objection", args=[election.key, objection.pk])
    assert browser.post(place, {"decision": "upheld"}).status_code == 422
    assert browser.post(place, {"decision": "upheld", "reason": "查过"}).status_code == 303

    voter.refresh_from_db()
    assert not voter.listed
    changes = browser.get(reverse("roll-changes", args=[election.key])).content.decode()
    assert "去掉" in changes


def test_the_head_of_the_election_body_keeps_the_roll_and_a_teller_only_reads_it(
    cast, enter, election
):
    people(cast, election, 1)
    posted = {}
    for number, role in enumerate(("election-head", "teller"), start=60):
        person = User.objects.create(name=f"选举{number}", phone=f"100000000{number}")
        Posting.objects.create(user=person, role=role, committee=cast.east, since="2024-01-01")
        posted[role] = enter(person)
    place, new = (reverse(name, args=[election.key]) for name in ("roll", "roll-new"))

    assert [posted[role].get(place).status_code for role in posted] == [200, 200]
    assert [posted[role].get(new).status_code for role in posted] == [200, 404]


def test_the_street_reads_no_name_of_a_roll(cast, enter, election):
    people(cast, election, 1)

    for page in ("roll", "roll-paper", "objections", "freeze", "roll-text"):
        assert enter(cast.clerk).get(reverse(page, args=[election.key])).status_code == 404
