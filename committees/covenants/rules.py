"""How large a covenant is set so that it fits on one sheet. Pure."""

from collections.abc import Sequence

SIZES = {"s1": 0.68, "s2": 0.6, "s3": 0.52, "s4": 0.44}
"""Class of the style sheet → size of the letters, 1 em = 10 mm on A4. Below 12 pt nobody reads
it on a wall: a longer text takes more sheets (`long`)."""
ACROSS, HIGH = 17.4, 17.4
"""Room for the text in em, between title and foot."""
LINE, GAP = 1.45, 0.3
"""Height of a line and space below a paragraph, in the size of the letters."""


def lettering(paragraphs: Sequence[str]) -> str:
    """The largest class of SIZES with which all paragraphs fit on one sheet, or `long`."""
    for name, size in SIZES.items():
        if _height(paragraphs, size) <= HIGH:
            return name
    return "long"


def _height(paragraphs: Sequence[str], size: float) -> float:
    across = int(ACROSS / size) - 1
    rows = sum(-(-max(_width(text), 1) // across) for text in paragraphs)
    return size * (rows * LINE + len(paragraphs) * GAP)


def _width(text: str) -> int:
    """In full-width characters; Latin ones are about half as wide."""
    halves = sum(1 if char.isascii() else 2 for char in text)
    return (halves + 1) // 2
