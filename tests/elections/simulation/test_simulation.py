"""Invented elections with every mistake people make: what is published is the truth, or nothing."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from committees.territory.models import Committee
from elections.management.commands.election_sim import through_acts, through_rules
from elections.simulation import people

ROUNDS, ACTS = 60, 2
ALL_ROUNDS, ALL_ACTS = 1_000, 20


def test_every_published_result_is_the_truth():
    report = through_rules(ROUNDS, seed=1)

    assert report["wrong"] == 0
    assert report["published_and_true"] + report["blocked"] == ROUNDS
    assert report["published_and_true"] > ROUNDS * 0.8
    assert report["mistakes"] > ROUNDS
    assert {"tie", "low turnout", "extra papers", "double issue"} <= set(report["troubles"])


@pytest.mark.django_db
def test_the_same_through_the_acts_of_the_portal_and_nothing_stays():
    report = through_acts(ACTS, seed=1)

    assert (report["wrong"], report["rounds"]) == (0, ACTS)
    wanted = {"fourth proxy", "chain of proxies", "candidate as proxy", "unregistered proxy"}
    assert wanted | {"double issue", "the same teller twice"} <= set(report["refused"])
    assert not Committee.objects.exists()


def test_control_without_wall_and_second_sheet_wrong_results_come_out(monkeypatch):
    """The simulation sees a portal that believes a single teller."""
    monkeypatch.setattr(people, "off_the_wall", lambda counted, wall: [])
    monkeypatch.setattr(people.Office, "batch", people.Office.sheet_of)
    monkeypatch.setattr(people, "is_close", lambda sheet, contest: False)

    assert through_rules(ROUNDS, seed=1)["wrong"] > ROUNDS * 0.2


@pytest.mark.audit
@pytest.mark.django_db
def test_a_thousand_by_the_rules_and_twenty_through_the_acts():
    said = StringIO()

    call_command("election_sim", "--rounds", str(ALL_ROUNDS), "--acts", str(ALL_ACTS), stdout=said)

    report = json.loads(said.getvalue())
    assert (report["rules"]["rounds"], report["rules"]["wrong"]) == (ALL_ROUNDS, 0)
    assert (report["acts"]["rounds"], report["acts"]["wrong"]) == (ALL_ACTS, 0)
    assert report["seconds"] < 300
