"""Names that look alike, pairs that may be one person, days after which things go. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from jiedao.common.chinese import nfkc, strip_invisible

_NOTHING = re.compile("[\\s·•‧∙⋅・･．.\\-'’\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_ALIKE = str.maketrans(
    "аеорсхуікмтвнАЕОРСХУІКМТВНαονρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ〇○零已巳末曰士戍戌戊入干于",
    "aeopcxyikmtbhAEOPCXYIKMTBHaovpuABEZHIKMNOPTYXooo己己未日土戊戊戊人千千",
)
"""Letters of other scripts, and characters that a hurried eye takes for each other."""
BIG_BUCKET = 6
"""So many people alike are a common name, not a double: only the first are compared."""


def skeleton(name: str) -> str:
    """What a name looks like (RELIABILITY D17): nothing invisible, one form, look-alikes as one."""
    plain = _NOTHING.sub("", nfkc(strip_invisible(unicodedata.normalize("NFKC", name))))
    return plain.translate(_ALIKE).casefold()


@dataclass(frozen=True)
class Row:
    """A person as far as doubles are looked for; numbers only as blind indexes."""

    pk: int
    name: str
    pinyin: str = ""
    born_on: date | None = None
    phone_index: str = ""
    id_kind: str = ""
    id_index: str = ""
    dwelling: int | None = None


@dataclass(frozen=True)
class Pair:
    """Two rows that may be one person, and why. `first` has the smaller number."""

    first: int
    second: int
    reasons: tuple[str, ...]


SAME_ID = "证件号一样"
SAME_PHONE = "电话和姓名读音一样"
SAME_BIRTH = "姓名读音和出生日期一样"
LOOKS_SAME = "姓名看起来一样，字不一样"
SAME_DOOR = "门牌和姓名一样"


def pairs_of(rows: Collection[Row], apart: Collection[frozenset[int]] = ()) -> list[Pair]:
    """Every pair with a reason, the surest first. `apart`: somebody said that they are two."""
    by_pk = {row.pk: row for row in rows}
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for reason, bucket in _buckets(rows):
        for one, other in combinations(sorted(bucket)[:BIG_BUCKET], 2):
            if not _two_people(by_pk[one], by_pk[other], reason):
                reasons[one, other].append(reason)
    known = set(apart)
    found = [
        Pair(one, other, tuple(why))
        for (one, other), why in reasons.items()
        if frozenset((one, other)) not in known
    ]
    return sorted(found, key=lambda pair: (_weight(pair), pair.first, pair.second))


def _weight(pair: Pair) -> int:
    order = (SAME_ID, SAME_PHONE, SAME_BIRTH, LOOKS_SAME, SAME_DOOR)
    return min(order.index(reason) for reason in pair.reasons)


def _buckets(rows: Iterable[Row]) -> Iterator[tuple[str, list[int]]]:
    found: dict[tuple[str, tuple[object, ...]], list[int]] = defaultdict(list)
    spellings: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        shape = skeleton(row.name)
        spellings[shape][row.name].append(row.pk)
        if row.id_index:
            found[SAME_ID, (row.id_index,)].append(row.pk)
        if row.phone_index and row.pinyin:
            found[SAME_PHONE, (row.phone_index, row.pinyin)].append(row.pk)
        if row.born_on and row.pinyin:
            found[SAME_BIRTH, (row.pinyin, row.born_on)].append(row.pk)
        if row.dwelling:
            found[SAME_DOOR, (shape, row.dwelling)].append(row.pk)
    for (reason, _), bucket in found.items():
        if len(bucket) > 1:
            yield reason, bucket
    for names in spellings.values():
        if len(names) > 1:
            yield LOOKS_SAME, [pks[0] for pks in names.values()]


def _two_people(one: Row, other: Row, reason: str) -> bool:
    """Something certain tells them apart."""
    if reason == SAME_ID:
        return False
    if one.id_index and other.id_index and one.id_kind == other.id_kind:
        return one.id_index != other.id_index
    return bool(one.born_on and other.born_on and one.born_on != other.born_on)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"no such month: {year}-{month + 1}")
