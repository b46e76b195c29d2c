"""The sealed file: what goes in comes out, and nothing else."""

import io
from pathlib import Path

import pytest

from jiedao.portal.sealed import CHUNK, Broken, Sealer, WrongKey, sections

KEY, OTHER = "a-field-key", "another-field-key"
TALE = [
    ("head", b"{}"),
    ("empty", b""),
    ("long", bytes(range(256)) * 9_000),
    ("文件:照片.jpg", b"x" * CHUNK),
]


def sealed(tale: list[tuple[str, bytes]] = TALE) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY)
    for name, content in tale:
        sealer.section(name, [content[:7], content[7:]])
    sealer.close()
    return out.getvalue()


def opened(content: bytes, *keys: str) -> list[tuple[str, bytes]]:
    return [(n, b"".join(b)) for n, b in sections(io.BytesIO(content), keys or (KEY,))]


def test_sections_come_out_as_they_went_in():
    assert opened(sealed()) == TALE
    assert opened(sealed([])) == []


def test_an_older_key_still_opens_and_a_section_may_be_skipped():
    assert opened(sealed(), OTHER, KEY) == TALE
    names = [name for name, _ in sections(io.BytesIO(sealed()), [KEY])]
    assert names == [name for name, _ in TALE]


def test_a_wrong_key_is_told_from_a_broken_file():
    with pytest.raises(WrongKey, match="用做备份那天的钥匙"):
        opened(sealed(), OTHER)


def test_nothing_of_the_content_or_the_key_is_readable():
    content = sealed([("head", b"neighbours" * 20)])

    assert b"neighbours" not in content
    assert KEY.encode() not in content


def _at(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content + b"x",
        lambda content: _at(content, 0),
        lambda content: _at(content, 50),
        lambda content: _at(content, 60),
        lambda content: _at(content, len(content) - 1),
        lambda content: _at(content, len(content) // 2),
    ],
)
def test_a_file_that_was_cut_or_changed_does_not_open(spoil):
    with pytest.raises(Broken, match="不完整，或者被改动过"):
        opened(spoil(sealed()))


def test_chunks_cannot_change_places_or_be_left_out():
    content = sealed([("long", b"y" * (3 * CHUNK))])
    head, frame = 47, 5 + CHUNK + 16
    first, second = content[head : head + frame], content[head + frame : head + 2 * frame]

    for changed in (second + first, first, second):
        with pytest.raises(Broken):
            opened(content[:head] + changed + content[head + 2 * frame :])


def test_a_name_that_climbs_out_of_the_folder_is_refused():
    from jiedao.portal.backup import _inside

    for name in ("../keys.json", "/etc/passwd", "a/../../b"):
        with pytest.raises(Broken):
            _inside(Path("/tmp/media"), name)
    assert _inside(Path("/tmp/media"), "ab/cd.jpg") == Path("/tmp/media/ab/cd.jpg")
