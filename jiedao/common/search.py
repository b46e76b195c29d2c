"""Searching Chinese by pairs of characters, the same way on PostgreSQL and SQLite.

The column holds `chinese.ngram_text(…)`. PostgreSQL finds through a GIN index made with
`gin_index_operation`; SQLite scans. Trigram indexes find nothing for two-character names.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connections
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from jiedao.common.chinese import bigrams
from jiedao.common.migrations import PostgresSQL

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
MAX_TOKENS = 24
"""A query longer than this is cut: its first tokens already say what is meant."""


class _Matches(Func):
    """`to_tsvector('simple', column) @@ to_tsquery('simple', query)`, as the index spells it."""

    template = "(to_tsvector('simple', %(expressions)s))"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = BooleanField()


def search_filter(queryset: Rows, column: str, query: str) -> Rows:
    """Rows whose `column` (a NOT NULL text of tokens) holds every token of `query`.

    Words in letters match from their beginning (`zhf`). A single Chinese character is looked for
    anywhere. A query without any letter or character finds nothing.
    """
    tokens = list(dict.fromkeys(bigrams(query)))[:MAX_TOKENS]
    if not tokens:
        return queryset.none()
    if connections[queryset.db].vendor != "postgresql":
        return queryset.filter(_contains(column, tokens))
    found = queryset.filter(_contains(column, [token for token in tokens if len(token) == 1]))
    whole = [token for token in tokens if len(token) > 1]
    return found.filter(_Matches(F(column), Value(_tsquery(whole)))) if whole else found


def _contains(column: str, tokens: Iterable[str]) -> Q:
    return Q(*(Q(**{f"{column}__icontains": token}) for token in tokens))


def _tsquery(tokens: Iterable[str]) -> str:
    """Tokens are letters, digits and Chinese only (see `bigrams`), so quoting needs no escape."""
    return " & ".join(f"'{token}':*" if token.isascii() else f"'{token}'" for token in tokens)


def gin_index_operation(table: str, column: str, name: str) -> PostgresSQL:
    """A migration step: the GIN index `search_filter` uses. No-op on SQLite.

    By default PostgreSQL puts what is new on a list of up to 4 MB that every search reads from end
    to end until autovacuum comes round: after ten years were loaded, one took 225 ms instead of
    43. Here rows come one by one, and searching is what people wait for.
    """
    _plain(table, column, name)
    return PostgresSQL(
        f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', {column}))"
        " WITH (fastupdate = off)",
        f"DROP INDEX IF EXISTS {name}",
    )


def at_once_operation(name: str) -> PostgresSQL:
    """A migration step for a GIN index that was made before: no list of what is new any more."""
    _plain(name)
    return PostgresSQL(
        f"ALTER INDEX {name} SET (fastupdate = off); SELECT gin_clean_pending_list('{name}')",
        f"ALTER INDEX {name} RESET (fastupdate)",
    )


def _plain(*identifiers: str) -> None:
    for identifier in identifiers:
        if not re.fullmatch("[a-z_][a-z0-9_]{0,62}", identifier):
            raise ValueError(f"not a plain identifier: {identifier}")
