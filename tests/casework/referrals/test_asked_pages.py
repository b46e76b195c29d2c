"""What the body that was asked reads and sends: signed in, or by its link."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from casework.cases.actions import CaseWords, open_case
from casework.cases.closing import settle_case
from casework.cases.models import CasePhoto
from casework.cases.planning import Plan
from casework.referrals.actions import Request as Asking
from casework.referrals.actions import Said, accept, call_back, decline, finish, make_link, refer
from casework.referrals.models import Referral
from casework.referrals.states import ReferralState
from committees.journal.models import AuditEntry
from committees.people.models import Posting
from committees.residents.models import Dwelling, Household, Resident
from committees.submissions.models import Submission
from committees.territory.models import Building, Estate
from jiedao.common.errors import Refused
from meetings.items.policies import Hand

NOW = timezone.now()
MINE_QUERIES = 11
ASKED_QUERIES = 9
LINK_QUERIES = 4


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def home(cast):
    estate = Estate.objects.create(committee=cast.east, name="东苑", order=1)
    building = Building.objects.create(estate=estate, number="3", order=3)
    dwelling = Dwelling.objects.create(
        committee=cast.east, building=building, room="502", floor=5, door="3-502"
    )
    found = Household.objects.create(committee=cast.east, dwelling=dwelling)
    for name, phone in (("刘桂芳", "10000000088"), ("周小明", "")):
        Resident.objects.create(committee=cast.east, household=found, name=name, phone=phone)
    return found


def next_door(cast):
    building = Building.objects.get()
    dwelling = Dwelling.objects.create(
        committee=cast.east, building=building, room="503", floor=5, door="3-503"
    )
    return Household.objects.create(committee=cast.east, dwelling=dwelling)


@pytest.fixture
def leak(cast, home):
    words = CaseWords("厨房漏水", household=home, phone="10000000099")
    return open_case(
        cast.east, by=cast.east_director, words=words, plan=Plan(cast.east_member), at=NOW
    )


@pytest.fixture
def asked(leak, bodies, cast):
    what = "刘桂芳家漏水，她电话 10000000088，隔壁王敏也看见了，13800001234。"
    request = Asking(what, "transfer", body=bodies["property"], door=True, phone=True)
    return refer(leak, by=cast.east_director, request=request, at=NOW)


@pytest.fixture
def page(asked):
    return f"/actions/asked/{asked.pk}/"


@pytest.fixture
def link(asked, cast):
    return f"/i/r/{make_link(asked, by=cast.east_director)}/"


@pytest.fixture
def phone():
    """Somebody's phone: no password, no session."""
    return Client()


def text_of(response) -> str:
    return response.content.decode()


def picture():
    out = BytesIO()
    Image.new("RGB", (8, 6), "white").save(out, "JPEG")
    return SimpleUploadedFile("camera.jpg", out.getvalue(), "image/jpeg")


# What it may read


def test_the_body_reads_number_door_and_words_and_no_name_and_no_phone(
    asked, page, link, cast, enter, phone
):
    Resident.objects.create(committee=cast.east, household=next_door(cast), name="王敏")
    manager = enter(cast.east_property)
    for read in (manager.get("/actions/"), manager.get(page), phone.get(link)):
        text = text_of(read)
        assert str(asked.case) in text
        assert "3 号楼 502 室" in text
        assert "刘**家漏水" in text
        assert "王*也看见了" in text
        for secret in ("刘桂芳", "王敏", "周小明", "10000000088", "10000000099", "13800001234"):
            assert secret not in text


def test_the_door_is_told_only_where_the_committee_decided_so(asked, page, cast, enter):
    Referral.objects.update(shows_door=False)
    text = text_of(enter(cast.east_property).get(page))
    assert "刘**家漏水" in text
    assert "502 室" not in text


def test_the_phone_is_shown_on_a_tap_while_the_body_does_it_and_the_journal_knows(
    asked, page, cast, company, enter
):
    manager = enter(cast.east_property)
    assert "居民电话" not in text_of(manager.get(page))
    accept(asked, by=company, at=NOW)
    text = text_of(manager.get(page))
    assert "居民电话" in text
    assert "10000000099" not in text
    shown = manager.post(f"{page}phone/", follow=True)
    assert "10000000099" in text_of(shown)
    assert "10000000099" not in text_of(manager.get(page))
    assert AuditEntry.objects.filter(act="referrals.reveal", by=cast.east_property).count() == 1
    finish(Referral.objects.get(), by=company, said=Said("好了"), at=NOW)
    assert manager.post(f"{page}phone/").status_code == 422


def test_the_form_tells_a_partner_little_of_a_hardship_and_nothing_of_a_caller(leak, cast, enter):
    director, address = enter(cast.east_director), f"/cases/{leak.pk}/refer/"

    def offered():
        return " ".join(text_of(director.get(address)).split())

    usual = offered()
    assert "告诉对方是哪一户" in usual
    assert "告诉对方居民的电话" in usual
    door = usual.split('name="door"')[1].split(">")[0]
    assert "checked" in door
    for change in ({"kind": "hardship", "cares": ["elder"]}, {"kind": "issue", "private": True}):
        type(leak).objects.filter(pk=leak.pk).update(**change)
        assert "checked" not in offered().split('name="door"')[1].split(">")[0]
    type(leak).objects.filter(pk=leak.pk).update(private=False, source="hotline")
    assert "告诉对方居民的电话" not in offered()


# Whose it is


def test_it_stands_on_the_page_of_the_body_that_was_asked_and_of_nobody_else(
    asked, page, cast, enter
):
    assert "刘**家漏水" in text_of(enter(cast.east_property).get("/actions/"))
    for person in (cast.east_owners, cast.west_director, cast.east_director, cast.east_branch):
        assert "刘**家漏水" not in text_of(enter(person).get("/actions/"))
        assert enter(person).get(page).status_code == 404


def test_the_company_of_the_other_committee_sees_nothing(asked, page, cast, enter):
    other = cast.stranger
    Posting.objects.create(
        user=other, role="property", committee=cast.west, since=NOW.date() - timedelta(days=1)
    )
    stranger = enter(other)
    assert stranger.get("/actions/").status_code == 200
    assert "刘**家漏水" not in text_of(stranger.get("/actions/"))
    for act in ("", "accept/", "decline/", "progress/", "done/", "phone/"):
        assert stranger.post(f"{page}{act}").status_code in (404, 405)
    assert Referral.objects.get().state == ReferralState.SENT


def test_with_the_posting_its_page_is_gone(asked, page, cast, enter):
    manager = enter(cast.east_property)
    assert manager.get(page).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    Posting.objects.filter(user=cast.east_property).update(until=yesterday)
    assert manager.get(page)["Location"].startswith("/sign-in/")
    Posting.objects.create(
        user=cast.east_property, role="owners", committee=cast.east, since=yesterday
    )
    assert enter(cast.east_property).get(page).status_code == 404


def test_what_was_called_back_stands_nowhere_any_more(asked, page, link, cast, enter, phone):
    call_back(asked, by=cast.east_director, at=timezone.now())
    manager = enter(cast.east_property)
    assert "刘**家漏水" not in text_of(manager.get("/actions/"))
    answer = phone.get(link)
    assert answer.status_code == 410
    assert "不用再办了" in text_of(answer)
    assert "刘**" not in text_of(answer)


def test_party_organisation_and_station_are_asked_on_today_and_among_their_items(
    leak, bodies, cast, enter
):
    request = Asking("请找一位志愿者", body=bodies["branch"])
    asked = refer(leak, by=cast.east_director, request=request, at=NOW)
    secretary = enter(cast.east_branch)
    assert "请你们办的居民事项 1 件" in text_of(secretary.get("/today/"))
    assert "请你们办的居民事项" not in text_of(enter(cast.east_station).get("/today/"))
    assert "请找一位志愿者" in text_of(secretary.get("/actions/"))
    assert secretary.post(f"/actions/asked/{asked.pk}/accept/").status_code == 303
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (ReferralState.ACCEPTED, cast.east_branch)


# What it sends


def test_one_tap_accepts_and_a_second_sending_does_nothing_more(asked, page, cast, enter):
    manager, key = enter(cast.east_property), str(uuid.uuid4())
    for _ in range(3):
        sent = manager.post(f"{page}accept/", {"idempotency_key": key})
        assert (sent.status_code, sent["Location"]) == (303, "../")
    assert asked.case.events.filter(kind="answered").count() == 1


def test_sending_back_asks_for_a_reason_from_the_list(asked, page, cast, enter):
    manager = enter(cast.east_property)
    empty = manager.post(f"{page}decline/", {"words": "去年也说过"})
    assert empty.status_code == 422
    assert "请选“为什么退回”" in text_of(empty)
    assert "去年也说过" in text_of(empty)
    other = manager.post(f"{page}decline/", {"why": "other", "words": ""})
    assert (other.status_code, "请写“说一句”" in text_of(other)) == (422, True)
    assert manager.post(f"{page}decline/", {"why": "not_ours"}).status_code == 303
    assert Referral.objects.get().answer == "不归我们管"


def test_a_photo_alone_says_that_it_is_done_and_stands_on_the_case(asked, link, phone, cast, enter):
    assert phone.post(f"{link}done/", {"photos": [picture()]}).status_code == 303
    assert Referral.objects.get().state == ReferralState.SETTLED
    assert CasePhoto.objects.get().event.body == asked.body
    page = text_of(enter(cast.east_member).get(f"/cases/{asked.case_id}/"))
    assert "东苑物业公司说办好了" in page
    assert "照片1，东苑物业公司" in page


def test_a_refused_act_stands_above_the_page(asked, page, cast, enter, company):
    accept(asked, by=company, at=NOW)
    again = enter(cast.east_property).post(f"{page}accept/")
    assert again.status_code == 422


def test_the_street_reads_what_the_body_said_without_names(asked, cast, company, enter):
    asked = accept(asked, by=company, at=NOW)
    finish(asked, by=company, said=Said("刘桂芳家的管子换了"), at=NOW)
    page = text_of(enter(cast.clerk).get(f"/cases/{asked.case_id}/"))
    assert "刘**家的管子换了" in page
    assert "刘桂芳" not in page


def test_a_word_on_a_case_another_body_does_leaves_it_there(asked, company, cast, enter):
    accept(asked, by=company, at=NOW)
    owner, address = enter(cast.east_member), f"/cases/{asked.case_id}/progress/"
    box = text_of(owner.get(address)).split('name="still_waiting"')[1].split(">")[0]
    assert "checked" in box
    owner.post(address, {"text": "和居民说了一声", "spoken": "contact", "still_waiting": "on"})
    assert type(asked.case).objects.get().state == "waiting"


# The link


def test_the_committee_gets_the_text_for_wechat_once_and_right_after_asking(
    leak, bodies, cast, enter
):
    director = enter(cast.east_director)
    sent = director.post(
        f"/cases/{leak.pk}/refer/",
        {"to": f"b{bodies['property'].pk}", "kind": "transfer", "what": "请去修水管"},
    )
    asked = Referral.objects.get()
    assert sent["Location"] == f"/referrals/{asked.pk}/"
    first = text_of(director.get(sent["Location"]))
    assert "【东苑】请你们看一件事：请去修水管" in first
    assert "http://testserver/i/r/" in first
    assert "/i/r/" not in text_of(director.get(sent["Location"]))


def test_another_link_ends_the_first(asked, link, cast, enter, phone):
    director = enter(cast.east_director)
    fresh = text_of(director.post(f"/referrals/{asked.pk}/link/", follow=True))
    token = fresh.split("/i/r/")[1].split("/")[0]
    assert phone.get(link).status_code == 404
    assert phone.get(f"/i/r/{token}/").status_code == 200


@pytest.mark.parametrize("who", ["east_member", "east_branch"])
def test_links_are_made_by_owner_and_director(asked, cast, enter, who):
    Referral.objects.filter(pk=asked.pk).update(sent_by=cast.east_director)
    type(asked.case).objects.update(owner=cast.east_director)
    enter(getattr(cast, who)).post(f"/referrals/{asked.pk}/link/")
    assert Referral.objects.get().token_digest == ""


def test_bodies_that_sign_in_need_no_link(leak, bodies, cast):
    request = Asking("请找一位志愿者", body=bodies["station"])
    asked = refer(leak, by=cast.east_director, request=request, at=NOW)
    with pytest.raises(Refused, match="不用链接"):
        make_link(asked, by=cast.east_director)


@pytest.mark.parametrize("act", ["", "decline/", "done/", "progress/"])
def test_a_link_is_found_by_no_search_engine_and_kept_nowhere(asked, link, phone, act):
    answer = phone.get(link + act)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_what_is_kept_of_a_sent_form_does_not_know_the_link(asked, link, phone):
    key = str(uuid.uuid4())
    phone.post(f"{link}accept/", {"idempotency_key": key})
    assert link.split("/")[3] not in Submission.objects.get().location


def test_the_link_opens_a_week_after_the_answer_and_then_says_so(asked, link, phone, by_link):
    decline(asked, by=by_link, why="not_ours", words="", at=NOW)
    assert phone.get(link).status_code == 200
    Referral.objects.update(answered_at=NOW - timedelta(days=8))
    over = phone.post(f"{link}done/", {"text": "其实已经修好了"})
    assert over.status_code == 410
    assert "其实已经修好了" in text_of(over)


def test_a_closed_case_ends_its_links(cast, bodies, phone):
    words = CaseWords("问垃圾桶", kind="advice", place="东门")
    case = open_case(
        cast.east, by=cast.east_director, words=words, plan=Plan(cast.east_director), at=NOW
    )
    asked = refer(
        case, by=cast.east_director, request=Asking("看看", body=bodies["property"]), at=NOW
    )
    link = f"/i/r/{make_link(asked, by=cast.east_director)}/"
    assert phone.get(link).status_code == 200
    type(case).objects.update(state="new")
    settle_case(case, by=cast.east_director, at=timezone.now())
    assert phone.get(link).status_code == 410


def test_a_wrong_token_is_a_page_there_is_not(db, phone):
    assert phone.get("/i/r/nosuchtoken/").status_code == 404


# What it costs


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_of_a_body_ask_a_fixed_number_of_questions(
    cast, bodies, company, home, enter, phone, many
):
    for number in range(many):
        words = CaseWords(f"漏水 {number}", household=home)
        case = open_case(
            cast.east, by=cast.east_director, words=words, plan=Plan(cast.east_director), at=NOW
        )
        request = Asking(f"请修 {number}", "transfer", body=bodies["property"], door=True)
        asked = accept(
            refer(case, by=cast.east_director, request=request, at=NOW), by=company, at=NOW
        )
    link = f"/i/r/{make_link(asked, by=cast.east_director)}/"
    manager = enter(cast.east_property)
    pages = ((manager, "/actions/"), (manager, f"/actions/asked/{asked.pk}/"), (phone, link))
    found = []
    for browser, address in pages:
        browser.get(address)
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(address).status_code == 200
        found.append(len(counted))
    assert found == [MINE_QUERIES, ASKED_QUERIES, LINK_QUERIES]


def test_the_hand_of_a_link_is_the_body_alone(asked, link, phone):
    phone.post(f"{link}accept/")
    asked.refresh_from_db()
    assert (asked.answered_by, asked.said_by) == (None, "")
    assert Hand(None, asked.body).by is None


def test_the_partner_s_navigation_counts_what_waits_for_an_answer(asked, cast, enter):
    badge = '<span class="count">1<span class="vh"> 件要办</span></span>'
    manager = enter(cast.east_property)
    assert badge in manager.get("/actions/").content.decode()
    assert badge not in enter(cast.east_owners).get("/actions/").content.decode()
    manager.post(f"/actions/asked/{asked.pk}/accept/")
    assert badge not in manager.get("/actions/").content.decode()
