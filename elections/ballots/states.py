"""Where ballots are cast, and how a voter takes one."""

from django.db.models import TextChoices


class StationKind(TextChoices):
    CENTRE = "centre", "中心投票站"
    STATION = "station", "投票站"
    MOBILE = "mobile", "流动票箱"


class Way(TextChoices):
    OWN = "own", "本人领票"
    PROXY = "proxy", "代领"
    MOBILE = "mobile", "流动票箱送到"


class Reason(TextChoices):
    """Why a box comes to the door (T7)."""

    OLD = "old", "年老"
    ILL = "ill", "患病"
    DISABLED = "disabled", "残疾"
    OTHER = "other", "其他行动不便"


class DoubleOutcome(TextChoices):
    """What became of a second paper that was handed out while the network was away."""

    BACK = "back", "多发的一张收回来了"
    NEVER = "never", "没有真的发出去"
    CAST = "cast", "已经投进票箱"
