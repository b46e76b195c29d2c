import io

import pytest
import zxingcpp
from django.test import RequestFactory
from PIL import Image, ImageFile

from jiedao.common import documents
from jiedao.common.errors import Refused

PAGE = """<!doctype html><meta charset=utf-8><h1>会议记录 𠮷</h1>
<img src="http://example.com/x.png"><img src="file:///etc/passwd"><img src="/static/../settings.py">
<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">"""


@pytest.fixture
def page(settings, tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}
    ]
    return "page.html"


@pytest.fixture
def fresh_check():
    documents.pdf_available.cache_clear()
    yield
    documents.pdf_available.cache_clear()


def test_a_page_becomes_a_pdf_with_its_chinese_text(page):
    if not documents.pdf_available().ok:
        pytest.skip("no Pango or no Chinese font here")
    import pypdfium2

    made = documents.render_pdf(page, {}, RequestFactory().get("/"))
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "会议记录" in text
    assert "第 1 页 / 共 1 页" in text


def test_making_paper_does_not_make_uploads_careless(fresh_check):
    documents.pdf_available()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_without_a_font_the_command_is_told(page, fresh_check, monkeypatch):
    monkeypatch.setattr(documents, "_has_chinese_font", lambda: False)
    assert documents.pdf_available().command == documents.APT_COMMAND
    with pytest.raises(Refused, match="apt-get"):
        documents.render_pdf(page, {}, None)


def test_without_pango_the_portal_still_answers(fresh_check, monkeypatch):
    def missing(name):
        raise OSError("libpango")

    monkeypatch.setattr(documents, "import_module", missing)
    assert not documents.pdf_available().ok


def test_without_fontconfig_there_is_no_font(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert not documents._has_chinese_font()


def test_a_static_file_is_found(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "print.css").write_text("p{}")
    url = f"{documents.BASE_URL}{settings.STATIC_URL}print.css?v=1"
    assert documents.static_path(url) == tmp_path / "print.css"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/static/x.css", "file:///etc/passwd", "http://portal.invalid/media/x",
        "http://portal.invalid/static/../settings.py", "http://portal.invalid/static/%2e%2e/manage.py",
        "http://portal.invalid/static//etc/passwd", "ftp://portal.invalid/static/x",
        "http://portal.invalid/static/", "http://portal.invalid.example.com/static/x",
    ],
)  # fmt: skip
def test_nothing_else_is_read(url):
    with pytest.raises(ValueError, match="static"):
        documents.static_path(url)


def test_the_qr_picture_carries_the_address_and_no_style():
    svg = documents.qr_svg("https://example.cn/n/7KQ4MP", title="<通知>")
    assert "viewBox" in svg
    assert "&lt;通知&gt;" in svg
    assert "style" not in svg
    assert "<script" not in svg


def test_the_qr_code_can_be_read():
    png = Image.open(io.BytesIO(documents.qr_png("https://example.cn/n/7KQ4MP")))
    found = zxingcpp.read_barcode(png)
    assert found is not None
    assert found.text == "https://example.cn/n/7KQ4MP"
