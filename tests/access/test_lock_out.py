"""Who guesses is slowed down, and cannot lock anybody else out with it (RELIABILITY B1–B3)."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from tests.access.conftest import knock

LOCKED = "试错太多次了"


def test_after_five_failures_the_page_says_when_to_try_again(known):
    client, now = Client(), timezone.localtime().replace(hour=10, minute=30, second=0)
    with time_machine.travel(now, tick=False):
        pages = [knock(client, known.east_director, "不对不对不对不对") for _ in range(5)]
        right = knock(client, known.east_director)

    assert [page.status_code for page in pages] == [422, 422, 422, 422, 429]
    assert "请上午 10:45以后再试" in pages[-1].content.decode()
    assert right.status_code == 429


def test_trying_during_the_lock_does_not_make_it_longer(known):
    client, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        for _ in range(5):
            knock(client, known.east_director, "不对不对不对不对")
    with time_machine.travel(now + timedelta(minutes=14), tick=False):
        assert LOCKED in knock(client, known.east_director).content.decode()
    with time_machine.travel(now + timedelta(minutes=15, seconds=1), tick=False):
        assert knock(client, known.east_director).status_code == 303


def test_an_unknown_number_is_locked_like_a_known_one(known):
    client = Client()
    pages = [knock(client, "10000000099", "不对不对不对不对") for _ in range(5)]

    assert LOCKED in pages[-1].content.decode()


def test_the_lock_belongs_to_account_and_address_so_nobody_locks_the_director_out(known):
    attacker = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(5):
        knock(attacker, known.east_director, "不对不对不对不对")

    assert knock(Client(REMOTE_ADDR="192.0.2.8"), known.east_director).status_code == 303


def test_one_address_may_not_try_one_guess_on_every_account(known):
    attacker = Client(REMOTE_ADDR="192.0.2.7")
    for number in range(20):
        knock(attacker, f"100000002{number:02d}", "居委会二〇二六年")

    assert knock(attacker, known.east_director).status_code == 429


def test_a_lock_out_stands_in_the_journal_without_the_number(known):
    for _ in range(6):
        knock(Client(), known.east_director, "不对不对不对不对")

    row = AuditEntry.objects.get(act="people.locked-out")
    assert row.object_label == "100****0005"
