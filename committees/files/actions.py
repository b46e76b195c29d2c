"""Keeping a clean file, and handing it out."""

import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse

from committees.files.models import StoredFile
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.uploads import CleanFile

CONTENT_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf"}


def store_file(
    clean: CleanFile, *, name: str, by: User | None, committee: Committee | None
) -> StoredFile:
    """Keep a file that `safe_upload` let through, under a name nobody can guess."""
    path = f"{secrets.token_hex(2)}/{secrets.token_urlsafe(24)}{clean.suffix}"
    kept = default_storage.save(path, ContentFile(clean.content))
    return StoredFile.objects.create(
        committee=committee,
        kind=clean.kind,
        name=name[:120],
        path=kept,
        size=len(clean.content),
        width=clean.width,
        height=clean.height,
        added_by=by,
    )


def discard_files(stored: Iterable[StoredFile]) -> int:
    """Delete files for good: the rows now, the bytes once this transaction has committed."""
    files = list(stored)
    paths = [file.path for file in files]
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    transaction.on_commit(partial(_delete_bytes, paths))
    return len(files)


def _delete_bytes(paths: list[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def serve_file(stored: StoredFile) -> FileResponse:
    """The file itself; the caller has already found it through `visible_to`."""
    suffix = Path(stored.path).suffix
    response = FileResponse(
        default_storage.open(stored.path),
        as_attachment=stored.kind == "pdf",
        filename=Path(stored.name).stem + suffix,
        content_type=CONTENT_TYPES[suffix],
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return response
