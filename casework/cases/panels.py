"""The board of a case's page; the slices above pin clocks, help, plans and referrals on it."""

from casework.cases.models import Case
from jiedao.common.panels import Board

CASE: Board[Case] = Board()
