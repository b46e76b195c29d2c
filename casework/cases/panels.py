"""The boards of a case's page; the slices above pin clocks, help, plans and referrals on them."""

from casework.cases.models import Case
from jiedao.common.panels import Board

CASE: Board[Case] = Board()

ALARMS: Board[Case] = Board()
"""What stands red above everything else until it is done."""
