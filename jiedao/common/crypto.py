"""Secrets at rest: sealed columns, and an index that finds them without opening them.

`settings.FIELD_KEYS` (newest first) seal; any of them opens. `settings.INDEX_KEY` makes the
blind index and never changes. Key strings of any form are stretched to keys by HKDF-SHA256.
"""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.lookups import Exact


class Unreadable(ValueError):
    """No key of FIELD_KEYS opens this value: a key is missing or the value was changed."""


@lru_cache(maxsize=8)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    if not keys or not all(keys):
        raise ImproperlyConfigured("FIELD_KEYS needs at least one key")
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(key: str) -> bytes:
    stretch = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"jiedao.field")
    return base64.urlsafe_b64encode(stretch.derive(key.encode()))


def seal(text: str) -> str:
    """An ASCII token only FIELD_KEYS can open; different each time. Empty stays empty."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """The text inside `token`; Unreadable when no key fits. Empty stays empty."""
    if not token:
        return ""
    try:
        return _box(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable("这项内容打不开，请管理员检查加密钥匙。") from None


def seal_bytes(content: bytes) -> bytes:
    """A whole file as a token only FIELD_KEYS can open; a third larger than it was."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(content)


def unseal_bytes(token: bytes) -> bytes:
    """The file inside `token`; Unreadable when no key fits."""
    try:
        return _box(tuple(settings.FIELD_KEYS)).decrypt(token)
    except InvalidToken:
        raise Unreadable("这个文件打不开，请管理员检查加密钥匙。") from None


def _keyed(purpose: str, text: str) -> str:
    if not settings.INDEX_KEY:
        raise ImproperlyConfigured("INDEX_KEY is not set")
    message = f"{purpose}\0{text}".encode()
    return hmac.new(settings.INDEX_KEY.encode(), message, hashlib.sha256).hexdigest()


def blind_index(purpose: str, canonical: str) -> str:
    """32 hex characters to find or compare a sealed value; empty for an empty value.

    `purpose` ("phone", "id_number") keeps equal values of different columns apart; `canonical`
    is the form `ids` returns, otherwise one person gets two indexes.
    """
    return _keyed(purpose, canonical)[:32] if canonical else ""


def keyed_digest(text: str) -> str:
    """64 hex characters that only this installation can compute (for tokens kept in the table)."""
    return _keyed("digest", text)


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text sealed in the database, plain in Python. Searching it is a mistake and says so.

    Only `__isnull` and `= ""` work as lookups; everything else goes through a blind index column.
    """

    description = "Text sealed with FIELD_KEYS"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        plain = super().get_db_prep_save(value, connection)
        return seal(plain) if isinstance(plain, str) else plain

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else unseal(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("exact", "isnull"):
            raise FieldError(f"{self.name} is sealed: search its blind index instead")
        return super().get_lookup(lookup_name)


@EncryptedTextField.register_lookup
class EmptyOnly(Exact):
    """`field=""` finds the empty ones; any other text can never match a sealed value."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("a sealed column is found by its blind index")
        return self.rhs
