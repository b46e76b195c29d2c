"""备案: the way of an own text to the street and back."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class FilingState(TextChoices):
    SENT = "sent", "等街道备案"
    FILED = "filed", "已备案"
    RETURNED = "returned", "街道有意见"


MOVES: Moves = {
    FilingState.SENT: {
        FilingState.FILED: "the street has put it on file",
        FilingState.RETURNED: "the street has a remark; the committee answers with a new version",
    },
    FilingState.FILED: {},
    FilingState.RETURNED: {},
}
