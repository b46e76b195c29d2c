"""The choices a rule set offers."""

from django.db.models import TextChoices


class Mode(TextChoices):
    """Who elects (DOMAIN §1.2): three ways, of which the residents choose one."""

    ALL = "all", "全体有选举权的居民"
    HOUSEHOLD = "household", "每户派代表"
    REPRESENTATIVE = "representative", "居民代表"


class Round(TextChoices):
    FIRST = "first", "第一次投票"
    RUN_OFF = "run_off", "另行选举"
    TIE_REVOTE = "tie_revote", "再次投票"
    RECALL = "recall", "罢免表决"


class Kin(TextChoices):
    """近亲属, as far as an election asks for them."""

    SPOUSE = "spouse", "配偶"
    PARENT_CHILD = "parent_child", "父母子女"
    SIBLING = "sibling", "兄弟姐妹"


class Voids(TextChoices):
    """How much of a ballot one fault takes with it."""

    SECTION = "section", "这个职务的一栏无效"
    BALLOT = "ballot", "整张选票无效"


class Order(TextChoices):
    """The order of candidates on the list and on the ballot (R37)."""

    VOTES = "votes", "提名得票多少"
    STROKES = "strokes", "姓氏笔画"
    LOT = "lot", "抽签"
