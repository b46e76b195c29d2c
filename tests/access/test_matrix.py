"""THE ACCESS MATRIX: every address × every role × own, foreign and missing.

What is expected comes from tests/access/policy.py, written by hand. New pages need a row there
and, when they are about one object, a maker in tests/access/subjects.py. Nothing else.
Lists are asked in test_lists.py, among everything there is.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.opening import check_row, is_list
from tests.access.policy import POLICY, Row
from tests.access.stage import Stage
from tests.access.subjects import SUBJECTS


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


ABOUT_ONE = [row for row in POLICY if not is_list(row)]


@pytest.mark.parametrize("row", ABOUT_ONE, ids=lambda row: row.name)
def test_the_address_opens_for_whom_the_policy_names_and_for_nobody_else(
    inhabited: Stage, log_without_numbers: None, row: Row
):
    check_row(inhabited, row)
