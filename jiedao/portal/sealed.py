"""A sealed file: a stream of sections that only FIELD_KEYS open. Nothing of the key is inside.

AES-256-GCM in chunks of 1 MiB after the STREAM construction: chunks cannot be changed, swapped,
dropped or cut off at the end without notice. Each file has a key of its own, stretched from the
newest of FIELD_KEYS and the file's salt; any of FIELD_KEYS opens it.

    magic 16 · salt 16 · nonce prefix 7 · key check 8 · chunks (length 4, last 1, ciphertext)
"""

import secrets
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from jiedao.common.errors import Refused

MAGIC = b"JIEDAO-SEALED-1\n"
CHUNK = 1 << 20
_SALT, _PREFIX, _CHECK, _TAG = 16, 7, 8, 16
_HEAD = len(MAGIC) + _SALT + _PREFIX + _CHECK
_FRAME = struct.Struct(">IB")
_LENGTH = struct.Struct(">I")


class Unopenable(Refused):
    """The file does not open; the reason says why and what to do."""


class WrongKey(Unopenable):
    def __init__(self) -> None:
        super().__init__("现在的 FIELD_KEYS 打不开这个备份。请用做备份那天的钥匙，再试一次。")


class Broken(Unopenable):
    def __init__(self) -> None:
        super().__init__("这个备份不完整，或者被改动过，不能用。请换一个备份。")


def _stretched(key: str, salt: bytes) -> tuple[bytes, bytes]:
    """(key of the file, what tells a wrong key from a broken file)."""
    material = HKDF(SHA256(), 32 + _CHECK, salt, b"jiedao.backup").derive(key.encode())
    return material[:32], material[32:]


class Sealer:
    """Writes one sealed file; `close` makes it whole."""

    def __init__(self, out: BinaryIO, key: str) -> None:
        salt, self._prefix = secrets.token_bytes(_SALT), secrets.token_bytes(_PREFIX)
        own_key, check = _stretched(key, salt)
        self._box, self._out, self._count, self._rest = AESGCM(own_key), out, 0, bytearray()
        self._head = MAGIC + salt + self._prefix + check
        out.write(self._head)

    def section(self, name: str, blocks: Iterable[bytes]) -> None:
        """A named run of bytes of any length."""
        self._put(_LENGTH.pack(len(name.encode())) + name.encode())
        for block in blocks:
            for start in range(0, len(block), CHUNK):
                part = block[start : start + CHUNK]
                self._put(_LENGTH.pack(len(part)) + part)
        self._put(_LENGTH.pack(0))

    def close(self) -> None:
        self._put(_LENGTH.pack(0))
        self._seal(bytes(self._rest), last=True)

    def _put(self, data: bytes) -> None:
        self._rest += data
        while len(self._rest) > CHUNK:
            self._seal(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]

    def _seal(self, data: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._count, last)
        sealed = self._box.encrypt(nonce, data, self._head)
        self._out.write(_FRAME.pack(len(sealed), last) + sealed)
        self._count += 1


def _nonce(prefix: bytes, count: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", count, last)


def sections(source: BinaryIO, keys: Sequence[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """(name, blocks) in the order written. The blocks of one are read before the next is asked for.

    Raises WrongKey when none of `keys` fits, Broken for anything that is not the file as written.
    """
    reader = _Reader(_chunks(source, keys))
    while name := reader.take(reader.number()):
        blocks = _blocks(reader)
        yield name.decode(), blocks
        for _ in blocks:  # what the caller did not read
            pass
    reader.finish()


def _blocks(reader: "_Reader") -> Iterator[bytes]:
    while length := reader.number():
        yield reader.take(length)


def _chunks(source: BinaryIO, keys: Sequence[str]) -> Iterator[bytes]:
    head = source.read(_HEAD)
    if len(head) != _HEAD or not head.startswith(MAGIC):
        raise Broken
    salt, prefix, check = head[16:32], head[32 : 32 + _PREFIX], head[-_CHECK:]
    box = _box(salt, check, keys)
    count, last = 0, False
    while not last:
        length, last = _frame(source.read(_FRAME.size))
        try:
            yield box.decrypt(_nonce(prefix, count, last), source.read(length), head)
        except InvalidTag:
            raise Broken from None
        count += 1
    if source.read(1):
        raise Broken


def _box(salt: bytes, check: bytes, keys: Sequence[str]) -> AESGCM:
    for key in keys:
        own_key, mark = _stretched(key, salt)
        if mark == check:
            return AESGCM(own_key)
    raise WrongKey


def _frame(data: bytes) -> tuple[int, bool]:
    if len(data) != _FRAME.size:
        raise Broken
    length, last = _FRAME.unpack(data)
    if not _TAG <= length <= CHUNK + _TAG or last not in (0, 1):
        raise Broken
    return length, bool(last)


class _Reader:
    """Bytes out of chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, bytearray()

    def take(self, length: int) -> bytes:
        while len(self._rest) < length:
            more = next(self._chunks, None)
            if more is None:
                raise Broken
            self._rest += more
        taken = bytes(self._rest[:length])
        del self._rest[:length]
        return taken

    def number(self) -> int:
        length: int = _LENGTH.unpack(self.take(_LENGTH.size))[0]
        return length

    def finish(self) -> None:
        if self._rest or next(self._chunks, None) is not None:
            raise Broken
