"""A director writes the duty regulation from the model; residents read it."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
