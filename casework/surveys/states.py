"""What happened at a door of a survey round."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """Three big buttons. Whoever says 「不方便」 opened the door: somebody was seen."""

    MET = "met", "见到了"
    NOBODY = "nobody", "没人"
    REFUSED = "refused", "不方便"


ICONS = {
    Outcome.MET: "check-lg",
    Outcome.NOBODY: "door-open-fill",
    Outcome.REFUSED: "clock",
}
COLOURS = {Outcome.MET: "green", Outcome.NOBODY: "grey", Outcome.REFUSED: "amber"}


class Stage(TextChoices):
    """A round is where its days are."""

    AHEAD = "ahead", "还没开始"
    RUNNING = "running", "在走"
    OVER = "over", "已结束"
