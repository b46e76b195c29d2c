"""What a set of postings adds up to. Pure: no clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass

from committees.reach.states import (
    ELECTED_ROLES,
    ELECTION_ROLES,
    PARTNER_ROLES,
    SECOND_FACTOR_ROLES,
    STREET_ROLES,
    WHOLE_STREET_ROLES,
    WORKING_ROLES,
    Role,
)


@dataclass(frozen=True)
class Seat:
    """One posting in force: a role, and the committee it belongs to (None for the street)."""

    role: Role
    committee_id: int | None = None


@dataclass(frozen=True)
class Reach:
    """Everything a person may work with today. 书记主任一肩挑: several seats, one reach."""

    seats: tuple[Seat, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(seat.role for seat in self.seats)

    @property
    def whole_street(self) -> bool:
        """Street leader and clerk see every committee."""
        return bool(self.roles & WHOLE_STREET_ROLES)

    @property
    def is_street_staff(self) -> bool:
        return bool(self.roles & STREET_ROLES)

    @property
    def is_clerk(self) -> bool:
        return Role.CLERK in self.roles

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles

    @property
    def is_auditor(self) -> bool:
        return Role.AUDITOR in self.roles

    @property
    def is_partner(self) -> bool:
        """Owners' committee or property company, and nothing more than that."""
        return bool(self.roles & PARTNER_ROLES) and not self.roles - PARTNER_ROLES

    @property
    def committee_ids(self) -> frozenset[int]:
        """Committees whose work the person sees: director, member, party branch, station."""
        return self.committees_as(WORKING_ROLES)

    @property
    def elected_in(self) -> frozenset[int]:
        return self.committees_as(ELECTED_ROLES)

    @property
    def in_elections(self) -> frozenset[int]:
        """Committees whose elections the person sees: all who work there, and the people of the
        election itself."""
        return self.committees_as(WORKING_ROLES | ELECTION_ROLES)

    @property
    def needs_second_factor(self) -> bool:
        return bool(self.roles & SECOND_FACTOR_ROLES)

    def committees_as(self, roles: Iterable[Role]) -> frozenset[int]:
        wanted = frozenset(roles)
        return frozenset(
            seat.committee_id
            for seat in self.seats
            if seat.role in wanted and seat.committee_id is not None
        )

    def has(self, role: Role, committee_id: int | None = None) -> bool:
        """Does the person hold this role (in this committee, when one is given)?"""
        return any(
            seat.role == role and (committee_id is None or seat.committee_id == committee_id)
            for seat in self.seats
        )

    def works_in(self, committee_id: int | None) -> bool:
        return committee_id in self.committee_ids

    def leads(self, committee_id: int | None) -> bool:
        """The director of this committee."""
        return committee_id is not None and self.has(Role.DIRECTOR, committee_id)


NOWHERE = Reach()
