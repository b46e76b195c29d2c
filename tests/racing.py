"""Several browsers at the same moment, on a real database."""

import os
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
from django.db import connections

Answer = TypeVar("Answer")

needs_postgresql = pytest.mark.skipif(
    os.environ.get("JIEDAO_TEST_DATABASE") == "sqlite",
    reason="SQLite writes one after the other; races are shown on PostgreSQL",
)


def at_once(runners: list[Callable[[], Answer]]) -> list[Answer]:
    """Start all of them behind one barrier; their answers in the order given.

    An exception inside a runner is raised here.
    """
    barrier = threading.Barrier(len(runners))
    answers: dict[int, Answer] = {}
    faults: list[BaseException] = []

    def run(number: int, runner: Callable[[], Answer]) -> None:
        try:
            barrier.wait()
            answers[number] = runner()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(number, runner)) for number, runner in enumerate(runners)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return [answers[number] for number in range(len(runners))]
