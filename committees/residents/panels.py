"""Boards of the household's and the resident's page, and of what a resident takes home on paper;
slices above pin their parts on them.

A part of PRINTOUT builds a `printout.Printed` for the template PRINTED.
"""

from committees.residents.models import Household, Resident
from jiedao.common.panels import Board

HOUSEHOLD: Board[Household] = Board()
RESIDENT: Board[Resident] = Board()
PRINTOUT: Board[Resident] = Board()
PRINTED = "committees/residents/_printed.html"
