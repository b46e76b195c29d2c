"""One committee with its people, homes and troubles: what every chapter of the fiction is given."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from committees.people.models import User
from committees.territory.models import Committee
from jiedao.portal.demo.people import Staff, Team
from jiedao.portal.demo.territory import Home
from jiedao.portal.demo.texts import Fresh
from jiedao.portal.demo.troubles import Trouble


@dataclass
class Neighbourhood:
    """`on_duty` fills while the rota is written; the log is then signed by whoever was there."""

    committee: Committee
    team: Team
    homes: list[Home]
    buildings: list[str]
    trouble: Trouble
    staff: Staff
    fresh: Fresh = field(default_factory=Fresh)
    on_duty: dict[date, list[User]] = field(default_factory=dict)

    @property
    def is_first(self) -> bool:
        """The committee one meets when one enters the demo."""
        return self.committee.order == 1

    def around(self, roll: Random) -> dict[str, str]:
        """Slots of a sentence that only this committee can fill."""
        return {"building": roll.choice(self.buildings)}

    def at_desk(self, day: date, roll: Random) -> User:
        """Somebody who had duty that day, or else anybody of the team."""
        there: list[User] = self.on_duty.get(day) or self.team.on_rota
        return roll.choice(there)

    def home_at(self, door: str) -> Home:
        """ValueError when the register has no such flat."""
        for home in self.homes:
            if home.door == door:
                return home
        raise ValueError(door)
