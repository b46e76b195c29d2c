"""计票核对：用一份公布的结果单（JSON）重新算一遍谁当选。用法：python3 recount.py 结果单.json

只用 Python 标准库（3.8 起），不联网，不读别的文件，全部用整数和分数计算。
退出码：0 算完，并且和公布的一致；1 和公布的不一致；2 不是结果单。
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from fractions import Fraction
from typing import Any

POSTS = {"chair": "主任", "vice_chair": "副主任", "member": "委员", "recall": "罢免"}
COUNTS = ("entitled", "issued", "collected", "invalid", "blank")
KIN = ("spouse", "parent_child", "sibling")
ROUNDS = ("first", "run_off", "tie_revote", "recall")
NEXT = {"run_off": "要另行选举", "tie_revote": "要再次投票", "vacant": "可以暂缺"}
PARTS = {"1/2": "半数", "1/3": "三分之一", "2/3": "三分之二", "3/4": "四分之三"}
PARTS.update({"1/5": "五分之一", "4/5": "五分之四"})
COMPARED = {"valid": "是否有效", "void_reason": "无效原因", "base": "人数", "contests": "各职务"}
HALF, THIRD = (Fraction(1, 2), False), (Fraction(1, 3), True)
DEFAULTS = {"majority": HALF, "run_off_share": THIRD, "min_filled": 5}
DEFAULTS.update(turnout_applies_to=("first", "recall"), kin_kinds=KIN)
DEFAULTS.update(leave_vacant=False, higher_post_counts_lower=False)
# how many representatives must vote: in an election, in a recall
LAWS = {"law_2018": (HALF, HALF), "law_2025": ((Fraction(2, 3), True), (Fraction(2, 3), False))}


def need(true: Any, words: str) -> None:
    if not true:
        raise ValueError(words)


def count(value: Any, least: int = 0) -> int:
    need(type(value) is int and value >= least, f"应当是 {least} 或者更大的整数：{value!r}")
    return int(value)


def pick(choices: Any, value: Any) -> Any:
    need(any(type(value) is type(one) and value == one for one in choices), f"不认识：{value!r}")
    return value


def unique(pairs: Any) -> dict[str, Any]:
    rows = list(pairs)
    need(len(dict(rows)) == len(rows) and all(type(one) is str for one, _ in rows), "写了两遍")
    return dict(rows)


def parameter(name: str, value: Any) -> Any:
    if name in ("leave_vacant", "higher_post_counts_lower"):
        return pick((True, False), value)
    if name in ("turnout_applies_to", "kin_kinds"):
        return [pick(KIN if name == "kin_kinds" else ROUNDS, one) for one in value]
    if name == "min_filled":
        return count(value)
    need(name in ("turnout", "majority", "run_off_share"), f"不认识的参数：{name}")
    need(re.fullmatch("[0-9]+/[0-9]+", value["share"]), "比例要写成 2/3")
    need(0 < Fraction(value["share"]) <= 1, "比例要大于 0，最多是 1")
    return Fraction(value["share"]), pick((True, False), value["inclusive"])


def read(raw: Any) -> dict[str, Any]:
    """The sheet with its rules filled in; an exception when it is none."""
    s: dict[str, Any] = {name: count(raw[name]) for name in COUNTS}
    s["round"], law = pick(ROUNDS, raw["round"]), LAWS[pick(LAWS, raw["rule_set"])]
    mode, recall = pick(("all", "household", "representative"), raw["mode"]), s["round"] == "recall"
    s.update(DEFAULTS, turnout=law[recall] if mode == "representative" else HALF, said=[], taken=[])
    s.update({name: parameter(name, value) for name, value in raw.get("parameters", {}).items()})
    kin = [((*unique([(a, 1), (b, 2)]),), pick(KIN, kind)) for a, b, kind in raw.get("kin", [])]
    s["kin"] = {one for two, kind in kin if kind in s["kin_kinds"] for one in (two, two[::-1])}
    given = unique((pick(POSTS, one["post"]), one) for one in raw["contests"])
    s["contests"] = {post: given[post] for post in POSTS if post in given}
    for post, one in s["contests"].items():
        votes = unique((label, count(number)) for label, number in one["votes"])
        s["contests"][post] = count(one["seats"], 1), votes, count(one.get("invalid_sections", 0))
        need(votes and recall == (post == "recall"), "职务和轮次对不上，或者没有得票")
        need(not recall or (one["seats"], {*votes}) == (1, {"yes", "no"}), "罢免只有赞成和反对")
    need(given, "没有职务")
    return s


def reached(number: int, base: int, wanted: tuple[Fraction, bool]) -> bool:
    enough = number >= wanted[0] * base if wanted[1] else number > wanted[0] * base
    return number > 0 and enough  # no vote at all is never enough, not even of nobody


def spoken(enough: bool, wanted: tuple[Fraction, bool], of: str = "") -> str:
    part = PARTS.get(str(wanted[0]), f"{wanted[0].denominator}分之{wanted[0].numerator}")
    words = ("达到" if wanted[1] else "超过") + of + part
    if wanted == HALF:
        words = f"过{of}一半" if of else "过半数"
    return words if enough else f"没有{words}"


def why_void(s: dict[str, Any]) -> str | None:
    base, again = s["collected"], "本次选举无效，要重新选举。"
    if base > s["issued"]:
        s["said"].append(f"发出选票 {s['issued']:,} 张，收回 {base:,} 张，收回多于发出，{again}")
        return "over_count"
    for post, (seats, votes, invalid) in s["contests"].items():
        valid = base - s["invalid"] - s["blank"] - invalid
        if max(votes.values()) > valid or sum(votes.values()) > valid * seats:
            s["said"].append(f"{POSTS[post]}的得票和有效的 {valid:,} 张对不上，要核对后再公布。")
            return "inconsistent"
    line, enough = f"应到 {s['entitled']:,} 人，参加投票 {base:,} 人", True
    if s["round"] in s["turnout_applies_to"]:
        enough = reached(base, s["entitled"], s["turnout"])
        line += f"，{spoken(enough, s['turnout'])}"
    s["said"].append(f"{line}。" if enough else f"{line}，{again}")
    return None if enough else "turnout"


def fill(s: dict[str, Any], post: str) -> dict[str, list[str]]:
    """The seats of one post, from most votes to fewest. Whoever is `taken` holds a seat already."""
    room, votes, _ = s["contests"][post]
    if s["higher_post_counts_lower"]:
        above = [one for _, one, _ in s["contests"].values()][: [*s["contests"]].index(post) + 1]
        votes = {label: sum(one.get(label, 0) for one in above) for label in votes}
    wanted = {"first": s["majority"], "run_off": s["run_off_share"]}.get(s["round"])
    why = spoken(True, wanted, "参加投票人数的") if wanted else "得票较多"
    found: dict[str, list[str]] = {"elected": [], "tied": []}
    for level in sorted(set(votes.values()), reverse=True):
        group = [label for label in votes if votes[label] == level and label not in s["taken"]]
        if not room or (wanted and not reached(level, s["collected"], wanted)):
            break
        for label in list(group):
            rivals = [one for one in s["taken"] + found["tied"] if (label, one) in s["kin"]]
            if rivals:
                group.remove(label)
                s["said"].append(
                    f"{label}得 {level:,} 票，但与{rivals[0]}是近亲属，要回避，不当选。"
                )
        apart: list[str] = []  # as many of equal votes as may sit together
        for label in group:
            apart += [] if any((label, one) in s["kin"] for one in apart) else [label]
        fits = len(apart) <= room
        room = room - len(apart) if fits else 0
        for label in group:
            won = fits and not any((label, one) in s["kin"] for one in group)
            found["elected" if won else "tied"].append(label)
            so = f"{why}，当选{POSTS[post]}" if won else f"票数相同，{POSTS[post]}要再次投票"
            s["said"].append(f"{label}得 {level:,} 票，{so}。")
        s["taken"] += [label for label in group if label in found["elected"]]
    return found


def recount(raw: Any) -> dict[str, Any]:
    """Who is elected, and what comes next."""
    s = read(raw)
    reason, done = why_void(s), {}
    for post, (seats, votes, _) in s["contests"].items():
        done[post] = {"post": post, "elected": [], "tied": [], "vacant": seats}
        if post == "recall" and not reason:
            passed = reached(votes["yes"], s["collected"], s["majority"])
            why = spoken(passed, s["majority"], "参加投票人数的")
            words = f"{why}，罢免{'' if passed else '没有'}通过"
            s["said"].append(f"赞成 {votes['yes']:,} 票，{words}。")
            done[post]["elected"] = ["recalled"] if passed else []
        elif not reason:
            done[post].update(fill(s, post))
    spare = "vacant" if s["leave_vacant"] and len(s["taken"]) >= s["min_filled"] else "run_off"
    for post, one in done.items():
        one["vacant"] -= len(one["elected"]) if post != "recall" else 1
        after = "tie_revote" if one["tied"] else spare if one["vacant"] else "none"
        one["next"] = "rerun" if reason else after
        if one["next"] in NEXT:
            s["said"].append(f"{POSTS[post]}还缺 {one['vacant']:,} 人，{NEXT[one['next']]}。")
    contests = [done[one["post"]] for one in raw["contests"]]
    head = {"valid": not reason, "void_reason": reason, "base": s["collected"]}
    return {**head, "contests": contests, "explanation": s["said"]}


def main(arguments: list[str]) -> int:
    try:
        need(arguments, "用法：recount.py 结果单.json")
        with open(arguments[0], encoding="utf-8-sig") as file:
            raw = json.load(file, object_pairs_hook=unique)
        result, claimed = recount(raw), raw.get("claimed")
        rest = {name: value for name, value in raw.items() if name != "sha256"}
        text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        own = hashlib.sha256(text.encode()).hexdigest()
        claimed = result if claimed is None else {**dict.fromkeys(COMPARED, ""), **claimed}
        unlike = [word for name, word in COMPARED.items() if claimed[name] != result[name]]
        code, words = 0, json.dumps(result, ensure_ascii=False, indent=2)
        if raw.get("sha256") not in (None, own):
            code, words = 1, f"摘要不符，这份结果单改过：写的是 {raw['sha256']}，应当是 {own}"
        elif unlike:
            code, words = 1, f"公布的结果和重算的不一致：{'、'.join(unlike)}"
    except Exception as wrong:
        code, words = 2, f"这不是一份结果单：{' '.join(str(wrong).split())}"
    (sys.stderr if code else sys.stdout).buffer.write(f"{words}\n".encode())
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
