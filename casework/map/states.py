"""What the map shows of every door."""

from django.db.models import TextChoices


class Show(TextChoices):
    """The neutral 关爱 first; letters only after somebody asked for them."""

    CARE = "", "全部"
    LETTERS = "letters", "按类别"
    LATE = "late", "90 天没走访"


class Flat(TextChoices):
    """What stands in a cell where nobody is known to live."""

    HOME = "home", ""
    VACANT = "vacant", "空房"
    UNKNOWN = "unknown", "没登记"
