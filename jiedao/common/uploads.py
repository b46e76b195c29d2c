"""Files that people hand in: photos are drawn anew, PDFs are looked through, the rest is refused.

The type is what the bytes are, never what the name or the browser says (RELIABILITY C4, D5, D6).
Refusals are `Refused` with the sentence for the screen.
"""

import hashlib
import io
import re
import warnings
import zlib
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from jiedao.common.errors import Refused

LONGEST_SIDE = 2_000
"""Pixels; enough for a full A4 page at 170 dpi."""
MAX_UNPACKED = 40_000_000
"""Bytes that the object streams of one PDF may unfold to."""
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif", b"ftyphevc")


@dataclass(frozen=True)
class CleanFile:
    """What may be stored: `content` made safe, `suffix` with its dot. A PDF has 0 × 0 pixels."""

    kind: Literal["photo", "pdf"]
    suffix: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def digest(self) -> str:
        """Which file it is: SHA-256 of its content."""
        return hashlib.sha256(self.content).hexdigest()


def safe_upload(file: "UploadedFile[Any]") -> CleanFile:
    """The photo (JPEG or PNG, without EXIF, at most LONGEST_SIDE) or PDF inside `file`.

    Refuses what is empty, larger than UPLOAD_MAX_BYTES or UPLOAD_MAX_PIXELS, broken, an active
    PDF, or anything else than JPEG, PNG, WebP and PDF.
    """
    if not file.size:
        raise Refused("这个文件是空的，请重新选一个。")
    if file.size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1_000_000
        raise Refused(f"文件太大了，最多 {limit} MB，请换小一点的。")
    file.seek(0)
    content = file.read()
    return _pdf(content) if content.startswith(b"%PDF-") else _photo(content)


def accept(file: "UploadedFile[Any]", kinds: Container[str] = ("photo", "pdf")) -> CleanFile:
    """`safe_upload` for a form: what was let through is remembered on the file (`accepted`).

    A form that is refused for another reason can so be kept with its files. A file that has been
    through here before (`KeptUpload`) is not drawn a second time. Refuses other kinds.
    """
    clean = accepted(file) or safe_upload(file)
    if clean.kind not in kinds:
        raise Refused("这里只能传照片（JPG、PNG）。")
    file.__dict__["accepted"] = clean
    return clean


def accepted(file: "UploadedFile[Any]") -> CleanFile | None:
    """What `accept` made of the file; None for a refused one, and for one nobody looked at."""
    clean: CleanFile | None = file.__dict__.get("accepted")
    return clean


class KeptUpload(SimpleUploadedFile):
    """A file of an earlier sending, already clean, put among those of this one."""

    def __init__(self, name: str, clean: CleanFile) -> None:
        super().__init__(name, clean.content)
        self.accepted = clean


# Photos


def _photo(content: bytes) -> CleanFile:
    if content[4:12] in _HEIC:
        raise Refused("这种照片（HEIC）打不开，请在手机上截一张图再传。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _redrawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("照片的尺寸太大了，请换小一点的。") from None
    except UnidentifiedImageError:
        raise Refused("只能传照片（JPG、PNG）或者 PDF 文件。") from None
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error):
        raise Refused("照片没有传完整，请重新传一次。") from None


def _redrawn(content: bytes) -> CleanFile:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
        if picture.width * picture.height > settings.UPLOAD_MAX_PIXELS:
            raise Image.DecompressionBombError
        drawn = ImageOps.exif_transpose(picture)
        clear = drawn.has_transparency_data
        lossless = clear or picture.format == "PNG"
        drawn = drawn.convert("RGBA" if clear else "RGB")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn.info.clear()  # Pillow would write comments and profiles of the original again
    out = io.BytesIO()
    if lossless:
        drawn.save(out, "PNG", optimize=True)
    else:
        drawn.save(out, "JPEG", quality=85, optimize=True)
    return CleanFile("photo", ".png" if lossless else ".jpg", out.getvalue(), *drawn.size)


# PDF

_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z]).{0,500}?stream\r?\n", re.DOTALL)


def _pdf(content: bytes) -> CleanFile:
    if b"%%EOF" not in content[-2_048:] or b"startxref" not in content:
        raise Refused("PDF 没有传完整，请重新传一次。")
    if re.search(rb"<(?:html|script|svg)[\s>]", content[:1_024], re.IGNORECASE):
        raise Refused("这个 PDF 里混有别的内容，不能上传。")
    plain = _unescaped(content)
    if re.search(rb"/Encrypt(?![A-Za-z])", plain):
        raise Refused("这个 PDF 有密码，请去掉密码再传。")
    if any(_ACTIVE.search(part) for part in (plain, *_object_streams(content))):
        raise Refused("这个 PDF 带有程序或者附件，请打印成新的 PDF 再传。")
    return CleanFile("pdf", ".pdf", content)


def _unescaped(content: bytes) -> bytes:
    """Names with their `#4a` escapes resolved, so that /J#61vaScript does not hide."""
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), content)


def _object_streams(content: bytes) -> list[bytes]:
    """Objects that are packed; a packing we cannot open is refused."""
    parts, room = [], MAX_UNPACKED
    for start in _OBJECT_STREAM.finditer(content):
        try:
            part = zlib.decompressobj().decompress(content[start.end() :], room)
        except zlib.error:
            raise Refused("这个 PDF 打不开检查，请打印成新的 PDF 再传。") from None
        room -= len(part)
        if room <= 0:
            raise Refused("这个 PDF 太复杂，请打印成新的 PDF 再传。")
        parts.append(_unescaped(part))
    return parts
