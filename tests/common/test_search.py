import pytest
from django.contrib.auth.models import Group
from django.db import connection

from jiedao.common.chinese import ngram_text
from jiedao.common.migrations import PostgresSQL
from jiedao.common.search import at_once_operation, gin_index_operation, search_filter


class Editor:
    """Enough of a schema editor to run SQL inside the transaction of a test."""

    connection = connection

    def execute(self, sql, params=None):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


@pytest.fixture
def step():
    return gin_index_operation("auth_group", "name", "auth_group_words")


@pytest.fixture
def shelf(db):
    for text in ("张华芳家水管漏水 zhanghuafang zhf", "李敏 3号楼502室 电梯", "𠮷田来访"):
        Group.objects.create(name=ngram_text(text))


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("水管", 1), ("漏水 水管", 1), ("管漏水", 1), ("水电", 0), ("张华芳 电梯", 0), ("zhf", 1),
        ("ZHANGHUA", 1), ("李敏", 1), ("502", 1), ("3号楼", 1), ("𠮷田", 1), ("𠮷", 1), ("水", 1),
        ("华", 1), ("梯 李敏", 1), ("", 0), ("'; --", 0), ("% _", 0), ("' | '", 0),
    ],
)  # fmt: skip
def test_searching_finds_what_holds_every_word(shelf, query, hits):
    assert search_filter(Group.objects.all(), "name", query).count() == hits


def test_a_pasted_letter_is_cut_to_its_first_words(shelf):
    assert search_filter(Group.objects.all(), "name", "水管漏" * 5_000).count() == 1


def test_the_index_is_made_on_postgresql_and_nothing_elsewhere(db, step):
    step.database_forwards("auth", Editor(), None, None)
    with connection.cursor() as cursor:
        made = "auth_group_words" in connection.introspection.get_constraints(cursor, "auth_group")
    assert made == (connection.vendor == "postgresql")
    step.database_backwards("auth", Editor(), None, None)
    with connection.cursor() as cursor:
        left = connection.introspection.get_constraints(cursor, "auth_group")
    assert "auth_group_words" not in left


def test_the_search_is_one_that_the_index_can_answer(db, step):
    if connection.vendor != "postgresql":
        pytest.skip("GIN belongs to PostgreSQL")
    step.database_forwards("auth", Editor(), None, None)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    found = search_filter(Group.objects.order_by(), "name", "水管漏水")
    assert "auth_group_words" in found.explain()


def test_the_step_can_be_written_into_a_migration():
    name, args, kwargs = PostgresSQL("SELECT 1", "SELECT 2").deconstruct()
    assert (name, args, kwargs) == ("PostgresSQL", ["SELECT 1", "SELECT 2"], {})


def test_only_plain_names_reach_the_sql():
    with pytest.raises(ValueError, match="identifier"):
        gin_index_operation("t; drop", "name", "i")
    with pytest.raises(ValueError, match="identifier"):
        at_once_operation("i; drop")


def test_no_index_of_words_keeps_a_list_that_every_search_reads_from_end_to_end(db):
    if connection.vendor != "postgresql":
        pytest.skip("GIN belongs to PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.reloptions FROM pg_class c JOIN pg_am a ON a.oid = c.relam"
            " WHERE a.amname = 'gin'"
        )
        indexes = dict(cursor.fetchall())
    assert len(indexes) >= 6
    assert set(map(tuple, indexes.values())) == {("fastupdate=off",)}
