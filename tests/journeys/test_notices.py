"""A resident scans the code on the board; a member publishes what stands behind it."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from committees.notices.correcting import correct
from committees.notices.models import Notice
from tests.committees.notices.makers import PDF, changed, released
from tests.journeys.axe import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KILOBYTE = 1024
SIZES = ("std", "large", "xlarge")


def a_notice(cast) -> Notice:
    notice = released(cast, kind="water", files=(PDF,))
    correct(
        notice,
        changed(notice, place="1—6 号楼"),
        version=notice.version,
        by=cast.east_member,
        at=timezone.now(),
    )
    return notice


def test_a_resident_reads_the_notice_behind_the_code(page, cast):
    notice = a_notice(cast)
    page.goto(f"/n/{notice.key.lower()}")

    assert page.get_by_role("heading", level=1).inner_text() == notice.title
    call = page.get_by_role("link", name=re.compile("打电话"))
    assert call.get_attribute("href") == "tel:021-00000001"
    assert page.get_by_role("button", name="听一遍").is_visible()
    assert_sound(page, [(width, size) for width in (390, 320) for size in SIZES])


def test_the_notice_weighs_little_enough_for_four_bars_of_sunlight(new_page, cast):
    notice = a_notice(cast)
    page, heard = new_page(width=390), []
    page.on("requestfinished", lambda request: heard.append(request))
    page.goto(f"/n/{notice.key}", wait_until="networkidle")

    sent = {urlsplit(request.url).path: request.sizes() for request in heard}
    weight = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sent.values())
    assert len(sent) <= 5, sorted(sent)
    assert weight <= 45 * KILOBYTE, sent
    assert page.evaluate("document.querySelectorAll('*').length") <= 400


def test_without_script_the_notice_is_all_there(new_page, cast):
    notice = a_notice(cast)
    page = new_page(width=390, java_script=False)
    page.goto(f"/n/{notice.key}")

    assert page.get_by_text("请提前存好水。", exact=True).is_visible()
    assert page.get_by_text("看更正前的原文").is_visible()
    assert not page.get_by_role("button", name="听一遍").is_visible()


def test_listening_and_stopping(new_page, cast):
    notice = a_notice(cast)
    page = new_page(width=390)
    page.goto(f"/n/{notice.key}")
    page.get_by_role("button", name="听一遍").click()

    assert page.get_by_role("button", name="停").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("path", ["/n/{}/poster", "/c/dongyuan/qr"])
def test_posters_fit_the_screen_and_one_sheet_of_paper(new_page, cast, path, tmp_path):
    import pypdfium2

    notice = a_notice(cast)
    page = new_page(width=390)
    page.goto(path.format(notice.key))
    assert_sound(page)
    paper = tmp_path / "poster.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)

    assert len(pypdfium2.PdfDocument(paper)) == 1


def test_a_member_publishes_a_water_cut_in_five_taps(signed_in, new_page, cast):
    page, taps = signed_in(cast.east_member, width=390), []

    def tap(role: str, name: str) -> None:
        taps.append(name)
        page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]

    page.goto("/publish/")
    tap("link", "写通知")
    tap("link", "停水")
    page.get_by_label("哪一天").fill("明天")
    page.get_by_label("几点到几点").fill("上午 9:00 到下午 4:00")
    page.get_by_label("哪些楼").fill("1—12 号楼")
    tap("button", "预览")
    assert_sound(page)
    tap("button", "发布")
    page.get_by_text("已经发布，居民现在就能看到。").wait_for()
    assert len(taps) <= 5
    assert_sound(page)

    resident = new_page(width=390)
    resident.goto(f"/n/{Notice.objects.get().key}")
    assert "停水" in resident.get_by_role("heading", level=1).inner_text()
