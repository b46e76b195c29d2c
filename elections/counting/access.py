"""Who opens the pages of the count; everybody else, the street too, gets the 404 of no page."""

from committees.people.access import posted_as
from committees.reach.states import Role
from elections.counting.querysets import COUNTING, SUPERVISING

counts = posted_as(*COUNTING)
supervises = posted_as(*SUPERVISING)
settles = posted_as(Role.SCRUTINEER)
SETTLING = (Role.SCRUTINEER,)
TELLING = (Role.TELLER,)
