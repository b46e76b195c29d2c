"""What two copies of a database must have in common: rows and contents of every table, chain heads.

Works on a plain DB-API cursor, so that the same figures are taken from the living database and from
a copy in a scratch place.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

_POSTGRES_TABLES = """
SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename
"""
_POSTGRES_TABLE = """
SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(line, '' ORDER BY line), ''),
       'UTF8')), 'hex')
FROM (SELECT md5(row::text) AS line FROM {table} AS row) AS lines
"""
_SQLITE_TABLES = """
SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
"""
_SQLITE_TABLE = "SELECT * FROM {table} ORDER BY rowid"
CHAIN_HEADS = "journal_chain_head"


@dataclass(frozen=True)
class Figures:
    """`tables`: name → [rows, SHA-256 of the contents]; `chains`: name → [links, hash]."""

    tables: dict[str, list[Any]]
    chains: dict[str, list[Any]]

    @property
    def rows(self) -> int:
        return sum(rows for rows, _ in self.tables.values())

    def differences(self, other: "Figures") -> list[str]:
        """One Chinese line for each thing that is not the same."""
        lines = []
        for name in sorted({*self.tables, *other.tables}):
            here, there = self.tables.get(name), other.tables.get(name)
            if here != there:
                lines.append(f"表 {name}：备份 {_words(here)}，恢复后 {_words(there)}")
        for name in sorted({*self.chains, *other.chains}):
            if self.chains.get(name) != other.chains.get(name):
                lines.append(f"日志链 {name} 的末端不一样")
        return lines


def _words(table: list[Any] | None) -> str:
    return "没有" if table is None else f"{table[0]} 行 {table[1][:12]}"


def take_figures(cursor: Any, vendor: str) -> Figures:
    """Of everything `cursor` sees; `vendor` is postgresql or sqlite."""
    measure = _postgres_table if vendor == "postgresql" else _sqlite_table
    if vendor == "postgresql":
        cursor.execute("SET timezone = 'UTC'")
    cursor.execute(_POSTGRES_TABLES if vendor == "postgresql" else _SQLITE_TABLES)
    names = [row[0] for row in cursor.fetchall()]
    tables = {name: measure(cursor, name) for name in names}
    chains = {}
    if CHAIN_HEADS in tables:
        cursor.execute(f"SELECT chain, sequence, hash FROM {CHAIN_HEADS}")  # noqa: S608 – our own  # nosec B608
        chains = {chain: [sequence, head] for chain, sequence, head in cursor.fetchall()}
    return Figures(tables, chains)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _postgres_table(cursor: Any, name: str) -> list[Any]:
    cursor.execute(_POSTGRES_TABLE.format(table=_quoted(name)))
    return list(cursor.fetchone())


def _sqlite_table(cursor: Any, name: str) -> list[Any]:
    cursor.execute(_SQLITE_TABLE.format(table=_quoted(name)))
    digest, rows = hashlib.sha256(), 0
    while lines := cursor.fetchmany(2_000):
        for line in lines:
            digest.update(repr(tuple(line)).encode())
        rows += len(lines)
    return [rows, digest.hexdigest()]
