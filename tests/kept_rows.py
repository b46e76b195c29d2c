"""What an office holds before anybody has worked in it: put back after each test that commits.

`keep` copies the rows that the migrations wrote; from then on emptying the tables, as
TransactionTestCase does after each of its tests, writes those rows again in the same transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

SCHEMA = "kept_rows"
KEPT: list[str] = []
"""The tables that are not empty on the first day."""


def keep() -> None:
    """Copy every table that is not empty, beside the tables of the portal."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT 1 FROM {_quoted(table)} LIMIT 1")
            if cursor.fetchone():
                cursor.execute(f"CREATE TABLE {_copy(table)} AS SELECT * FROM {_quoted(table)}")
                KEPT.append(table)


@contextmanager
def comes_back() -> Iterator[None]:
    """Until the end of the block, emptying the tables means: back to the first day.

    The journal's trigger refuses that to anybody. The suite is superuser of a server of its own
    and says for that one transaction that it is a replica, whose triggers rest. The portal's own
    role is no superuser and cannot say so; an owner who switches the trigger off instead is found
    by `audit_verify`.
    """
    with pytest.MonkeyPatch.context() as patch:
        plain = type(connection.ops).sql_flush
        patch.setattr(type(connection.ops), "sql_flush", _kept_rows_instead_of(plain))
        yield


@contextmanager
def flushed_as_an_office_would() -> Iterator[None]:
    """`flush` as it is outside the suite."""
    with pytest.MonkeyPatch.context() as patch:
        own: Any = type(connection.ops).sql_flush
        patch.setattr(type(connection.ops), "sql_flush", own.plain)
        yield


def _kept_rows_instead_of(plain: Callable[..., list[str]]) -> Callable[..., list[str]]:
    def sql_flush(ops: Any, style: Any, tables: Sequence[str], **_: Any) -> list[str]:
        """Deleting a few rows of each table is ten times as quick as truncating all tables."""
        return [
            *(["SET LOCAL session_replication_role = replica"] if _is_postgresql() else []),
            *(f"DELETE FROM {_quoted(table)}" for table in tables),
            *(f"INSERT INTO {_quoted(table)} SELECT * FROM {_copy(table)}" for table in KEPT),
        ]

    sql_flush.plain = plain  # type: ignore[attr-defined]
    return sql_flush


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)


def _copy(table: str) -> str:
    if _is_postgresql():
        return f"{SCHEMA}.{_quoted(table)}"
    return _quoted(f"{SCHEMA}_{table}")
