"""归档: one zip with an index of digests. No roll, no voter, nothing that leads from one to a
ballot; sheets of batches as totals only."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from elections.ballots.issuing import issued_total
from elections.candidates.models import OnBallot
from elections.counting.models import WallOther, WallTotal
from elections.counting.totals import deciding_sheets, entries_of
from elections.electorate.models import Freeze
from elections.results import recount
from elections.results.holding import published_results
from elections.results.models import Challenge, Correction, Recheck, Result, Sealing
from elections.rulesets.models import FIELDS
from elections.timetable.models import Announcement, Election, Round

EPOCH = (2000, 1, 1, 0, 0, 0)
"""Every entry carries the same time: the same election gives the same bytes."""


def recount_source() -> bytes:
    """`recount.py` as anyone downloads it."""
    return Path(recount.__file__).read_bytes()


def archive_of(election: Election) -> bytes:
    files = dict(_files(election))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    index = "".join(f"{digests[name]}  {name}\n" for name in sorted(files))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        for name, content in [("目录.txt", index.encode()), *sorted(files.items())]:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, content)
    return buffer.getvalue()


def _files(election: Election) -> list[tuple[str, bytes]]:
    found = [
        ("选举.json", _json(_about(election))),
        ("recount.py", recount_source()),
        ("质疑和答复.csv", _csv(_CHALLENGE, _challenges(election))),
        ("公告.csv", _csv(["第几号", "标题", "发布", "正文"], _notices(election))),
    ]
    for result in published_results(election):
        found += _round_files(result)
    return found


def _round_files(result: Result) -> list[tuple[str, bytes]]:
    round_ = result.round
    folder = f"第{round_.number}次投票"
    files = [
        (f"{folder}/结果单.json", _json(result.sheet)),
        (f"{folder}/签字.csv", _csv(["谁", "姓名", "时间"], _signings(result))),
        (f"{folder}/投票站.csv", _csv(_STATION, _stations(round_))),
        (f"{folder}/各批计票.csv", _csv(["批", "张数", "职务", "姓名", "票数"], _batches(round_))),
        (f"{folder}/墙上正字.csv", _csv(["职务", "姓名", "票数"], _wall(round_))),
        (f"{folder}/封存.csv", _csv(_SEAL, _seals(round_))),
    ]
    recheck = Recheck.objects.filter(result=result).first()
    if recheck is not None:
        drawn = {"dice": recheck.dice, "batches": recheck.batches, "note": recheck.note}
        files.append((f"{folder}/抽查.json", _json(drawn)))
    agreed = Correction.objects.filter(result=result, agreed_by__isnull=False)
    for number, row in enumerate(agreed, 1):
        files.append((f"{folder}/更正{number}.json", _json({"why": row.why, "sheet": row.sheet})))
    return files


_CHALLENGE = ["提出", "日期", "内容", "最晚答复", "决定", "理由", "答复日期"]
_SEAL = ["什么", "封条号", "地点", "保管", "谁封的", "日期"]
_STATION = [
    "名称",
    "种类",
    "地点",
    "选票从",
    "到",
    "写坏",
    "剩余",
    "收回",
    "封条号",
    "对不上的原因",
]


def _about(election: Election) -> dict[str, Any]:
    freezes = Freeze.objects.filter(election=election, confirmed_at__isnull=False)
    rules = election.rule_set
    return {
        "committee": election.committee.name,
        "election": str(election),
        "key": election.key,
        "mode": election.mode,
        "polling_on": election.polling_on.isoformat(),
        "roll": [
            {"number": one.number, "entitled": one.entitled, "sha256": one.digest}
            for one in freezes.order_by("number")
        ],
        "rule_set": rules.code,
        "rules": {name: str(getattr(rules, name)) for name in FIELDS},
        "rounds": [
            {"number": one.number, "kind": one.kind, "issued": issued_total(one)}
            for one in election.rounds.order_by("number")
        ],
    }


def _challenges(election: Election) -> list[list[object]]:
    return [
        [
            one.filed_by,
            one.filed_on,
            one.words,
            one.due_on,
            one.get_answer_display(),
            one.reason,
            one.answered_on,
        ]
        for one in Challenge.objects.filter(election=election)
    ]


def _notices(election: Election) -> list[list[object]]:
    rows = Announcement.objects.filter(election=election).select_related("notice")
    return [
        [one.number, one.notice.title, _at(one.notice.publish_at), one.notice.body] for one in rows
    ]


def _signings(result: Result) -> list[list[object]]:
    rows = result.signings.select_related("by")
    return [[one.get_as_whom_display(), one.by.name, _at(one.at)] for one in rows]


def _at(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _stations(round_: Round) -> list[list[object]]:
    return [
        [
            one.name,
            one.get_kind_display(),
            one.place,
            one.serial_from,
            one.serial_to,
            one.spoiled,
            one.unused,
            one.collected,
            one.seal,
            one.missing_why,
        ]
        for one in round_.stations.all()
    ]


def _batches(round_: Round) -> list[list[object]]:
    sheets = deciding_sheets(round_)
    entries = entries_of(sheets)
    lines = {
        one.pk: (one.contest.get_post_display(), one.label)
        for one in OnBallot.objects.filter(contest__round=round_).select_related("contest")
    }
    found: list[list[object]] = []
    for sheet in sheets:
        entry, batch = entries[sheet.pk], sheet.batch
        rows = [(*lines[line], n) for (_, line), n in sorted(entry.votes.items())]
        rows += [("", "弃权", entry.blank), ("", "无效", entry.void)]
        found += [[batch.number, batch.size, *row] for row in rows]
    return found


def _wall(round_: Round) -> list[list[object]]:
    rows = WallTotal.objects.filter(round=round_).select_related("line__contest")
    found: list[list[object]] = [
        [one.line.contest.get_post_display(), one.line.label, one.votes]
        for one in rows.order_by("line")
    ]
    other = WallOther.objects.filter(round=round_).first()
    return [*found, ["", "弃权", other.blank], ["", "无效", other.invalid]] if other else found


def _seals(round_: Round) -> list[list[object]]:
    return [
        [one.what, one.seal, one.place, one.keeper, one.sealed_by, one.sealed_on]
        for one in Sealing.objects.filter(round=round_)
    ]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _csv(head: list[str], rows: list[list[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return ("\ufeff" + text.getvalue()).encode()


def _plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
