"""`recount.py` as a resident uses it: one file, one sheet, an answer."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from elections.results import recount as module
from elections.results.recount import main
from elections.results.rules import decide
from elections.results.sheets import sha256_of, sheet_from, sheet_json
from tests.elections.results.sheets import contest, recall, sheet

SOURCE = Path(module.__file__)
ROOT = SOURCE.parents[2]
RAW = sheet(
    contest("chair", 1, **{"张伟（3号楼）": 400}),
    contest("member", 2, 李敏=390, 王芳=380, 赵磊=310),
    kin=[["张伟（3号楼）", "李敏", "spouse"]],
)
CONTRACT = {
    "rule_set": "law_2025", "mode": "all", "round": "first",
    "entitled": 1200, "issued": 640, "collected": 632, "invalid": 5, "blank": 2,
    "contests": [{"post": "member", "seats": 5, "invalid_sections": 0,
                  "votes": [["张伟（3号楼）", 500], ["李敏", 480]]}],
    "kin": [["张伟（3号楼）", "李敏", "spouse"]], "parameters": {},
    "claimed": None, "sha256": None,
}  # fmt: skip


def published() -> dict[str, Any]:
    found = sheet_from(RAW)
    return sheet_json(found, "law_2025", decide(found))


@pytest.fixture
def ask(tmp_path: Path, capfdbinary: Any) -> Any:
    """Recount a sheet, or any text: exit code, standard output and standard error."""

    def asked(content: Any) -> tuple[int, str, str]:
        path = tmp_path / "sheet.json"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        code = main([str(path)])
        sys.stdout.flush()
        sys.stderr.flush()
        said = capfdbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return asked


def test_the_file_stands_alone():
    """Nothing but the standard library, Python 3.8, at most 200 lines, no float anywhere."""
    text = SOURCE.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    nodes = list(ast.walk(tree))
    names = {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert names == {"__future__", "hashlib", "json", "re", "sys", "fractions", "typing"}
    assert len(text.splitlines()) <= 200
    assert not any(isinstance(node, ast.Div) for node in nodes)
    assert not any(isinstance(getattr(node, "value", None), float) for node in nodes)


def test_alone_and_through_the_portal_it_says_the_same_byte_for_byte(tmp_path: Path):
    path, alone = tmp_path / "结果单.json", tmp_path / "recount.py"
    path.write_text(json.dumps(published()), encoding="utf-8")
    shutil.copy(SOURCE, alone)
    by_hand = subprocess.run([sys.executable, "-I", alone, path], capture_output=True, check=True)
    by_portal = subprocess.run(
        [sys.executable, ROOT / "manage.py", "recount", path],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert by_hand.stdout == by_portal.stdout
    assert (by_hand.stderr, by_portal.stderr) == (b"", b"")
    assert json.loads(by_hand.stdout) == published()["claimed"]


def test_the_output_is_readable_chinese_in_the_order_of_the_contract(ask):
    code, out, err = ask(CONTRACT)
    found = json.loads(out)
    assert out == json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    assert (code, err) == (0, "")
    assert list(found) == ["valid", "void_reason", "base", "contests", "explanation"]
    assert list(found["contests"][0]) == ["post", "elected", "tied", "vacant", "next"]
    assert "张伟（3号楼）" in out
    assert found["base"] == 632
    assert found["contests"][0]["elected"] == ["张伟（3号楼）"]


@pytest.mark.parametrize("missing", ["kin", "parameters", "claimed", "sha256"])
def test_what_may_be_absent(ask, missing):
    raw = {
        name: value for name, value in sheet(contest("member", 1, A=301)).items() if name != missing
    }
    assert ask(raw)[0] == 0
    assert ask({**raw, "claimed": None, "sha256": None})[0] == 0


def test_sections_without_a_number_count_as_none(ask):
    raw = sheet({"post": "member", "seats": 1, "votes": [["A", 301]]})
    assert ask(raw)[0] == 0


def test_a_true_claim_and_a_true_digest_pass(ask):
    assert ask(published())[0] == 0


def test_the_digest_is_that_of_the_contract(ask):
    text = '{"blank":0,"claimed":null,"collected":1,"contests":[{"invalid_sections":0,"post":"chair","seats":1,"votes":[["张",1]]}],"entitled":1,"invalid":0,"issued":1,"kin":[],"mode":"all","parameters":{},"round":"first","rule_set":"law_2025"}'  # noqa: E501
    own = subprocess.run(["sha256sum"], input=text.encode(), capture_output=True, check=True)
    digest = own.stdout.decode().split()[0]
    raw = json.loads(text)
    assert sha256_of(raw) == digest
    assert ask({**raw, "sha256": digest})[0] == 0
    assert ask({**raw, "sha256": digest.upper()})[0] == 1


@pytest.mark.parametrize("changed", ["entitled", "issued", "collected", "invalid", "blank"])
def test_a_sheet_changed_after_it_was_sealed_is_found(ask, changed):
    raw = published()
    raw[changed] += 1
    code, out, err = ask(raw)
    assert (code, out) == (1, "")
    assert err.startswith("摘要不符，这份结果单改过")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"valid": False}, "是否有效"),
        ({"void_reason": "turnout"}, "无效原因"),
        ({"base": 601}, "人数"),
        ({"contests": []}, "各职务"),
        ({"base": 1, "contests": []}, "人数、各职务"),
    ],
)
def test_a_false_claim_is_named(ask, change, words):
    raw = published()
    raw["claimed"] |= change
    raw["sha256"] = None
    assert ask(raw) == (1, "", f"公布的结果和重算的不一致：{words}\n")


def test_half_a_claim_is_a_false_one(ask):
    raw = {**published(), "sha256": None}
    raw["claimed"] = {"valid": True}
    assert ask(raw) == (1, "", "公布的结果和重算的不一致：无效原因、人数、各职务\n")


def test_somebody_else_elected_is_a_false_claim(ask):
    raw = {**published(), "sha256": None}
    raw["claimed"]["contests"][1]["elected"].reverse()
    assert ask(raw)[0] == 1


def test_other_words_for_the_same_result_are_no_false_claim(ask):
    raw = {**published(), "sha256": None}
    raw["claimed"]["explanation"] = []
    assert ask(raw)[0] == 0


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in RAW.items() if key != name}


def with_contest(**changes: Any) -> dict[str, Any]:
    return sheet({**contest("member", 1, A=301), **changes})


def with_parameter(name: str, value: Any) -> dict[str, Any]:
    return {**RAW, "parameters": {name: value}}


COUNTS = ("entitled", "issued", "collected", "invalid", "blank")
NO_SHEETS: list[Any] = [
    "",
    "{",
    "null",
    "[]",
    "1",
    '"sheet"',
    "{}",
    "[" * 100_000,
    '{"entitled": 1, "entitled": 1}',
    *[without(name) for name in ("rule_set", "mode", "round", *COUNTS, "contests")],
    *[{**RAW, name: value} for name in COUNTS for value in (-1, 1.0, "1", None, True)],
    {**RAW, "rule_set": "law_1989"},
    {**RAW, "rule_set": ["law_2025"]},
    {**RAW, "mode": "some"},
    {**RAW, "mode": None},
    {**RAW, "round": "second"},
    {**RAW, "contests": []},
    {**RAW, "contests": {}},
    {**RAW, "contests": [None]},
    {**RAW, "claimed": "A"},
    with_contest(post="mayor"),
    with_contest(post="recall"),
    with_contest(seats=0),
    with_contest(seats=True),
    with_contest(invalid_sections=-1),
    with_contest(votes=[]),
    with_contest(votes={}),
    with_contest(votes=[["A", 1], ["A", 2]]),
    with_contest(votes=[["A"]]),
    with_contest(votes=[["A", 1, 2]]),
    with_contest(votes=[[1, 1]]),
    with_contest(votes=[["A", -1]]),
    with_contest(votes=[["A", 1.5]]),
    with_contest(votes=[["A", True]]),
    with_contest(votes=[["A", 1], [None, 2]]),
    sheet(contest("member", 1, A=301), contest("member", 1, B=301)),
    sheet(contest("member", 1, A=301), contest("recall", 1, yes=301, no=0), round="recall"),
    sheet(contest("member", 1, yes=301, no=0), round="recall"),
    sheet(contest("recall", 2, yes=301, no=0), round="recall"),
    sheet(contest("recall", 1, yes=301), round="recall"),
    sheet(contest("recall", 1, yes=301, no=0, A=0), round="recall"),
    {**RAW, "kin": [["A", "A", "spouse"]]},
    {**RAW, "kin": [["A", "B", "friend"]]},
    {**RAW, "kin": [["A", "B"]]},
    {**RAW, "kin": [[1, "B", "spouse"]]},
    {**RAW, "kin": [["A", None, "spouse"]]},
    {**RAW, "kin": 3},
    {**RAW, "parameters": []},
    with_parameter("adult_age_years", 18),
    with_parameter("min_filled", -1),
    with_parameter("min_filled", True),
    with_parameter("leave_vacant", 1),
    with_parameter("leave_vacant", None),
    with_parameter("higher_post_counts_lower", "no"),
    with_parameter("kin_kinds", ["friend"]),
    with_parameter("kin_kinds", "spouse"),
    with_parameter("turnout_applies_to", ["second"]),
    *[
        with_parameter(name, value)
        for name in ("turnout", "majority", "run_off_share")
        for value in (
            None,
            "1/2",
            {},
            {"share": "1/2"},
            {"inclusive": True},
            {"share": "0/2", "inclusive": True},
            {"share": "3/2", "inclusive": True},
            {"share": "0.5", "inclusive": True},
            {"share": "1/0", "inclusive": True},
            {"share": "-1/2", "inclusive": True},
            {"share": "1/2", "inclusive": 1},
            {"share": 1, "inclusive": True},
            {"share": "1/2 ", "inclusive": True},
        )
    ],
]


@pytest.mark.parametrize("content", NO_SHEETS, ids=range(len(NO_SHEETS)))
def test_what_is_no_sheet_is_refused_in_one_line(ask, content):
    code, out, err = ask(content)
    assert (code, out) == (2, "")
    assert err.startswith("这不是一份结果单：")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({**RAW, "entitled": -1}, "应当是 0 或者更大的整数：-1"),
        (with_contest(seats=0), "应当是 1 或者更大的整数：0"),
        ({**RAW, "mode": "some"}, "不认识：'some'"),
        (with_contest(votes=[["A", 1], ["A", 2]]), "写了两遍"),
        ({**RAW, "contests": []}, "没有职务"),
        (with_contest(post="recall"), "职务和轮次对不上，或者没有得票"),
        (sheet(contest("recall", 1, yes=301), round="recall"), "罢免只有赞成和反对"),
        (with_parameter("adult_age_years", 18), "不认识的参数：adult_age_years"),
        (with_parameter("turnout", {"share": "0.5", "inclusive": True}), "比例要写成 2/3"),
        (with_parameter("turnout", {"share": "3/2", "inclusive": True}), "比例要大于 0，最多是 1"),
        ({"a b": 1}, "'entitled'"),
    ],
)
def test_the_line_says_what_is_wrong(ask, content, words):
    assert ask(content) == (2, "", f"这不是一份结果单：{words}\n")


def test_a_word_written_twice_hides_nothing(ask):
    twice = json.dumps(RAW)[:-1] + ', "collected": 600}'
    assert json.loads(twice) == RAW
    assert ask(twice) == (2, "", "这不是一份结果单：写了两遍\n")


def test_a_share_of_all_is_a_share(ask):
    assert ask(with_parameter("turnout", {"share": "1/1", "inclusive": True}))[0] == 0


def test_a_file_with_the_mark_of_an_office_program_is_read(ask):
    assert ask("\ufeff" + json.dumps(published()))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "用法：recount.py 结果单.json"),
        (["/nowhere/sheet.json"], "[Errno 2] No such file or directory: '/nowhere/sheet.json'"),
    ],
)
def test_without_a_file_it_says_how_it_is_used(arguments, words, capfdbinary):
    assert main(arguments) == 2
    sys.stderr.flush()
    assert capfdbinary.readouterr().err.decode() == f"这不是一份结果单：{words}\n"


def test_a_recall_reads_its_two_lines_in_any_order():
    raw = recall(321, 300, entitled=1200, collected=640)
    raw["contests"][0]["votes"].reverse()
    assert module.recount(raw)["contests"][0]["elected"] == ["recalled"]
