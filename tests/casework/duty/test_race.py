"""Two people, one empty seat, the same moment: exactly one wins."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest

from casework.duty.models import Shift
from casework.duty.shifts import claim_shift
from committees.people.models import User
from jiedao.common.errors import Refused
from tests.casework.duty.conftest import NOW
from tests.cast import gather_cast
from tests.racing import at_once, needs_postgresql

pytestmark = [needs_postgresql, pytest.mark.django_db(transaction=True)]
SEATS = 10
Claim = Callable[..., Any]


@pytest.fixture
def cast(transactional_db: None) -> Any:
    return gather_cast()


def winners(claim: Claim, shift: Shift, people: list[User]) -> list[User]:
    """Who was told that the seat is theirs."""

    def attempt(person: User) -> User | None:
        try:
            claim(Shift.objects.select_related("rota").get(pk=shift.pk), by=person, at=NOW)
        except Refused:
            return None
        return person

    answers = at_once([lambda person=person: attempt(person) for person in people])
    return [person for person in answers if person is not None]


def test_of_four_who_claim_a_seat_at_once_exactly_one_gets_it(cast, made):
    people = [cast.east_director, cast.east_member, cast.east_second_member, cast.east_station]
    for number in range(SEATS):
        shift = made(None, date(2026, 11, 24) + timedelta(days=number))

        won = winners(claim_shift, shift, people)

        shift.refresh_from_db()
        assert won == [shift.person]
        assert shift.version == 2


def test_control_reading_first_and_writing_later_lets_two_win(cast, made):
    """The same race against the mistake it guards from: the test must see it."""
    shift = made(None, date(2026, 11, 24))
    people = [cast.east_director, cast.east_member]
    both_have_read = Barrier(len(people))

    def careless(shift: Shift, *, by: User, at: Any) -> None:
        if shift.person_id is not None:
            raise Refused("这一班刚才有人认领了。")
        both_have_read.wait(timeout=20)
        Shift.objects.filter(pk=shift.pk).update(person=by)

    assert len(winners(careless, shift, people)) == 2


def test_one_person_who_claims_two_seats_of_one_hour_gets_one(cast, made):
    first, second = (made(None, date(2026, 11, 24), seat=seat) for seat in (1, 2))

    def attempt(shift: Shift) -> bool:
        try:
            claim_shift(shift, by=cast.east_member, at=NOW)
        except Refused:
            return False
        return True

    answers = at_once([lambda: attempt(first), lambda: attempt(second)])

    assert sorted(answers) == [False, True]
    assert Shift.objects.filter(person=cast.east_member).count() == 1
