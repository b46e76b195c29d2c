"""`manage.py election_sim`: a thousand invented elections with every mistake people make.

What is published is the truth, or nothing is published. Nothing of it stays in the database.
"""

import json
import sys
import time
from collections import Counter
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from elections.simulation.office import play
from elections.simulation.people import agrees_with_the_truth, count
from elections.simulation.truth import invent

SLIPS = (0.001, 0.004, 0.008)
"""Wrong marks: a quarter, one and two times the 0.4 % that RELIABILITY 2.9 assumes."""
OF_ACTS = 120
"""Voters at most where every mark is a row."""


class Command(BaseCommand):
    help = "模拟一千次选举，带各种差错：公布的和事实一致，或者不能公布。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=1_000)
        parser.add_argument("--acts", type=int, default=20, help="几次走真的操作")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        rules = through_rules(options["rounds"], options["seed"])
        acts = through_acts(options["acts"], options["seed"])
        report = {"rules": rules, "acts": acts, "seconds": round(time.monotonic() - began, 1)}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if rules["wrong"] or acts["wrong"]:
            sys.exit(1)


def through_rules(rounds: int, seed: int) -> dict[str, Any]:
    """Ballots, sheets, wall and result by the pure rules alone."""
    figures: Counter[str] = Counter()
    troubles: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for number in range(rounds):
        random = Random(f"{seed}-{number}")  # noqa: S311
        day = invent(random)
        ended = count(day, random, random.choice(SLIPS))
        troubles.update(day.kinds)
        figures["mistakes"] += ended.errors
        figures["ballot_by_ballot"] += ended.single
        if ended.published is None:
            stopped[ended.why] += 1
        else:
            figures["right" if agrees_with_the_truth(day, ended.published) else "wrong"] += 1
    return {
        "rounds": rounds,
        "published_and_true": figures["right"],
        "blocked": sum(stopped.values()),
        "wrong": figures["wrong"],
        "mistakes": figures["mistakes"],
        "ballot_by_ballot": figures["ballot_by_ballot"],
        "troubles": dict(troubles.most_common()),
        "blocked_because": dict(stopped.most_common()),
    }


def through_acts(rounds: int, seed: int) -> dict[str, Any]:
    """The same through the acts behind the pages, in a transaction that is taken back."""
    figures: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for number in range(rounds):
        random = Random(f"acts-{seed}-{number}")  # noqa: S311
        day = invent(random, OF_ACTS)
        with transaction.atomic():
            played = play(day, random, random.choice(SLIPS), number)
            transaction.set_rollback(True)
        refused.update(played.refused)
        figures["mistakes"] += played.errors
        figures["blocked"] += played.published is None
        figures["wrong"] += not played.right
    return {
        "rounds": rounds,
        "published_and_true": rounds - figures["blocked"] - figures["wrong"],
        "blocked": figures["blocked"],
        "wrong": figures["wrong"],
        "mistakes": figures["mistakes"],
        "refused": dict(refused.most_common()),
    }
