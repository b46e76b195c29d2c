"""Casework as of 0019, in one step: tables and first rows."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import jiedao.common.crypto
from casework.first_rows import seed
from jiedao.common.migrations import CreateModels
from jiedao.common.search import gin_index_operation

ID = (
    "id",
    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
)
TABLES = [
    migrations.CreateModel(
        name="Aid",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "removed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="撤销时间"
                ),
            ),
            (
                "removed_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="撤销人",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="aids",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("money", "现金"), ("goods", "物品"), ("service", "上门服务")],
                    max_length=8,
                    verbose_name="给什么",
                ),
            ),
            ("what", models.CharField(max_length=60, verbose_name="名称")),
            ("fen", models.BigIntegerField(default=0, help_text="分", verbose_name="每户金额")),
            (
                "fund",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="aids",
                    to="casework.fund",
                ),
            ),
            ("on", models.DateField(verbose_name="哪天")),
            (
                "case",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="aids",
                    to="casework.case",
                ),
            ),
            (
                "given_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("urgent", models.BooleanField(default=False, verbose_name="急，先帮后补")),
            ("two_people", models.BooleanField(default=False)),
            (
                "decision",
                models.CharField(
                    choices=[
                        ("free", "不用批"),
                        ("waiting", "等批准"),
                        ("approved", "已批准"),
                        ("refused", "没批准"),
                    ],
                    default="free",
                    max_length=8,
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            ("decided_why", models.CharField(blank=True, max_length=120, verbose_name="为什么")),
        ],
        options={
            "db_table": "aid_aid",
            "ordering": ("-on", "-pk"),
            "indexes": [
                models.Index(fields=["committee", "-on", "-id"], name="aid_newest"),
                models.Index(
                    condition=models.Q(("decision", "waiting"), ("removed_at__isnull", True)),
                    fields=["committee"],
                    name="aid_waiting",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("fen__gt", 0),
                        models.Q(("fen", 0), models.Q(("kind", "money"), _negated=True)),
                        _connector="OR",
                    ),
                    name="aid_money_has_amount",
                    violation_error_message="给现金，请写金额。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "money"), _negated=True),
                        ("two_people", True),
                        _connector="OR",
                    ),
                    name="aid_money_needs_two",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decision", "free"), ("two_people", False)),
                        models.Q(
                            ("decided_by__isnull", True),
                            ("decision", "waiting"),
                            ("two_people", True),
                        ),
                        models.Q(
                            ("decision__in", ["approved", "refused"]),
                            ("two_people", True),
                            ("decided_at__isnull", False),
                            ("decided_by__isnull", False),
                            models.Q(("decided_by", models.F("written_by")), _negated=True),
                            models.Q(("decided_by", models.F("given_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="aid_two_people",
                    violation_error_message="钱和贵重的物品，要由另一个人批准。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseNotice",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="notices",
                    to="casework.case",
                ),
            ),
            (
                "notice",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.notice",
                ),
            ),
        ],
        options={
            "db_table": "aid_case_notice",
        },
    ),
    migrations.CreateModel(
        name="Fund",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            ("name", models.CharField(max_length=24, unique=True, verbose_name="来源")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
            ("enabled", models.BooleanField(default=True, verbose_name="在用")),
        ],
        options={
            "db_table": "aid_fund",
            "ordering": ("order", "pk"),
        },
    ),
    migrations.CreateModel(
        name="AidLine",
        fields=[
            ID,
            (
                "aid",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="lines",
                    to="casework.aid",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="aid_lines",
                    to="committees.household",
                ),
            ),
            ("who", models.CharField(blank=True, max_length=60, verbose_name="给谁")),
            (
                "again_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么再帮一次"),
            ),
            ("signed_on", models.DateField(blank=True, null=True, verbose_name="签收那天")),
            ("signed_by", models.CharField(blank=True, max_length=40, verbose_name="谁签的")),
        ],
        options={
            "db_table": "aid_line",
            "ordering": ("pk",),
            "constraints": [
                models.UniqueConstraint(
                    fields=("aid", "household"),
                    name="aid_line_household_once",
                    violation_error_message="这一户已经在这张单子上了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("household__isnull", False),
                        models.Q(("who", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="aid_line_says_who",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("signed_on__isnull", True),
                        models.Q(("signed_by", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="aid_line_signed_by_somebody",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AidPaper",
        fields=[
            ID,
            (
                "removed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="撤销时间"
                ),
            ),
            (
                "removed_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="撤销人",
                ),
            ),
            (
                "aid",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="papers",
                    to="casework.aid",
                ),
            ),
            (
                "file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
            (
                "removed_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么去掉"),
            ),
        ],
        options={
            "db_table": "aid_paper",
        },
    ),
    migrations.CreateModel(
        name="AidRule",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "goods_limit",
                models.BigIntegerField(
                    default=20000, help_text="分", verbose_name="物品超过多少要两个人"
                ),
            ),
        ],
        options={
            "db_table": "aid_rule",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("goods_limit__gte", 0)), name="aid_rule_limit_real"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Callback",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="callbacks",
                    to="casework.case",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            (
                "round",
                models.CharField(
                    choices=[
                        ("closing", "办结前"),
                        ("recheck", "四周后再问"),
                        ("own", "居民自己说"),
                    ],
                    max_length=8,
                    verbose_name="哪一次",
                ),
            ),
            ("of_closing", models.DateTimeField(null=True)),
            ("wanted_on", models.DateField(verbose_name="哪天前问")),
            (
                "worker",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="问了几次")),
            ("done_at", models.DateTimeField(null=True)),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "way",
                models.CharField(
                    blank=True,
                    choices=[
                        ("phone", "打电话"),
                        ("desk", "来居委会"),
                        ("door", "上门"),
                        ("own", "居民自己在网上写"),
                        ("short", "当面或电话"),
                    ],
                    max_length=6,
                    verbose_name="怎么问的",
                ),
            ),
            ("reached", models.BooleanField(null=True, verbose_name="联系上了")),
            ("solved", models.BooleanField(null=True, verbose_name="解决了")),
            (
                "grade",
                models.PositiveSmallIntegerField(
                    choices=[
                        (5, "非常满意"),
                        (4, "满意"),
                        (3, "基本满意"),
                        (2, "不满意"),
                        (1, "非常不满意"),
                    ],
                    null=True,
                    verbose_name="满意吗",
                ),
            ),
            (
                "reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("open", "事情没解决"),
                        ("half", "只办了一半"),
                        ("back", "又出现了"),
                        ("promise", "答应的没做到"),
                        ("slow", "办得太慢"),
                        ("manner", "态度不好"),
                        ("policy", "按政策办不了"),
                        ("other", "别的原因"),
                    ],
                    max_length=8,
                    verbose_name="哪里不满意",
                ),
            ),
            ("said", models.TextField(blank=True, max_length=1000, verbose_name="居民怎么说")),
            ("reopened", models.BooleanField(default=False, verbose_name="又在办了")),
            ("counts", models.BooleanField(default=False)),
        ],
        options={
            "db_table": "callbacks_callback",
            "ordering": ("-done_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("counts", True)),
                    fields=["committee", "done_at"],
                    name="callback_counted",
                ),
                models.Index(
                    condition=models.Q(("counts", True)), fields=["done_at"], name="callback_by_day"
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("round__in", ["recheck", "own"])),
                    fields=("case", "of_closing", "round"),
                    name="callback_once_of_a_closing",
                    violation_error_message="这次办结已经问过了。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("done_at__isnull", True)),
                    fields=("case", "round"),
                    name="callback_one_waiting",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("by__isnull", True),
                        ("worker__isnull", True),
                        models.Q(("by", models.F("worker")), _negated=True),
                        _connector="OR",
                    ),
                    name="callback_by_another",
                    violation_error_message="要由另一个人来回访。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("done_at__isnull", True), ("reached__isnull", True)),
                        models.Q(("done_at__isnull", False), ("reached__isnull", False)),
                        _connector="OR",
                    ),
                    name="callback_done_has_result",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("grade__gte", 1),
                            ("grade__lte", 5),
                            ("reached", True),
                            ("solved__isnull", False),
                        ),
                        models.Q(("grade__isnull", True), ("solved__isnull", True)),
                        _connector="OR",
                    ),
                    name="callback_answer_of_somebody_reached",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("done_at__isnull", True),
                        ("by__isnull", False),
                        ("way", "own"),
                        _connector="OR",
                    ),
                    name="callback_says_who_asked",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Case",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "removed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="撤销时间"
                ),
            ),
            (
                "removed_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="撤销人",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="cases",
                    to="committees.committee",
                ),
            ),
            ("year", models.PositiveSmallIntegerField()),
            ("number", models.PositiveIntegerField()),
            ("title", models.CharField(max_length=60, verbose_name="什么事")),
            ("text", models.TextField(blank=True, max_length=2000, verbose_name="要解决什么")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("hardship", "困难"),
                        ("issue", "居民反映"),
                        ("dispute", "纠纷"),
                        ("advice", "咨询"),
                        ("proposal", "建议"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            ("cares", models.JSONField(blank=True, default=list, verbose_name="帮扶类别")),
            (
                "urgency",
                models.CharField(
                    choices=[("normal", "一般"), ("urgent", "紧急"), ("danger", "危急")],
                    default="normal",
                    max_length=8,
                    verbose_name="急不急",
                ),
            ),
            ("level", models.PositiveSmallIntegerField(default=4, verbose_name="等级")),
            ("harm", models.BooleanField(default=False, verbose_name="可能有孩子受到伤害")),
            ("money", models.BooleanField(default=False, verbose_name="涉及钱物")),
            ("minor", models.BooleanField(default=False, verbose_name="涉及未成年人")),
            ("private", models.BooleanField(default=False, verbose_name="只给指定的人看")),
            (
                "source",
                models.CharField(
                    choices=[
                        ("desk", "来访"),
                        ("phone", "来电"),
                        ("visit", "走访"),
                        ("patrol", "巡查"),
                        ("meeting", "会议"),
                        ("partner", "合作单位"),
                        ("hotline", "12345"),
                    ],
                    default="desk",
                    max_length=10,
                    verbose_name="从哪里来",
                ),
            ),
            (
                "entry",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="cases",
                    to="casework.logentry",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="cases",
                    to="committees.household",
                ),
            ),
            ("ticket", models.CharField(blank=True, max_length=40, verbose_name="12345 工单号")),
            ("on_behalf_of", models.CharField(blank=True, max_length=40, verbose_name="替谁记的")),
            ("place", models.CharField(blank=True, max_length=60, verbose_name="哪里")),
            ("who", models.CharField(blank=True, max_length=60, verbose_name="谁反映的")),
            ("phone", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="电话")),
            ("phone_tail", models.CharField(blank=True, editable=False, max_length=32)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("new", "待处理"),
                        ("working", "在办"),
                        ("waiting", "等回复"),
                        ("followed_up", "已回访"),
                        ("closed", "已办结"),
                    ],
                    default="new",
                    max_length=12,
                ),
            ),
            (
                "owner",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="owned_cases",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "offered_to",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "offered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answer_by", models.DateTimeField(blank=True, null=True, verbose_name="答复期限")),
            ("waiting_for", models.CharField(blank=True, max_length=40, verbose_name="等谁")),
            ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "opened_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("due_on", models.DateField(verbose_name="期限")),
            (
                "due_days",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="几个工作日"),
            ),
            ("due_why", models.TextField(blank=True, verbose_name="为什么是这天")),
            (
                "closing_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            (
                "closed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("outcome", models.TextField(blank=True, max_length=1000, verbose_name="怎么办好的")),
            (
                "evidence",
                models.TextField(blank=True, max_length=500, verbose_name="凭什么说办好了"),
            ),
            ("tokens", models.TextField(blank=True, editable=False)),
        ],
        options={
            "db_table": "cases_case",
            "ordering": ("-opened_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(
                        ("removed_at__isnull", True),
                        ("state__in", ["new", "working", "waiting", "followed_up"]),
                    ),
                    fields=["committee", "due_on", "id"],
                    name="case_open_by_due",
                ),
                models.Index(
                    condition=models.Q(
                        ("removed_at__isnull", True),
                        ("state__in", ["new", "working", "waiting", "followed_up"]),
                    ),
                    fields=["owner", "due_on", "id"],
                    name="case_open_by_owner",
                ),
                models.Index(
                    condition=models.Q(("removed_at__isnull", True), ("state", "closed")),
                    fields=["committee", "-closed_at", "-id"],
                    name="case_closed_newest",
                ),
                models.Index(
                    condition=models.Q(("removed_at__isnull", True)),
                    fields=["opened_at", "id"],
                    name="case_opened_by_day",
                ),
                models.Index(
                    condition=models.Q(("removed_at__isnull", True), ("state", "closed")),
                    fields=["closed_at", "id"],
                    name="case_closed_by_day",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("committee", "year", "number"), name="case_number_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        ("closed_at__isnull", False),
                        _connector="OR",
                    ),
                    name="case_closed_has_instant",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        models.Q(
                            models.Q(("kind", "hardship"), _negated=True),
                            ("harm", False),
                            ("level__gt", 2),
                            ("minor", False),
                            ("money", False),
                        ),
                        models.Q(
                            models.Q(("closed_by", models.F("closing_by")), _negated=True),
                            ("closed_by__isnull", False),
                            ("closing_by__isnull", False),
                            models.Q(("evidence", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="case_hardship_two_people_and_evidence",
                    violation_error_message="困难、涉及钱物、涉及未成年人和一、二级的事项要有依据，并由另一个人确认办结。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("level__gte", 1), ("level__lte", 4)), name="case_level_real"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "hardship"), _negated=True),
                        models.Q(("cares", []), _negated=True),
                        _connector="OR",
                    ),
                    name="case_hardship_has_care",
                    violation_error_message="困难事项请选帮扶类别。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("offered_to__isnull", False),
                        models.Q(("answer_by__isnull", True), ("offered_by__isnull", True)),
                        _connector="OR",
                    ),
                    name="case_answer_only_of_an_offer",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("offered_to__isnull", True),
                        models.Q(("offered_to", models.F("owner")), _negated=True),
                        _connector="OR",
                    ),
                    name="case_offered_to_somebody_else",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseEvent",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="events",
                    to="casework.case",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("opened", "登记"),
                        ("progress", "进展"),
                        ("contact", "联系了居民"),
                        ("reply", "居民来说"),
                        ("offered", "交给别人"),
                        ("accepted", "接下了"),
                        ("declined", "退回"),
                        ("withdrawn", "收回"),
                        ("waiting", "等回复"),
                        ("followed_up", "回访"),
                        ("closing", "请人确认办结"),
                        ("closed", "办结"),
                        ("reopened", "重新办"),
                        ("deadline", "改期限"),
                        ("paused", "暂停"),
                        ("resumed", "接着办"),
                        ("level", "定等级"),
                        ("reported", "报告"),
                        ("told_up", "超时提醒"),
                        ("recounted", "期限重新算"),
                    ],
                    max_length=12,
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "to",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("text", models.TextField(blank=True, max_length=2000)),
        ],
        options={
            "db_table": "cases_event",
            "ordering": ("-at", "-pk"),
            "indexes": [models.Index(fields=["case", "-at", "-id"], name="case_event_newest")],
        },
    ),
    migrations.CreateModel(
        name="CasePhoto",
        fields=[
            ID,
            (
                "removed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="撤销时间"
                ),
            ),
            (
                "removed_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="撤销人",
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="photos",
                    to="casework.case",
                ),
            ),
            (
                "event",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="photos",
                    to="casework.caseevent",
                ),
            ),
            (
                "file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
            (
                "removed_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么去掉"),
            ),
        ],
        options={
            "db_table": "cases_photo",
        },
    ),
    migrations.CreateModel(
        name="CaseReader",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="readers",
                    to="casework.case",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ("until", models.DateTimeField(blank=True, null=True)),
            ("why", models.CharField(blank=True, max_length=200, verbose_name="为什么要看")),
        ],
        options={
            "db_table": "cases_reader",
            "ordering": ("-at", "-pk"),
            "indexes": [models.Index(fields=["user", "case"], name="case_reader_of_user")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True)),
                    fields=("case", "user"),
                    name="case_reader_listed_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("by", models.F("user")), _negated=True),
                        models.Q(("why", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="case_reader_own_word_has_reason",
                    violation_error_message="请写“为什么要看”。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseRule",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "answer_hours",
                models.PositiveSmallIntegerField(
                    default=24, verbose_name="交给别人，几个工作小时内答复"
                ),
            ),
        ],
        options={
            "db_table": "cases_rule",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("answer_hours__gte", 1), ("answer_hours__lte", 120)),
                    name="case_rule_answer_hours_real",
                    violation_error_message="请写 1 到 120 之间的小时数。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseTopic",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="topics",
                    to="casework.case",
                ),
            ),
            (
                "topic",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.topic",
                ),
            ),
            (
                "raised_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "cases_topic",
            "ordering": ("-raised_at", "-pk"),
        },
    ),
    migrations.CreateModel(
        name="DoorRecord",
        fields=[
            (
                "household",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    primary_key=True,
                    related_name="door",
                    serialize=False,
                    to="committees.household",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            ("last_met_on", models.DateField(blank=True, null=True, verbose_name="上次见到")),
            ("last_tried_on", models.DateField(blank=True, null=True, verbose_name="上次去")),
            ("ever_met", models.BooleanField(default=False, editable=False)),
            (
                "visit_days",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="几天走访一次"
                ),
            ),
            ("next_visit_on", models.DateField(blank=True, null=True, verbose_name="下次走访")),
        ],
        options={
            "db_table": "doors_door",
            "indexes": [
                models.Index(
                    condition=models.Q(("next_visit_on__isnull", False)),
                    fields=["committee", "ever_met", "next_visit_on", "household"],
                    name="door_to_visit",
                ),
                models.Index(fields=["committee", "last_met_on"], name="door_last_met"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ever_met", False), ("last_met_on__isnull", True)),
                        models.Q(
                            ("ever_met", True),
                            ("last_met_on__isnull", False),
                            ("last_tried_on__gte", models.F("last_met_on")),
                        ),
                        _connector="OR",
                    ),
                    name="door_met_after_trying",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("next_visit_on__isnull", True), ("visit_days__isnull", True)),
                        models.Q(("next_visit_on__isnull", False), ("visit_days__isnull", False)),
                        _connector="OR",
                    ),
                    name="door_plan_has_day",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DayReport",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="day_reports",
                    to="committees.committee",
                ),
            ),
            ("day", models.DateField()),
            ("quiet", models.BooleanField()),
            ("text", models.CharField(blank=True, max_length=200, verbose_name="什么情况")),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "duty_day_report",
            "constraints": [
                models.UniqueConstraint(fields=("committee", "day"), name="day_report_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="HandoverPoint",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="handover_points",
                    to="committees.committee",
                ),
            ),
            (
                "left_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("left_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "from_shift",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="left_points",
                    to="casework.shift",
                ),
            ),
            ("text", models.CharField(max_length=200, verbose_name="没办完的事")),
            (
                "taken_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("taken_at", models.DateTimeField(blank=True, null=True)),
            ("settled_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "duty_handover_point",
            "ordering": ("-left_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("settled_at__isnull", True)),
                    fields=["committee", "left_at"],
                    name="handover_open",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Leave",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="leaves",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("since", models.DateField(verbose_name="从")),
            ("until", models.DateField(verbose_name="到（含当天）")),
            ("reason", models.CharField(blank=True, max_length=60, verbose_name="原因")),
        ],
        options={
            "db_table": "duty_leave",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("until__gte", models.F("since"))),
                    name="leave_ends_after_start",
                    violation_error_message="结束日期不能早于开始日期。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Rota",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="rotas",
                    to="committees.committee",
                ),
            ),
            ("month", models.DateField(help_text="当月 1 日", verbose_name="月份")),
            (
                "state",
                models.CharField(
                    choices=[("draft", "草稿"), ("published", "已公布")],
                    default="draft",
                    max_length=10,
                ),
            ),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            (
                "published_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "duty_rota",
            "constraints": [
                models.UniqueConstraint(fields=("committee", "month"), name="rota_one_a_month"),
                models.CheckConstraint(
                    condition=models.Q(("month__day", 1)), name="rota_month_is_its_first_day"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RotaMember",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="rota_members",
                    to="committees.committee",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="轮到的顺序")),
            ("no_nights", models.BooleanField(default=False, verbose_name="不排夜间")),
            ("may_lead", models.BooleanField(default=False, verbose_name="可以带班")),
            ("spared", models.BooleanField(default=False, verbose_name="年纪大，照顾")),
            ("since", models.DateField(default=django.utils.timezone.localdate)),
            ("until", models.DateField(blank=True, null=True)),
        ],
        options={
            "db_table": "duty_rota_member",
            "ordering": ("committee", "order", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("committee", "person"), name="rota_member_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Shift",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="shifts",
                    to="committees.committee",
                ),
            ),
            (
                "rota",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="shifts",
                    to="casework.rota",
                ),
            ),
            ("day", models.DateField()),
            (
                "slot",
                models.CharField(
                    choices=[
                        ("morning", "上午"),
                        ("afternoon", "下午"),
                        ("off_peak", "错时"),
                        ("night", "夜间"),
                        ("holiday", "节假日"),
                    ],
                    max_length=10,
                ),
            ),
            ("seat", models.PositiveSmallIntegerField(default=1)),
            ("starts_at", models.DateTimeField()),
            ("ends_at", models.DateTimeField()),
            (
                "person",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="shifts",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "lead",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("checked_in_at", models.DateTimeField(blank=True, null=True)),
            (
                "checked_in_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("check_in_noted_at", models.DateTimeField(blank=True, null=True)),
            ("checked_out_at", models.DateTimeField(blank=True, null=True)),
            (
                "taken_over_from",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("taken_over_why", models.CharField(blank=True, max_length=80)),
        ],
        options={
            "db_table": "duty_shift",
            "ordering": ("starts_at", "seat", "pk"),
            "indexes": [
                models.Index(fields=["committee", "day", "starts_at"], name="shift_by_day"),
                models.Index(fields=["person", "starts_at"], name="shift_by_person"),
                models.Index(
                    fields=["ends_at", "committee", "checked_in_at", "starts_at"],
                    name="shift_ended",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("committee", "starts_at", "slot", "seat"), name="shift_seat_once"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("person__isnull", False)),
                    fields=("person", "starts_at"),
                    name="shift_nobody_twice_at_once",
                    violation_error_message="这个人同一时间已经有值班了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                    name="shift_ends_later",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("checked_out_at__isnull", True),
                        ("checked_in_at__isnull", False),
                        _connector="OR",
                    ),
                    name="shift_out_after_in",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("check_in_noted_at__isnull", True),
                        ("check_in_noted_at__gte", models.F("checked_in_at")),
                        _connector="OR",
                    ),
                    name="shift_noted_after_in",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SlotRule",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="slot_rules",
                    to="committees.committee",
                ),
            ),
            (
                "slot",
                models.CharField(
                    choices=[
                        ("morning", "上午"),
                        ("afternoon", "下午"),
                        ("off_peak", "错时"),
                        ("night", "夜间"),
                        ("holiday", "节假日"),
                    ],
                    max_length=10,
                    verbose_name="班次",
                ),
            ),
            ("starts", models.TimeField(verbose_name="开始")),
            ("ends", models.TimeField(help_text="不晚于开始的，算到第二天", verbose_name="结束")),
            ("on_workdays", models.BooleanField(default=True, verbose_name="工作日")),
            ("on_weekends", models.BooleanField(default=False, verbose_name="双休日")),
            ("on_festivals", models.BooleanField(default=False, verbose_name="节假日")),
            ("people", models.PositiveSmallIntegerField(default=1, verbose_name="几个人")),
            ("with_lead", models.BooleanField(default=False, verbose_name="要带班")),
            ("age_limit_applies", models.BooleanField(default=False, verbose_name="年纪大的不排")),
            ("enabled", models.BooleanField(default=True, verbose_name="在用")),
        ],
        options={
            "db_table": "duty_slot_rule",
            "ordering": ("committee", "starts", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    django.db.models.functions.comparison.Coalesce("committee", 0),
                    models.F("slot"),
                    models.F("starts"),
                    name="slot_rule_once_each",
                ),
                models.CheckConstraint(
                    condition=models.Q(("people__gte", 1), ("people__lte", 4)),
                    name="slot_rule_people_real",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Swap",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="swaps",
                    to="committees.committee",
                ),
            ),
            (
                "shift",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="swaps",
                    to="casework.shift",
                ),
            ),
            (
                "in_return",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="casework.shift",
                ),
            ),
            (
                "giver",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "taker",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=80, verbose_name="原因")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("asked", "等对方答复"),
                        ("agreed", "等主任同意"),
                        ("done", "已换好"),
                        ("declined", "不方便"),
                        ("refused", "主任没同意"),
                        ("withdrawn", "已取消"),
                    ],
                    default="asked",
                    max_length=10,
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_why", models.CharField(blank=True, max_length=80)),
        ],
        options={
            "db_table": "duty_swap",
            "ordering": ("-asked_at", "-pk"),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["asked", "agreed"])),
                    fields=("shift",),
                    name="swap_one_open_a_shift",
                    violation_error_message="这一班已经有人在换了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("giver", models.F("taker")), _negated=True),
                    name="swap_two_people",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SwapRule",
        fields=[
            ID,
            (
                "committee",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="swap_rule",
                    to="committees.committee",
                ),
            ),
            (
                "approval",
                models.CharField(
                    choices=[
                        ("director", "要主任同意"),
                        ("elected", "要主任或者别的委员同意"),
                        ("none", "不用，对方答应就换好"),
                    ],
                    max_length=10,
                    verbose_name="换班要谁同意",
                ),
            ),
        ],
        options={
            "db_table": "duty_swap_rule",
            "constraints": [
                models.UniqueConstraint(
                    django.db.models.functions.comparison.Coalesce("committee", 0),
                    name="swap_rule_once_each",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Knock",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="knocks",
                    to="committees.committee",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="knocks",
                    to="committees.household",
                ),
            ),
            (
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.resident",
                ),
            ),
            ("knocked_on", models.DateField(verbose_name="哪天敲的门")),
            ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "opened_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "还没见到本人"),
                        ("seen", "见到本人"),
                        ("called_off", "不用找了"),
                        ("withdrawn", "已撤销"),
                    ],
                    default="open",
                    max_length=12,
                ),
            ),
            ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="什么时候见到的")),
            ("seen_by", models.CharField(blank=True, max_length=40, verbose_name="谁见到的")),
            ("words", models.CharField(blank=True, max_length=200, verbose_name="怎么样")),
            (
                "ended_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "knocks_knock",
            "ordering": ("-opened_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "open")),
                    fields=["committee", "opened_at", "id"],
                    name="knock_open",
                ),
                models.Index(fields=["committee", "-opened_at", "-id"], name="knock_newest_first"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "open")),
                    fields=("household",),
                    name="knock_one_open_a_door",
                    violation_error_message="这一户已经在找人了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", True),
                            ("state", "open"),
                        ),
                        models.Q(
                            models.Q(("state", "open"), _negated=True),
                            ("ended_at__isnull", False),
                            ("ended_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="knock_ends_by_somebody",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "seen"), _negated=True),
                        models.Q(
                            ("seen_at__isnull", False),
                            models.Q(("seen_by", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="knock_seen_says_who_when_how",
                    violation_error_message="请写谁见到的、什么时候、人怎么样。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "called_off"), _negated=True),
                        models.Q(("words", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="knock_called_off_in_words",
                    violation_error_message="请写怎么回事。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="KnockStep",
        fields=[
            ID,
            (
                "knock",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="steps",
                    to="casework.knock",
                ),
            ),
            (
                "rung",
                models.CharField(
                    choices=[
                        ("phone", "打本人和家里的电话"),
                        ("contact", "打紧急联系人"),
                        ("leader", "找楼组长"),
                        ("neighbour", "问邻居"),
                        ("property", "找物业"),
                        ("rescue", "打 110、120"),
                        ("other", "别的"),
                    ],
                    max_length=10,
                ),
            ),
            ("whom", models.CharField(blank=True, max_length=60, verbose_name="找谁")),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[("no_answer", "没人接"), ("reached", "打通了"), ("said", "说了")],
                    max_length=10,
                ),
            ),
            ("words", models.CharField(blank=True, max_length=200, verbose_name="怎么说")),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "knocks_step",
            "ordering": ("-at", "-pk"),
            "indexes": [models.Index(fields=["knock", "-at", "-id"], name="knock_step_newest")],
        },
    ),
    migrations.CreateModel(
        name="LogEntry",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "removed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="撤销时间"
                ),
            ),
            (
                "removed_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="撤销人",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="log_entries",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("visit", "居民来访"),
                        ("call", "接到电话"),
                        ("home", "上门走访"),
                        ("patrol", "小区巡查"),
                        ("incident", "突发情况"),
                    ],
                    max_length=8,
                    verbose_name="类别",
                ),
            ),
            ("happened_on", models.DateField(verbose_name="哪天的事")),
            ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("on_behalf_of", models.CharField(blank=True, max_length=40, verbose_name="替谁记的")),
            (
                "household",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="log_entries",
                    to="committees.household",
                ),
            ),
            ("who", models.CharField(blank=True, max_length=60, verbose_name="谁／哪里")),
            ("text", models.TextField(max_length=2000, verbose_name="什么事")),
            ("nobody_home", models.BooleanField(default=False, verbose_name="家里没人")),
            (
                "knock",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="entries",
                    to="casework.knock",
                ),
            ),
            ("settled", models.BooleanField(default=False, verbose_name="当场办结")),
            ("tokens", models.TextField(blank=True, editable=False)),
        ],
        options={
            "db_table": "log_entry",
            "ordering": ("-happened_on", "-pk"),
            "indexes": [
                models.Index(fields=["committee", "-happened_on", "-id"], name="log_newest_first"),
                models.Index(
                    condition=models.Q(("kind", "home"), ("removed_at__isnull", True)),
                    fields=["household", "-happened_on"],
                    name="log_home_visits",
                ),
                models.Index(
                    condition=models.Q(("kind", "home"), ("removed_at__isnull", True)),
                    fields=["happened_on", "committee"],
                    name="log_home_by_day",
                ),
                models.Index(
                    condition=models.Q(("removed_at__isnull", True)),
                    fields=["author", "-happened_on", "-id"],
                    name="log_newest_of_author",
                ),
                models.Index(
                    condition=models.Q(("knock__isnull", False)),
                    fields=["knock"],
                    name="log_of_knock",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="LogPhoto",
        fields=[
            ID,
            (
                "removed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="撤销时间"
                ),
            ),
            (
                "removed_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="撤销人",
                ),
            ),
            (
                "entry",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="photos",
                    to="casework.logentry",
                ),
            ),
            (
                "file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
            (
                "removed_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么去掉"),
            ),
        ],
        options={
            "db_table": "log_photo",
        },
    ),
    migrations.CreateModel(
        name="BuildingPlace",
        fields=[
            ID,
            (
                "building",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="place",
                    to="committees.building",
                ),
            ),
            (
                "lat",
                models.DecimalField(
                    decimal_places=6,
                    max_digits=8,
                    validators=[
                        django.core.validators.MinValueValidator(-90),
                        django.core.validators.MaxValueValidator(90),
                    ],
                    verbose_name="纬度",
                ),
            ),
            (
                "lng",
                models.DecimalField(
                    decimal_places=6,
                    max_digits=9,
                    validators=[
                        django.core.validators.MinValueValidator(-180),
                        django.core.validators.MaxValueValidator(180),
                    ],
                    verbose_name="经度",
                ),
            ),
        ],
        options={
            "db_table": "map_building_place",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("lat__gte", -90), ("lat__lte", 90), ("lng__gte", -180), ("lng__lte", 180)
                    ),
                    name="building_place_on_earth",
                    violation_error_message="纬度在 -90 到 90 之间，经度在 -180 到 180 之间。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="PlanStep",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="plan_steps",
                    to="casework.case",
                ),
            ),
            (
                "template",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="casework.plantemplate",
                ),
            ),
            ("text", models.CharField(max_length=80, verbose_name="做什么")),
            ("due_on", models.DateField(verbose_name="哪天前")),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField()),
            ("done_at", models.DateTimeField(null=True)),
            (
                "done_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("word", models.CharField(blank=True, max_length=200, verbose_name="做得怎么样")),
            ("dropped_at", models.DateTimeField(null=True)),
        ],
        options={
            "db_table": "plans_step",
            "ordering": ("due_on", "pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("done_at__isnull", True), ("dropped_at__isnull", True)),
                    fields=["case", "due_on"],
                    name="plan_step_to_do",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                        models.Q(
                            ("done_at__isnull", False),
                            ("done_by__isnull", False),
                            ("dropped_at__isnull", True),
                            models.Q(("word", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="plan_step_done_by_somebody_with_a_word",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("dropped_at__isnull", True),
                        models.Q(("word", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="plan_step_dropped_with_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PlanTemplate",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            ("key", models.SlugField(max_length=24, unique=True)),
            ("name", models.CharField(max_length=24, unique=True, verbose_name="名称")),
            (
                "care",
                models.CharField(
                    choices=[
                        ("elder", "养老"),
                        ("child", "扶幼"),
                        ("poverty", "济贫"),
                        ("hardship", "解困"),
                        ("disability", "助残"),
                    ],
                    max_length=10,
                    verbose_name="帮扶类别",
                ),
            ),
            ("source", models.CharField(blank=True, max_length=120, verbose_name="依据")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
            ("enabled", models.BooleanField(default=True, verbose_name="在用")),
        ],
        options={
            "db_table": "plans_template",
            "ordering": ("order", "pk"),
        },
    ),
    migrations.CreateModel(
        name="TemplateStep",
        fields=[
            ID,
            (
                "template",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="steps",
                    to="casework.plantemplate",
                ),
            ),
            ("days", models.PositiveSmallIntegerField(verbose_name="第几个工作日")),
            ("text", models.CharField(max_length=80, verbose_name="做什么")),
        ],
        options={
            "db_table": "plans_template_step",
            "ordering": ("days", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("days__lte", 250)),
                    name="plan_template_days_real",
                    violation_error_message="最多 250 个工作日。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Referral",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="referrals",
                    to="casework.case",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("help", "请他们帮忙，还是我们办"),
                        ("transfer", "转给他们办，我们配合"),
                    ],
                    max_length=8,
                    verbose_name="怎么请",
                ),
            ),
            (
                "department",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.department",
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            ("what", models.CharField(max_length=500, verbose_name="请他们做什么")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("sent", "等回复"),
                        ("accepted", "接下了"),
                        ("declined", "退回"),
                        ("settled", "办好了"),
                        ("called_back", "收回"),
                    ],
                    default="sent",
                    editable=False,
                    max_length=12,
                ),
            ),
            ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "sent_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answer_by", models.DateTimeField(verbose_name="答复期限")),
            ("answer", models.CharField(blank=True, max_length=500, verbose_name="答复")),
            ("said_by", models.CharField(blank=True, max_length=40, verbose_name="谁答复的")),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            (
                "answered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "referrals_referral",
            "ordering": ("-sent_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ["sent", "accepted"])),
                    fields=["answer_by", "id"],
                    name="referral_open_by_answer",
                ),
                models.Index(fields=["case", "-sent_at"], name="referral_of_case"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("department__isnull", True), ("body__isnull", True), _connector="OR"
                    ),
                    name="referral_to_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["accepted", "declined", "settled"]), _negated=True),
                        models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="referral_answer_has_instant",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "declined"), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="referral_declined_has_reason",
                    violation_error_message="退回请写原因。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="StandardText",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("hardship", "困难"),
                        ("issue", "居民反映"),
                        ("dispute", "纠纷"),
                        ("advice", "咨询"),
                        ("proposal", "建议"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("new", "待处理"),
                        ("working", "在办"),
                        ("waiting", "等回复"),
                        ("followed_up", "已回访"),
                        ("closed", "已办结"),
                    ],
                    max_length=12,
                    verbose_name="到哪一步",
                ),
            ),
            ("text", models.TextField(max_length=1000, verbose_name="怎么说")),
        ],
        options={
            "db_table": "replies_text",
            "ordering": ("kind", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("kind", "state"), name="standard_text_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="ReportAnswer",
        fields=[
            ID,
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="answers",
                    to="casework.workreport",
                ),
            ),
            (
                "reader",
                models.CharField(
                    choices=[("branch", "居民区党组织"), ("street", "街道")],
                    max_length=6,
                    verbose_name="谁回复",
                ),
            ),
            ("text", models.TextField(max_length=2000, verbose_name="回复")),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "reports_answer",
            "ordering": ("at", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("report", "reader"),
                    name="report_answer_once_a_reader",
                    violation_error_message="已经回复过了。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="WorkReport",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="work_reports",
                    to="committees.committee",
                ),
            ),
            ("first", models.DateField(verbose_name="从哪天")),
            ("last", models.DateField(verbose_name="到哪天")),
            ("title", models.CharField(max_length=60, verbose_name="标题")),
            ("text", models.TextField(max_length=20000, verbose_name="正文")),
            ("figures", models.JSONField(blank=True, default=list)),
            (
                "state",
                models.CharField(
                    choices=[("draft", "草稿"), ("sent", "等回复"), ("answered", "已回复")],
                    default="draft",
                    max_length=8,
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("sent_at", models.DateTimeField(null=True)),
            (
                "sent_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "reports_work_report",
            "ordering": ("-first", "-pk"),
            "indexes": [
                models.Index(fields=["committee", "-sent_at"], name="work_report_by_sending"),
                models.Index(
                    condition=models.Q(("state", "sent")),
                    fields=["sent_at"],
                    name="work_report_waiting",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("committee", "first", "last"),
                    name="work_report_once_a_span",
                    violation_error_message="这一段时间的汇报已经有了，请接着写那一份。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("last__gte", models.F("first"))),
                    name="work_report_span_real",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state", "draft"), ("sent_at__isnull", False), _connector="OR"
                    ),
                    name="work_report_sent_has_time",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Response",
        fields=[
            ID,
            (
                "case",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="response",
                    to="casework.case",
                ),
            ),
            (
                "level_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("unmatched", models.BooleanField(default=False)),
            ("chosen_on", models.DateField(blank=True, null=True)),
            ("chosen_at", models.DateTimeField(blank=True, null=True)),
            ("counted_on", models.DateField(blank=True, null=True)),
            ("help_first", models.BooleanField(default=False, verbose_name="先帮后补")),
        ],
        options={
            "db_table": "response_case",
        },
    ),
    migrations.CreateModel(
        name="CaseClock",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="clocks",
                    to="casework.case",
                ),
            ),
            (
                "clock",
                models.CharField(
                    choices=[
                        ("accept", "接下"),
                        ("contact", "联系居民"),
                        ("update", "说进展"),
                        ("solve", "办好"),
                    ],
                    max_length=8,
                    verbose_name="钟",
                ),
            ),
            ("started_at", models.DateTimeField()),
            ("due_at", models.DateTimeField()),
            ("first_due_at", models.DateTimeField()),
            ("serious_at", models.DateTimeField()),
            ("met_at", models.DateTimeField(blank=True, null=True)),
            ("times_late", models.PositiveSmallIntegerField(default=0)),
            ("words", models.TextField(blank=True)),
            ("escalate_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "response_clock",
            "indexes": [
                models.Index(
                    condition=models.Q(("met_at__isnull", True)),
                    fields=["due_at", "case"],
                    name="response_clock_running",
                ),
                models.Index(
                    condition=models.Q(("met_at__isnull", True)),
                    fields=["serious_at", "case"],
                    name="response_clock_serious",
                ),
                models.Index(
                    condition=models.Q(("escalate_at__isnull", False), ("met_at__isnull", True)),
                    fields=["escalate_at"],
                    name="response_clock_to_escalate",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("case", "clock"), name="response_clock_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Escalation",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="escalations",
                    to="casework.case",
                ),
            ),
            (
                "clock",
                models.CharField(
                    choices=[
                        ("accept", "接下"),
                        ("contact", "联系居民"),
                        ("update", "说进展"),
                        ("solve", "办好"),
                    ],
                    max_length=8,
                ),
            ),
            ("due_at", models.DateTimeField()),
            (
                "rank",
                models.PositiveSmallIntegerField(
                    choices=[
                        (1, "楼组长"),
                        (2, "办事的人"),
                        (3, "居委会主任"),
                        (4, "街道科室"),
                        (5, "街道领导"),
                    ]
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "response_escalation",
            "ordering": ("at", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("case", "clock", "due_at", "rank"), name="response_escalation_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="HarmReport",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="harm_reports",
                    to="casework.case",
                ),
            ),
            (
                "to",
                models.CharField(
                    choices=[
                        ("110", "公安 110"),
                        ("12345", "12345 热线"),
                        ("civil", "民政部门"),
                        ("school", "教育部门"),
                    ],
                    max_length=8,
                    verbose_name="报告给谁",
                ),
            ),
            ("at", models.DateTimeField(verbose_name="几点报告的")),
            ("said", models.CharField(blank=True, max_length=200, verbose_name="谁接的，怎么说")),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "response_harm_report",
            "ordering": ("at", "pk"),
        },
    ),
    migrations.CreateModel(
        name="ClockLevel",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "level",
                models.PositiveSmallIntegerField(
                    choices=[(1, "一级"), (2, "二级"), (3, "三级"), (4, "四级")],
                    unique=True,
                    verbose_name="等级",
                ),
            ),
            (
                "accept_amount",
                models.PositiveSmallIntegerField(
                    validators=[django.core.validators.MaxValueValidator(9999)], verbose_name="接下"
                ),
            ),
            (
                "accept_unit",
                models.CharField(
                    choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                    max_length=8,
                    verbose_name="单位",
                ),
            ),
            (
                "contact_amount",
                models.PositiveSmallIntegerField(
                    validators=[django.core.validators.MaxValueValidator(9999)],
                    verbose_name="联系居民",
                ),
            ),
            (
                "contact_unit",
                models.CharField(
                    choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                    max_length=8,
                    verbose_name="单位",
                ),
            ),
            (
                "update_amount",
                models.PositiveSmallIntegerField(
                    validators=[django.core.validators.MaxValueValidator(9999)],
                    verbose_name="说进展",
                ),
            ),
            (
                "update_unit",
                models.CharField(
                    choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                    max_length=8,
                    verbose_name="单位",
                ),
            ),
            (
                "solve_amount",
                models.PositiveSmallIntegerField(
                    validators=[django.core.validators.MaxValueValidator(9999)], verbose_name="办好"
                ),
            ),
            (
                "solve_unit",
                models.CharField(
                    choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                    max_length=8,
                    verbose_name="单位",
                ),
            ),
        ],
        options={
            "db_table": "response_level",
            "ordering": ("level",),
        },
    ),
    migrations.CreateModel(
        name="Pause",
        fields=[
            ID,
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="pauses",
                    to="casework.case",
                ),
            ),
            ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ("until", models.DateTimeField(verbose_name="到哪天")),
            ("reason", models.CharField(max_length=200, verbose_name="为什么")),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "response_pause",
            "ordering": ("since", "pk"),
            "indexes": [models.Index(fields=["case", "since"], name="response_pause_of_case")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("until__gt", models.F("since"))),
                    name="response_pause_has_end",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True),
                    name="response_pause_has_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ClockRule",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("hardship", "困难"),
                        ("issue", "居民反映"),
                        ("dispute", "纠纷"),
                        ("advice", "咨询"),
                        ("proposal", "建议"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            (
                "care",
                models.CharField(
                    blank=True,
                    choices=[
                        ("elder", "养老"),
                        ("child", "扶幼"),
                        ("poverty", "济贫"),
                        ("hardship", "解困"),
                        ("disability", "助残"),
                    ],
                    max_length=12,
                    verbose_name="帮扶类别",
                ),
            ),
            (
                "urgency",
                models.CharField(
                    blank=True,
                    choices=[("normal", "一般"), ("urgent", "紧急"), ("danger", "危急")],
                    max_length=8,
                    verbose_name="急不急",
                ),
            ),
            (
                "level",
                models.PositiveSmallIntegerField(
                    choices=[(1, "一级"), (2, "二级"), (3, "三级"), (4, "四级")],
                    verbose_name="等级",
                ),
            ),
            (
                "solve_days",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[django.core.validators.MaxValueValidator(120)],
                    verbose_name="几个工作日办好",
                ),
            ),
        ],
        options={
            "db_table": "response_rule",
            "ordering": ("level", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("kind", "care", "urgency"),
                    name="response_rule_once",
                    violation_error_message="这一种已经有规定了，请改原来那一条。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("level__gte", 1), ("level__lte", 4)),
                    name="response_rule_level_real",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Rung",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "level",
                models.PositiveSmallIntegerField(
                    choices=[(1, "一级"), (2, "二级"), (3, "三级"), (4, "四级")],
                    verbose_name="等级",
                ),
            ),
            (
                "clock",
                models.CharField(
                    choices=[
                        ("accept", "接下"),
                        ("contact", "联系居民"),
                        ("update", "说进展"),
                        ("solve", "办好"),
                    ],
                    max_length=8,
                    verbose_name="哪个期限",
                ),
            ),
            (
                "rank",
                models.PositiveSmallIntegerField(
                    choices=[
                        (1, "楼组长"),
                        (2, "办事的人"),
                        (3, "居委会主任"),
                        (4, "街道科室"),
                        (5, "街道领导"),
                    ],
                    verbose_name="告诉谁",
                ),
            ),
            (
                "amount",
                models.PositiveSmallIntegerField(
                    validators=[django.core.validators.MaxValueValidator(9999)],
                    verbose_name="过了多久",
                ),
            ),
            (
                "unit",
                models.CharField(
                    choices=[("minutes", "分钟"), ("hours", "工作小时"), ("days", "工作日")],
                    max_length=8,
                    verbose_name="单位",
                ),
            ),
        ],
        options={
            "db_table": "response_rung",
            "ordering": ("level", "clock", "rank"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("level", "clock", "rank"),
                    name="response_rung_once",
                    violation_error_message="这一级已经有了，请改原来那一条。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="SurveyPart",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="parts",
                    to="casework.surveyround",
                ),
            ),
            (
                "building",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="survey_parts",
                    to="committees.building",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="survey_parts",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "survey_part",
            "ordering": ("round", "building__order", "building_id"),
            "constraints": [
                models.UniqueConstraint(fields=("round", "building"), name="survey_building_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="SurveyRound",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="survey_rounds",
                    to="committees.committee",
                ),
            ),
            ("title", models.CharField(max_length=30, verbose_name="这一轮叫什么")),
            ("starts_on", models.DateField(verbose_name="从哪天")),
            ("ends_on", models.DateField(verbose_name="到哪天")),
            ("ask", models.CharField(blank=True, max_length=120, verbose_name="主要问什么")),
            (
                "created_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "survey_round",
            "ordering": ("-starts_on", "-pk"),
            "indexes": [
                models.Index(fields=["committee", "-starts_on", "-id"], name="survey_newest_first")
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                    name="survey_round_ends_after_it_began",
                    violation_error_message="“到哪天”不能早于“从哪天”。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="SurveyVisit",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="visits",
                    to="casework.surveyround",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="survey_visits",
                    to="committees.household",
                ),
            ),
            (
                "outcome",
                models.CharField(
                    choices=[("met", "见到了"), ("nobody", "没人"), ("refused", "不方便")],
                    max_length=8,
                    verbose_name="怎么样",
                ),
            ),
            ("needs", models.BooleanField(default=False, verbose_name="有需要")),
            (
                "entry",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="survey_visit",
                    to="casework.logentry",
                ),
            ),
        ],
        options={
            "db_table": "survey_visit",
            "ordering": ("round", "household", "pk"),
            "indexes": [models.Index(fields=["round", "household"], name="survey_visit_of_door")],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("casework", "0001_initial"),
        ("casework", "0002_search"),
        ("casework", "0003_log_indexes"),
        ("casework", "0004_duty"),
        ("casework", "0005_cases"),
        ("casework", "0006_reports"),
        ("casework", "0007_case_topic"),
        ("casework", "0008_case_level"),
        ("casework", "0009_knocks_doors"),
        ("casework", "0010_clocks_response"),
        ("casework", "0011_clocks_seed"),
        ("casework", "0012_help"),
        ("casework", "0013_help_seed"),
        ("casework", "0014_referrals_and_readers"),
        ("casework", "0016_surveys"),
        ("casework", "0017_case_who"),
        ("casework", "0018_clocks_and_doors"),
        ("casework", "0019_case_notice"),
    ]
    dependencies = [
        ("committees", "0001_squashed_0027"),
        ("meetings", "0001_squashed_0015"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(TABLES),
        gin_index_operation("log_entry", "tokens", "log_entry_by_words"),
        gin_index_operation("cases_case", "tokens", "case_by_words"),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
