"""The board of a notice at the desk; the slices above pin there what a notice asks for."""

from committees.notices.models import Notice
from jiedao.common.followers import Followers
from jiedao.common.panels import Board

NOTICE: Board[Notice] = Board()

ACROSS: Followers[Notice] = Followers()
"""The word that lies across every sheet of a notice, said by whoever stands behind it: 「演练」."""
