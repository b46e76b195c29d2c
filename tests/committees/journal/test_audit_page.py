"""The journal on screen: the auditor reads all of it, a director the own committee's acts."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from committees.journal.actions import record
from committees.journal.words import SLICES, act_words

PATH = "/settings/audit/"


@pytest.fixture
def acts(cast):
    yesterday = timezone.now() - timedelta(days=1)
    with time_machine.travel(yesterday, tick=False):
        record("log.write", cast.east, by=cast.east_member, committee=cast.east, label="东边昨天")
    record("cases.close", cast.east, by=cast.east_director, committee=cast.east, label="东边")
    record("log.write", cast.west, by=cast.west_member, committee=cast.west, label="西边")
    record("people.reset", cast.clerk, by=cast.admin, label="街道")


def labels(client, query: str = "") -> list[str]:
    return [line["row"].object_label for line in client.get(PATH + query).context["lines"]]


@pytest.mark.usefixtures("acts")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["街道", "西边", "东边", "东边昨天"]),
        ("?committee=dongyuan", ["东边", "东边昨天"]),
        ("?who=wgz", ["东边昨天"]),
        ("?who=许明", ["街道"]),
        ("?act=log", ["西边", "东边昨天"]),
        ("?day=昨天", ["东边昨天"]),
        ("?day=昨天&act=cases", []),
    ],
)
def test_the_auditor_filters_by_committee_person_act_and_day(cast, enter, query, expected):
    assert labels(enter(cast.auditor), query) == expected


@pytest.mark.usefixtures("acts")
def test_a_director_reads_the_acts_on_the_own_committee(cast, enter):
    assert labels(enter(cast.east_director)) == ["东边", "东边昨天"]
    assert labels(enter(cast.east_director), "?committee=xiyuan") == ["东边", "东边昨天"]


def test_an_act_stands_there_in_the_words_of_the_office():
    assert act_words("people.reset") == "账号：重设登录"
    assert act_words("nobody.named-it") == "nobody.named-it"


def _acts_in_the_source() -> set[str]:
    """Every string that looks like "slice.verb" in a call of `record` or beside one."""
    root = Path(__file__).resolve().parents[3]
    shape = re.compile(rf"(?:{'|'.join(SLICES)})\.[a-z][a-z_-]*[a-z]")
    return {
        node.value
        for app in ("committees", "meetings", "casework", "jiedao")
        for source in (root / app).rglob("*.py")
        if re.search(r"\b(?:record|journal)\(", source.read_text())
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and shape.fullmatch(node.value)
    }


def test_every_act_of_the_portal_has_words():
    acts = _acts_in_the_source()

    assert len(acts) > 50
    assert sorted(act for act in acts if act_words(act) == act) == []


def test_every_call_of_record_names_a_known_slice():
    root = Path(__file__).resolve().parents[3]
    unknown = {
        node.args[0].value
        for app in ("committees", "meetings", "casework", "jiedao")
        for source in (root / app).rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "record"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).partition(".")[0] not in SLICES
    }

    assert unknown == set()


@pytest.mark.usefixtures("acts")
def test_the_list_needs_as_many_queries_for_many_as_for_few(cast, enter, django_assert_num_queries):
    client = enter(cast.auditor)
    with django_assert_num_queries(6):
        client.get(PATH)
    for _ in range(3):
        record("log.write", cast.west, by=cast.west_member, committee=cast.west)
    with django_assert_num_queries(6):
        client.get(PATH)


def test_the_next_page_begins_where_this_one_ends(cast, enter):
    for number in range(60):
        record("log.write", cast.west, by=cast.west_member, committee=cast.west, label=str(number))
    client = enter(cast.auditor)

    first = client.get(PATH)
    second = labels(client, f"?after={first.context['page'].next_token}")

    assert [line["row"].object_label for line in first.context["lines"]][-1] == "10"
    assert second == [str(number) for number in range(9, -1, -1)]


@pytest.mark.usefixtures("acts")
def test_the_heads_can_be_printed_and_say_that_they_fit(cast, enter):
    page = enter(cast.auditor).get("/settings/audit/heads/")

    assert [one["name"] for one in page.context["reports"]] == ["东苑居委会", "西苑居委会", "街道"]
    assert page.context["broken"] == []
    assert page.context["reports"][0]["report"].head in page.content.decode()
