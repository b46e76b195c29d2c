"""A label began, ended or came with a sheet: whoever plans by labels follows at once."""

from jiedao.common.followers import Followers

LABELS_CHANGED: Followers[int] = Followers()
"""Called with the committee, inside the act, after its rows were written."""
