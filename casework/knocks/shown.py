"""An alarm as one reader may see it: full to the own committee, masked to everybody else."""

from dataclasses import dataclass

from casework.knocks.models import Knock
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.masks import mask_person_at


@dataclass(frozen=True)
class Shown:
    """One line. `masked`: the street reads 「502 室 刘**」 (PRACTICE §1)."""

    knock: Knock
    masked: bool

    @property
    def line(self) -> str:
        """「3 号楼 502 室 刘桂芳」."""
        dwelling, name = self.knock.household.dwelling, self.knock.resident.name
        if self.masked:
            return mask_person_at(dwelling.room, name)
        return f"{dwelling.words} {name}"

    @property
    def tries(self) -> int:
        """How often somebody was asked; only of rows read `for_lists`."""
        return int(getattr(self.knock, "tries", 0))


def shown_to(user: User, knock: Knock) -> Shown:
    return Shown(knock, not user.reach.works_in(knock.committee_id))


def open_knocks(user: User, committee: Committee) -> list[Shown]:
    """What stands on top of 今日, of a shift and of the hand-over until she was seen. One query."""
    rows = Knock.objects.visible_to(user).filter(committee=committee).open().for_lists()
    return [shown_to(user, knock) for knock in rows]
