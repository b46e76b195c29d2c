import io
import math
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committees.notices.actions import pin, release, withdraw
from committees.notices.correcting import correct
from committees.notices.drafting import set_minute
from committees.notices.models import Notice
from committees.notices.rules import Words
from jiedao.common.documents import pdf_available
from tests.committees.notices.makers import (
    PDF,
    PHOTO,
    WORDS,
    changed,
    drafted,
    released,
    released_aid,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def resident() -> Client:
    """Somebody with a phone and no account."""
    cache.clear()
    return Client()


def text_of(response) -> str:
    return response.content.decode()


def happened(notice: Notice, **fields: object) -> None:
    """Move a stored instant, as the passing of time would."""
    Notice.objects.filter(pk=notice.pk).update(**fields)


# One notice


@pytest.mark.parametrize("stroke", ["", "/"])
@pytest.mark.parametrize("spelled", [str.upper, str.lower])
def test_the_key_opens_the_notice_however_it_is_typed(resident, cast, stroke, spelled):
    notice = released(cast)
    response = resident.get(f"/n/{spelled(notice.key)}{stroke}")
    assert response.status_code == 200
    assert WORDS.title in text_of(response)


@pytest.mark.parametrize("key", ["ZZZZZZ", "000000", "OIL", "x", "7KQ4MP.pdf", "１２３４５６７"])
def test_a_key_that_is_none_is_not_found(resident, cast, key):
    released(cast)
    assert resident.get(f"/n/{key}").status_code == 404


def test_a_scheduled_notice_appears_by_the_clock_alone(resident, cast):
    notice = drafted(cast)
    set_minute(notice, minute=timezone.now() + HOUR, by=cast.east_member, at=timezone.now())
    release(notice, by=cast.east_member, at=timezone.now())
    for path in ("", "/poster", "/poster.pdf"):
        assert resident.get(f"/n/{notice.key}{path}").status_code == 404
    assert WORDS.title not in text_of(resident.get("/notices/"))
    happened(notice, publish_at=timezone.now())
    assert resident.get(f"/n/{notice.key}").status_code == 200
    assert WORDS.title in text_of(resident.get("/notices/"))


@pytest.mark.parametrize("path", ["", "/", "/poster", "/poster.pdf", "/files/1/"])
def test_a_withdrawn_notice_answers_410_with_the_day_and_the_phone(resident, cast, path):
    notice = released(cast)
    at = timezone.now()
    withdraw(notice, by=cast.east_member, at=at, why="改期了")
    response = resident.get(f"/n/{notice.key}{path}")
    day = timezone.localtime(at)
    assert response.status_code == 410
    assert f"这份通知已于 {day.month}月{day.day}日撤下" in text_of(response)
    assert 'href="tel:021-00000001"' in text_of(response)
    assert WORDS.title not in text_of(response)


def test_an_expired_notice_says_so_and_keeps_its_text(resident, cast):
    notice = released(cast, at=timezone.now() - 3 * HOUR)
    happened(notice, expires_at=timezone.now() - HOUR)
    page = text_of(resident.get(f"/n/{notice.key}"))
    assert "这份通知已过期" in page
    assert "请提前存好水" in page


def test_a_correction_stands_above_the_text_and_the_old_one_is_readable(resident, cast):
    notice = released(cast)
    correct(
        notice,
        changed(notice, place="1—6 号楼"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    page = text_of(resident.get(f"/n/{notice.key}"))
    assert "已更正：原写“1—12 号楼”，现为“1—6 号楼”" in page
    assert "看更正前的原文" in page
    assert WORDS.body.splitlines()[0] in page


def test_hostile_text_is_shown_as_text(resident, cast):
    notice = released(cast, Words(HOSTILE[:60], HOSTILE, HOSTILE[:60], HOSTILE[:60]))
    for path in ("", "/poster"):
        page = text_of(resident.get(f"/n/{notice.key}{path}"))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    feed = resident.get("/c/dongyuan/notices.xml")
    items = ElementTree.fromstring(feed.content).findall("./channel/item/description")
    assert [item.text for item in items] == [HOSTILE]


def test_a_resident_can_ring_listen_and_tell_us_about_a_mistake(resident, cast):
    notice = released(cast)
    page = text_of(resident.get(f"/n/{notice.key}"))
    assert 'href="tel:021-00000001"' in page
    assert 'data-read="#notice-title' in page
    assert f"/feedback/?page=/n/{notice.key}" in page


def test_the_own_number_of_a_notice_comes_before_the_committee_s(resident, cast):
    notice = released(cast, Words("活动", "欢迎。", contact_phone="021-00000077"))
    page = text_of(resident.get(f"/n/{notice.key}"))
    assert 'href="tel:021-00000077"' in page
    assert "021-00000001" not in page


def test_attachments_are_public_exactly_when_the_notice_is(resident, cast):
    notice = drafted(cast, files=(PDF, PHOTO))
    pdf, photo = notice.files.order_by("pk")
    address = reverse("notice-file", args=[notice.key, pdf.pk])
    assert resident.get(address).status_code == 404
    release(notice, by=cast.east_member, at=timezone.now())
    answer = resident.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF.clean.content
    assert "收支表.pdf" in text_of(resident.get(f"/n/{notice.key}"))
    assert "PDF 文件，14" in text_of(resident.get(f"/n/{notice.key}"))
    other = released(cast)
    assert resident.get(reverse("notice-file", args=[other.key, photo.pk])).status_code == 404


def test_aid_is_neither_listed_nor_found_nor_indexed(resident, cast):
    notice = released_aid(cast)
    response = resident.get(f"/n/{notice.key}")
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert 'content="noindex, nofollow"' in text_of(response)
    for path in ("/", "/notices/", "/notices/?q=救助", "/c/dongyuan/", "/c/dongyuan/notices/"):
        assert "10月救助公示" not in text_of(resident.get(path))
    assert "10月救助公示" not in text_of(resident.get("/search/?q=救助"))
    assert "10月救助公示" not in text_of(resident.get("/c/dongyuan/notices.xml"))


def test_aid_takes_itself_down(resident, cast):
    notice = released_aid(cast)
    happened(notice, publish_at=timezone.now() - 2 * HOUR, expires_at=timezone.now() - HOUR)
    assert resident.get(f"/n/{notice.key}").status_code == 410


def test_paper_only_has_no_page(resident, cast):
    notice = released_aid(cast, on_web=False)
    assert resident.get(f"/n/{notice.key}").status_code == 404


@pytest.mark.parametrize("others", [1, 3])
def test_a_notice_takes_two_queries(resident, cast, others, django_assert_num_queries):
    notice = released(cast)
    for _ in range(others):
        released(cast)
    with django_assert_num_queries(2):
        assert resident.get(f"/n/{notice.key}").status_code == 200


def test_with_files_and_corrections_it_takes_four(resident, cast, django_assert_num_queries):
    notice = released(cast, files=(PDF,))
    correct(
        notice,
        changed(notice, place="1—6 号楼"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    with django_assert_num_queries(4):
        assert resident.get(f"/n/{notice.key}").status_code == 200


# The archive


def test_the_archive_is_narrowed_by_committee_kind_and_words(resident, cast):
    released(cast, Words("东苑停水", "存水。"), kind="water")
    released(cast, Words("西苑停电", "充电。"), kind="power", committee=cast.west)

    def titles(query: str) -> list[str]:
        page = resident.get(f"/notices/?{query}")
        return sorted(notice.title for notice in page.context["page"].rows)

    assert titles("") == ["东苑停水", "西苑停电"]
    assert titles("c=dongyuan") == ["东苑停水"]
    assert titles("type=power") == ["西苑停电"]
    assert titles("q=存水") == ["东苑停水"]
    assert titles("c=street") == []
    assert titles("c=dongyuan&type=power") == []


@pytest.mark.parametrize("query", ["c=nowhere", "type=nothing", "after=x", "q=" + "长" * 200])
def test_a_filter_nobody_knows_does_no_harm(resident, cast, query):
    released(cast)
    assert resident.get(f"/notices/?{query}").status_code == 200


def test_the_archive_goes_on_page_by_page(resident, cast):
    for number in range(23):
        released(cast, Words(f"第 {number:02} 号", "正文。"))
    seen, token = [], ""
    while True:
        page = resident.get(f"/notices/?after={token}").context["page"]
        seen += [notice.title for notice in page.rows]
        token = page.next_token
        if not token:
            break
    assert seen == [f"第 {number:02} 号" for number in reversed(range(23))]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_archive_takes_two_queries(resident, cast, rows, django_assert_num_queries):
    for _ in range(rows):
        released(cast)
    with django_assert_num_queries(2):
        resident.get("/notices/")


# Posters


def test_the_poster_shows_title_time_text_and_address(resident, cast):
    notice = released(cast)
    page = text_of(resident.get(f"/n/{notice.key}/poster"))
    for words in (WORDS.title, WORDS.happens, "请提前存好水", "手机扫一扫，看全文", notice.key):
        assert words in page
    assert "<svg" in page
    assert "style=" not in page


def test_a_poster_that_is_too_long_says_so_on_the_screen(resident, cast):
    notice = released(cast, Words("停水", "请提前存好水，关好水龙头。" * 24))
    page = text_of(resident.get(f"/n/{notice.key}/poster/"))
    assert "字太多，第 2 页起请看二维码。现在 312 字，海报最多 180 字。" in page


def test_a_poisoned_host_makes_no_poster(cast):
    notice = released(cast)
    response = Client(headers={"host": "evil.example"}).get(f"/n/{notice.key}/poster")
    assert response.status_code == 400


needs_pango = pytest.mark.skipif(not pdf_available().ok, reason="no Pango or no Chinese font here")


def sheet_of(resident, path):
    import pypdfium2

    response = resident.get(path)
    assert response["Content-Type"] == "application/pdf"
    return pypdfium2.PdfDocument(io.BytesIO(response.content))


@needs_pango
@pytest.mark.parametrize(("size", "millimetres"), [("a4", 45), ("a3", 63.6)])
def test_the_qr_code_on_paper_measures_45_mm_and_leads_to_the_notice(
    resident, cast, size, millimetres
):
    import zxingcpp

    notice = released(cast)
    paper = sheet_of(resident, f"/n/{notice.key}/poster.pdf?size={size}")
    assert len(paper) == 1
    picture = paper[0].render(scale=150 / 72).to_pil()
    code = zxingcpp.read_barcode(picture)
    corners = code.position
    width = math.dist(
        (corners.top_left.x, corners.top_left.y), (corners.top_right.x, corners.top_right.y)
    )
    assert code.text == f"http://testserver/n/{notice.key}"
    assert width / 150 * 25.4 == pytest.approx(millimetres, abs=0.5)
    assert corners.top_left.x > picture.width / 2
    assert corners.top_left.y > picture.height / 2


@needs_pango
@pytest.mark.parametrize(
    "words",
    [
        WORDS,
        Words("停水通知" * 15, "请提前存好水，关好水龙头。" * 40, "号楼" * 40, "上午九点" * 20),
        Words("停水通知" * 8, "\n".join("一二三" for _ in range(40)), "1 号楼", "上午 9:00"),
        Words("W" * 33, "W" * 3_000, "W" * 80, "9" * 80),
    ],
    ids=["usual", "longest", "many lines", "wide letters"],
)
def test_every_notice_fits_on_one_sheet(resident, cast, words):
    notice = released(cast, words)
    paper = sheet_of(resident, f"/n/{notice.key}/poster.pdf")
    assert len(paper) == 1
    text = paper[0].get_textpage().get_text_range()
    assert "手机扫一扫" in text
    assert "第 1 页" not in text


@needs_pango
def test_a_drawn_poster_is_kept_and_new_ones_are_limited(resident, cast, monkeypatch):
    from committees.notices import views_public

    monkeypatch.setattr(views_public, "PDFS_AN_HOUR", 1)
    first, second = released(cast), released(cast)
    for _ in range(3):
        assert resident.get(f"/n/{first.key}/poster.pdf").status_code == 200
    assert resident.get(f"/n/{second.key}/poster.pdf").status_code == 429


def test_without_a_font_the_poster_prints_and_names_the_command(resident, cast, monkeypatch):
    from committees.notices import views_public
    from jiedao.common.documents import APT_COMMAND, Availability

    missing = Availability(ok=False, command=APT_COMMAND)
    monkeypatch.setattr(views_public, "pdf_available", lambda: missing)
    notice = released(cast)
    page = text_of(resident.get(f"/n/{notice.key}/poster"))
    assert APT_COMMAND in page
    assert "poster.pdf" not in page
    assert resident.get(f"/n/{notice.key}/poster.pdf").status_code == 503


# The feed


def test_the_feed_carries_the_current_notices(resident, cast):
    notice = released(cast)
    released(cast, committee=cast.west)
    feed = resident.get("/c/dongyuan/notices.xml")
    assert feed["Content-Type"] == "application/rss+xml"
    links = ElementTree.fromstring(feed.content).findall("./channel/item/link")
    assert [link.text for link in links] == [f"http://testserver/n/{notice.key}"]


def test_what_is_pinned_comes_first_on_the_committee_s_page(resident, cast):
    old = released(cast, Words("长期有效", "正文。"), at=timezone.now() - 5 * HOUR)
    released(cast, Words("新的", "正文。"))
    pin(old, pinned=True, by=cast.east_member, at=timezone.now())
    page = resident.get("/c/dongyuan/")
    assert [notice.title for notice in page.context["notices"]] == ["长期有效", "新的"]
