"""On what ground somebody stands on the roll, and how an objection ends."""

from django.db.models import TextChoices


class Ground(TextChoices):
    """T1 (居民委员会组织法 2025; 上海市村民委员会选举办法 art. 9)."""

    LIVES = "lives", "户籍在本社区并居住"
    TAKES_PART = "takes_part", "户籍在本社区、不住在这里，本人表示参加"
    HABITUAL = "habitual", "户籍不在本社区、经常居住，本人申请"
    WORKER = "worker", "在本社区工作满 6 个月的社区工作者"
    REPRESENTATIVE = "representative", "居民代表"


class Asks(TextChoices):
    ADD = "add", "漏了人，要求补上"
    STRIKE = "strike", "不该在名单上，要求去掉"
    CORRECT = "correct", "写错了，要求改正"


class Decision(TextChoices):
    UPHELD = "upheld", "成立"
    REFUSED = "refused", "不成立"


class Hand(TextChoices):
    """What a hand does to a line of the roll; the words of the change list."""

    ADD = "add", "补上"
    STRIKE = "strike", "去掉"
    CORRECT = "correct", "改正"
