import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiedao.common.errors import Refused
from jiedao.common.uploads import safe_upload

ORIENTATION, MAKE = 0x0112, 0x010F


def picture(kind="JPEG", size=(40, 30), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode == "L" else None).save(out, kind, **options)
    return out.getvalue()


def pdf(body=b"", end=b"startxref\n9\n%%EOF\n"):
    return b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + body + end


def hand_in(content, name="照片.jpg"):
    return safe_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (picture("JPEG"), ".jpg"),
        (picture("JPEG", mode="CMYK"), ".jpg"),
        (picture("JPEG", mode="L"), ".jpg"),
        (picture("PNG"), ".png"),
        (picture("PNG", mode="RGBA"), ".png"),
        (picture("PNG", mode="P"), ".png"),
        (picture("WEBP"), ".jpg"),
        (picture("WEBP", mode="RGBA"), ".png"),
    ],
)
def test_a_photo_is_drawn_anew(content, suffix):
    clean = hand_in(content, "怪名字.exe")
    assert (clean.kind, clean.suffix, clean.width, clean.height) == ("photo", suffix, 40, 30)
    assert Image.open(io.BytesIO(clean.content)).size == (40, 30)


def test_the_photo_forgets_where_and_with_what_it_was_taken():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "canary-camera"
    clean = hand_in(picture(exif=exif, comment=b"canary-comment"))
    assert (clean.width, clean.height) == (30, 40)
    assert b"canary" not in clean.content
    assert not Image.open(io.BytesIO(clean.content)).getexif()


def test_what_hangs_behind_a_photo_is_left_off():
    assert b"<script" not in hand_in(picture() + b"<script>alert(1)</script>").content


def test_a_large_photo_is_made_smaller():
    clean = hand_in(picture(size=(4_000, 1_000)))
    assert (clean.width, clean.height) == (2_000, 500)


def test_too_many_pixels_are_refused_before_drawing(settings):
    settings.UPLOAD_MAX_PIXELS = 100
    with pytest.raises(Refused, match="尺寸"):
        hand_in(picture())


def test_a_pixel_flood_is_refused_by_its_head():
    head = bytearray(picture("PNG"))
    head[16:24] = (50_000).to_bytes(4, "big") * 2
    head[29:33] = zlib.crc32(head[12:29]).to_bytes(4, "big")
    with pytest.raises(Refused, match="尺寸"):
        hand_in(bytes(head))


def test_too_many_bytes_are_refused(settings):
    settings.UPLOAD_MAX_BYTES = 100
    with pytest.raises(Refused, match="太大"):
        hand_in(picture())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "只能传"),
        (b"<!doctype html><script>x</script>", "只能传"),
        (b"GIF89a" + b"\0" * 40, "只能传"),
        (b"PK\x03\x04" + b"\0" * 40, "只能传"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (picture(size=(400, 300))[:-400], "没有传完整"),
        (picture("PNG", size=(400, 300))[:60], "没有传完整"),
        (pdf(end=b""), "没有传完整"),
        (pdf(b"<html><script>"), "别的内容"),
        (pdf(b"2 0 obj<</S/JavaScript/JS(x)>>endobj\n"), "程序或者附件"),
        (pdf(b"2 0 obj<</S/J#61vaScript>>endobj\n"), "程序或者附件"),
        (pdf(b"2 0 obj<</S/Launch/F(cmd)>>endobj\n"), "程序或者附件"),
        (pdf(b"2 0 obj<</EmbeddedFiles 3 0 R>>endobj\n"), "程序或者附件"),
        (pdf(b"trailer<</Encrypt 3 0 R>>\n"), "密码"),
        (
            pdf(
                b"2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
                + zlib.compress(b"<</S/JavaScript>>")
                + b"\nendstream endobj\n"
            ),
            "程序或者附件",
        ),
        (pdf(b"2 0 obj<</Type/ObjStm>>stream\nplain\nendstream endobj\n"), "打不开"),
        (
            pdf(
                b"2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
                + zlib.compress(b"\0" * 50_000_000)
                + b"\nendstream endobj\n"
            ),
            "太复杂",
        ),
    ],
)
def test_what_is_not_a_plain_photo_or_pdf_is_refused(content, words):
    with pytest.raises(Refused, match=words):
        hand_in(content)


def test_a_plain_pdf_is_kept_as_it_is():
    packed = b"2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(b"<</A 1>>")
    content = pdf(packed + b"\nendstream endobj\n")
    clean = hand_in(content, "公告.jpg")
    assert (clean.kind, clean.suffix, clean.content) == ("pdf", ".pdf", content)
