"""The board of a notice at the desk; the slices above pin there what a notice asks for."""

from committees.notices.models import Notice
from jiedao.common.panels import Board

NOTICE: Board[Notice] = Board()
