"""What refusals, public pages and HTTPS say to the browser (RELIABILITY C8, C13; ASVS 3.4).

What every page says is asked by the matrix: tests/access/soundness.py.
"""

import pytest
from django.test import Client

from tests.access.soundness import policy_of
from tests.access.stage import Stage, taken_back

pytestmark = pytest.mark.django_db


def test_a_public_page_may_be_kept_by_the_browser_of_a_resident(stage: Stage):
    assert "no-store" not in stage.browser("anonymous").get("/help/").get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/nowhere/", "/people/987654321/", "/sign-out/"])
def test_a_refusal_says_the_same(stage: Stage, path: str):
    page = stage.browser("director").get(path)

    assert page.status_code in (404, 405)
    assert policy_of(page["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in page["Cache-Control"]


def test_over_https_the_browser_is_told_to_stay_there_for_a_year(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    page = Client().get("/help/", secure=True)

    assert page["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_over_https_no_cookie_travels_in_the_clear(settings, stage: Stage):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = stage.browser("director")

    with taken_back():
        client.post("/me/desk/", {"name": "值班室的电脑"}, secure=True)
        client.get("/me/", secure=True)

    for name in ("desk", "csrftoken"):
        assert client.cookies[name]["secure"], name
    assert client.cookies["desk"]["httponly"]


def test_a_page_of_somebody_signed_in_is_not_one_of_an_address_that_looks_like_a_file(stage: Stage):
    """Cache deception (C14): /me/x.css is no page at all."""
    for path in ("/me/x.css", "/people/x.js", "/drafts/x.png"):
        assert stage.browser("director").get(path).status_code == 404
