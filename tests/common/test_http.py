import pytest
from django.test import RequestFactory

from jiedao.common.http import attachment, local_url, page_or_fragment, see_other


def test_a_success_says_see_other():
    response = see_other("/cases/412/")
    assert (response.status_code, response["Location"]) == (303, "/cases/412/")


@pytest.mark.parametrize(
    "url", ["//evil.example", "https://evil.example", "", "javascript:x", "/\\e"]
)
def test_a_foreign_address_leads_home(url):
    assert local_url(url) == "/"


def test_an_own_address_is_kept():
    assert local_url("/cases/?page=2") == "/cases/?page=2"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("值班表.pdf", "attachment; filename*=utf-8''%E5%80%BC%E7%8F%AD%E8%A1%A8.pdf"),
        ("a.csv", 'attachment; filename="a.csv"'),
        ("../../a\r\nX: y\u202e.csv", 'attachment; filename="_.._a_X_ y.csv"'),
        ("", "attachment; filename*=utf-8''%E6%96%87%E4%BB%B6"),
    ],
)
def test_a_download_has_a_safe_name(name, header):
    assert attachment(b"x", name, "text/csv")["Content-Disposition"] == header


@pytest.fixture
def page(settings, tmp_path):
    (tmp_path / "page.html").write_text("whole {% partialdef part inline %}part{% endpartialdef %}")
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [tmp_path],
            "OPTIONS": {
                "loaders": [
                    ("template_partials.loader.Loader",
                     ["django.template.loaders.filesystem.Loader"]),
                ],
                "builtins": ["template_partials.templatetags.partials"],
            },
        }
    ]  # fmt: skip
    return "page.html"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"whole part"),
        ({"HX-Request": "true"}, b"part"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, b"whole part"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, b"whole part"),
    ],
)
def test_htmx_gets_its_part_and_everybody_else_the_page(page, headers, body):
    request = RequestFactory().get("/", headers=headers)
    response = page_or_fragment(request, page, "part", {}, status=422)
    assert (response.content, response.status_code) == (body, 422)
    assert "HX-Request" in response["Vary"]
