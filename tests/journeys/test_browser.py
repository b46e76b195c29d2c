"""The instrument itself: a check that finds nothing must be able to find something."""

import hashlib
from pathlib import Path

import pytest

from tests.journeys.axe import SCRIPT, assert_no_axe_violations, axe_violations

GOOD = (
    "<!doctype html><html lang='zh-CN'><head><title>值班</title></head>"
    "<body><main><h1>今日</h1><p>没有要办的事项</p></main></body></html>"
)
STRICT = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'"


def test_the_vendored_axe_is_the_one_of_the_manifest():
    manifest = (SCRIPT.parent / "SHA256SUMS").read_text().splitlines()
    found = [
        f"{hashlib.sha256((SCRIPT.parent / name).read_bytes()).hexdigest()}  {name}"
        for name in (line.split()[1] for line in manifest)
    ]

    assert found == manifest


@pytest.fixture
def shown(page):
    """Put a page of ours under a strict CSP before the browser."""

    def show(html: str):
        page.route(
            "**/instrument/",
            lambda route: route.fulfill(
                body=html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": STRICT},
            ),
        )
        page.goto("/instrument/")
        return page

    return show


@pytest.mark.browser
def test_axe_passes_a_sound_page_under_a_strict_csp(shown):
    assert_no_axe_violations(shown(GOOD))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (GOOD.replace(" lang='zh-CN'", ""), "html-has-lang"),
        (GOOD.replace("<p>", "<p style='color:#767676'>"), "color-contrast-enhanced"),
        (GOOD.replace("<p>", "<input><p>"), "label"),
        (GOOD.replace("<h1>今日</h1>", ""), "page-has-heading-one"),
    ],
)
def test_axe_finds_a_planted_fault(shown, fault, rule):
    assert any(line.startswith(f"{rule} ") for line in axe_violations(shown(fault)))


@pytest.mark.browser
@pytest.mark.parametrize("page", [1366, 390, 320], indirect=True)
def test_the_browser_is_a_chinese_one_of_the_chosen_width(page):
    assert page.evaluate(
        "() => [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]"
    ) == ["zh-CN", "Asia/Shanghai"]
    assert page.evaluate("() => innerWidth") == page.viewport_size["width"]


@pytest.mark.browser
def test_static_files_come_from_whitenoise_under_hashed_names(page):
    from django.templatetags.static import static

    answer = page.request.get(static("vendor/htmx.min.js"))

    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]


def test_the_suite_never_touches_the_folder_of_a_real_office():
    from django.conf import settings

    assert Path(settings.MEDIA_ROOT).parent != settings.BASE_DIR / "var"
