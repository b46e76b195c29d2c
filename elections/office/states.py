"""How an office ends, and what is handed over."""

from django.db.models import TextChoices


class EndKind(TextChoices):
    """R10: no delete button. Each has its paper and its steps."""

    RESIGNED = "resigned", "辞职"
    RECALLED = "recalled", "罢免"
    TERMINATED = "terminated", "职务终止"
    DIED = "died", "去世"
    MOVED = "moved", "搬离本居民区"
    TERM_OVER = "term_over", "任期届满"


class HandoverKind(TextChoices):
    """R9: what a new director must have in hand."""

    SEAL = "seal", "公章"
    KEYS = "keys", "钥匙"
    ACCOUNTS = "accounts", "账户和密码重设"
    CERTIFICATE = "certificate", "居委会证书"
    CASES = "cases", "未办结事项"
    ELDERS = "elders", "要照看的老人"
    ROSTER = "roster", "居民代表名册"
    ITEMS = "items", "未办结的议定事项"
    MONTH = "month", "本月要做的事"
    MONEY = "money", "账目和现金"
    FILES = "files", "档案"


class CourseLevel(TextChoices):
    DISTRICT = "district", "区级培训"
    STREET = "street", "街道培训"
