"""Paper: PDFs from the templates of the screen, and QR codes.

WeasyPrint is imported when the first PDF is asked for: it needs the system's Pango, and the
portal must start without it.
"""

import io
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from PIL import ImageFile

from jiedao.common.errors import Refused

PDF_TYPE = "application/pdf"
APT_COMMAND = (
    "apt-get -o DPkg::Lock::Timeout=300 install -y "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk"
)
FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
PAPER = f"""
@page {{
  size: A4; margin: 18mm 16mm 20mm;
  @bottom-center {{
    content: "第 " counter(page) " 页 / 共 " counter(pages) " 页";
    font: 9pt {FONTS};
  }}
}}
html {{ font-family: {FONTS}; }}
"""
"""User-level style: any rule of the template's own stylesheet wins. Footers need their own font."""
BASE_URL = "http://portal.invalid"


@dataclass(frozen=True)
class Availability:
    """Whether this machine makes PDFs; if not, the one command that an administrator runs."""

    ok: bool
    command: str = ""


@lru_cache(maxsize=1)
def pdf_available() -> Availability:
    """Looks for Pango and a Chinese font, once per process: restart after installing."""
    ready = _has_pango() and _has_chinese_font()
    return Availability(ok=ready, command="" if ready else APT_COMMAND)


def _has_pango() -> bool:
    try:
        _weasyprint()
    except OSError:
        return False
    return True


def _weasyprint() -> Any:
    """WeasyPrint, with Pillow as strict as before: importing it makes Pillow accept photos of
    which half is missing, for every upload of this process."""
    module = import_module("weasyprint")
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return module


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if not lister:
        return False
    command = [lister, ":lang=zh-cn", "family"]
    found = subprocess.run(command, capture_output=True, timeout=20, check=False)
    return bool(found.stdout.strip())


def render_pdf(
    template_name: str, context: Mapping[str, Any], request: HttpRequest | None
) -> bytes:
    """The template as A4 PDF. Reads static files and data: addresses only, never the network.

    Refused with the installation command when Pango or a Chinese font is missing.
    """
    available = pdf_available()
    if not available.ok:
        raise Refused(f"这台机器还不能出 PDF，请管理员运行：{available.command}")
    weasyprint = _weasyprint()
    markup = render_to_string(template_name, dict(context), request)
    page = weasyprint.HTML(string=markup, base_url=f"{BASE_URL}/", url_fetcher=_static_only())
    made: bytes = page.write_pdf(stylesheets=[weasyprint.CSS(string=PAPER)])
    return made


def _static_only() -> Any:
    """What WeasyPrint asks for every address of a page; a refused one is left out of the paper."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = static_path(url)
            kind = guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind}, 200)

    return StaticOnly(allowed_protocols={"data"})


def static_path(url: str) -> Path:
    """The file behind one of our static addresses; ValueError for everything else."""
    parts = urlsplit(url)
    prefix = str(urlsplit(str(settings.STATIC_URL)).path)
    ours = f"{parts.scheme}://{parts.netloc}" == BASE_URL and parts.path.startswith(prefix)
    if not ours:
        raise ValueError(f"not a static file: {url}")
    name = unquote(parts.path.removeprefix(prefix))
    collected = Path(settings.STATIC_ROOT or settings.BASE_DIR / "static").resolve()
    path = (collected / name).resolve()
    if path.is_file() and path.is_relative_to(collected):
        return path
    try:
        source = finders.find(name)
    except SuspiciousFileOperation:
        source = None
    if not source or not Path(source).is_file():
        raise ValueError(f"not a static file: {url}")
    return Path(source)


# QR codes


def qr_svg(text: str, *, border: int = 4, title: str = "二维码") -> SafeString:
    """An inline picture of `text`, black on white, without style attributes (strict CSP).

    `border` in modules; scanners need 4. The size comes from the stylesheet. ValueError when
    `text` does not fit into a QR code.
    """
    svg = _qr(text).svg_inline(
        border=border, omitsize=True, svgclass=None, lineclass=None, title=title, light="#fff"
    )
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 – segno escapes


def qr_png(text: str, *, border: int = 4, scale: int = 10) -> bytes:
    """The same as a picture file, `scale` pixels a module."""
    out = io.BytesIO()
    _qr(text).save(out, kind="png", border=border, scale=scale)
    return out.getvalue()


def _qr(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m")
