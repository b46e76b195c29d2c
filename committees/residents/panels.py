"""Boards of the household's and the resident's page; casework pins visits and cases on them."""

from committees.residents.models import Household, Resident
from jiedao.common.panels import Board

HOUSEHOLD: Board[Household] = Board()
RESIDENT: Board[Resident] = Board()
