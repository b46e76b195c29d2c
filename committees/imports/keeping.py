"""Files and lines at rest: sealed, under names nobody can guess."""

import json
import secrets
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from jiedao.common.crypto import seal_bytes, unseal_bytes


def keep_sealed(content: bytes) -> str:
    """Put a file away sealed; gives its path."""
    path = f"{secrets.token_hex(2)}/{secrets.token_urlsafe(24)}.sealed"
    return str(default_storage.save(path, ContentFile(seal_bytes(content))))


def open_sealed(path: str) -> bytes:
    with default_storage.open(path) as file:
        return unseal_bytes(file.read())


def discard_sealed(path: str) -> None:
    """Delete the file once this transaction has committed."""
    if path:
        transaction.on_commit(partial(default_storage.delete, path))


def packed(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Any:
    return json.loads(text)
