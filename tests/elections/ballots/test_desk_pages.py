"""Polling day as its people see it: stations, proxies, the desk, the close."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from elections.ballots.models import DoubleIssue, Issued, Proxy, Station
from elections.electorate.models import Voter
from tests.elections.polling import (
    a_person,
    a_poll,
    a_station,
    at_the_poll,
    close,
    hand_out,
    opened,
)

pytestmark = pytest.mark.django_db


def url(name, poll, *args):
    return reverse(name, args=[poll.election.key, *args])


def take(poll, voter, way="own", **more):
    return {"at": poll.stations[0].pk, "voter": voter.pk, "way": way, **more}


def test_a_station_gets_papers_of_its_own(cast, enter):
    poll, desk = a_poll(cast.east), enter(cast.east_director)
    new = {
        "kind": "station",
        "name": "第3投票站",
        "place": "活动室",
        "opens": "8:00",
        "closes": "16:00",
        "serial_from": 100,
        "serial_to": 160,
    }

    refused = desk.post(url("station-new", poll), new)
    assert refused.status_code == 422
    assert "选票编号和第2投票站的 61–120 重叠了" in refused.content.decode()

    kept = desk.post(url("station-new", poll), new | {"serial_from": 121})
    assert kept.status_code == 303
    assert Station.objects.get(name="第3投票站").papers == 40


def test_too_few_people_with_a_mobile_box_are_refused_in_words(cast, enter):
    poll, desk = a_poll(cast.east), enter(poll_head(cast))
    answer = desk.post(
        url("station-new", poll),
        {
            "kind": "mobile",
            "name": "1号流动票箱",
            "place": "1 至 4 号楼",
            "opens": "8:00",
            "closes": "15:00",
            "serial_from": 121,
            "serial_to": 130,
        },
    )
    assert answer.status_code == 422
    assert "每只流动票箱至少 3 名工作人员，现在选了 0 名" in answer.content.decode()


def poll_head(cast):
    return a_person("冯兰", "election-head", cast.east)


def test_somebody_who_cannot_come_is_put_on_the_list_of_a_box(cast, enter):
    poll, desk = a_poll(cast.east), enter(cast.east_director)
    box = a_station(poll.round, "1号流动票箱", 121, 130, kind="mobile")
    there, old = url("station-list", poll, box.pk), poll.voters[9]

    assert old.name in desk.get(there, {"q": old.name}).content.decode()
    assert desk.post(there, {"voter": old.pk, "reason": "old"}).status_code == 303
    again = desk.post(there, {"voter": old.pk, "reason": "ill"})
    assert (again.status_code, "已经在流动票箱名单上" in again.content.decode()) == (422, True)
    assert "年老" in desk.get(there).content.decode()

    (row,) = box.listings.all()
    assert desk.post(url("station-unlist", poll, box.pk, row.pk)).status_code == 303
    assert not box.listings.exists()


# Proxies


def register(desk, poll, giver, holder, **more):
    values = {"giver": giver.pk, "holder": holder.pk, "paper": "委 07", **more}
    return desk.post(url("proxies", poll), values)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("fourth", "一人最多受 3 人委托"),
        ("candidate", "候选人不能接受委托"),
        ("chain", "委托不能转托"),
        ("holder gives", "委托不能转托"),
        ("twice", "已经委托了别人"),
        ("self", "不能委托给自己"),
        ("late", "以前登记"),
        ("no paper", "请写“委托书编号”"),
    ],
)
def test_a_refused_proxy_quotes_its_rule(cast, enter, case, words):
    days = 3 if case == "late" else 60
    poll = a_poll(cast.east, polling_on=timezone.localdate() + timedelta(days=days))
    desk, (a, b, c, d, e) = enter(cast.east_director), poll.voters[20:25]
    candidate = poll.voters[0]
    held = {"fourth": [(b, a), (c, a), (d, a)], "chain": [(a, b)], "holder gives": [(b, e)]}
    for giver, holder in [*held.get(case, []), *([(e, b)] if case == "twice" else [])]:
        assert register(desk, poll, giver, holder).status_code == 303
    asked = {
        "candidate": (e, candidate),
        "holder gives": (e, a),
        "self": (a, a),
    }.get(case, (e, a))

    answer = register(desk, poll, *asked, paper="" if case == "no paper" else "委 08")

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_proxy_is_withdrawn_until_its_ballot_is_fetched(cast, enter):
    poll, desk = a_poll(cast.east), enter(cast.east_director)
    a, b = poll.voters[20:22]
    assert register(desk, poll, a, b).status_code == 303
    page = desk.get(url("proxies", poll)).content.decode()
    assert a.name in page

    assert desk.post(url("proxy-back", poll, Proxy.objects.get().pk)).status_code == 303
    assert Proxy.objects.get().withdrawn_on == timezone.localdate()


# The desk


def test_the_desk_finds_by_name_spelling_and_door(cast, enter):
    poll = at_the_poll(cast.east)
    desk, voter = enter(poll.issuer), poll.voters[7]
    for query in (voter.name, voter.initials, voter.pinyin[:6], voter.door):
        page = desk.get(url("issue", poll), {"at": poll.stations[0].pk, "q": query})
        assert f'id="v{voter.pk}"' in page.content.decode(), query


def test_a_second_ballot_is_refused_with_place_and_time(cast, enter):
    poll = at_the_poll(cast.east)
    desk, voter = enter(poll.issuer), poll.voters[7]

    first = desk.post(url("issue", poll), take(poll, voter))
    assert first.status_code == 303
    assert f"{voter.name}领票了" in desk.get(first["Location"]).content.decode()
    minute = timezone.localtime(Issued.objects.get().minute)
    again = desk.post(url("issue", poll), take(poll, voter) | {"at": poll.stations[1].pk})

    assert again.status_code == 422
    assert f"该选民已领取选票（{minute:%H:%M} 第1投票站）" in again.content.decode()
    assert Issued.objects.count() == 1


def test_a_tap_sent_eight_times_is_one_mark(cast, enter):
    poll = at_the_poll(cast.east)
    desk = enter(poll.issuer)
    tap = take(poll, poll.voters[7], idempotency_key=str(uuid.uuid4()))

    answers = {desk.post(url("issue", poll), tap).status_code for _ in range(8)}

    assert answers == {303}
    assert Issued.objects.count() == 1


def test_only_a_registered_paper_lets_somebody_else_fetch_it(cast, enter):
    poll = a_poll(cast.east)
    giver, holder = poll.voters[20:22]
    assert register(enter(cast.east_director), poll, giver, holder).status_code == 303
    opened(poll)
    desk = enter(poll.issuer)

    refused = desk.post(url("issue", poll), take(poll, poll.voters[30], "proxy"))
    assert "没有登记委托投票，不能代领" in refused.content.decode()
    page = desk.get(url("issue", poll), {"at": poll.stations[0].pk, "q": holder.name})
    assert f"{giver.name}（委托书 委 07）" in page.content.decode()
    assert desk.post(url("issue", poll), take(poll, giver, "proxy")).status_code == 303
    assert Issued.objects.get().proxy.holder == holder


def test_a_wrong_tap_is_taken_back_at_the_desk(cast, enter):
    poll = at_the_poll(cast.east)
    desk = enter(poll.issuer)
    desk.post(url("issue", poll), take(poll, poll.voters[7]))
    mark = Issued.objects.get()
    Issued.objects.update(minute=timezone.now() - timedelta(minutes=11))

    desk.post(url("issue-back", poll, mark.pk))
    assert Issued.objects.count() == 1
    Issued.objects.update(minute=timezone.now())
    desk.post(url("issue-back", poll, mark.pk))
    assert not Issued.objects.exists()


def test_a_mark_that_comes_late_for_somebody_who_has_one_waits_for_the_head(cast, enter):
    poll = at_the_poll(cast.east)
    here, there = enter(poll.issuer), enter(a_person("安平", "issuer", cast.east))
    here.post(url("issue", poll), take(poll, poll.voters[7]))
    late = take(poll, poll.voters[7], idempotency_key=str(uuid.uuid4()))
    late["at"] = poll.stations[1].pk
    sending = {"X-Outbox": "later", "X-Outbox-Age": "600"}

    for _ in range(2):
        assert there.post(url("issue", poll), late, headers=sending).status_code == 201

    double = DoubleIssue.objects.get()
    assert (Issued.objects.count(), double.station) == (1, poll.stations[1])
    assert timezone.now() - double.minute > timedelta(minutes=9)
    page = there.get(url("issue", poll)).content.decode()
    assert "两处领票" in page
    there.post(url("issue-double", poll, double.pk), {"outcome": "back"})
    assert DoubleIssue.objects.open().exists()
    enter(poll.head).post(url("issue-double", poll, double.pk), {"outcome": "cast"})
    at_one = here.get(url("issue", poll), {"at": poll.stations[0].pk})
    assert "一共发出 <b>2</b> / 登记 60 人" in at_one.content.decode()


def test_a_mark_kept_without_network_has_the_minute_of_the_tap(cast, enter):
    poll = at_the_poll(cast.east)
    sending = {"X-Outbox": "later", "X-Outbox-Age": "1800"}

    enter(poll.issuer).post(url("issue", poll), take(poll, poll.voters[7]), headers=sending)

    assert timezone.now() - Issued.objects.get().minute > timedelta(minutes=29)


def test_the_papers_of_a_station_add_up_or_it_says_why(cast, enter):
    poll = at_the_poll(cast.east)
    hand_out(poll, 20)
    desk, there = enter(poll.issuer), url("issue-close", poll, poll.stations[0].pk)

    short = desk.post(there, {"spoiled": 2, "unused": 40})
    assert short.status_code == 422
    assert "发出 10 + 写坏 2 + 剩余 40 = 52 张，领来的是 60 张" in short.content.decode()
    many = desk.post(there, {"spoiled": 2, "unused": 60})
    assert "多了 12 张" in many.content.decode()
    kept = desk.post(there, {"spoiled": 2, "unused": 40, "missing_why": "雨水打湿作废 8 张"})
    assert kept.status_code == 303
    after = desk.post(url("issue", poll), take(poll, poll.voters[50]))
    assert "已经清点了剩余选票，不能再发票" in after.content.decode()


def test_the_poll_closes_when_every_station_has_counted_its_papers(cast, enter):
    poll = at_the_poll(cast.east)
    hand_out(poll, 10)
    head = enter(poll.head)

    refused = head.post(url("polling-close", poll))
    assert "第1投票站、第2投票站还没有清点剩余选票" in refused.content.decode()
    close(poll)
    assert poll.election.stage == "counting"


def test_who_is_not_on_the_roll_gets_no_ballot(cast, enter):
    poll = at_the_poll(cast.east)
    Voter.objects.filter(pk=poll.voters[7].pk).update(listed=False)

    answer = enter(poll.issuer).post(url("issue", poll), take(poll, poll.voters[7]))

    assert "不在选民名单上，不能领票" in answer.content.decode()


@pytest.mark.parametrize(("name", "queries"), [("stations", 7), ("proxies", 6), ("issue", 16)])
def test_pages_of_polling_day_ask_the_same_with_one_row_and_with_many(
    cast, enter, django_assert_num_queries, name, queries
):
    poll = at_the_poll(cast.east)
    head = enter(poll.head)
    asked = {"at": poll.stations[0].pk, "q": poll.voters[0].name[0]} if name == "issue" else {}
    head.get(url(name, poll), asked)
    for rows in (2, 20):
        hand_out(poll, rows) if not Issued.objects.exists() else None
        for n in range(rows):
            Proxy.objects.get_or_create(
                round=poll.round,
                giver=poll.voters[30 + n],
                holder=poll.voters[20],
                paper=f"委 {n}",
                registered_on=timezone.localdate(),
                registered_by=poll.head,
            )
        with django_assert_num_queries(queries):
            assert head.get(url(name, poll), asked).status_code == 200
