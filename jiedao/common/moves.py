"""The life of a thing as one table of allowed moves, each with the reason it exists.

`MOVES: Moves = {State.OPEN: {State.CLOSED: "the matter is settled"}, State.CLOSED: {}}`
"""

from collections.abc import Mapping

from django.db.models import TextChoices

from jiedao.common.errors import Refused

Moves = Mapping[str, Mapping[str, str]]
"""Old state → {new state: why this edge exists}. A state without edges is an end."""


def check_move(moves: Moves, old: str, new: TextChoices) -> None:
    """Raise Refused unless `moves` has the edge; the sentence uses the labels of `new`'s class."""
    ways = moves.get(old, {})
    if new in ways:
        return
    states = type(new)
    here = states(old).label
    if old == new:
        raise Refused(f"现在已经是“{here}”。")
    if not ways:
        raise Refused(f"现在是“{here}”，不能再改。")
    choices = "、".join(f"“{states(way).label}”" for way in ways)
    raise Refused(f"现在是“{here}”，不能改成“{new.label}”，只能改成{choices}。")
