"""THE ACCESS MATRIX: every address × every role × own, foreign and missing.

What is expected comes from tests/access/policy.py, written by hand. New pages need a row there
and, when they are about one object, a maker in tests/access/subjects.py. Nothing else.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.policy import POLICY, PUBLIC_SUBJECTS, Row
from tests.access.stage import Stage, check_lists, check_row, is_public
from tests.access.subjects import SUBJECTS


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


pytestmark = [pytest.mark.django_db, pytest.mark.everywhere]

ADDRESSES = list(patterns(get_resolver()))
IDS = [row.name for row in POLICY]


def test_every_named_address_has_exactly_one_row():
    named = Counter(pattern.name for pattern in ADDRESSES if pattern.name)

    assert Counter(IDS) == named


def test_an_address_without_a_name_is_another_spelling_of_one_with_a_name():
    named = {pattern.callback for pattern in ADDRESSES if pattern.name}
    nameless = [pattern for pattern in ADDRESSES if not pattern.name]

    assert [str(one.pattern) for one in nameless if one.callback not in named] == []


def test_every_subject_has_a_maker_and_every_maker_a_row():
    assert {row.subject for row in POLICY if row.subject} == set(SUBJECTS)


@pytest.mark.parametrize("row", POLICY, ids=IDS)
def test_the_address_opens_for_whom_the_policy_names_and_for_nobody_else(stage: Stage, row: Row):
    check_row(stage, row)


def test_no_list_says_a_word_of_the_other_committee(stage: Stage):
    lists = [
        row for row in POLICY if not row.subject and row.method == "get" and not is_public(row)
    ]

    check_lists(stage, lists, [name for name in SUBJECTS if name not in PUBLIC_SUBJECTS])
