"""A mistake in a published result: a signed entry beside it. The first one stays readable (E6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.counting.querysets import SUPERVISING
from elections.results.building import DIFFERS
from elections.results.finishing import locked_result
from elections.results.holding import in_force
from elections.results.models import Correction, Result
from elections.results.recount import recount
from elections.results.rules import Void, decide
from elections.results.sheets import sha256_of, sheet_from
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers


@dataclass(frozen=True)
class Corrected:
    """A correction has just come into force."""

    row: Correction
    by: User
    at: datetime


CORRECTED: Followers[Corrected] = Followers()
"""What a correction brings with it (that of the public notice); in the act's transaction."""

COUNTS = ("entitled", "issued", "collected", "invalid", "blank")


@dataclass(frozen=True)
class Right:
    """What is right: counts by name, void sections by post, votes by (post, label)."""

    counts: Mapping[str, int]
    sections: Mapping[str, int] = field(default_factory=dict)
    votes: Mapping[tuple[str, str], int] = field(default_factory=dict)


def propose_correction(
    result: Result, right: Right, *, by: User, why: str, at: datetime
) -> Correction:
    """One of the two writes what is right and why; it counts once the other agrees.

    Refused before publication, without a reason, when nothing changes, while another one waits,
    and for sums that cannot be.
    """
    with transaction.atomic():
        result, election = locked_result(result)
        _supervises(by, result)
        if result.published_at is None:
            raise Refused("结果还没有公布，请退回计票。")
        if not why.strip():
            raise Refused("请写为什么更正。")
        if result.corrections.filter(agreed_by__isnull=True).exists():
            raise Refused("还有一份更正在等另一个人确认。")
        sheet = corrected(in_force(result)[0], right)
        row = Correction.objects.create(
            result=result,
            sheet=sheet,
            outcome=sheet["claimed"],
            sha256=sheet["sha256"],
            why=why.strip(),
            made_by=by,
            made_at=at,
        )
        record("results.correct", row, by=by, committee=election.committee)
    return row


def corrected(sheet: Mapping[str, Any], right: Right) -> dict[str, Any]:
    """The sheet with other figures, judged anew. Pure."""
    contests = [
        {
            **one,
            "invalid_sections": right.sections.get(one["post"], one.get("invalid_sections", 0)),
            "votes": [
                [label, right.votes.get((one["post"], label), n)] for label, n in one["votes"]
            ],
        }
        for one in sheet["contests"]
    ]
    raw = {**sheet, **{name: right.counts[name] for name in COUNTS}, "contests": contests}
    if all(raw[name] == sheet[name] for name in (*COUNTS, "contests")):
        raise Refused("和公布的一样，没有要更正的。")
    decided = decide(sheet_from(raw))
    if decided.void_reason == Void.INCONSISTENT:
        raise Refused("".join(decided.explanation))
    raw["claimed"] = decided.as_output()
    if recount(raw) != raw["claimed"]:
        raise Refused(DIFFERS)
    raw["sha256"] = sha256_of(raw)
    return raw


def _supervises(by: User, result: Result) -> None:
    if result.round.election.committee_id not in by.reach.committees_as(SUPERVISING):
        raise Refused("更正由总监票人和选举委员会主任来做。")


def agree_to_correction(row: Correction, *, by: User, at: datetime) -> Correction:
    """The other of the two signs; both the old figures and the new ones stay on the page."""
    with transaction.atomic():
        row = Correction.objects.select_for_update(of=("self",)).get(pk=row.pk)
        result, election = locked_result(row.result)
        _supervises(by, result)
        if row.agreed_by_id is not None:
            raise Refused("已经确认过了。")
        if row.made_by_id == by.pk:
            raise Refused("更正要由另一个人确认。")
        before = digest(row)
        row.agreed_by, row.agreed_at = by, at
        row.save(update_fields=["agreed_by", "agreed_at"])
        record("results.correct-agree", row, by=by, committee=election.committee, before=before)
        row.result = result
        CORRECTED(Corrected(row, by, at))
    return row


def drop_correction(row: Correction, *, by: User) -> None:
    """Not agreed: it was never in force and goes."""
    with transaction.atomic():
        row = Correction.objects.select_for_update(of=("self",)).get(pk=row.pk)
        result, election = locked_result(row.result)
        _supervises(by, result)
        if row.agreed_by_id is not None:
            raise Refused("两个人都签过的更正不能拿掉。")
        record("results.correct-drop", row, by=by, committee=election.committee)
        row.delete()
