"""Photos as a phone sends them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo(colour: str = "red", name: str = "a.png") -> SimpleUploadedFile:
    """A small picture; another colour is another file."""
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")
