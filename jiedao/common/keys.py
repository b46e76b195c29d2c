"""Random names that strangers may type or must not guess."""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O 1 I L: the key is read from a poster and over the telephone (CONTRACTS)."""
KEY_LENGTH = 6
_KEY = re.compile(f"[{ALPHABET}]{{{KEY_LENGTH}}}")


def public_key() -> str:
    """A fresh key such as `7KQ4MP`; the column is unique, so a caller retries on a collision."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))


def normal_key(text: str) -> str | None:
    """The canonical form of a typed key (any case, full-width, spaces); None if it is no key."""
    key = tidy_key(text)
    return key if _KEY.fullmatch(key) else None


def tidy_key(text: str) -> str:
    """What was typed, in capitals without blanks and dashes; half-width."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def short_code(length: int) -> str:
    """A code that is read from a wall and lives for an hour; the caller retries a collision."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def feed_token() -> str:
    """A 192-bit address of a private calendar feed (RELIABILITY C15 asks for 128)."""
    return secrets.token_urlsafe(24)
