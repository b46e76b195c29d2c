"""Where a regulation stands on the ladder, what it asks, and the life of its versions."""

from django.db.models import TextChoices

from jiedao.common.moves import Moves


class Level(TextChoices):
    """国家 → 市 → 区 → 街道 → 居委会. The order is the order of every list."""

    NATIONAL = "national", "国家"
    CITY = "city", "市"
    DISTRICT = "district", "区"
    STREET = "street", "街道"
    COMMITTEE = "committee", "居委会"


class Category(TextChoices):
    """The groups of the library (UX B.3 `/rules/`)."""

    LAW = "law", "法律法规"
    CITY = "city", "市区规定"
    STREET = "street", "街道制度"
    OFFICE = "office", "居委会制度"
    COVENANT = "covenant", "公约章程"


FILED_CATEGORIES = frozenset({Category.COVENANT})
"""自治章程 and 公约 are filed with the street (上海市居民委员会工作条例 2020, art. 13)."""

LEVELS_OF = {
    Category.LAW: frozenset({Level.NATIONAL}),
    Category.CITY: frozenset({Level.CITY, Level.DISTRICT}),
    Category.STREET: frozenset({Level.STREET}),
    Category.OFFICE: frozenset({Level.STREET, Level.COMMITTEE}),
    Category.COVENANT: frozenset({Level.STREET, Level.COMMITTEE}),
}


class VersionState(TextChoices):
    """What somebody did with a version. Whether it is the newest follows from the dates."""

    DRAFT = "draft", "草稿"
    IN_FORCE = "in_force", "已施行"


MOVES: Moves = {
    VersionState.DRAFT: {
        VersionState.IN_FORCE: "adopted by a meeting, or issued by whoever may issue it",
    },
    VersionState.IN_FORCE: {},
}


class Standing(TextChoices):
    """How a reader finds a version on a day. Derived, never stored."""

    DRAFT = "draft", "草稿"
    COMING = "coming", "还没施行"
    CURRENT = "current", "现行"
    RENEWED = "renewed", "有新版"
    REPEALED = "repealed", "已废止"


class AdoptedState(TextChoices):
    """How a committee stands to one of the street's models. Derived, never stored."""

    ADOPTED = "adopted", "已采用"
    OLD = "old", "旧版"
    OUTDATED = "outdated", "依据有新版"
    NOT_YET = "not_yet", "还没有"


class Period(TextChoices):
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    YEAR = "year", "每年"


class Measure(TextChoices):
    """What a requirement counts. Computed from real records in `jiedao.portal`, never stored."""

    DUTY_COVERAGE = "duty_coverage", "接待点有人率"
    MEETINGS_HELD = "meetings_held", "开会"
    REPRESENTATIVES_MEETINGS = "representatives_meetings", "居民代表会议"
    WORK_REPORTS = "work_reports", "工作汇报"
    STUDY_SESSIONS = "study_sessions", "学习会"
    HOME_VISITS = "home_visits", "上门走访"
    OPINIONS_ANSWERED_DAYS = "opinions_answered_days", "党组织意见答复"
    OUTCOMES_PUBLISHED_DAYS = "outcomes_published_days", "议定结果公布"


class ConvenedKind(TextChoices):
    """The kinds of meeting that the office ships with, as the shipped texts name them. The street
    may add others (`convened`); the keys are those of `meetings.kinds`."""

    JOINT = "joint", "联席会议"
    RESIDENTS = "residents", "居民会议"
    REPRESENTATIVES = "representatives", "居民代表会议"
    HEARING = "hearing", "听证会"
    COORDINATION = "coordination", "协调会"
    APPRAISAL = "appraisal", "评议会"
    REVIEW = "review", "民主评议"
    COMMITTEE = "committee", "居委会例会"
    STUDY = "study", "学习会"
    BRANCH_OPINION = "branch_opinion", "听取党组织意见会"
    EXCHANGE = "exchange", "街道交流会"
