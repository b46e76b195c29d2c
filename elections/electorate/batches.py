"""A file read into the roll: looked at first, then all of it or nothing; taken back while open."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from committees.imports.actions import check_outside
from committees.imports.columns import HEAD_WITHIN
from committees.imports.container import BadFile
from committees.imports.keeping import discard_sealed, keep_sealed, open_sealed
from committees.imports.models import file_name
from committees.imports.reading import read_table
from committees.journal.actions import digest, record
from committees.people.models import User
from elections.electorate.models import RollBatch, RollChange, Voter
from elections.electorate.opened import open_roll
from elections.electorate.rules import may_stand, of_age
from elections.electorate.sheet import Entry, Wrong, read_entry, read_head
from elections.electorate.states import Ground, Hand
from elections.rulesets.rules import Rules
from elections.rulesets.states import Mode
from elections.timetable.models import Election
from jiedao.common.crypto import blind_index, keyed_digest
from jiedao.common.errors import Refused

CHUNK = 1_000
NOBODY = "表里没有一个人。"
THERE, OFF = "已经在名单上", "已经有一行，现在不在名单上，请打开那一行补"


class BroughtBefore(Exception):
    """The same file is here already; `batch` is where."""

    def __init__(self, batch: RollBatch) -> None:
        super().__init__("这份文件已经导入过了，没有重复写入。")
        self.batch = batch


@transaction.atomic
def bring(election: Election, content: bytes, *, name: str, by: User, at: datetime) -> RollBatch:
    """Take a file in, sealed. Nothing of it is on the roll before `confirm`.

    Refused for a file nobody should open, one that is no table, and while the roll is closed.
    BroughtBefore when the same file waits or was written.
    """
    election = open_roll(election, by)
    check_outside(content, name)
    mark = keyed_digest(f"roll {election.pk} {hashlib.sha256(content).hexdigest()}")
    before = RollBatch.objects.filter(election=election, digest=mark, undone_at__isnull=True)
    if (batch := before.first()) is not None:
        raise BroughtBefore(batch)
    try:
        read(content, election, today=timezone.localdate(at))
    except BadFile as bad:
        raise Refused(str(bad)) from None
    batch = RollBatch.objects.create(
        election=election,
        name=file_name(name),
        digest=mark,
        path=keep_sealed(content),
        made_by=by,
        made_at=at,
    )
    record("roll.bring", batch, by=by, committee=election.committee, label=batch.name)
    return batch


@dataclass
class Looked:
    """What is in a file: who would be written, what is wrong, and columns nobody reads."""

    entries: list[Entry] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    total: int = 0
    ignored: tuple[str, ...] = ()


def look(batch: RollBatch, *, today: date) -> Looked:
    """The waiting file, held against the roll as it stands now."""
    return read(open_sealed(batch.path), batch.election, today=today)


def read(content: bytes, election: Election, *, today: date) -> Looked:
    """Every line of a file; BadFile when it is no table of people."""
    lines, since_1904 = read_table(content)
    first = list(islice(lines, HEAD_WITHIN))
    head = read_head(first)
    roll, looked = _Roll(election), Looked(ignored=head.ignored)
    for line in chain((line for line in first if line.number > head.line), lines):
        if head.is_empty(line):
            continue
        looked.total += 1
        if looked.total > settings.IMPORT_MOST_ROWS:
            raise BadFile(f"一次最多 {settings.IMPORT_MOST_ROWS:,} 行，请分几次传。")
        entry, wrong = read_entry(line, head, today=today, since_1904=since_1904)
        wrong = wrong or [Wrong(entry.number, words) for words in roll.faults(entry)]
        looked.wrong += wrong
        if not wrong:
            looked.entries.append(entry)
    if not looked.total:
        raise BadFile(NOBODY)
    return looked


class _Roll:
    """The roll as the lines of a sheet are held against it, one after the other."""

    def __init__(self, election: Election) -> None:
        self.election = election
        self.rules: Rules = election.rule_set.rules()
        self.papers: dict[str, str] = {}
        self.names: dict[tuple[str, str], list[tuple[date | None, str]]] = {}
        self.doors: dict[str, str] = {}
        rows = Voter.objects.filter(election=election).order_by("pk")
        for name, door, born, index, listed in rows.values_list(
            "name", "door", "born_on", "id_index", "listed"
        ):
            where = (
                f"{name}已经在名单上"
                if listed
                else f"{name}已经有一行，现在不在名单上，请到那一行里补"
            )
            self._keep(name, door, born, index, where)
            if listed and door:
                self.doors[door] = name

    def _keep(self, name: str, door: str, born: date | None, index: str, where: str) -> None:
        if index:
            self.papers[index] = where
        self.names.setdefault((name, door), []).append((born, where))

    def faults(self, entry: Entry) -> Iterator[str]:
        """Why this person cannot be written; afterwards the next lines know of her."""
        person, election = entry.person, self.election
        representative = election.mode == Mode.REPRESENTATIVE
        if representative != (entry.ground == Ground.REPRESENTATIVE):
            who = "居民代表" if representative else "居民"
            yield f"“依据”不对，这次由{who}选举"
        elif reason := may_stand(entry.ground, self.rules):
            yield f"“依据”：{reason.rstrip('。')}"
        asked = not representative or person.born_on is not None
        if asked and (reason := of_age(person.born_on, self.rules, election.polling_on)):
            yield f"：{person.name}{'' if person.born_on else '的'}{reason}"
        index = blind_index("id_number", person.id_number)
        same = self.names.get((person.name, person.door), ())
        known = self.papers.get(index) or next(
            (
                where
                for born, where in same
                if not born or not person.born_on or born == person.born_on
            ),
            "",
        )
        if known:
            yield f"：{known}"
        if election.mode == Mode.HOUSEHOLD:
            yield from self._one_a_household(entry)
        where = f"{person.name}在第 {entry.number} 行已经写了"
        self._keep(person.name, person.door, person.born_on, index, where)

    def _one_a_household(self, entry: Entry) -> Iterator[str]:
        door = entry.person.door
        if not door:
            yield "“门牌”是空的，每户一位代表要写门牌"
        elif door in self.doors:
            yield f"：{door} 的代表已经是{self.doors[door]}"
        else:
            self.doors[door] = entry.person.name


@transaction.atomic
def confirm(batch: RollBatch, *, by: User, at: datetime) -> RollBatch:
    """Write everybody of the file, or nobody: refused while a single line is wrong."""
    election, batch = _both(batch, by)
    if not batch.waits:
        raise BroughtBefore(batch)
    looked = look(batch, today=timezone.localdate(at))
    if looked.wrong:
        raise Refused(f"还有 {len(looked.wrong)} 处有问题，一行也没有写入。请改好再传。")
    voters = [_voter(election, batch, entry) for entry in looked.entries]
    Voter.objects.bulk_create(voters, batch_size=CHUNK)
    RollChange.objects.bulk_create(
        (
            RollChange(
                election=election,
                voter=voter,
                hand=Hand.ADD,
                why=voter.why,
                evidence=voter.evidence,
                by=by,
                at=at,
            )
            for voter in voters
        ),
        batch_size=CHUNK,
    )
    written = Voter.objects.filter(batch=batch).count()
    if written != looked.total:
        raise Refused(f"表里 {looked.total} 人，写好 {written} 人，对不上，一行也没有写入。")
    before = digest(batch)
    discard_sealed(batch.path)
    batch.path, batch.lines, batch.written_at = "", written, at
    batch.save()
    record(
        "roll.import",
        batch,
        by=by,
        committee=election.committee,
        before=before,
        label=f"{written} 人",
    )
    return batch


def _voter(election: Election, batch: RollBatch, entry: Entry) -> Voter:
    voter = Voter(
        election=election,
        batch=batch,
        **entry.person.columns(),
        **entry.person.indexes(),
        ground=entry.ground,
        listed=True,
        why=str(Ground(entry.ground).label),
        evidence=entry.evidence,
    )
    voter.set_derived()
    return voter


@transaction.atomic
def drop(batch: RollBatch, *, by: User) -> None:
    """不导入了: the file goes at once, and may be brought again."""
    election, batch = _both(batch, by)
    if not batch.waits:
        raise Refused("这份文件已经导入了。")
    before = digest(batch)
    discard_sealed(batch.path)
    record("roll.drop_file", batch, by=by, committee=election.committee, before=before, after="")
    batch.delete()


@transaction.atomic
def undo(batch: RollBatch, *, by: User, at: datetime) -> int:
    """Take everybody of the file off again, while the roll is open; gives how many.

    Refused when a line was changed by hand since, or somebody objected to it.
    """
    election, batch = _both(batch, by)
    if not batch.is_written:
        raise Refused("这份文件没有导入，或者已经撤销。")
    voters = Voter.objects.filter(batch=batch)
    if touched := list(voters.filter(by_hand=True)[:3]):
        names = "、".join(voter.name for voter in touched)
        raise Refused(f"{names}后来改过，不能整批撤销。请一行一行去掉。")
    gone = voters.count()
    try:
        with transaction.atomic():
            voters.delete()
    except models.ProtectedError:
        raise Refused("其中有人已经有申诉，不能整批撤销。请一行一行去掉。") from None
    before = digest(batch)
    batch.undone_at = at
    batch.save()
    record(
        "roll.undo", batch, by=by, committee=election.committee, before=before, label=f"{gone} 人"
    )
    return gone


def _both(batch: RollBatch, by: User) -> tuple[Election, RollBatch]:
    election = open_roll(batch.election, by)
    rows = RollBatch.objects.select_for_update(of=("self",)).select_related("election__rule_set")
    found = rows.filter(pk=batch.pk).first()
    if found is None:
        raise Refused("刚才有人决定不导入这份文件了。")
    return election, found
