"""我的事项: what else a person was asked for, beside what meetings agreed. Slices above pin it."""

from committees.people.models import User
from jiedao.common.panels import Board

ASKED: Board[User] = Board()
