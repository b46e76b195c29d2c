"""The life of a work report, and who answers it."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class ReportState(TextChoices):
    DRAFT = "draft", "草稿"
    SENT = "sent", "等回复"
    ANSWERED = "answered", "已回复"


MOVES: Moves = {
    ReportState.DRAFT: {ReportState.SENT: "the director sends it to party organisation and street"},
    ReportState.SENT: {
        ReportState.DRAFT: "taken back to correct it before anybody has answered",
        ReportState.ANSWERED: "party organisation and street have both answered",
    },
    ReportState.ANSWERED: {},
}


class Reader(TextChoices):
    """《工作汇报制度》: the committee reports to the party organisation and to the street."""

    BRANCH = "branch", "居民区党组织"
    STREET = "street", "街道"
