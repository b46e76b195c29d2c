"""Is the matrix worth anything? Take one scope away at a time: its rows must go red.

Every `visible_to` of the portal is found by itself and made to say "everything"; then the rows
of the addresses that ask it run, those of its own slice first, until one of them is red. That
each of them is green with its scope is what test_matrix.py and test_lists.py say.
"""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db.models import Model

import casework
import committees
import elections
import meetings
from tests.access.crowd import gather
from tests.access.opening import check_row, is_list, readers
from tests.access.policy import POLICY, Row
from tests.access.stage import EAST, Stage, address, taken_back
from tests.access.test_matrix import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEWEST = 10

SECOND_LINE: dict[str, str] = {
    "AidLineQuerySet": "lines are read below an aid that was found through its own scope",
    "AppraisalQuerySet": "asked on the street's page alone, whose readers see every committee",
    "AtTheCommitteeQuerySet": "names are read below an election one works in, asked before them",
    "AttendanceQuerySet": "marks are read on the clerk's page alone, who sees every committee",
    "AttendeeQuerySet": "read below a meeting that was found through its own scope",
    "BuildingPlaceQuerySet": "read below a building that was found through its own scope",
    "CallbackQuerySet": "asked together with the cases, whose own scope decides",
    "CastQuerySet": "read below a vote of a meeting that was found through its own scope",
    "ContactQuerySet": "asked on the street's pages alone, whose readers see every committee",
    "CountBatchQuerySet": "batches are read below a round that was found through its own scope",
    "CourseQuerySet": "courses are for everybody who works; their pages open for nobody else",
    "DoorQuerySet": "every page narrows it to the committee one works in",
    "GradingQuerySet": "read below an appraisal of a meeting that was found",
    "IndicatorQuerySet": "the street's own table; its page opens for the street alone",
    "KindQuerySet": "the street's own table; everybody who calls meetings reads it",
    "KindRulesQuerySet": "versions are read below their kind, or below a meeting",
    "LabelKindQuerySet": "the street's own table; whoever writes labels reads it",
    "OfAccountQuerySet": "lines and reviews are read below accounts found through their own scope",
    "OfAgreementQuerySet": "steps are read below an agreement that was found",
    "OfAppraisalQuerySet": "scores and checks are read below an appraisal that was found",
    "OfCaseQuerySet": "lines of a case that was found through its own scope",
    "OfDateQuerySet": "answers are read below a meeting that was found",
    "OfElectionQuerySet": "read below an election that was found through its own scope",
    "OfMatterQuerySet": "read below a meeting that was found through its own scope",
    "OfMeetingQuerySet": "read below a meeting that was found through its own scope",
    "OfMinutesQuerySet": "signatures, addenda and revisions are read below minutes that were found",
    "OfPersonQuerySet": "days and places are read below a person who was found",
    "OfPollQuerySet": "dates are read below a meeting that was found through its own scope",
    "OfResolutionQuerySet": "the adoption is read below an outcome found through its own scope",
    "OfVersionQuerySet": "read below a version that was found, or is checked again before writing",
    "OpenSessionQuerySet": "its page is about oneself: no address names a session of another",
    "RegulationQuerySet": "asked on the street's pages alone, whose readers see every committee",
    "ReminderQuerySet": "asked on the operations page alone, which opens for the street",
    "ReportAnswerQuerySet": "read below a report that was found through its own scope",
    "ResultQuerySet": "read below an election that was found through its own scope",
    "RetentionRuleQuerySet": "the street's own table; its page opens for the street alone",
    "ReviewQuerySet": "read below a meeting that was found through its own scope",
    "RuleSetQuerySet": "the street's own table; its page opens for the street alone",
    "RuleSourceQuerySet": "sources are read below a rule set that was found",
    "SharedQuerySet": "its pages open for working people alone, who all read every method",
    "SheetQuerySet": "sheets are read below a batch that was found, and by their own teller alone",
    "StandardTextQuerySet": "the street's own table; its page opens for the clerk alone",
    "StepQuerySet": "calls and questions are read below an alarm that was found",
    "SurveyVisitQuerySet": "read below a round that was found through its own scope",
    "TemplateQuerySet": "the street's own table; its page opens for the clerk alone",
    "TopicQuerySet": "every page narrows it to the committee one works in or leads",
    "VoteQuerySet": "read below a meeting that was found through its own scope",
    "WallQuerySet": "read below a round that was found through its own scope",
    "WrittenInQuerySet": "no page asks for it: names by pen are read below a round that was found",
}
"""Scopes whose loss shows on no page of the matrix, each with the reason."""


def _found_scopes() -> list[type]:
    """Every class that says for itself who sees its rows."""
    found = []
    for app in (committees, meetings, casework, elections):
        for info in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if info.name.endswith(".querysets"):
                module = importlib.import_module(info.name)
                found += [
                    one
                    for _, one in inspect.getmembers(module, inspect.isclass)
                    if one.__module__ == info.name and "visible_to" in vars(one)
                ]
    return found


SCOPES = _found_scopes()
TRIED = [
    pytest.param(scope, marks=[pytest.mark.audit] if scope.__name__ in SECOND_LINE else [])
    for scope in SCOPES
]
"""Whether a reason of SECOND_LINE still holds takes every row of its addresses: `make audit`."""


@contextmanager
def replaced(scope: Any, method: Any) -> Iterator[None]:
    whole = scope.visible_to
    scope.visible_to = method
    try:
        yield
    finally:
        scope.visible_to = whole


HOMES = {pattern.name: pattern.callback.__module__ for pattern in ADDRESSES}
"""Where the view of each address lives: `casework.cases.views_list`."""


def nearest_first(scope: type) -> list[Row]:
    """Addresses of its own name (`aid-paper` for AidPaperQuerySet), then those of its own slice
    or whose view names a model of the scope, then the others; lists behind each."""
    app, slice_, *_ = scope.__module__.split(".")
    own_name = scope.__name__.removesuffix("QuerySet").lower()

    def distance(row: Row) -> tuple[bool, bool, bool, bool, bool]:
        home = HOMES[row.name]
        far, unnamed = home.split(".")[:2] != [app, slice_], scope not in named(home)
        other = is_list(row) or not row.name.replace("-", "").startswith(own_name)
        return other, far and unnamed, is_list(row), unnamed, far

    return sorted((row for row in POLICY if row.who), key=distance)


@functools.cache
def named(module: str) -> set[type]:
    """How the models are read whose names stand in this module."""
    words = vars(importlib.import_module(module)).values()
    models = (one for one in words if inspect.isclass(one) and issubclass(one, Model))
    return {type(one._default_manager.all()) for one in models if not one._meta.abstract}


@pytest.fixture(scope="module")
def asked() -> dict[str, set[type]]:
    """Which scopes an address asks, once somebody went to see."""
    return {}


def _asks(stage: Stage, asked: dict[str, set[type]], row: Row) -> set[type]:
    """One visit by somebody who may."""
    if row.name not in asked:
        notes = asked.setdefault(row.name, set())
        with _all_noted(notes), taken_back():
            stage.ask(readers(row)[0], row.method, address(row, stage.make(row.subject, EAST)))
    return asked[row.name]


@contextmanager
def _all_noted(notes: set[type]) -> Iterator[None]:
    with ExitStack() as stack:
        for scope in SCOPES:
            stack.enter_context(replaced(scope, _note(scope, notes)))
        yield


def _note(scope: Any, notes: set[type]) -> Any:
    whole = scope.visible_to

    def noted(rows: Any, user: Any) -> Any:
        notes.add(scope)
        return whole(rows, user)

    return noted


def test_enough_scopes_are_taken_away_for_this_to_mean_something():
    assert len({scope.__name__ for scope in SCOPES} - set(SECOND_LINE)) >= FEWEST


@pytest.mark.parametrize("scope", TRIED, ids=lambda scope: scope.__qualname__)
def test_without_this_scope_the_matrix_goes_red(
    stage: Stage, asked: dict[str, set[type]], scope: Any
):
    red = next((row for row in nearest_first(scope) if _shows(stage, asked, row, scope)), None)

    if scope.__name__ in SECOND_LINE:
        assert red is None, f"{scope.__name__} can be shown by {red}: take it off the list"
    else:
        assert red is not None, "no address that asks it went red"


def _shows(stage: Stage, asked: dict[str, set[type]], row: Row, scope: Any) -> bool:
    """Does this address ask the scope, and is its row red without it?"""
    if scope not in _asks(stage, asked, row):
        return False
    with replaced(scope, lambda rows, user: rows):
        return _is_red(stage, row)


def _is_red(stage: Stage, row: Row) -> bool:
    try:
        with taken_back():
            if is_list(row):
                gather(stage)
            check_row(stage, row)
    except AssertionError:
        return True
    return False
