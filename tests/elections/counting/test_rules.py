"""T3 as a table, two sheets held together, and when batches are not close enough (R36)."""

import pytest

from elections.counting.rules import (
    Ballot,
    Entry,
    Section,
    add_up,
    asks_ballot_by_ballot,
    differences,
    faults,
    margin,
    off_the_wall,
    on_the_wall,
    plausible_errors,
    read_ballot,
    unwitnessed,
    valid_sections,
)
from elections.counting.states import Invalid

SECTIONS = [Section("chair", "主任", 1), Section("member", "委员", 3)]
MANY, TWICE = {Invalid.TOO_MANY: 1}, {Invalid.TWO_POSTS: 1}


def read(
    chair: str = "", member: str = "", invalid: str = "", *, over: bool = False, two: bool = True
) -> Entry:
    """The names are letters; the person behind a name is its small letter."""
    return read_ballot(
        Ballot({"chair": list(chair), "member": list(member)}, invalid),
        SECTIONS,
        person_of=lambda name: str(name).lower(),
        overvote_voids_ballot=over,
        double_post_voids_ballot=two,
    )


def votes(*pairs: tuple[str, str]) -> dict[tuple[str, str], int]:
    return dict.fromkeys(pairs, 1)


ALL_FOUR = votes(("chair", "A"), ("member", "C"), ("member", "D"), ("member", "E"))


@pytest.mark.parametrize(
    ("marks", "rules", "entry"),
    [
        (("A", "CDE"), {}, Entry(ALL_FOUR)),
        (("A", "C"), {}, Entry(votes(("chair", "A"), ("member", "C")))),
        (("A",), {}, Entry(votes(("chair", "A")))),
        ((), {}, Entry(blank=1)),
        (("", "", "unreadable"), {}, Entry(invalid={"unreadable": 1})),
        (("A", "C", "not_ours"), {}, Entry(invalid={"not_ours": 1})),
        pytest.param(("A", "CDEF"), {}, Entry(votes(("chair", "A")), {"member": 1}), id="C26"),
        (("AB", "C"), {}, Entry(votes(("member", "C")), {"chair": 1})),
        (("AB", "CDEF"), {}, Entry({}, {"chair": 1, "member": 1})),
        (("A", "CDEF"), {"over": True}, Entry(invalid=MANY)),
        (("A", "CDE"), {"over": True}, Entry(ALL_FOUR)),
        (("A", "aC"), {}, Entry(invalid=TWICE)),
        (("A", "aC"), {"two": False}, Entry({}, {"chair": 1, "member": 1})),
        (("AB", "bC"), {"over": True}, Entry(invalid=MANY)),
        (("AB", "bC"), {}, Entry(invalid=TWICE)),
        (("A", "Cc"), {}, Entry(votes(("chair", "A"), ("member", "C"), ("member", "c")))),
    ],
)
def test_one_ballot(marks, rules, entry):
    """T3: too many names void the section or the sheet, one person for two posts likewise."""
    assert read(*marks, **rules) == entry


ONE = Entry({("chair", "A"): 30, ("member", "C"): 40}, {"member": 1}, 1, {"unreadable": 2})


def test_a_sheet_holds_its_figures_each_under_a_key_and_nought_is_nothing():
    silent = Entry({("chair", "A"): 0}, {"chair": 0}, 0, {"other": 0})
    assert silent.cells() == {}
    assert ONE.void == 2
    assert ONE.cells() == {
        ("votes", "chair", "A"): 30,
        ("votes", "member", "C"): 40,
        ("section", "member"): 1,
        ("invalid", "unreadable"): 2,
        "blank": 1,
    }


@pytest.mark.parametrize(
    ("other", "keys"),
    [
        (ONE, []),
        (Entry({**ONE.votes, ("chair", "B"): 0}, ONE.sections, 1, ONE.invalid), []),
        (
            Entry({("chair", "A"): 31, ("member", "C"): 40}, {"member": 1}, 1, {"unreadable": 2}),
            [("votes", "chair", "A")],
        ),
        (
            Entry(ONE.votes, {"chair": 1}, 1, {"other": 2}),
            [
                ("section", "member"),
                ("invalid", "unreadable"),
                ("section", "chair"),
                ("invalid", "other"),
            ],
        ),
        (Entry(ONE.votes, ONE.sections, 0, ONE.invalid), ["blank"]),
    ],
)
def test_two_sheets_differ_in_these_figures(other, keys):
    assert differences(ONE, other) == keys
    assert sorted(map(str, differences(other, ONE))) == sorted(map(str, keys))


def test_all_batches_together():
    other = Entry(
        {("chair", "A"): 5, ("chair", "B"): 4}, {"chair": 1, "member": 2}, 3, {"other": 1}
    )
    assert add_up(iter([ONE, other])) == Entry(
        {("chair", "A"): 35, ("member", "C"): 40, ("chair", "B"): 4},
        {"member": 3, "chair": 1},
        4,
        {"unreadable": 2, "other": 1},
    )
    assert add_up([]) == Entry()


@pytest.mark.parametrize(
    ("entry", "sentences"),
    [
        (Entry({("chair", "A"): 47, ("member", "C"): 46}, {"member": 1}, 1, {"unreadable": 2}), []),
        (
            Entry({("chair", "A"): 48}, {}, 1, {"unreadable": 2}),
            ["主任有人得 48 票，有效的只有 47 张。"],
        ),
        (
            Entry({("member", "C"): 47}, {"member": 1}, 1, {"unreadable": 2}),
            ["委员有人得 47 票，有效的只有 46 张。"],
        ),
        (
            Entry({("chair", "A"): 30, ("chair", "B"): 21}),
            ["主任一共 51 票，50 张有效票最多 50 票（每张最多选 1 人）。"],
        ),
        (
            Entry({("member", n): 38 for n in "CDEF"}),
            ["委员一共 152 票，50 张有效票最多 150 票（每张最多选 3 人）。"],
        ),
        (Entry({("member", n): 50 for n in "CDE"}), []),
        (Entry(blank=30, invalid={"other": 21}), ["弃权 30 + 无效 21 张，比这一批的 50 张还多。"]),
        (Entry(blank=30, invalid={"other": 20}), []),
        (Entry(sections={"chair": 51}), ["主任作废的张数太多：这一批一共 50 张。"]),
        (Entry(sections={"chair": 50}), []),
        (
            Entry({("chair", "A"): 51, ("member", "C"): 51}),
            ["主任有人得 51 票，有效的只有 50 张。", "委员有人得 51 票，有效的只有 50 张。"],
        ),
    ],
)
def test_what_cannot_be_on_a_sheet_of_fifty(entry, sentences):
    assert faults(entry, 50, SECTIONS) == sentences


def test_a_section_counts_on_what_is_neither_blank_nor_void():
    assert valid_sections(ONE, 50, "member") == 46
    assert valid_sections(ONE, 50, "chair") == 47


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Ballot({"chair": ["A"]}), Ballot({"chair": ("A",), "member": ()}), True),
        (Ballot({"member": ["C", "D"]}), Ballot({"member": ["D", "C"]}), True),
        (Ballot({"chair": ["A"]}), Ballot({"chair": ["B"]}), False),
        (Ballot({"chair": ["A"]}), Ballot({"member": ["A"]}), False),
        (Ballot(invalid="other"), Ballot(invalid="unreadable"), False),
        (Ballot({"chair": ["A"]}, "other"), Ballot(invalid="other"), False),
        (Ballot(), Ballot(), True),
    ],
)
def test_two_readings_of_one_paper(one, other, alike):
    assert one.same(other) is alike


@pytest.mark.parametrize(
    ("marks", "per_thousand", "errors"),
    [(1000, 4, 4), (1001, 4, 5), (1, 4, 1), (0, 4, 0), (250, 4, 1), (251, 4, 2), (600, 0, 0)],
)
def test_the_plausible_error_is_rounded_up(marks, per_thousand, errors):
    assert plausible_errors(marks, per_thousand) == errors


@pytest.mark.parametrize(
    ("votes_", "seats", "bars", "gap"),
    [
        ([900, 800, 700], 2, (), 100),
        ([700, 900, 800], 2, (), 100),
        ([900, 800, 800], 2, (), 0),
        ([900, 800], 2, (), None),
        ([900, 800], 2, (801,), 1),
        ([900, 800], 2, (799,), 1),
        ([900, 800], 2, (800,), 0),
        ([900, 800, 650], 2, (501,), 149),
        ([900, 800, 500], 2, (501, 300), 1),
        ([], 2, (), None),
    ],
)
def test_how_many_votes_lie_between_this_and_another_result(votes_, seats, bars, gap):
    assert margin(votes_, seats, bars) == gap


@pytest.mark.parametrize(
    ("gap", "marks", "asked"),
    [
        (8, 1000, False),
        (7, 1000, True),
        (0, 1000, True),
        (None, 1000, False),
        (0, 0, False),
        (1, 1, True),
        (2, 1, False),
    ],
)
def test_a_margin_below_twice_the_plausible_error_asks_for_every_ballot(gap, marks, asked):
    assert asks_ballot_by_ballot(gap, marks, 4) is asked


def entry(a: int, blank: int = 0, **invalid: int) -> Entry:
    return Entry({("chair", "A"): a}, {}, blank, invalid)


@pytest.mark.parametrize(
    ("third", "unseen"),
    [
        (entry(30), []),
        (entry(31, 1), []),
        (entry(31), []),
        (entry(32), [("votes", "chair", "A")]),
        (entry(30, 2), ["blank"]),
        (entry(30, other=1), [("invalid", "other")]),
        (entry(0, 1), [("votes", "chair", "A")]),
    ],
)
def test_what_only_the_third_has_seen(third, unseen):
    """A says 30 votes and none blank, B says 31 and one blank."""
    assert unwitnessed(third, entry(30), entry(31, 1)) == unseen


def test_the_wall_paints_invalid_ballots_without_their_reasons():
    assert on_the_wall(ONE) == {
        ("votes", "chair", "A"): 30,
        ("votes", "member", "C"): 40,
        ("section", "member"): 1,
        "blank": 1,
        "invalid": 2,
    }
    assert on_the_wall(entry(1)) == {("votes", "chair", "A"): 1}


@pytest.mark.parametrize(
    ("wall", "off"),
    [
        (entry(30, 1, other=2), []),
        (entry(30, 1, unreadable=1, other=1), []),
        (entry(29, 1, other=2), [("votes", "chair", "A")]),
        (entry(30, 0, other=2), ["blank"]),
        (entry(30, 1, other=3), ["invalid"]),
        (entry(30, 1), ["invalid"]),
        (
            Entry({("chair", "A"): 30, ("chair", "B"): 1}, {}, 1, {"other": 2}),
            [("votes", "chair", "B")],
        ),
    ],
)
def test_the_wall_is_held_against_the_sheets(wall, off):
    assert off_the_wall(entry(30, 1, unreadable=2), wall) == off
