"""A director writes the duty regulation from the model; residents read it; axe is content."""

import pytest

from committees.covenants.actions import send_for_filing
from tests.cast import gather_cast
from tests.committees.regulations.makers import NOON, newer_model, own, own_draft
from tests.journeys.axe import assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    return gather_cast()


@pytest.fixture
def signed_in(new_page, enter, live_server):
    """A browser in which this person has come in."""

    def open_for(user, **options):
        page = new_page(**options)
        session = enter(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return open_for


def look(page, paths) -> None:
    """Nothing for axe to say, and nothing to scroll sideways."""
    for path in paths:
        assert page.goto(path).status == 200, path
        assert_no_axe_violations(page)
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(("width", "size"), [(390, "large"), (1366, "std")])
def test_the_pages_everybody_reads(new_page, cast, live_server, width, size):
    own(cast, "jumin-gongyue")
    newer_model(cast)
    page = new_page(width=width)
    page.context.add_cookies([{"name": "size", "value": size, "url": live_server.url}])

    look(
        page,
        (
            "/rules/",
            "/rules/?q=值班",
            "/rules/zhiban-zhidu/",
            "/rules/zhiban-zhidu/compare/",
            "/rules/jumin-weiyuanhui-zuzhifa/v/2018-12-29/",
            "/rules/zizhi-zhangcheng/",
            "/c/dongyuan/covenants/",
            "/covenants/jumin-gongyue-dongyuan/",
            "/covenants/jumin-gongyue-dongyuan/poster",
        ),
    )


@pytest.mark.parametrize(("width", "size"), [(390, "large"), (1366, "std")])
def test_the_pages_of_the_desk(signed_in, cast, live_server, width, size):
    duty, covenant = own(cast), own(cast, "jumin-gongyue")
    filing = send_for_filing(covenant, by=cast.east_director, at=NOON)
    newer = newer_model(cast)
    draft = own_draft(cast.east_director, cast.east, "xuexi-zhidu")
    cookie = {"name": "size", "value": size, "url": live_server.url}
    director = signed_in(cast.east_director, width=width)
    director.context.add_cookies([cookie])
    look(
        director,
        (
            "/rules/mine/",
            "/rules/mine/new/?model=huiyi-zhidu",
            f"/rules/own/{duty.pk}/",
            f"/rules/own/{duty.pk}/offer/",
            f"/rules/own/{duty.pk}/readers/",
            f"/rules/own/{draft.pk}/",
            f"/rules/own/{draft.pk}/adopt/",
            f"/rules/drafts/{draft.pk}/edit/",
            f"/rules/drafts/{draft.pk}/requirements/new/",
            f"/rules/drafts/{draft.pk}/bases/new/",
        ),
    )
    clerk = signed_in(cast.clerk, width=width)
    clerk.context.add_cookies([cookie])
    entry = newer.regulation_id
    look(
        clerk,
        (
            "/rules/street/",
            "/rules/street/new/",
            f"/rules/street/{entry}/",
            f"/rules/street/{entry}/repeal/",
            "/rules/filings/",
            f"/rules/filings/{filing.pk}/",
        ),
    )


def test_from_the_model_to_what_residents_read(signed_in, new_page, cast):
    page = signed_in(cast.east_director, width=390)
    page.goto("/rules/mine/")
    page.get_by_role("link", name="居委会值班制度").click()
    page.get_by_label("有人率百分数").fill("９０")
    page.get_by_role("button", name="写成草稿").click()
    page.get_by_role("link", name="补录通过").click()
    page.get_by_label("哪天通过").fill("昨天")
    page.get_by_label("怎么通过的").fill("居委会会议 7 人全部同意")
    page.get_by_role("button", name="保存并施行").click()
    page.get_by_role("button", name="我看过，明白了").click()
    page.get_by_text("您看过了。", exact=True).wait_for()

    resident = new_page(width=390, java_script=False)
    resident.goto("/rules/zhiban-zhidu-dongyuan/#art-4")
    assert "接待点有人率每月不低于 90%" in resident.inner_text("main")
