import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.notices.actions import ask_second_person
from committees.notices.board import put_up
from committees.notices.correcting import correct
from committees.notices.models import BoardPosting, Notice
from committees.notices.rules import Words
from tests.committees.notices.makers import WORDS, aid, changed, drafted, released, released_aid

pytestmark = pytest.mark.django_db
WATER = {"day": "明天", "hours": "上午 9:00 到下午 4:00", "place": "1—12 号楼"}


def words_in(response) -> str:
    return response.content.decode()


def form_of(notice: Notice, **fields: object) -> dict[str, object]:
    """What the edit or correction page would send."""
    return {
        "title": notice.title,
        "body": notice.body,
        "happens": notice.happens,
        "place": notice.place,
        "contact_phone": notice.contact_phone,
        "expires_on": timezone.localdate(notice.expires_at).isoformat(),
        "on_web": "on",
        "version": notice.version,
        **fields,
    }


def address(name: str, notice: Notice) -> str:
    return reverse(name, args=[notice.pk])


# Writing


def test_a_template_becomes_a_public_notice_in_five_taps(cast, enter):
    member = enter(cast.east_member)
    assert member.get("/publish/").status_code == 200  # 公示
    assert "停水" in words_in(member.get("/publish/new"))  # 写通知
    assert member.get("/publish/new?template=water").status_code == 200  # 停水
    seen = member.post("/publish/new/?template=water", WATER)  # 预览
    notice = Notice.objects.get()
    assert (seen.status_code, seen["Location"]) == (303, address("notice-preview", notice))
    preview = words_in(member.get(seen["Location"]))
    assert notice.title in preview
    assert Client().get(f"/n/{notice.key}").status_code == 404
    done = member.post(address("notice-release", notice))  # 发布
    assert done.status_code == 303
    assert Client().get(f"/n/{notice.key}").status_code == 200


def test_a_refused_form_shows_everything_that_was_typed(cast, enter):
    response = enter(cast.east_member).post(
        "/publish/new/?template=water", {**WATER, "day": "", "why": "换总水管"}
    )
    assert response.status_code == 422
    assert "请写“哪一天”" in words_in(response)
    assert "1—12 号楼" in words_in(response)
    assert "换总水管" in words_in(response)
    assert not Notice.objects.exists()


def test_a_template_only_the_street_has_leads_back_to_the_choice(cast, enter):
    assert "救助公示" not in words_in(enter(cast.east_member).get("/publish/new/?template=aid"))
    assert "救助公示" in words_in(enter(cast.clerk).get("/publish/new/"))
    assert "监督电话" in words_in(enter(cast.clerk).get("/publish/new/?template=aid"))


def test_aid_of_the_street_is_on_paper_unless_somebody_asks_for_the_web(cast, enter):
    given = {
        "title": "10月救助公示",
        "body": "张*明，临时救助。",
        "contact_phone": "021-00000000",
        "expires_on": "后天",
        "committee": cast.east.pk,
    }
    enter(cast.clerk).post("/publish/new/?template=aid", given)
    enter(cast.clerk).post("/publish/new/?template=aid", {**given, "on_web": "on"})
    assert list(Notice.objects.order_by("pk").values_list("on_web", flat=True)) == [False, True]


def test_the_street_writes_for_itself(cast, enter):
    general = {"title": "灭蟑", "body": "请配合。", "expires_on": "后天"}
    enter(cast.clerk).post("/publish/new/?template=general", general)
    assert Notice.objects.get().committee is None


def test_the_same_form_sent_twice_makes_one_notice(cast, enter):
    member, key = enter(cast.east_member), str(uuid.uuid4())
    for _ in range(3):
        response = member.post("/publish/new/?template=water", {**WATER, "idempotency_key": key})
        assert response.status_code == 303
    assert Notice.objects.count() == 1


def test_files_go_with_the_draft_and_a_bad_one_is_named(cast, enter):
    from django.core.files.uploadedfile import SimpleUploadedFile

    member = enter(cast.east_member)
    bad = SimpleUploadedFile("表.xls", b"not a picture")
    refused = member.post("/publish/new/?template=water", {**WATER, "files": [bad]})
    assert refused.status_code == 422
    assert "“表.xls”" in words_in(refused)
    pdf = SimpleUploadedFile("收支表.pdf", b"%PDF-1.4\n1 0 obj\nendobj\nstartxref\n0\n%%EOF")
    member.post("/publish/new/?template=water", {**WATER, "files": [pdf]})
    attached = Notice.objects.get().files.get()
    assert attached.file.name == "收支表.pdf"
    assert member.get(reverse("notice-desk-file", args=[attached.pk])).status_code == 200
    assert enter(cast.west_member).get(
        reverse("notice-desk-file", args=[attached.pk])
    ).status_code == (404)


def test_a_draft_is_changed_and_shown_again(cast, enter):
    notice = drafted(cast)
    response = enter(cast.east_director).post(
        address("notice-edit", notice), form_of(notice, title="改过的标题")
    )
    assert response.status_code == 303
    assert Notice.objects.get().title == "改过的标题"


def test_the_second_saver_sees_both_texts_and_may_save_then(cast, enter):
    notice = drafted(cast)
    enter(cast.east_director).post(
        address("notice-edit", notice), form_of(notice, title="周主任改的")
    )
    member = enter(cast.east_member)
    late = member.post(address("notice-edit", notice), form_of(notice, title="王老师改的"))
    assert late.status_code == 409
    assert "周桂英刚才也改了，请看两边" in words_in(late)
    assert "周主任改的" in words_in(late)
    assert "王老师改的" in words_in(late)
    again = form_of(notice, title="王老师改的", version=late.context["form"]["version"].value())
    assert member.post(address("notice-edit", notice), again).status_code == 303
    assert Notice.objects.get().title == "王老师改的"


# Releasing


def test_the_button_names_the_minute_and_the_clock_does_the_rest(cast, enter):
    notice, member = drafted(cast), enter(cast.east_member)
    set_for = member.post(address("notice-minute", notice), {"day": "明天", "clock": "９点"})
    assert set_for.status_code == 303
    tomorrow = timezone.localdate() + timedelta(days=1)
    button = f"将在 {tomorrow.month}月{tomorrow.day}日 9:00 发布"
    assert button in words_in(member.get(address("notice-preview", notice)))
    member.post(address("notice-release", notice))
    assert Client().get(f"/n/{notice.key}").status_code == 404
    assert "取消定时" in words_in(member.get(address("notice-preview", notice)))
    member.post(address("notice-unschedule", notice))
    assert Notice.objects.get().state == "draft"


@pytest.mark.parametrize("clock", ["25:00", "早上", "9:75", ""])
def test_a_time_that_is_none_is_refused_in_words(cast, enter, clock):
    notice = drafted(cast)
    response = enter(cast.east_member).post(
        address("notice-minute", notice), {"day": "明天", "clock": clock}
    )
    assert response.status_code == 422
    assert Notice.objects.get().publish_at is None


def test_a_number_is_asked_about_once_more(cast, enter):
    notice, member = drafted(cast, Words("登记", "打 139 0000 0000。")), enter(cast.east_member)
    asked = member.post(address("notice-release", notice))
    assert asked.status_code == 422
    assert "第 1 段里像是手机号，公开前请确认。" in words_in(asked)
    assert "看过了，照样发布" in words_in(asked)
    member.post(address("notice-release", notice), {"checked": "1"})
    assert Notice.objects.get().state == "released"


def test_aid_with_a_number_cannot_be_pressed_through(cast, enter):
    notice, clerk = aid(cast, Words("公示", "打 139 0000 0000。")), enter(cast.clerk)
    asked = clerk.post(address("notice-ask", notice), {"checked": "1"})
    assert asked.status_code == 422
    assert "救助公示不能公开这些号码" in words_in(asked)
    assert "照样发布" not in words_in(asked)


def test_the_colleague_finds_it_and_agrees(cast, enter):
    notice = ask_second_person(drafted(cast, kind="affairs"), by=cast.east_member)
    author, colleague = enter(cast.east_member), enter(cast.east_director)
    assert notice.title in words_in(colleague.get("/publish/?tab=review"))
    assert "要等另一位同事" in words_in(author.get(address("notice-preview", notice)))
    assert "同意并发布" in words_in(colleague.get(address("notice-preview", notice)))
    assert author.post(address("notice-agree", notice)).status_code == 422
    assert colleague.post(address("notice-agree", notice)).status_code == 303
    assert Client().get(f"/n/{notice.key}").status_code == 200


def test_sending_back_needs_a_reason(cast, enter):
    notice = ask_second_person(drafted(cast, kind="affairs"), by=cast.east_member)
    colleague = enter(cast.east_director)
    assert colleague.post(address("notice-send-back", notice), {"why": ""}).status_code == 422
    colleague.post(address("notice-send-back", notice), {"why": "数字不对"})
    page = words_in(enter(cast.east_member).get(address("notice-preview", notice)))
    assert "退回来了：数字不对" in page


def test_an_urgent_notice_takes_two_fields_and_one_tap(cast, enter):
    member = enter(cast.east_member)
    given = {"what": "水管爆了，请关总阀", "where": "3 号楼，到今晚 11 点"}
    done = member.post("/publish/urgent/", given, follow=True)
    notice = Notice.objects.get()
    assert "复制发微信群" in words_in(done)
    assert Client().get(f"/n/{notice.key}").status_code == 200


def test_an_urgent_form_keeps_its_text(cast, enter):
    response = enter(cast.east_member).post("/publish/urgent", {"what": "水管爆了"})
    assert response.status_code == 422
    assert "水管爆了" in words_in(response)


def test_the_text_for_the_group_ends_in_the_short_address(cast, enter):
    notice = released(cast)
    page = enter(cast.east_member).get(address("notice-preview", notice))
    assert page.context["share"].startswith("【东苑居委会】")
    assert len(page.context["share"]) <= 120
    assert page.context["address"] == f"http://testserver/n/{notice.key}"


# Afterwards


def test_withdrawing_has_a_page_of_its_own(cast, enter):
    notice, member = released(cast), enter(cast.east_member)
    assert "撤下后" in words_in(member.get(address("notice-withdraw", notice)))
    assert member.post(address("notice-withdraw", notice), {"why": ""}).status_code == 422
    assert member.post(address("notice-withdraw", notice), {"why": "改期"}).status_code == 303
    assert Client().get(f"/n/{notice.key}").status_code == 410


def test_a_correction_is_public_at_once_and_asks_for_the_board(cast, enter):
    notice, member = released(cast), enter(cast.east_member)
    done = member.post(
        address("notice-correct", notice), form_of(notice, place="1—6 号楼"), follow=True
    )
    assert "换下旧的、贴新的、拍照" in words_in(done)
    assert "已更正：原写“1—12 号楼”，现为“1—6 号楼”" in words_in(Client().get(f"/n/{notice.key}"))
    paper = words_in(member.get(address("correction-poster", notice)))
    assert "更正" in paper
    assert "现为“1—6 号楼”" in paper
    assert "换下旧的" in words_in(member.get("/publish/"))


def test_a_number_in_a_correction_is_asked_about(cast, enter):
    notice, member = released(cast), enter(cast.east_member)
    typed = form_of(notice, body="请打 139 0000 0000。")
    asked = member.post(address("notice-correct", notice), typed)
    assert asked.status_code == 422
    assert "看过了，照样更正" in words_in(asked)
    assert "139 0000 0000" in words_in(asked)
    assert member.post(
        address("notice-correct", notice), {**typed, "checked": "1"}
    ).status_code == (303)


def test_two_people_correcting_see_both_texts(cast, enter):
    notice = released(cast)
    correct(
        notice,
        changed(notice, title="周主任改的"),
        version=notice.version,
        by=cast.east_director,
        at=timezone.now(),
    )
    late = enter(cast.east_member).post(
        address("notice-correct", notice), form_of(notice, title="王老师改的")
    )
    assert late.status_code == 409
    assert "周桂英刚才也改了" in words_in(late)


def test_pinning_can_be_undone_from_the_green_bar(cast, enter):
    notice, member = released(cast), enter(cast.east_member)
    done = member.post(address("notice-pin", notice), follow=True)
    assert address("notice-unpin", notice) in words_in(done)
    member.post(address("notice-unpin", notice))
    assert not Notice.objects.get().pinned


def test_the_board_is_noted_with_a_photo(cast, enter):
    from django.core.files.uploadedfile import SimpleUploadedFile

    notice, member = released(cast), enter(cast.east_member)
    picture = SimpleUploadedFile("栏.png", _picture(), content_type="image/png")
    assert member.post(address("notice-put-up", notice), {"photo": picture}).status_code == 303
    posting = BoardPosting.objects.get()
    photo = reverse("posting-photo", args=[posting.pk])
    assert member.get(photo)["Content-Type"] == "image/png"
    assert enter(cast.west_member).get(photo).status_code == 404
    assert member.post(reverse("posting-down", args=[posting.pk])).status_code == 303


def _picture() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def test_the_committee_notes_where_the_street_s_paper_hangs(cast, enter):
    notice = released_aid(cast)
    assert enter(cast.east_member).post(address("notice-put-up", notice)).status_code == 303
    assert enter(cast.east_member).get(address("notice-withdraw", notice)).status_code == 404


def test_the_list_names_paper_that_should_come_down(cast, enter):
    notice = released(cast)
    put_up(notice, by=cast.east_member, at=timezone.now())
    Notice.objects.filter(pk=notice.pk).update(expires_at=timezone.now())
    assert "取下来：" in words_in(enter(cast.east_member).get("/publish/"))


def test_a_poster_can_be_printed_before_its_minute(cast, enter):
    notice = drafted(cast)
    page = words_in(enter(cast.east_member).get(address("notice-desk-poster", notice)))
    assert WORDS.title in page
    assert notice.key in page


def test_paper_only_has_no_qr_code(cast, enter):
    notice = released_aid(cast, on_web=False)
    page = words_in(enter(cast.east_member).get(address("notice-desk-poster", notice)))
    assert "手机扫一扫" not in page


# Whose


PAGES = ["notice-preview", "notice-edit", "notice-withdraw", "notice-correct", "notice-desk-poster"]
POSTS = [
    "notice-minute", "notice-release", "notice-ask", "notice-agree", "notice-send-back",
    "notice-unschedule", "notice-withdraw", "notice-pin", "notice-unpin", "notice-put-up",
    "notice-no-paper", "notice-edit", "notice-correct",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_foreign_committee_finds_nothing(cast, enter, name):
    notice = drafted(cast)
    assert enter(cast.east_director).get(address(name, notice)).status_code == 200
    assert enter(cast.west_director).get(address(name, notice)).status_code == 404
    assert enter(cast.east_property).get(address(name, notice)).status_code == 404


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("who", ["west_director", "clerk", "east_property"])
def test_nobody_else_acts_on_a_committee_s_notice(cast, enter, name, who):
    notice = drafted(cast)
    rows = AuditEntry.objects.count()
    response = enter(getattr(cast, who)).post(address(name, notice), {"why": "x", "what": "x"})
    assert response.status_code == 404
    assert AuditEntry.objects.count() == rows


def test_a_smuggled_committee_is_an_error_of_the_field(cast, enter):
    given = {
        "title": "公示",
        "body": "张*明。",
        "contact_phone": "021-00000000",
        "expires_on": "后天",
    }
    response = enter(cast.clerk).post("/publish/new/?template=aid", {**given, "committee": 9_999})
    assert response.status_code == 422
    assert "committee" in response.context["form"].errors
    assert not Notice.objects.exists()


def test_a_committee_member_cannot_write_for_another(cast, enter):
    enter(cast.east_member).post(
        "/publish/new/?template=water", {**WATER, "committee": cast.west.pk}
    )
    assert Notice.objects.get().committee == cast.east


# The list


@pytest.mark.parametrize(
    ("tab", "shown"),
    [
        ("draft", "草稿一"),
        ("running", "发布一"),
        ("expired", "过期一"),
        ("nonsense", "发布一"),
    ],
)
def test_each_tab_shows_its_own(cast, enter, tab, shown):
    drafted(cast, Words("草稿一", "正文。"))
    released(cast, Words("发布一", "正文。"))
    old = released(cast, Words("过期一", "正文。"), at=timezone.now() - timedelta(days=40))
    assert old.expires_at is not None
    page = enter(cast.east_member).get(f"/publish/?tab={tab}")
    assert [notice.title for notice in page.context["page"].rows] == [shown]


def test_the_desk_finds_by_words(cast, enter):
    released(cast, Words("停水", "请存水。"))
    released(cast, Words("量血压", "欢迎。"))
    page = enter(cast.east_member).get("/publish/?q=血压")
    assert [notice.title for notice in page.context["page"].rows] == ["量血压"]


def test_the_street_sees_its_own_first_and_the_committees_on_demand(cast, enter):
    released(cast, Words("东苑的", "正文。"))
    clerk = enter(cast.clerk)
    assert "东苑的" not in words_in(clerk.get("/publish/"))
    assert "东苑的" in words_in(clerk.get("/publish/?all=1"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_ten_queries(cast, enter, rows, django_assert_num_queries):
    member = enter(cast.east_member)
    for _ in range(rows):
        released(cast)
    with django_assert_num_queries(10):
        member.get("/publish/")


@pytest.mark.parametrize("papers", [1, 3])
def test_a_notice_at_the_desk_takes_eleven_queries(cast, enter, papers, django_assert_num_queries):
    member, notice = enter(cast.east_member), released(cast)
    for _ in range(papers):
        BoardPosting.objects.create(
            notice=notice, by=cast.east_member, taken_down_at=timezone.now() + timedelta(days=1)
        )
    with django_assert_num_queries(11):
        member.get(address("notice-preview", notice))
