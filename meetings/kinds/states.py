"""What a kind of meeting can ask for."""

from django.db.models import TextChoices


class KindKey(TextChoices):
    """The kinds of which the code itself speaks; a street adds others in the table."""

    JOINT = "joint", "小区联席会议"
    REPRESENTATIVES = "representatives", "居民代表会议"
    RESIDENTS = "residents", "居民会议"
    HEARING = "hearing", "听证会"
    COORDINATION = "coordination", "协调会"
    APPRAISAL = "appraisal", "评议会"
    REVIEW = "review", "民主评议"
    COMMITTEE = "committee", "居委会例会"
    STUDY = "study", "学习会"
    BRANCH_OPINION = "branch_opinion", "听取党组织意见会"
    EXCHANGE = "exchange", "街道交流会"
    OTHER = "other", "其他会议"


class Roster(TextChoices):
    """Whose names stand on the list from which a quorum is counted."""

    OFFICERS = "officers", "居委会成员"
    BODIES = "bodies", "居委会成员和请来的单位"
    REPRESENTATIVES = "representatives", "居民代表和居委会成员"
    OPEN = "open", "到会的居民，现场登记"
    WHOLE_STREET = "whole_street", "全街道的居委会"


class Presides(TextChoices):
    DIRECTOR = "director", "居委会主任"
    BRANCH = "branch", "居民区党组织负责人"
    MEDIATION_HEAD = "mediation_head", "治保调解委员会负责人"
    STREET = "street", "街道"


class Decides(TextChoices):
    """How an outcome comes about (PRACTICE §1: a joint meeting decides nothing by vote)."""

    NONE = "none", "不作决定"
    CONSENSUS = "consensus", "协商一致，或者记录不同意见"
    VOTE = "vote", "表决"
    OPINION = "opinion", "形成意见，由决定的单位答复"
    AGREEMENT = "agreement", "达成协议，或者记录没有达成"
    SCORES = "scores", "打分并写意见"


class Base(TextChoices):
    """What a majority is counted from (DOMAIN §3.4: abstentions stay in the base)."""

    PRESENT = "present", "到会人数"
    ROSTER = "roster", "应到人数"
    CAST = "cast", "投票数"


class DayCount(TextChoices):
    CALENDAR = "calendar", "天"
    WORKING = "working", "个工作日"


class Template(TextChoices):
    """How the minutes are drafted."""

    SUMMARY = "summary", "会议纪要"
    TRANSCRIPT = "transcript", "笔录和纪要"
    RECORD = "record", "会议记录"
    STUDY = "study", "学习记录"


class Publishes(TextChoices):
    NOTHING = "nothing", "不公开"
    OUTCOME = "outcome", "公开议定事项和落实情况"
    ANNOUNCEMENT = "announcement", "发决议公告"
