"""The result sheet of CONTRACTS: read, written, sealed with its digest. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from elections.results.rules import Contest, Result, Sheet
from elections.rulesets.rules import LAWS, Rules, Share
from elections.rulesets.states import Round

SHARED = ("run_off_share",)
PLAIN = ("min_filled", "leave_vacant", "higher_post_counts_lower")
LISTS = ("turnout_applies_to", "kin_kinds")
TURNOUTS = (
    "turnout_all",
    "turnout_household",
    "turnout_representative",
    "recall_turnout_representative",
)


def share_json(share: Share) -> dict[str, Any]:
    return {"share": f"{share.numerator}/{share.denominator}", "inclusive": share.inclusive}


def share_from(value: Mapping[str, Any]) -> Share:
    """`{"share": "1/2", "inclusive": false}` as a Share in lowest terms."""
    return Share.parse(f"{'>=' if value['inclusive'] else '>'}{value['share']}")


def with_parameters(rules: Rules, given: Mapping[str, Any], round_: str) -> Rules:
    """The rules as this sheet changes them. `turnout` and `majority` mean those of its round."""
    values: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    values |= {name: tuple(given[name]) for name in LISTS if name in given}
    values |= {name: share_from(given[name]) for name in SHARED if name in given}
    if "turnout" in given:
        values |= dict.fromkeys(TURNOUTS, share_from(given["turnout"]))
    if "majority" in given:
        values[_majority(round_)] = share_from(given["majority"])
    return replace(rules, **values)


def _majority(round_: str) -> str:
    return "recall_majority" if round_ == Round.RECALL else "majority"


def parameters_of(rules: Rules, law: str, mode: str, round_: str) -> dict[str, Any]:
    """What a sheet under `rules` must say beside the name of its law, so that a stranger who
    knows only the law recounts under the same rules."""
    base = LAWS[law]
    found: dict[str, Any] = {}
    for name in PLAIN:
        if getattr(rules, name) != getattr(base, name):
            found[name] = getattr(rules, name)
    for name in LISTS:
        if getattr(rules, name) != getattr(base, name):
            found[name] = [str(one) for one in getattr(rules, name)]
    shares = {
        "run_off_share": (rules.run_off_share, base.run_off_share),
        "turnout": (rules.turnout(mode, round_), base.turnout(mode, round_)),
        "majority": (getattr(rules, _majority(round_)), getattr(base, _majority(round_))),
    }
    return found | {name: share_json(own) for name, (own, other) in shares.items() if own != other}


def sheet_from(raw: Mapping[str, Any]) -> Sheet:
    """A published sheet as the value `decide` works on. The sheet is taken as well formed."""
    rules = with_parameters(LAWS[raw["rule_set"]], raw.get("parameters", {}), raw["round"])
    contests = tuple(
        Contest(
            one["post"],
            one["seats"],
            tuple((label, votes) for label, votes in one["votes"]),
            one.get("invalid_sections", 0),
        )
        for one in raw["contests"]
    )
    kin = tuple((one, other, kind) for one, other, kind in raw.get("kin", []))
    counts = {n: raw[n] for n in ("entitled", "issued", "collected", "invalid", "blank")}
    return Sheet(rules, raw["mode"], raw["round"], contests=contests, kin=kin, **counts)


def sheet_json(sheet: Sheet, law: str, result: Result | None = None) -> dict[str, Any]:
    """The sheet as it is published, with its result as `claimed` and its digest."""
    raw: dict[str, Any] = {
        "rule_set": law,
        "mode": str(sheet.mode),
        "round": str(sheet.round),
        "entitled": sheet.entitled,
        "issued": sheet.issued,
        "collected": sheet.collected,
        "invalid": sheet.invalid,
        "blank": sheet.blank,
        "contests": [
            {
                "post": str(one.post),
                "seats": one.seats,
                "invalid_sections": one.invalid_sections,
                "votes": [[label, votes] for label, votes in one.votes],
            }
            for one in sheet.contests
        ],
        "kin": [[one, other, str(kind)] for one, other, kind in sheet.kin],
        "parameters": parameters_of(sheet.rules, law, sheet.mode, sheet.round),
        "claimed": result.as_output() if result else None,
    }
    return {**raw, "sha256": sha256_of(raw)}


def sha256_of(raw: Mapping[str, Any]) -> str:
    """Hex SHA-256 of the sheet without `sha256`: sorted keys, no spaces, plain UTF-8."""
    rest = {name: value for name, value in raw.items() if name != "sha256"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
