"""A rule set, and where each of its figures comes from."""

from dataclasses import fields
from typing import Any

from django.db import models
from django.db.models import F, Q

from committees.people.models import User
from elections.rulesets.fields import ChoicesField, ShareField
from elections.rulesets.querysets import RuleSetQuerySet, RuleSourceQuerySet
from elections.rulesets.rules import Rules
from elections.rulesets.states import Kin, Order, Round, Voids
from jiedao.common.bases import Versioned

FIELDS = tuple(field.name for field in fields(Rules))
"""Every parameter, in the order of `Rules`."""
LONGEST_PERIOD = 366


def _at_most(figure: int, *names: str) -> Q:
    """None of these columns is above the figure."""
    return Q(**{f"{name}__lte": figure for name in names})


class RuleSet(Versioned):
    """One row is one set: a law as shipped, or the street's copy of one with its reason.

    A copy is used only after a second person has agreed. A set is sealed when the first election
    opens with it: from then on nobody changes it.
    """

    code = models.SlugField("代号", max_length=24, unique=True)
    name = models.CharField("名称", max_length=60, unique=True)
    based_on: models.ForeignKey["RuleSet | None", "RuleSet | None"] = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    reason = models.CharField("为什么调整", max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("什么时候", auto_now_add=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField("什么时候同意的", null=True, blank=True, editable=False)
    sealed_at = models.DateTimeField("什么时候用上的", null=True, blank=True, editable=False)

    # 谁能登记
    adult_age_years = models.PositiveSmallIntegerField("选举日满几岁")
    habitual_residents = models.BooleanField("经常居住、没有本地户口的人可以登记")
    worker_months = models.PositiveSmallIntegerField("社区工作者工作满几个月可以登记（0：不可以）")
    # 选举委员会
    body_least = models.PositiveSmallIntegerField("选举委员会最少几人")
    body_most = models.PositiveSmallIntegerField("选举委员会最多几人")
    body_kin_leaves = models.BooleanField("近亲属成为候选人，选举委员会成员也退出")
    # 居委会的组成和任期
    members_least = models.PositiveSmallIntegerField("居委会最少几人")
    members_most = models.PositiveSmallIntegerField("居委会最多几人")
    woman_required = models.BooleanField("至少一名女性")
    kin_kinds = ChoicesField("哪些近亲属不能同时当选", offered=Kin)
    term_years = models.PositiveSmallIntegerField("任期几年")
    # 日程
    body_days_before = models.PositiveSmallIntegerField("选举委员会产生：选举日前几天")
    first_notice_days_before = models.PositiveSmallIntegerField("第一号公告：选举日前几天")
    registration_days_before = models.PositiveSmallIntegerField("选民登记开始：选举日前几天")
    registration_days = models.PositiveSmallIntegerField("选民登记几天")
    roll_days_before = models.PositiveSmallIntegerField("公布选民名单：至少选举日前几天")
    objection_days = models.PositiveSmallIntegerField("名单公布后几天内可以提出异议")
    decision_days = models.PositiveSmallIntegerField("收到异议后几天内答复")
    nomination_days_before = models.PositiveSmallIntegerField("提名开始：选举日前几天")
    qualification_days_before = models.PositiveSmallIntegerField("资格联审：选举日前几天")
    self_nomination_days_before = models.PositiveSmallIntegerField("自荐截止：至少选举日前几天")
    candidates_days_before = models.PositiveSmallIntegerField("公布正式候选人：至少选举日前几天")
    withdrawal_days_before = models.PositiveSmallIntegerField("候选人退出截止：至少选举日前几天")
    poll_notice_days_before = models.PositiveSmallIntegerField(
        "公布投票时间、地点、工作人员：至少选举日前几天"
    )
    invalid_rules_days_before = models.PositiveSmallIntegerField(
        "公布无效票认定规则：至少选举日前几天"
    )
    run_off_days = models.PositiveSmallIntegerField("另行选举：几天内")
    rerun_days = models.PositiveSmallIntegerField("选举无效后重新选举：几天内")
    seals_days = models.PositiveSmallIntegerField("交印章：几天内（0：当天）")
    handover_days = models.PositiveSmallIntegerField("工作移交：几天内")
    complaint_days = models.PositiveSmallIntegerField("对选举的举报：几天内书面答复")
    # 候选人
    nomination_backers = models.PositiveSmallIntegerField("联名提名至少几人")
    contested = models.BooleanField("差额选举")
    candidate_order = models.CharField("候选人的顺序", max_length=7, choices=Order)
    # 委托投票、流动票箱、工作人员
    proxy_limit = models.PositiveSmallIntegerField("一人最多受几人委托")
    proxy_kin_only = models.BooleanField("只能委托近亲属")
    proxy_may_be_candidate = models.BooleanField("候选人可以受委托")
    proxies_days_before = models.PositiveSmallIntegerField("委托登记截止：至少选举日前几天")
    proxy_list_days_before = models.PositiveSmallIntegerField("公布委托名单：至少选举日前几天")
    mobile_tellers = models.PositiveSmallIntegerField("每只流动票箱至少几名工作人员")
    teller_kin_kinds = ChoicesField("候选人的哪些近亲属不能当工作人员", offered=Kin)
    # 选票和计票
    overvote_voids = models.CharField("一个职务选的人多于名额", max_length=7, choices=Voids)
    double_post_voids = models.CharField("同一人选了两个以上职务", max_length=7, choices=Voids)
    write_ins = models.BooleanField("可以另选他人")
    batch_ballots = models.PositiveSmallIntegerField("每批几张选票")
    keying_errors_per_1000 = models.PositiveSmallIntegerField("录入一千个记号可能错几个")
    # 结果
    turnout_all = ShareField("全体选民投票：参加多少才有效")
    turnout_household = ShareField("户代表投票：参加多少才有效")
    turnout_representative = ShareField("居民代表投票：参加多少才有效")
    turnout_applies_to = ChoicesField("哪几种投票要看参加人数", offered=Round)
    majority = ShareField("当选要参加投票人数的多少")
    run_off_share = ShareField("另行选举当选要参加投票人数的多少")
    min_filled = models.PositiveSmallIntegerField("选出几人以后可以不再选")
    leave_vacant = models.BooleanField("不足的名额可以暂缺")
    higher_post_counts_lower = models.BooleanField("高职低计")
    # 罢免、补选、职务终止
    recall_voters = ShareField("多少选民联名可以提出罢免")
    recall_representatives = ShareField("多少居民代表联名可以提出罢免")
    recall_days = models.PositiveSmallIntegerField("罢免要求提出后几天内表决")
    recall_turnout_representative = ShareField("居民代表表决罢免：参加多少才有效")
    recall_majority = ShareField("罢免要参加投票人数的多少")
    recall_bar_years = models.PositiveSmallIntegerField("没有通过，同样事由几年内不再表决")
    vacancy_members = models.PositiveSmallIntegerField("成员少于几人必须补选")
    vacancy_months = models.PositiveSmallIntegerField("必须补选的，几个月内补")
    unfit_in_a_row = models.PositiveSmallIntegerField("连续几次评议不称职职务终止（0：没有）")
    moving_ends_office = models.BooleanField("搬离本居民区职务终止")

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        db_table = "rulesets_rule_set"
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(based_on=None) | (~Q(reason="") & Q(made_by__isnull=False)),
                name="rule_set_copy_says_why",
                violation_error_message="请写为什么调整。",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("made_by")),
                name="rule_set_copy_two_people",
                violation_error_message="要由另一个人同意。",
            ),
            models.CheckConstraint(
                condition=Q(adult_age_years__gte=16, adult_age_years__lte=25),
                name="rule_set_age_sensible",
                violation_error_message="选民的年龄请看一下。",
            ),
            models.CheckConstraint(
                condition=Q(members_least__gte=1, members_least__lte=F("members_most"))
                & Q(members_most__lte=25, min_filled__lte=F("members_most")),
                name="rule_set_members_sensible",
                violation_error_message="居委会的人数请看一下：最少不能多于最多。",
            ),
            models.CheckConstraint(
                condition=Q(body_least__gte=3, body_least__lte=F("body_most"), body_most__lte=25),
                name="rule_set_body_sensible",
                violation_error_message="选举委员会的人数请看一下：至少 3 人，最少不能多于最多。",
            ),
            models.CheckConstraint(
                condition=Q(term_years__gte=1, term_years__lte=10),
                name="rule_set_term_sensible",
                violation_error_message="任期请写 1 到 10 年。",
            ),
            models.CheckConstraint(
                condition=Q(batch_ballots__gte=10, batch_ballots__lte=200),
                name="rule_set_batch_sensible",
                violation_error_message="每批请写 10 到 200 张。",
            ),
            models.CheckConstraint(
                condition=Q(proxy_limit__lte=10, mobile_tellers__gte=1, mobile_tellers__lte=9),
                name="rule_set_polling_sensible",
                violation_error_message="委托和流动票箱的人数请看一下。",
            ),
            models.CheckConstraint(
                condition=_at_most(LONGEST_PERIOD, *(n for n in FIELDS if "_days" in n)),
                name="rule_set_days_within_a_year",
                violation_error_message="日程里的天数不能超过一年。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_law(self) -> bool:
        return self.based_on_id is None

    @property
    def is_usable(self) -> bool:
        """May an election open with it? A law may; a copy once a second person agreed."""
        return self.is_law or self.agreed_by_id is not None

    def values(self) -> dict[str, Any]:
        """Every parameter by its name; lists as the tuples `Rules` holds."""
        found = {name: getattr(self, name) for name in FIELDS}
        return {name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}

    def rules(self) -> Rules:
        """The set as the value on which every calculation works."""
        return Rules(**self.values())


class RuleSource(models.Model):
    """Where one parameter of one set comes from.

    Not confirmed: no text was read; the page says 「以街道选举指导组口径为准」 (DOMAIN §10).
    """

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="sources")
    field = models.CharField("参数", max_length=40)
    article = models.CharField("依据", max_length=120)
    words = models.CharField("大意", max_length=200, blank=True)
    confirmed = models.BooleanField("读过原文", default=False)

    objects = RuleSourceQuerySet.as_manager()

    class Meta:
        db_table = "rulesets_rule_source"
        ordering = ("rule_set", "pk")
        constraints = [
            models.UniqueConstraint(fields=("rule_set", "field"), name="rule_source_once"),
        ]
