import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import elections.rulesets.fields
from jiedao.common.migrations import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="RuleSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.SlugField(max_length=24, unique=True, verbose_name="代号")),
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="名称")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="为什么调整"),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="什么时候"),
                        ),
                        (
                            "sealed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="什么时候用上的"
                            ),
                        ),
                        (
                            "adult_age_years",
                            models.PositiveSmallIntegerField(verbose_name="选举日满几岁"),
                        ),
                        (
                            "habitual_residents",
                            models.BooleanField(verbose_name="经常居住、没有本地户口的人可以登记"),
                        ),
                        (
                            "worker_months",
                            models.PositiveSmallIntegerField(
                                verbose_name="社区工作者工作满几个月可以登记（0：不可以）"
                            ),
                        ),
                        (
                            "body_least",
                            models.PositiveSmallIntegerField(verbose_name="选举委员会最少几人"),
                        ),
                        (
                            "body_most",
                            models.PositiveSmallIntegerField(verbose_name="选举委员会最多几人"),
                        ),
                        (
                            "body_kin_leaves",
                            models.BooleanField(
                                verbose_name="近亲属成为候选人，选举委员会成员也退出"
                            ),
                        ),
                        (
                            "members_least",
                            models.PositiveSmallIntegerField(verbose_name="居委会最少几人"),
                        ),
                        (
                            "members_most",
                            models.PositiveSmallIntegerField(verbose_name="居委会最多几人"),
                        ),
                        ("woman_required", models.BooleanField(verbose_name="至少一名女性")),
                        (
                            "kin_kinds",
                            elections.rulesets.fields.ChoicesField(
                                verbose_name="哪些近亲属不能同时当选"
                            ),
                        ),
                        ("term_years", models.PositiveSmallIntegerField(verbose_name="任期几年")),
                        (
                            "body_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="选举委员会产生：选举日前几天"
                            ),
                        ),
                        (
                            "first_notice_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="第一号公告：选举日前几天"
                            ),
                        ),
                        (
                            "registration_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="选民登记开始：选举日前几天"
                            ),
                        ),
                        (
                            "registration_days",
                            models.PositiveSmallIntegerField(verbose_name="选民登记几天"),
                        ),
                        (
                            "roll_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="公布选民名单：至少选举日前几天"
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="名单公布后几天内可以提出异议"
                            ),
                        ),
                        (
                            "decision_days",
                            models.PositiveSmallIntegerField(verbose_name="收到异议后几天内答复"),
                        ),
                        (
                            "nomination_days_before",
                            models.PositiveSmallIntegerField(verbose_name="提名开始：选举日前几天"),
                        ),
                        (
                            "qualification_days_before",
                            models.PositiveSmallIntegerField(verbose_name="资格联审：选举日前几天"),
                        ),
                        (
                            "self_nomination_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="自荐截止：至少选举日前几天"
                            ),
                        ),
                        (
                            "candidates_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="公布正式候选人：至少选举日前几天"
                            ),
                        ),
                        (
                            "withdrawal_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="候选人退出截止：至少选举日前几天"
                            ),
                        ),
                        (
                            "poll_notice_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="公布投票时间、地点、工作人员：至少选举日前几天"
                            ),
                        ),
                        (
                            "invalid_rules_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="公布无效票认定规则：至少选举日前几天"
                            ),
                        ),
                        (
                            "run_off_days",
                            models.PositiveSmallIntegerField(verbose_name="另行选举：几天内"),
                        ),
                        (
                            "rerun_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="选举无效后重新选举：几天内"
                            ),
                        ),
                        (
                            "seals_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="交印章：几天内（0：当天）"
                            ),
                        ),
                        (
                            "handover_days",
                            models.PositiveSmallIntegerField(verbose_name="工作移交：几天内"),
                        ),
                        (
                            "complaint_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="对选举的举报：几天内书面答复"
                            ),
                        ),
                        (
                            "nomination_backers",
                            models.PositiveSmallIntegerField(verbose_name="联名提名至少几人"),
                        ),
                        ("contested", models.BooleanField(verbose_name="差额选举")),
                        (
                            "candidate_order",
                            models.CharField(
                                choices=[
                                    ("votes", "提名得票多少"),
                                    ("strokes", "姓氏笔画"),
                                    ("lot", "抽签"),
                                ],
                                max_length=7,
                                verbose_name="候选人的顺序",
                            ),
                        ),
                        (
                            "proxy_limit",
                            models.PositiveSmallIntegerField(verbose_name="一人最多受几人委托"),
                        ),
                        ("proxy_kin_only", models.BooleanField(verbose_name="只能委托近亲属")),
                        (
                            "proxy_may_be_candidate",
                            models.BooleanField(verbose_name="候选人可以受委托"),
                        ),
                        (
                            "proxies_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="委托登记截止：至少选举日前几天"
                            ),
                        ),
                        (
                            "proxy_list_days_before",
                            models.PositiveSmallIntegerField(
                                verbose_name="公布委托名单：至少选举日前几天"
                            ),
                        ),
                        (
                            "mobile_tellers",
                            models.PositiveSmallIntegerField(
                                verbose_name="每只流动票箱至少几名工作人员"
                            ),
                        ),
                        (
                            "teller_kin_kinds",
                            elections.rulesets.fields.ChoicesField(
                                verbose_name="候选人的哪些近亲属不能当工作人员"
                            ),
                        ),
                        (
                            "overvote_voids",
                            models.CharField(
                                choices=[
                                    ("section", "这个职务的一栏无效"),
                                    ("ballot", "整张选票无效"),
                                ],
                                max_length=7,
                                verbose_name="一个职务选的人多于名额",
                            ),
                        ),
                        (
                            "double_post_voids",
                            models.CharField(
                                choices=[
                                    ("section", "这个职务的一栏无效"),
                                    ("ballot", "整张选票无效"),
                                ],
                                max_length=7,
                                verbose_name="同一人选了两个以上职务",
                            ),
                        ),
                        ("write_ins", models.BooleanField(verbose_name="可以另选他人")),
                        (
                            "batch_ballots",
                            models.PositiveSmallIntegerField(verbose_name="每批几张选票"),
                        ),
                        (
                            "keying_errors_per_1000",
                            models.PositiveSmallIntegerField(
                                verbose_name="录入一千个记号可能错几个"
                            ),
                        ),
                        (
                            "turnout_all",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="全体选民投票：参加多少才有效"
                            ),
                        ),
                        (
                            "turnout_household",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="户代表投票：参加多少才有效"
                            ),
                        ),
                        (
                            "turnout_representative",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="居民代表投票：参加多少才有效"
                            ),
                        ),
                        (
                            "turnout_applies_to",
                            elections.rulesets.fields.ChoicesField(
                                verbose_name="哪几种投票要看参加人数"
                            ),
                        ),
                        (
                            "majority",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="当选要参加投票人数的多少"
                            ),
                        ),
                        (
                            "run_off_share",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="另行选举当选要参加投票人数的多少"
                            ),
                        ),
                        (
                            "min_filled",
                            models.PositiveSmallIntegerField(verbose_name="选出几人以后可以不再选"),
                        ),
                        ("leave_vacant", models.BooleanField(verbose_name="不足的名额可以暂缺")),
                        ("higher_post_counts_lower", models.BooleanField(verbose_name="高职低计")),
                        (
                            "recall_voters",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="多少选民联名可以提出罢免"
                            ),
                        ),
                        (
                            "recall_representatives",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="多少居民代表联名可以提出罢免"
                            ),
                        ),
                        (
                            "recall_days",
                            models.PositiveSmallIntegerField(
                                verbose_name="罢免要求提出后几天内表决"
                            ),
                        ),
                        (
                            "recall_turnout_representative",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="居民代表表决罢免：参加多少才有效"
                            ),
                        ),
                        (
                            "recall_majority",
                            elections.rulesets.fields.ShareField(
                                max_length=16, verbose_name="罢免要参加投票人数的多少"
                            ),
                        ),
                        (
                            "recall_bar_years",
                            models.PositiveSmallIntegerField(
                                verbose_name="没有通过，同样事由几年内不再表决"
                            ),
                        ),
                        (
                            "vacancy_members",
                            models.PositiveSmallIntegerField(verbose_name="成员少于几人必须补选"),
                        ),
                        (
                            "vacancy_months",
                            models.PositiveSmallIntegerField(verbose_name="必须补选的，几个月内补"),
                        ),
                        (
                            "unfit_in_a_row",
                            models.PositiveSmallIntegerField(
                                verbose_name="连续几次评议不称职职务终止（0：没有）"
                            ),
                        ),
                        (
                            "moving_ends_office",
                            models.BooleanField(verbose_name="搬离本居民区职务终止"),
                        ),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="elections.ruleset",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "rulesets_rule_set",
                        "ordering": ("code",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("based_on", None),
                                    models.Q(
                                        models.Q(("reason", ""), _negated=True),
                                        ("made_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_set_copy_says_why",
                                violation_error_message="请写为什么调整。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("adult_age_years__gte", 16), ("adult_age_years__lte", 25)
                                ),
                                name="rule_set_age_sensible",
                                violation_error_message="选民的年龄请看一下。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("members_least__gte", 1),
                                    ("members_least__lte", models.F("members_most")),
                                    ("members_most__lte", 25),
                                    ("min_filled__lte", models.F("members_most")),
                                ),
                                name="rule_set_members_sensible",
                                violation_error_message="居委会的人数请看一下：最少不能多于最多。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("body_least__gte", 3),
                                    ("body_least__lte", models.F("body_most")),
                                    ("body_most__lte", 25),
                                ),
                                name="rule_set_body_sensible",
                                violation_error_message="选举委员会的人数请看一下：至少 3 人，最少不能多于最多。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("term_years__gte", 1), ("term_years__lte", 10)),
                                name="rule_set_term_sensible",
                                violation_error_message="任期请写 1 到 10 年。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("batch_ballots__gte", 10), ("batch_ballots__lte", 200)
                                ),
                                name="rule_set_batch_sensible",
                                violation_error_message="每批请写 10 到 200 张。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mobile_tellers__gte", 1),
                                    ("mobile_tellers__lte", 9),
                                    ("proxy_limit__lte", 10),
                                ),
                                name="rule_set_polling_sensible",
                                violation_error_message="委托和流动票箱的人数请看一下。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("body_days_before__lte", 366),
                                    ("candidates_days_before__lte", 366),
                                    ("complaint_days__lte", 366),
                                    ("decision_days__lte", 366),
                                    ("first_notice_days_before__lte", 366),
                                    ("handover_days__lte", 366),
                                    ("invalid_rules_days_before__lte", 366),
                                    ("nomination_days_before__lte", 366),
                                    ("objection_days__lte", 366),
                                    ("poll_notice_days_before__lte", 366),
                                    ("proxies_days_before__lte", 366),
                                    ("proxy_list_days_before__lte", 366),
                                    ("qualification_days_before__lte", 366),
                                    ("recall_days__lte", 366),
                                    ("registration_days__lte", 366),
                                    ("registration_days_before__lte", 366),
                                    ("rerun_days__lte", 366),
                                    ("roll_days_before__lte", 366),
                                    ("run_off_days__lte", 366),
                                    ("seals_days__lte", 366),
                                    ("self_nomination_days_before__lte", 366),
                                    ("withdrawal_days_before__lte", 366),
                                ),
                                name="rule_set_days_within_a_year",
                                violation_error_message="日程里的天数不能超过一年。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("field", models.CharField(max_length=40, verbose_name="参数")),
                        ("article", models.CharField(max_length=120, verbose_name="依据")),
                        (
                            "words",
                            models.CharField(blank=True, max_length=200, verbose_name="大意"),
                        ),
                        ("confirmed", models.BooleanField(default=False, verbose_name="读过原文")),
                        (
                            "rule_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sources",
                                to="elections.ruleset",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "rulesets_rule_source",
                        "ordering": ("rule_set", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule_set", "field"), name="rule_source_once"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
