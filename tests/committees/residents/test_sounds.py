"""Search as Shanghai speakers type: what sounds alike is found, and the nearest stands first."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from casework.log.households import found_households
from committees.residents.models import Household, Resident
from committees.residents.shown import why_found
from jiedao.common.chinese import blur
from tests.casework.homes import move_in
from tests.committees.care.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("clear", "dull"),
    [
        ("zhang", "zan"),
        ("chen", "ceng"),
        ("shen", "sheng"),
        ("lin", "ning"),
        ("liu", "niu"),
        ("xianguo", "xiangguo"),
        ("lvqin", "lüqing"),
        ("zhouguiying", "zouguiyin"),
    ],
)
def test_two_spellings_sound_alike(clear, dull):
    assert blur(clear) == blur(dull)


@pytest.mark.parametrize(("one", "other"), [("wang", "huang"), ("he", "hu"), ("zhou", "zhao")])
def test_what_everybody_keeps_apart_stays_apart(one, other):
    assert blur(one) != blur(other)


def doors(cast, query):
    living = Household.objects.filter(committee=cast.east).matching(query, within=[cast.east.pk])
    ranked = living.best_first(query).order_by("nearness", "dwelling__door")
    return [home.dwelling.door for home in ranked.select_related("dwelling")]


@pytest.mark.parametrize(
    "query",
    ["zanguiyin", "zhangguiyin", "zan gui", "Zhang Guiyin", "章桂英", "张贵英"],
)
def test_a_wrong_sound_and_a_wrong_character_find_her(cast, query):
    move_in(cast.east, "3-502", "张桂英")
    move_in(cast.east, "3-503", "王建国")
    assert doors(cast, query) == ["3-502"]


def test_whoever_is_spelled_like_that_hides_who_only_sounds_like_it(cast):
    move_in(cast.east, "3-502", "陈敏")
    move_in(cast.east, "3-503", "成敏")
    assert doors(cast, "chenmin") == ["3-502"]
    assert doors(cast, "cenmin") == ["3-502", "3-503"]


def test_the_nearest_stands_first_whole_then_beginning_then_spelling_then_inside(cast):
    move_in(cast.east, "1-101", "李小芳")
    move_in(cast.east, "1-102", "小芳兰")
    move_in(cast.east, "1-103", "小芳")
    assert doors(cast, "小芳") == ["1-103", "1-102", "1-101"]

    move_in(cast.east, "2-101", "赵丽娟")
    move_in(cast.east, "2-102", "张伟")
    move_in(cast.east, "2-103", "张伟民")
    assert doors(cast, "zhangwei") == ["2-102", "2-103"]
    assert doors(cast, "zw") == ["2-102", "2-103"]


def test_the_room_stands_before_everybody(cast):
    move_in(cast.east, "1-101", "三楼五零二")
    move_in(cast.east, "3-502", "刘桂芳")
    assert doors(cast, "三号楼502") == ["3-502"]


def test_the_log_takes_nobody_who_only_sounds_alike(cast):
    move_in(cast.east, "3-502", "贝曼")
    assert found_households(cast.east, "北门", TODAY) == []


def test_the_hit_says_that_it_only_sounds_alike():
    assert why_found("zanguiyin", ["王强", "张桂英"]) == "张桂英（读音相近）"
    assert why_found("张贵英", ["张桂英"]) == "张桂英（读音相近）"
    assert why_found("zgy", ["张桂英"]) == "张桂英（拼音）"
    assert why_found("桂英", ["张桂英"]) == "张桂英"


def test_people_who_were_here_before_the_column_are_given_their_sound(cast):
    move_in(cast.east, "3-502", "张桂英")
    Resident.objects.update(sound="")
    migration = import_module("committees.migrations.0024_doors_and_sounds")

    migration.sound_names(apps, None)
    migration.sound_names(apps, None)

    assert Resident.objects.get().sound == "zanuiyin"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL's indexes")
def test_a_sound_is_found_by_its_index(cast):
    home = move_in(cast.east, "3-502", "张桂英")
    Resident.objects.bulk_create(
        [_somebody(home, number) for number in range(3_000)], batch_size=1_000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE residents_resident")
    people = Resident.objects.filter(committee__in=[cast.east.pk]).matching_or_alike("zanguiy")
    plan = people.explain()
    assert "resident_by_sound" in plan
    assert "Seq Scan on residents_resident" not in plan.partition("SubPlan")[0]


def _somebody(home, number):
    letters = "".join(chr(97 + (number // 26**place) % 26) for place in range(3))
    return Resident(
        committee_id=home.committee_id,
        household=home,
        name=f"某{number}",
        pinyin=letters,
        initials=letters[:1],
        sound=letters,
    )
