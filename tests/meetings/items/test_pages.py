from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from committees.people.models import EntryCode, Posting
from committees.people.partner_codes import code_by_sms, code_on_paper, person_with_code
from committees.submissions.models import Submission
from jiedao.common.errors import Refused
from meetings.convening.actions import make_link
from meetings.convening.models import InvitedBody
from meetings.items.actions import end_link
from meetings.resolutions.models import ActionItem
from meetings.resolutions.states import ItemState
from tests.gatherings import an_item, an_outcome

LIST_QUERIES = 10
PARTNER_QUERIES = 10
ITEM_QUERIES = 11
STREET_QUERIES = 6


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def invited(meeting, bodies):
    return InvitedBody.objects.create(meeting=meeting, body=bodies["property"])


@pytest.fixture
def link(invited, cast):
    return f"/i/{make_link(invited, by=cast.east_director)}/"


@pytest.fixture
def phone():
    """Somebody's phone: no password, no session."""
    return Client()


def text_of(response):
    return response.content.decode()


def picture():
    out = BytesIO()
    Image.new("RGB", (8, 6), "white").save(out, "JPEG")
    return SimpleUploadedFile("camera.jpg", out.getvalue(), "image/jpeg")


# The link (UX E.3, task 5)


def test_a_body_closes_its_item_from_its_link_without_a_password(item, link, phone):
    home = text_of(phone.get(link))
    done = f"{link}items/{item.pk}/done/"
    assert f'href="{done}"' in home
    assert "换灯 18 盏" in text_of(phone.get(done))

    answer = phone.post(done, {"text": "灯都换好了"})

    assert answer.status_code == 303
    item.refresh_from_db()
    assert (item.state, item.proof) == (ItemState.DONE, "灯都换好了")
    assert "等确认" in text_of(phone.get(link))


def test_a_photo_from_the_camera_is_enough(item, link, phone):
    phone.post(f"{link}items/{item.pk}/done/", {"text": "", "photos": [picture()]})

    item.refresh_from_db()
    assert item.state == ItemState.DONE
    assert item.photos.count() == 1


def test_nothing_at_all_is_asked_for_again_in_words(item, link, phone):
    answer = phone.post(f"{link}items/{item.pk}/done/", {"text": " "})

    assert answer.status_code == 422
    assert "请写一句办得怎么样，或者拍一张照片。" in text_of(answer)


def test_a_body_agrees_in_one_tap_or_says_what_it_thinks(item, link, phone):
    phone.post(f"{link}items/{item.pk}/differ/", {"text": "请改到一月"})
    item.refresh_from_db()
    assert (item.state, item.answer) == (ItemState.DIFFERS, "请改到一月")

    phone.post(f"{link}items/{item.pk}/agree/")

    item.refresh_from_db()
    assert item.state == ItemState.ACCEPTED


def test_the_link_of_one_body_knows_no_item_of_another(resolution, bodies, link, phone):
    foreign = an_item(resolution, "业委会的事", body=bodies["owners"])

    assert "业委会的事" not in text_of(phone.get(link))
    for act in ("agree", "differ", "done"):
        answer = phone.post(f"{link}items/{foreign.pk}/{act}/", {"text": "好了"})
        assert answer.status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == ItemState.TOLD


@pytest.mark.parametrize("path", ["", "items/{}/done/"])
def test_a_link_is_found_by_no_search_engine_and_kept_nowhere(item, link, phone, path):
    answer = phone.get(link + path.format(item.pk))

    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_what_is_kept_of_a_sent_form_does_not_know_the_link(item, link, phone):
    key = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

    for _ in range(2):
        answer = phone.post(
            f"{link}items/{item.pk}/done/", {"text": "好了", "idempotency_key": key}
        )

    assert answer.status_code == 303
    assert item.steps.filter(kind="done").count() == 1
    assert link not in Submission.objects.get().location


def test_after_its_time_the_page_is_clear_and_nothing_is_lost(item, meeting, link, phone, now):
    meeting.starts_at = now - timedelta(days=90)
    meeting.save()
    ActionItem.objects.update(due_on=now.date() - timedelta(days=40))

    answer = phone.post(f"{link}items/{item.pk}/done/", {"text": "灯都换好了"})

    page = text_of(answer)
    assert answer.status_code == 410
    for word in ("这个链接过期了", "东苑居委会", "021-0000 0001", "灯都换好了"):
        assert word in page
    assert phone.get(link).status_code == 410


def test_an_open_item_due_later_keeps_the_link_open(item, meeting, link, phone, now):
    meeting.starts_at = now - timedelta(days=90)
    meeting.save()

    assert phone.get(link).status_code == 200


def test_a_link_that_was_ended_says_so_until_there_is_a_new_one(invited, link, phone, cast, now):
    end_link(invited, by=cast.east_director, at=now)
    assert phone.get(link).status_code == 410

    new = f"/i/{make_link(invited, by=cast.east_director)}/"

    assert phone.get(new).status_code == 200
    assert phone.get(link).status_code == 404


def test_a_link_that_sends_too_much_has_to_wait(item, link, phone, monkeypatch):
    monkeypatch.setattr("meetings.items.views_link.POSTS_AN_HOUR", 2)
    place = f"{link}items/{item.pk}/done/"

    codes = [phone.post(place, {"text": ""}).status_code for _ in range(4)]

    assert codes == [422, 422, 429, 429]


# /actions/


def test_a_partner_sees_the_own_items_late_first_and_one_button_each(resolution, cast, enter):
    an_item(resolution, "后到期", due_on=resolution.made_on + timedelta(days=20))
    an_item(resolution, "先到期", due_on=resolution.made_on)

    page = text_of(enter(cast.east_property).get("/actions/"))

    assert page.index("先到期") < page.index("后到期")
    assert page.count("办好了</a>") == 2
    assert "您现在没有要办的事项" not in page
    assert "您现在没有要办的事项。谢谢！" in text_of(enter(cast.east_owners).get("/actions/"))


def test_a_contact_of_one_certain_body_sees_that_body_alone(resolution, bodies, cast, enter):
    an_item(resolution, "东苑的事")
    other = type(bodies["property"]).objects.create(
        committee=cast.east, kind="property", name="别的物业"
    )
    Posting.objects.filter(user=cast.east_property).update(body=other)

    page = text_of(enter(cast.east_property).get("/actions/"))

    assert "东苑的事" not in page


def test_done_by_the_partner_it_moves_to_the_done_list(item, cast, enter):
    partner = enter(cast.east_property)

    partner.post(f"/actions/{item.pk}/done/", {"text": "换好了"})

    page = text_of(partner.get("/actions/"))
    assert "办好的" in page
    assert "等确认" in page


def test_the_committee_finds_what_it_has_to_do_to_confirm_and_to_follow(resolution, cast, enter):
    an_item(resolution, "我的", person=cast.east_member, state="accepted")
    an_item(resolution, "等看", state="done", proof="好")
    an_item(resolution, "别人的")
    member = enter(cast.east_member)

    assert "我的" in (mine := text_of(member.get("/actions/")))
    assert "别人的" not in mine
    assert "等看" in text_of(member.get("/actions/?tab=confirm"))
    assert "别人的" in text_of(member.get("/actions/?tab=open"))


def test_the_chair_confirms_with_one_tap_and_the_doer_cannot(item, cast, enter):
    enter(cast.east_property).post(f"/actions/{item.pk}/done/", {"text": "换好了"})

    refused = enter(cast.east_second_member).post(f"/actions/{item.pk}/confirm/")
    assert refused.status_code == 422
    assert "由提出议题的人或者会议主持来确认" in text_of(refused)

    assert enter(cast.east_branch).post(f"/actions/{item.pk}/confirm/").status_code == 303
    item.refresh_from_db()
    assert item.state == ItemState.CONFIRMED


def test_the_slip_says_number_what_and_when_and_has_a_part_to_cut_off(item, cast, enter):
    page = text_of(enter(cast.east_member).get(f"/actions/{item.pk}/slip/"))

    for word in (
        "议定事项告知单", item.resolution.words, "换灯 18 盏", "送达回执", "有不同意见", "签收人",
    ):  # fmt: skip
        assert word in page


def test_a_receipt_with_its_photo_is_found_on_the_item(item, cast, enter):
    desk = enter(cast.east_member)

    desk.post(
        f"/actions/{item.pk}/receipt/",
        {"handed_on": "今天", "received_by": "前台小陈", "how": "当面交", "photo": picture()},
    )

    assert "前台小陈" in text_of(desk.get(f"/actions/{item.pk}/"))
    receipt = item.receipts.get()
    photo = desk.get(f"/actions/{item.pk}/receipt/{receipt.pk}/photo/")
    assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")


def test_the_street_finds_what_came_back_three_times(resolution, cast, enter):
    an_item(resolution, "三次的事", times=3)
    an_item(resolution, "两次的事", times=2)

    page = text_of(enter(cast.clerk).get("/street/items/"))

    assert "需要联系帮助" in page
    assert "三次的事" in page
    assert "两次的事" not in page
    assert "两次的事" in text_of(enter(cast.clerk).get("/street/items/?view=open"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "path", "queries"),
    [
        ("east_member", "/actions/?tab=open", LIST_QUERIES),
        ("east_property", "/actions/", PARTNER_QUERIES),
        ("clerk", "/street/items/?view=open", STREET_QUERIES),
    ],
)
def test_the_lists_ask_a_fixed_number_of_questions(topic, cast, enter, rows, who, path, queries):
    for number in range(rows):
        an_item(an_outcome(topic, text=f"第 {number} 件"), f"第 {number} 件")
    person = enter(getattr(cast, who))
    person.get(path)

    with CaptureQueriesContext(connection) as asked:
        person.get(path)

    assert len(asked) == queries


@pytest.mark.parametrize("rows", [1, 3])
def test_an_item_asks_a_fixed_number_of_questions(item, cast, enter, rows, now):
    for number in range(rows):
        item.steps.create(kind="progress", text=f"第 {number} 步", by=cast.east_member, at=now)
    member = enter(cast.east_member)
    member.get(f"/actions/{item.pk}/")

    with CaptureQueriesContext(connection) as asked:
        member.get(f"/actions/{item.pk}/")

    assert len(asked) == ITEM_QUERIES


# One-time codes


@pytest.fixture
def sms(monkeypatch, settings):
    """What would have gone out."""
    sent = []

    class Gateway:
        def send(self, phone, text):
            sent.append((phone, text))

    monkeypatch.setattr("jiedao.portal.views_partner.sms_gateway", Gateway)
    return sent


def code_in(sms):
    return sms[-1][1].split("进入码是 ")[1][:6]


def test_a_partner_comes_in_with_a_code_and_reaches_actions_alone(item, cast, phone, sms):
    phone.post("/actions/enter/", {"phone": cast.east_property.phone})

    answer = phone.post(
        "/actions/enter/code/", {"phone": cast.east_property.phone, "code": code_in(sms)}
    )

    assert answer["Location"] == "/actions/"
    assert "换灯 18 盏" in text_of(phone.get("/actions/"))
    assert phone.get("/today/").status_code == 404
    assert phone.get("/me/")["Location"] == "/actions/"


def test_whoever_is_member_as_well_is_a_partner_only_in_such_a_session(item, cast, phone, sms):
    Posting.objects.create(
        user=cast.east_property, role="member", committee=cast.east, since=item.resolution.made_on
    )
    phone.post("/actions/enter/", {"phone": cast.east_property.phone})
    phone.post("/actions/enter/code/", {"phone": cast.east_property.phone, "code": code_in(sms)})

    assert phone.get("/actions/").status_code == 200
    for path in ("/today/", "/cases/", "/resolutions/", "/households/"):
        assert phone.get(path).status_code == 404


def test_an_unknown_number_gets_the_same_answer_and_no_message(cast, phone, sms):
    answers = [
        phone.post("/actions/enter/", {"phone": number})
        for number in (cast.east_property.phone, "10000000000", cast.east_member.phone)
    ]

    assert {(one.status_code, one["Location"]) for one in answers} == {
        (303, "/actions/enter/code/")
    }
    assert [number for number, _ in sms] == [cast.east_property.phone]


def test_a_code_opens_once_and_not_after_five_wrong_tries(cast, now):
    posting = Posting.objects.get(user=cast.east_property)
    number = cast.east_property.phone
    code = code_by_sms(posting, at=now)
    assert code not in str(EntryCode.objects.values())
    assert person_with_code(number, code, at=now) == cast.east_property
    for again in (code, "000000"):
        with pytest.raises(Refused, match="手机号或进入码不对"):
            person_with_code(number, again, at=now)

    code = code_by_sms(posting, at=now)
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(5):
        with pytest.raises(Refused):
            person_with_code(number, wrong, at=now)
    with pytest.raises(Refused):
        person_with_code(number, code, at=now)


def test_a_code_by_sms_lives_ten_minutes_and_one_on_paper_a_day(cast, now):
    posting = Posting.objects.get(user=cast.east_property)
    number, later = cast.east_property.phone, now + timedelta(minutes=11)

    with pytest.raises(Refused):
        person_with_code(number, code_by_sms(posting, at=now), at=later)
    paper = code_on_paper(posting, by=cast.east_member, at=now)
    assert person_with_code(number, paper, at=later) == cast.east_property


def test_only_so_many_codes_go_out_in_an_hour(cast, now):
    posting = Posting.objects.get(user=cast.east_property)

    codes = [code_by_sms(posting, at=now) for _ in range(7)]

    assert [bool(code) for code in codes] == [True] * 5 + [False] * 2


def test_the_desk_prints_a_code_that_is_shown_once(cast, enter):
    desk = enter(cast.east_member)
    posting = Posting.objects.get(user=cast.east_property)

    desk.post(f"/actions/codes/{posting.pk}/")

    first, second = text_of(desk.get("/actions/codes/")), text_of(desk.get("/actions/codes/"))
    assert "24 小时内有效" in first
    assert "fresh-code" not in second
    west = Posting.objects.filter(committee=cast.west).first()
    assert desk.post(f"/actions/codes/{west.pk}/").status_code == 404
