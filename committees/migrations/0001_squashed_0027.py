"""The ground floor as of 0027, in one step: tables, what PostgreSQL guards, first rows."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import committees.people.models
import jiedao.common.crypto
import jiedao.common.keys
from committees.first_rows import seed
from jiedao.common.migrations import CreateModels, PostgresSQL
from jiedao.common.search import gin_index_operation

ID = (
    "id",
    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
)
TABLES = [
    migrations.CreateModel(
        name="SpecialDay",
        fields=[
            ID,
            ("day", models.DateField(unique=True, verbose_name="日期")),
            (
                "kind",
                models.CharField(
                    choices=[("rest", "休息"), ("work", "上班（调休）")],
                    max_length=4,
                    verbose_name="类别",
                ),
            ),
            ("name", models.CharField(max_length=20, verbose_name="节日")),
        ],
        options={
            "db_table": "calendar_special_day",
            "ordering": ("day",),
        },
    ),
    migrations.CreateModel(
        name="Consent",
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
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="consents",
                    to="committees.resident",
                ),
            ),
            (
                "purpose",
                models.CharField(
                    choices=[
                        ("register", "居民登记"),
                        ("care", "走访关爱"),
                        ("health", "健康情况"),
                        ("child", "未满十四周岁儿童的资料"),
                        ("contact", "留紧急联系人"),
                        ("share", "把门牌和电话告诉来办事的人"),
                    ],
                    max_length=10,
                    verbose_name="同意什么",
                ),
            ),
            (
                "ground",
                models.CharField(
                    choices=[
                        ("consent", "本人同意"),
                        ("guardian", "监护人同意"),
                        ("duty", "法定职责"),
                        ("life", "紧急情况下保护生命健康"),
                    ],
                    default="consent",
                    max_length=10,
                    verbose_name="依据",
                ),
            ),
            (
                "answer",
                models.CharField(
                    choices=[("given", "同意"), ("refused", "不同意")],
                    default="given",
                    max_length=8,
                    verbose_name="答复",
                ),
            ),
            ("given_by", models.CharField(blank=True, max_length=60, verbose_name="谁答复的")),
            ("on", models.DateField(verbose_name="哪天")),
            ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
            ("paper", models.CharField(blank=True, max_length=60, verbose_name="纸面材料在哪里")),
            (
                "noted_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回那天")),
        ],
        options={
            "db_table": "care_consent",
            "ordering": ("-on", "-pk"),
            "indexes": [
                models.Index(fields=["resident", "purpose", "-on"], name="consent_of_person")
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ground", "guardian"), _negated=True),
                        models.Q(("given_by", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="consent_guardian_has_name",
                    violation_error_message="监护人同意，请写监护人是谁。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("withdrawn_on__isnull", True),
                        ("withdrawn_on__gte", models.F("on")),
                        _connector="OR",
                    ),
                    name="consent_withdrawn_after_given",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="EmergencyContact",
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
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            (
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="contacts",
                    to="committees.resident",
                ),
            ),
            ("name", models.CharField(max_length=50, verbose_name="姓名")),
            ("kinship", models.CharField(max_length=20, verbose_name="是他／她的什么人")),
            ("phone", jiedao.common.crypto.EncryptedTextField(verbose_name="电话")),
            ("phone_tail", models.CharField(blank=True, editable=False, max_length=32)),
            ("has_key", models.BooleanField(default=False, verbose_name="有钥匙")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
        ],
        options={
            "db_table": "care_contact",
            "ordering": ("resident", "order", "pk"),
        },
    ),
    migrations.CreateModel(
        name="DoorTold",
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
                "notice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="doors_told",
                    to="committees.notice",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.household",
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
        ],
        options={
            "db_table": "care_door_told",
            "constraints": [
                models.UniqueConstraint(
                    fields=("notice", "household"),
                    name="door_told_once",
                    violation_error_message="这一户已经告知过了。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="CareLabel",
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
                    related_name="care_labels",
                    to="committees.committee",
                ),
            ),
            (
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="labels",
                    to="committees.resident",
                ),
            ),
            (
                "kind",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="labels",
                    to="committees.labelkind",
                ),
            ),
            (
                "disability",
                models.CharField(
                    blank=True,
                    choices=[
                        ("sight", "视力"),
                        ("hearing", "听力"),
                        ("speech", "言语"),
                        ("limbs", "肢体"),
                        ("intellect", "智力"),
                        ("mind", "精神"),
                        ("several", "多重"),
                    ],
                    max_length=10,
                    verbose_name="残疾类别",
                ),
            ),
            (
                "grade",
                models.PositiveSmallIntegerField(
                    blank=True,
                    choices=[(1, "一级"), (2, "二级"), (3, "三级"), (4, "四级")],
                    null=True,
                    verbose_name="等级",
                ),
            ),
            ("words", models.CharField(blank=True, max_length=120, verbose_name="说明")),
            ("since", models.DateField(verbose_name="从哪天起")),
            ("review_on", models.DateField(verbose_name="下次核对")),
            ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
            ("source", models.CharField(blank=True, max_length=60, verbose_name="从哪里知道的")),
            (
                "ground",
                models.CharField(
                    choices=[
                        ("consent", "本人同意"),
                        ("guardian", "监护人同意"),
                        ("duty", "法定职责"),
                        ("life", "紧急情况下保护生命健康"),
                    ],
                    default="consent",
                    max_length=10,
                    verbose_name="依据",
                ),
            ),
            (
                "consent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="labels",
                    to="committees.consent",
                ),
            ),
            (
                "noted_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "noted_at",
                models.DateTimeField(
                    default=django.utils.timezone.now, editable=False, verbose_name="记下的时间"
                ),
            ),
            ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="上次核对")),
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
            (
                "ended_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="结束的时间"
                ),
            ),
            ("ended_why", models.CharField(blank=True, max_length=60, verbose_name="为什么结束")),
        ],
        options={
            "db_table": "care_label",
            "ordering": ("resident", "kind__order", "pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("until__isnull", True)),
                    fields=["committee", "kind"],
                    name="care_label_in_force",
                ),
                models.Index(
                    condition=models.Q(("until__isnull", True)),
                    fields=["committee", "review_on"],
                    name="care_label_to_review",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True)),
                    fields=("resident", "kind"),
                    name="care_label_once",
                    violation_error_message="这个关爱类别已经有了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                    ),
                    name="care_label_ends_after_it_began",
                    violation_error_message="结束日期不能早于开始日期。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ground__in", ["consent", "guardian"]), _negated=True),
                        ("consent__isnull", False),
                        _connector="OR",
                    ),
                    name="care_label_consent_is_kept",
                    violation_error_message="以“同意”为依据的，请先记下同意。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="LabelKind",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            ("key", models.SlugField(max_length=24, unique=True)),
            ("name", models.CharField(max_length=24, unique=True, verbose_name="名称")),
            ("letter", models.CharField(max_length=1, verbose_name="一个字")),
            (
                "colour",
                models.CharField(
                    choices=[
                        ("amber", "琥珀"),
                        ("violet", "紫"),
                        ("primary", "蓝"),
                        ("teal", "青"),
                        ("green", "绿"),
                        ("grey", "灰"),
                    ],
                    default="grey",
                    max_length=8,
                    verbose_name="颜色",
                ),
            ),
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
            (
                "detail",
                models.CharField(
                    blank=True,
                    choices=[
                        ("", "不用写"),
                        ("disability", "残疾类别和等级"),
                        ("words", "写一句说明"),
                    ],
                    max_length=10,
                    verbose_name="还要写什么",
                ),
            ),
            ("legal", models.BooleanField(default=False, verbose_name="由政府部门认定")),
            ("health", models.BooleanField(default=False, verbose_name="涉及健康")),
            ("minors", models.BooleanField(default=False, verbose_name="涉及未成年人")),
            ("knock", models.BooleanField(default=False, verbose_name="敲门没人应要马上找人")),
            ("carried", models.BooleanField(default=False, verbose_name="停水停电、停梯时要上门")),
            (
                "review_months",
                models.PositiveSmallIntegerField(default=12, verbose_name="几个月核对一次"),
            ),
            (
                "visit_days",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="几天走访一次"
                ),
            ),
            ("source", models.CharField(blank=True, max_length=120, verbose_name="依据")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
            ("enabled", models.BooleanField(default=True, verbose_name="在用")),
        ],
        options={
            "db_table": "care_label_kind",
            "ordering": ("order", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("review_months__gte", 1), ("review_months__lte", 60)),
                    name="label_kind_review_real",
                    violation_error_message="核对间隔请写 1 到 60 个月。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("visit_days__isnull", True),
                        models.Q(("visit_days__gte", 1), ("visit_days__lte", 366)),
                        _connector="OR",
                    ),
                    name="label_kind_visit_real",
                    violation_error_message="走访间隔请写 1 到 366 天。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Contact",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="contacts",
                    to="committees.committee",
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
            ("spoke_with", models.CharField(max_length=40, verbose_name="和谁联系")),
            ("agreed", models.TextField(max_length=1000, verbose_name="说好了什么")),
            ("next_on", models.DateField(blank=True, null=True, verbose_name="下次联系")),
        ],
        options={
            "db_table": "contact_contact",
            "ordering": ("-at", "-pk"),
            "indexes": [models.Index(fields=["committee", "-at"], name="contact_newest_first")],
        },
    ),
    migrations.CreateModel(
        name="Filing",
        fields=[
            ID,
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="filings",
                    to="committees.regulationversion",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("sent", "等街道备案"),
                        ("filed", "已备案"),
                        ("returned", "街道有意见"),
                    ],
                    default="sent",
                    max_length=10,
                ),
            ),
            (
                "sent_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answered_at", models.DateTimeField(null=True)),
            ("filed_on", models.DateField(null=True, verbose_name="备案日期")),
            ("remark", models.CharField(blank=True, max_length=300, verbose_name="意见")),
        ],
        options={
            "db_table": "covenants_filing",
            "ordering": ("-sent_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "sent")),
                    fields=["sent_at", "id"],
                    name="filing_open",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["sent", "filed"])),
                    fields=("version",),
                    name="filing_once",
                    violation_error_message="这一版已经送街道备案了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "filed"), _negated=True),
                        ("filed_on__isnull", False),
                        _connector="OR",
                    ),
                    name="filing_filed_has_day",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "returned"), _negated=True),
                        models.Q(("remark", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="filing_returned_has_remark",
                    violation_error_message="请写“意见”，说清楚哪里要改。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReadMark",
        fields=[
            ID,
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="read_marks",
                    to="committees.regulationversion",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="read_marks",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "covenants_read_mark",
            "constraints": [
                models.UniqueConstraint(fields=("version", "person"), name="read_mark_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="ExportRequest",
        fields=[
            ID,
            ("total", models.PositiveIntegerField(default=0, verbose_name="一共几行")),
            ("done", models.PositiveIntegerField(default=0, verbose_name="看过几行")),
            ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
            ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
            ("reason", models.CharField(blank=True, max_length=200, verbose_name="为什么没有做成")),
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
                        ("people", "居民（一人一行）"),
                        ("homes", "住户（一户一行）"),
                        ("labels", "关爱类别（一人一类一行）"),
                    ],
                    default="people",
                    max_length=8,
                    verbose_name="导出什么",
                ),
            ),
            (
                "building",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="committees.building",
                ),
            ),
            ("whole", models.BooleanField(default=False, verbose_name="完整的证件号和电话")),
            ("why", models.CharField(max_length=200, verbose_name="做什么用")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("asked", "等另一位同意"),
                        ("making", "正在导出"),
                        ("ready", "可以下载"),
                        ("refused", "没有同意"),
                        ("failed", "没有导出"),
                        ("gone", "文件已删"),
                    ],
                    default="making",
                    max_length=8,
                    verbose_name="状态",
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
                "decided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(blank=True, null=True)),
            ("path", models.CharField(blank=True, editable=False, max_length=80)),
            ("made_at", models.DateTimeField(blank=True, null=True)),
            ("gone_at", models.DateTimeField(blank=True, null=True, verbose_name="文件保存到")),
        ],
        options={
            "db_table": "exports_request",
            "ordering": ("-pk",),
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ("asked", "making", "ready"))),
                    fields=["state", "id"],
                    name="export_waiting",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("decided_by__isnull", True),
                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="export_decided_by_another",
                    violation_error_message="自己不能同意自己的导出。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="PageReport",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            ("path", models.CharField(max_length=300, verbose_name="页面")),
            ("text", models.TextField(max_length=500, verbose_name="哪里有错")),
            ("phone", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="电话")),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ("settled_at", models.DateTimeField(blank=True, null=True)),
            (
                "settled_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "feedback_page_report",
            "ordering": ("-at", "-pk"),
            "indexes": [models.Index(fields=["committee", "-at"], name="report_newest_first")],
        },
    ),
    migrations.CreateModel(
        name="StagedFile",
        fields=[
            ("token", models.UUIDField(primary_key=True, serialize=False)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("form_key", models.UUIDField()),
            ("field", models.CharField(max_length=40)),
            (
                "file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
            ("added_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "files_staged_file",
            "indexes": [models.Index(fields=["user", "form_key"], name="staged_of_form")],
        },
    ),
    migrations.CreateModel(
        name="StoredFile",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(choices=[("photo", "照片"), ("pdf", "PDF 文件")], max_length=5),
            ),
            ("name", models.CharField(max_length=120, verbose_name="文件名")),
            ("path", models.CharField(editable=False, max_length=80, unique=True)),
            ("size", models.PositiveIntegerField(help_text="字节")),
            ("width", models.PositiveIntegerField(default=0)),
            ("height", models.PositiveIntegerField(default=0)),
            (
                "added_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "files_stored_file",
        },
    ),
    migrations.CreateModel(
        name="Batch",
        fields=[
            ID,
            ("total", models.PositiveIntegerField(default=0, verbose_name="一共几行")),
            ("done", models.PositiveIntegerField(default=0, verbose_name="看过几行")),
            ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
            ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
            ("reason", models.CharField(blank=True, max_length=200, verbose_name="为什么没有做成")),
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("reading", "正在核对"),
                        ("checked", "核对好了，等您确认"),
                        ("writing", "正在导入"),
                        ("done", "已导入"),
                        ("undone", "已撤销"),
                        ("failed", "没有导入"),
                        ("dropped", "不导入了"),
                    ],
                    default="reading",
                    max_length=8,
                    verbose_name="状态",
                ),
            ),
            ("at_setup", models.BooleanField(default=False, editable=False)),
            ("name", models.CharField(max_length=120, verbose_name="文件")),
            ("digest", models.CharField(editable=False, max_length=64)),
            ("path", models.CharField(blank=True, editable=False, max_length=80)),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("head", models.JSONField(default=list, editable=False)),
            ("ignored", models.JSONField(default=list, editable=False, verbose_name="没有读的列")),
            ("fresh", models.PositiveIntegerField(default=0, verbose_name="新的")),
            ("changed", models.PositiveIntegerField(default=0, verbose_name="有改动")),
            ("same", models.PositiveIntegerField(default=0, verbose_name="已经登记")),
            ("bad", models.PositiveIntegerField(default=0, verbose_name="有问题")),
            ("asking", models.PositiveIntegerField(default=0, verbose_name="要征得同意的类别")),
            ("choices", models.JSONField(default=dict, editable=False)),
            (
                "confirmed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written", models.PositiveIntegerField(default=0, verbose_name="写入几人")),
            ("written_at", models.DateTimeField(blank=True, null=True)),
            ("added", models.JSONField(default=dict, editable=False)),
            (
                "undone_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("undone_at", models.DateTimeField(blank=True, null=True)),
            ("kept", models.PositiveIntegerField(default=0, verbose_name="撤销时留下几人")),
        ],
        options={
            "db_table": "imports_batch",
            "ordering": ("-pk",),
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ("reading", "writing"))),
                    fields=["state", "id"],
                    name="import_waiting",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ("reading", "checked", "writing", "done"))),
                    fields=("committee", "digest"),
                    name="import_file_once",
                    violation_error_message="该文件已导入，未重复写入。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Made",
        fields=[
            ID,
            (
                "batch",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="made",
                    to="committees.batch",
                ),
            ),
            ("number", models.PositiveIntegerField(verbose_name="行")),
            (
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="import_marks",
                    to="committees.resident",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="committees.household",
                ),
            ),
            (
                "dwelling",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="committees.dwelling",
                ),
            ),
            ("fresh", models.BooleanField(default=True)),
            ("hukou", models.BooleanField(default=False)),
            ("before", jiedao.common.crypto.EncryptedTextField(blank=True)),
            ("note", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="备注")),
        ],
        options={
            "db_table": "imports_made",
            "ordering": ("batch", "number"),
        },
    ),
    migrations.CreateModel(
        name="MadeLabel",
        fields=[
            ID,
            (
                "batch",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="labels",
                    to="committees.batch",
                ),
            ),
            (
                "label",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="committees.carelabel",
                ),
            ),
            (
                "consent",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="committees.consent",
                ),
            ),
        ],
        options={
            "db_table": "imports_made_label",
        },
    ),
    migrations.CreateModel(
        name="BatchRow",
        fields=[
            ID,
            (
                "batch",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="rows",
                    to="committees.batch",
                ),
            ),
            ("number", models.PositiveIntegerField(verbose_name="行")),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("fresh", "新的"),
                        ("changed", "有改动"),
                        ("same", "已经登记"),
                        ("bad", "有问题"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "resident",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="committees.resident",
                ),
            ),
            ("sealed", jiedao.common.crypto.EncryptedTextField()),
        ],
        options={
            "db_table": "imports_row",
            "ordering": ("batch", "number"),
            "indexes": [
                models.Index(fields=["batch", "outcome", "number"], name="import_row_outcome")
            ],
            "constraints": [
                models.UniqueConstraint(fields=("batch", "number"), name="import_row_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Indicator",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "key",
                models.CharField(
                    choices=[
                        ("manned", "接待点有人率"),
                        ("unwritten", "待补记"),
                        ("visits", "走访"),
                        ("overdue", "超期事项"),
                        ("representatives", "代表会议"),
                        ("items", "议定事项按期办结"),
                        ("disclosure", "居务公开"),
                    ],
                    editable=False,
                    max_length=20,
                    unique=True,
                ),
            ),
            ("name", models.CharField(max_length=20, verbose_name="叫什么")),
            ("definition", models.TextField(max_length=1000, verbose_name="怎么算")),
            ("watch", models.PositiveSmallIntegerField(verbose_name="留意")),
            ("alarm", models.PositiveSmallIntegerField(verbose_name="需要联系帮助")),
            (
                "judged_from",
                models.PositiveSmallIntegerField(default=1, verbose_name="从什么时候起判断"),
            ),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="第几列")),
            ("enabled", models.BooleanField(default=True, verbose_name="在用")),
        ],
        options={
            "db_table": "indicators_indicator",
            "ordering": ("order", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("alarm__lt", models.F("watch")),
                            ("key__in", ["items", "manned", "representatives", "visits"]),
                        ),
                        models.Q(
                            models.Q(
                                ("key__in", ["items", "manned", "representatives", "visits"]),
                                _negated=True,
                            ),
                            ("alarm__gt", models.F("watch")),
                        ),
                        _connector="OR",
                    ),
                    name="indicator_alarm_beyond_watch",
                    violation_error_message="“需要联系帮助”要比“留意”更远。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("judged_from__gte", 1), ("judged_from__lte", 31)),
                    name="indicator_judged_from_real",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ChainHead",
        fields=[
            ("chain", models.CharField(max_length=40, primary_key=True, serialize=False)),
            ("sequence", models.PositiveBigIntegerField(default=0)),
            ("hash", models.CharField(blank=True, max_length=64)),
        ],
        options={
            "db_table": "journal_chain_head",
        },
    ),
    migrations.CreateModel(
        name="AuditEntry",
        fields=[
            ID,
            ("chain", models.CharField(max_length=40)),
            ("sequence", models.PositiveBigIntegerField()),
            ("at", models.DateTimeField()),
            (
                "by",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            ("act", models.CharField(max_length=60)),
            ("object_type", models.CharField(max_length=60)),
            ("object_id", models.CharField(max_length=40)),
            ("object_label", models.CharField(blank=True, max_length=120)),
            ("before", models.CharField(blank=True, max_length=64)),
            ("after", models.CharField(blank=True, max_length=64)),
            ("previous", models.CharField(blank=True, max_length=64)),
            ("hash", models.CharField(max_length=64)),
        ],
        options={
            "db_table": "journal_entry",
            "ordering": ("-at", "-id"),
            "indexes": [
                models.Index(fields=["object_type", "object_id"], name="journal_by_object"),
                models.Index(fields=["-at", "-id"], name="journal_newest_first"),
                models.Index(fields=["by", "-at", "-id"], name="journal_by_person"),
                models.Index(fields=["committee", "-at", "-id"], name="journal_by_committee"),
                models.Index(fields=["act", "-at", "-id"], name="journal_by_act"),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("chain", "sequence"), name="journal_one_row_a_link")
            ],
        },
    ),
    migrations.CreateModel(
        name="BoardPosting",
        fields=[
            ID,
            (
                "notice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="board_postings",
                    to="committees.notice",
                ),
            ),
            ("put_up_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("taken_down_at", models.DateTimeField(blank=True, null=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "photo",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
        ],
        options={
            "db_table": "notices_board_posting",
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("taken_down_at__isnull", True)),
                    fields=("notice",),
                    name="posting_one_up",
                    violation_error_message="这份通知已经贴在栏里了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("taken_down_at__isnull", True),
                        ("taken_down_at__gte", models.F("put_up_at")),
                        _connector="OR",
                    ),
                    name="posting_down_after_up",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Correction",
        fields=[
            ID,
            (
                "notice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="corrections",
                    to="committees.notice",
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("summary", models.CharField(max_length=200, verbose_name="原写…，现为…")),
            ("old_title", models.CharField(max_length=60)),
            ("old_body", models.TextField()),
            ("old_place", models.CharField(blank=True, max_length=80)),
            ("old_happens", models.CharField(blank=True, max_length=80)),
            ("old_contact_phone", models.CharField(blank=True, max_length=40)),
            ("old_hidden", models.BooleanField(default=False)),
            ("new_title", models.CharField(blank=True, max_length=60)),
            ("new_body", models.TextField(blank=True)),
            ("new_place", models.CharField(blank=True, max_length=80)),
            ("new_happens", models.CharField(blank=True, max_length=80)),
            ("new_contact_phone", models.CharField(blank=True, max_length=40)),
            ("new_expires_at", models.DateTimeField(null=True)),
            ("waiting", models.BooleanField(default=False)),
            (
                "agreed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("board_done_at", models.DateTimeField(null=True)),
            (
                "board_done_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "notices_correction",
            "ordering": ("-at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("board_done_at__isnull", True), ("waiting", False)),
                    fields=["notice"],
                    name="correction_board_open",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("waiting", True)),
                    fields=("notice",),
                    name="correction_one_waiting",
                    violation_error_message="这份通知已经有一份更正在等确认。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("agreed_by__isnull", True),
                        models.Q(("agreed_by", models.F("by")), _negated=True),
                        _connector="OR",
                    ),
                    name="correction_two_people",
                    violation_error_message="更正要由另一个人确认。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="NoticeFile",
        fields=[
            ID,
            (
                "notice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="files",
                    to="committees.notice",
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
        ],
        options={
            "db_table": "notices_file",
        },
    ),
    migrations.CreateModel(
        name="Notice",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "key",
                models.CharField(
                    default=jiedao.common.keys.public_key, editable=False, max_length=6, unique=True
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="notices",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("water", "停水通知"),
                        ("power", "停电通知"),
                        ("meeting", "会议通知"),
                        ("activity", "活动通知"),
                        ("election", "换届选举"),
                        ("affairs", "居务公开"),
                        ("aid", "救助公示"),
                        ("urgent", "紧急通知"),
                        ("general", "通知"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            ("title", models.CharField(max_length=60, verbose_name="标题")),
            ("body", models.TextField(max_length=4000, verbose_name="正文")),
            ("place", models.CharField(blank=True, max_length=80, verbose_name="地点或范围")),
            ("happens", models.CharField(blank=True, max_length=80, verbose_name="什么时间")),
            ("contact_phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
            ("pinned", models.BooleanField(default=False, verbose_name="置顶")),
            ("on_web", models.BooleanField(default=True, verbose_name="网上也发")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "草稿"),
                        ("review", "等第二人确认"),
                        ("released", "已发布"),
                        ("withdrawn", "已撤下"),
                    ],
                    default="draft",
                    max_length=10,
                ),
            ),
            (
                "publish_at",
                models.DateTimeField(blank=True, null=True, verbose_name="什么时候发布"),
            ),
            ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="有效到")),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "sent_back_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么退回"),
            ),
            (
                "released_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "withdrawn_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么撤下"),
            ),
            ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("tokens", models.TextField(blank=True, editable=False)),
        ],
        options={
            "db_table": "notices_notice",
            "ordering": ("-publish_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "released")),
                    fields=["-publish_at", "-id"],
                    name="notice_public_newest",
                ),
                models.Index(
                    condition=models.Q(("state__in", ["draft", "review", "withdrawn"])),
                    fields=["id"],
                    name="notice_not_released",
                ),
                models.Index(
                    fields=["committee", "-publish_at", "-id"], name="notice_of_committee"
                ),
                models.Index(
                    condition=models.Q(("state__in", ["draft", "review"])),
                    fields=["committee", "-created_at", "-id"],
                    name="notice_at_the_desk",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "released"), _negated=True),
                        ("publish_at__isnull", False),
                        _connector="OR",
                    ),
                    name="notice_released_has_minute",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("expires_at__isnull", True),
                        ("publish_at__isnull", True),
                        ("expires_at__gt", models.F("publish_at")),
                        _connector="OR",
                    ),
                    name="notice_expires_after_publish",
                    violation_error_message="有效期要晚于发布时间。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind__in", ["election", "aid", "affairs"]), _negated=True),
                        models.Q(("state", "released"), _negated=True),
                        models.Q(("released_by", models.F("author")), _negated=True),
                        _connector="OR",
                    ),
                    name="notice_two_people",
                    violation_error_message="钱款、救助和选举的通知要由另一个人确认。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "aid"), _negated=True),
                        models.Q(("state", "released"), _negated=True),
                        ("expires_at__isnull", False),
                        _connector="OR",
                    ),
                    name="notice_aid_comes_down",
                    violation_error_message="救助公示要写有效期，到期自动撤下。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Counter",
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
            ("series", models.CharField(max_length=20)),
            ("year", models.PositiveSmallIntegerField()),
            ("last", models.PositiveIntegerField(default=0)),
        ],
        options={
            "db_table": "numbering_counter",
            "constraints": [
                models.UniqueConstraint(
                    fields=("committee", "series", "year"), name="counter_one_a_series"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Authenticator",
        fields=[
            ID,
            (
                "name",
                models.CharField(
                    help_text="The human-readable name of this device.", max_length=64
                ),
            ),
            (
                "confirmed",
                models.BooleanField(default=True, help_text="Is this device ready for use?"),
            ),
            (
                "throttling_failure_timestamp",
                models.DateTimeField(
                    blank=True,
                    default=None,
                    help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",
                    null=True,
                ),
            ),
            (
                "throttling_failure_count",
                models.PositiveIntegerField(
                    default=0, help_text="Number of successive failed attempts."
                ),
            ),
            (
                "created_at",
                models.DateTimeField(
                    auto_now_add=True,
                    help_text="The date and time when this device was initially created in the system.",
                    null=True,
                ),
            ),
            (
                "last_used_at",
                models.DateTimeField(
                    blank=True,
                    help_text="The most recent date and time this device was used.",
                    null=True,
                ),
            ),
            (
                "user",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "key",
                jiedao.common.crypto.EncryptedTextField(
                    default=committees.people.models.fresh_key, editable=False
                ),
            ),
            ("drift", models.SmallIntegerField(default=0, editable=False)),
            ("last_t", models.BigIntegerField(default=-1, editable=False)),
        ],
        options={
            "db_table": "people_authenticator",
        },
    ),
    migrations.CreateModel(
        name="DutyDesk",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="desks",
                    to="committees.committee",
                ),
            ),
            ("name", models.CharField(max_length=40, verbose_name="叫什么")),
            ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
            (
                "registered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("registered_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "people_duty_desk",
        },
    ),
    migrations.CreateModel(
        name="EntryCode",
        fields=[
            ID,
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="codes",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "purpose",
                models.CharField(
                    choices=[("set-password", "设置密码"), ("partner", "合作单位登录")],
                    max_length=20,
                ),
            ),
            ("digest", models.CharField(db_index=True, max_length=64)),
            (
                "made_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("expires_at", models.DateTimeField()),
            ("used_at", models.DateTimeField(blank=True, null=True)),
            ("failures", models.PositiveSmallIntegerField(default=0)),
        ],
        options={
            "db_table": "people_entry_code",
        },
    ),
    migrations.CreateModel(
        name="FeedKey",
        fields=[
            ID,
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="feed_keys",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("digest", models.CharField(max_length=64, unique=True)),
            ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("revoked_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "people_feed_key",
        },
    ),
    migrations.CreateModel(
        name="Posting",
        fields=[
            ID,
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="postings",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "role",
                models.CharField(
                    choices=[
                        ("street-leader", "街道领导"),
                        ("clerk", "街道社区科"),
                        ("admin", "系统管理员"),
                        ("auditor", "审计员"),
                        ("branch", "居民区党组织"),
                        ("director", "居委会主任"),
                        ("member", "居委会委员"),
                        ("station", "社区工作站"),
                        ("owners", "业委会"),
                        ("property", "物业"),
                        ("election-head", "选举委员会主任"),
                        ("scrutineer", "总监票人"),
                        ("teller", "计票人"),
                        ("issuer", "发票人"),
                    ],
                    max_length=20,
                    verbose_name="角色",
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="postings",
                    to="committees.committee",
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="contacts",
                    to="committees.partnerbody",
                ),
            ),
            ("title", models.CharField(blank=True, max_length=40, verbose_name="职务")),
            ("since", models.DateField(verbose_name="开始")),
            ("until", models.DateField(blank=True, null=True, verbose_name="结束（含当天）")),
        ],
        options={
            "db_table": "people_posting",
            "ordering": ("committee", "role", "since"),
            "indexes": [models.Index(fields=["committee", "role"], name="posting_by_committee")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("committee__isnull", True),
                            ("role__in", ["admin", "auditor", "clerk", "street-leader"]),
                        ),
                        models.Q(
                            models.Q(
                                ("role__in", ["admin", "auditor", "clerk", "street-leader"]),
                                _negated=True,
                            ),
                            ("committee__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="posting_committee_fits_role",
                    violation_error_message="街道的岗位不选居委会，居委会的岗位要选居委会。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                    ),
                    name="posting_ends_after_start",
                    violation_error_message="结束日期不能早于开始日期。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True)),
                    fields=("user", "role", "committee"),
                    name="posting_open_once",
                    violation_error_message="这个人现在已经有这个岗位了。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("committee__isnull", True), ("until__isnull", True)),
                    fields=("user", "role"),
                    name="posting_on_street_open_once",
                    violation_error_message="这个人现在已经有这个岗位了。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OpenSession",
        fields=[
            (
                "session_key",
                models.CharField(
                    max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                ),
            ),
            ("session_data", models.TextField(verbose_name="session data")),
            ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
            (
                "user",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "people_session",
        },
    ),
    migrations.CreateModel(
        name="User",
        fields=[
            ID,
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            ("name", models.CharField(max_length=50, verbose_name="姓名")),
            ("pinyin", models.CharField(blank=True, editable=False, max_length=120)),
            ("initials", models.CharField(blank=True, editable=False, max_length=20)),
            ("phone", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="手机号")),
            (
                "phone_index",
                models.CharField(editable=False, max_length=32, null=True, unique=True),
            ),
            ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
            (
                "reminded_by",
                models.CharField(
                    blank=True,
                    choices=[
                        ("", "只在平台上提醒"),
                        ("email", "电子邮件"),
                        ("sms", "短信"),
                        ("call", "请打电话"),
                    ],
                    default="",
                    max_length=5,
                    verbose_name="另外怎么提醒",
                ),
            ),
            (
                "text_size",
                models.CharField(
                    blank=True,
                    choices=[("", "标准"), ("large", "大字"), ("xlarge", "特大")],
                    default="",
                    max_length=6,
                    verbose_name="字号",
                ),
            ),
            ("pin", models.CharField(blank=True, editable=False, max_length=200)),
            ("pin_failures", models.PositiveSmallIntegerField(default=0, editable=False)),
            ("sign_outs", models.PositiveIntegerField(default=0, editable=False)),
            ("is_active", models.BooleanField(default=True, verbose_name="可以登录")),
            ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
        ],
        options={
            "db_table": "people_user",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("phone_index", ""), _negated=True),
                    name="user_phone_index_real",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Basis",
        fields=[
            ID,
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="bases",
                    to="committees.regulationversion",
                ),
            ),
            (
                "rests_on",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="carried",
                    to="committees.regulationversion",
                ),
            ),
            ("article", models.PositiveSmallIntegerField(default=0, verbose_name="第几条")),
        ],
        options={
            "db_table": "regulations_basis",
            "ordering": ("pk",),
            "constraints": [
                models.UniqueConstraint(
                    fields=("version", "rests_on", "article"), name="basis_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(("version", models.F("rests_on")), _negated=True),
                    name="basis_not_itself",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Regulation",
        fields=[
            ID,
            ("slug", models.SlugField(max_length=100, unique=True, verbose_name="网址")),
            (
                "level",
                models.CharField(
                    choices=[
                        ("national", "国家"),
                        ("city", "市"),
                        ("district", "区"),
                        ("street", "街道"),
                        ("committee", "居委会"),
                    ],
                    max_length=10,
                    verbose_name="层级",
                ),
            ),
            (
                "category",
                models.CharField(
                    choices=[
                        ("law", "法律法规"),
                        ("city", "市区规定"),
                        ("street", "街道制度"),
                        ("office", "居委会制度"),
                        ("covenant", "公约章程"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            ("name", models.CharField(max_length=80, verbose_name="名称")),
            (
                "committee",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="regulations",
                    to="committees.committee",
                ),
            ),
            ("is_model", models.BooleanField(default=False, verbose_name="供居委会采用的范本")),
            (
                "model",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="made_from_it",
                    to="committees.regulation",
                ),
            ),
            (
                "kept",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.regulationversion",
                ),
            ),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
            ("review_due_on", models.DateField(blank=True, null=True, verbose_name="哪天复审")),
            ("repealed_on", models.DateField(blank=True, null=True, verbose_name="废止日期")),
            (
                "repealed_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么废止"),
            ),
        ],
        options={
            "db_table": "regulations_regulation",
            "ordering": ("order", "pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(
                        ("repealed_on__isnull", True), ("review_due_on__isnull", False)
                    ),
                    fields=["review_due_on"],
                    name="regulation_review_due",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("committee__isnull", False), ("level", "committee")),
                        models.Q(
                            models.Q(("level", "committee"), _negated=True),
                            ("committee__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="regulation_committee_fits_level",
                ),
                models.CheckConstraint(
                    condition=models.Q(("is_model", False), ("level", "street"), _connector="OR"),
                    name="regulation_model_is_street_s",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("model__isnull", False)),
                    fields=("committee", "model"),
                    name="regulation_own_once",
                    violation_error_message="本居委会已经有这个制度了。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Requirement",
        fields=[
            ID,
            (
                "version",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="requirements",
                    to="committees.regulationversion",
                ),
            ),
            ("article", models.PositiveSmallIntegerField(verbose_name="依据第几条")),
            (
                "measure",
                models.CharField(
                    choices=[
                        ("duty_coverage", "接待点有人率"),
                        ("meetings_held", "开会"),
                        ("representatives_meetings", "居民代表会议"),
                        ("work_reports", "工作汇报"),
                        ("study_sessions", "学习会"),
                        ("home_visits", "上门走访"),
                        ("opinions_answered_days", "党组织意见答复"),
                        ("outcomes_published_days", "议定结果公布"),
                    ],
                    max_length=30,
                    verbose_name="看什么",
                ),
            ),
            (
                "meeting_kind",
                models.CharField(blank=True, default="", max_length=20, verbose_name="哪种会议"),
            ),
            ("meeting_name", models.CharField(blank=True, default="", max_length=30)),
            (
                "period",
                models.CharField(
                    choices=[("month", "每月"), ("quarter", "每季度"), ("year", "每年")],
                    max_length=10,
                    verbose_name="多久看一次",
                ),
            ),
            ("number", models.PositiveSmallIntegerField(verbose_name="数字")),
            ("blank", models.CharField(blank=True, default="", max_length=20)),
        ],
        options={
            "db_table": "regulations_requirement",
            "ordering": ("article", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("version", "measure", "meeting_kind"),
                    name="requirement_once",
                    violation_error_message="这一项已经有要求了，请直接改它。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("number__gte", 1), ("number__lte", 1000)),
                    name="requirement_number_real",
                    violation_error_message="数字要在 1 到 1000 之间。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("measure", "duty_coverage"), _negated=True),
                        ("number__lte", 100),
                        _connector="OR",
                    ),
                    name="requirement_share_at_most_100",
                    violation_error_message="有人率最多 100%。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("measure", "meetings_held"),
                            models.Q(("meeting_kind", ""), _negated=True),
                        ),
                        models.Q(
                            models.Q(("measure", "meetings_held"), _negated=True),
                            ("meeting_kind", ""),
                        ),
                        _connector="OR",
                    ),
                    name="requirement_kind_of_meetings_only",
                    violation_error_message="只有“开会”要选哪种会议。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RegulationVersion",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "regulation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="committees.regulation",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[("draft", "草稿"), ("in_force", "已施行")],
                    default="draft",
                    max_length=10,
                ),
            ),
            ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
            ("issuer", models.CharField(blank=True, max_length=60, verbose_name="发布单位")),
            ("text", models.TextField(verbose_name="正文")),
            ("is_summary", models.BooleanField(default=False, verbose_name="只是要点")),
            ("source", models.CharField(blank=True, max_length=200, verbose_name="出处")),
            ("note", models.CharField(blank=True, max_length=200, verbose_name="这一版改了什么")),
            (
                "taken_from",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="taken_by",
                    to="committees.regulationversion",
                ),
            ),
            ("filled", models.JSONField(blank=True, default=dict)),
            ("in_force_on", models.DateField(blank=True, null=True, verbose_name="哪天起施行")),
            ("adopted_on", models.DateField(blank=True, null=True, verbose_name="哪天通过")),
            (
                "adopted_words",
                models.CharField(blank=True, max_length=200, verbose_name="怎么通过的"),
            ),
            ("recorded_later", models.BooleanField(default=False, verbose_name="补录")),
            (
                "author",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "issued_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("issued_at", models.DateTimeField(blank=True, null=True)),
            ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("tokens", models.TextField(blank=True, editable=False)),
        ],
        options={
            "db_table": "regulations_version",
            "ordering": ("-in_force_on", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "in_force")),
                    fields=["regulation", "-in_force_on"],
                    name="version_newest_in_force",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "in_force"), _negated=True),
                        ("in_force_on__isnull", False),
                        _connector="OR",
                    ),
                    name="version_in_force_has_day",
                    violation_error_message="请写“哪天起施行”。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("adopted_on__isnull", True),
                        ("in_force_on__isnull", True),
                        ("in_force_on__gte", models.F("adopted_on")),
                        _connector="OR",
                    ),
                    name="version_in_force_after_adoption",
                    violation_error_message="施行日期不能早于通过日期。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "in_force")),
                    fields=("regulation", "in_force_on"),
                    name="version_one_a_day",
                    violation_error_message="同一天已经有一版开始施行了。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "draft")),
                    fields=("regulation",),
                    name="version_one_draft",
                    violation_error_message="已经有一份草稿了，请接着改那一份。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Call",
        fields=[
            ID,
            (
                "reminder",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="committees.reminder",
                ),
            ),
            (
                "recipient",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("callee", models.CharField(blank=True, max_length=30)),
            ("callee_phone", jiedao.common.crypto.EncryptedTextField(blank=True)),
            (
                "committee",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            ("text", models.CharField(max_length=300)),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ("call_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("until", models.DateTimeField(blank=True, null=True)),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[("reached", "打通了"), ("no_answer", "没人接"), ("later", "约了再打")],
                    max_length=10,
                    verbose_name="怎么样",
                ),
            ),
            ("tried_at", models.DateTimeField(blank=True, null=True)),
            (
                "tried_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("done_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "reminders_call",
            "indexes": [
                models.Index(
                    condition=models.Q(("done_at__isnull", True)),
                    fields=["committee", "call_at"],
                    name="call_open",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("done_at__isnull", True), ("outcome__in", ["", "no_answer", "later"])
                        ),
                        models.Q(("done_at__isnull", False), ("outcome", "reached")),
                        _connector="OR",
                    ),
                    name="call_done_when_reached",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Heartbeat",
        fields=[
            ("job", models.CharField(max_length=40, primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
            ("note", models.CharField(blank=True, max_length=200)),
            ("fine", models.BooleanField(default=True)),
        ],
        options={
            "db_table": "reminders_heartbeat",
        },
    ),
    migrations.CreateModel(
        name="InboxMessage",
        fields=[
            ID,
            (
                "reminder",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="committees.reminder",
                ),
            ),
            (
                "recipient",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="inbox",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("text", models.CharField(max_length=300)),
            ("body", models.TextField(blank=True, max_length=4000)),
            ("url", models.CharField(blank=True, max_length=200)),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ("read_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "reminders_inbox_message",
            "indexes": [
                models.Index(fields=["recipient", "-at", "-id"], name="inbox_newest_first"),
                models.Index(
                    condition=models.Q(("read_at__isnull", True)),
                    fields=["recipient"],
                    name="inbox_unread",
                ),
                models.Index(fields=["at"], name="inbox_by_age"),
            ],
        },
    ),
    migrations.CreateModel(
        name="LadderStep",
        fields=[
            ID,
            (
                "rule",
                models.CharField(
                    choices=[
                        ("duty", "值班"),
                        ("meeting", "会议"),
                        ("case", "事项"),
                        ("item", "商定事项"),
                        ("item_answer", "商定事项等回复"),
                        ("handover", "交接事项"),
                        ("unanswered", "没人答复"),
                        ("news", "通知"),
                        ("digest", "早上一览"),
                        ("gap", "缺人"),
                        ("empty_desk", "值班没人签到"),
                        ("well", "没人签到，打电话问好"),
                        ("knock", "敲门没人应"),
                        ("knock_street", "敲门没人应，报街道"),
                        ("response", "困难快速反应"),
                        ("plan_step", "帮扶步骤"),
                        ("recheck", "再次回访"),
                        ("review", "关爱核对"),
                        ("election", "选举日程"),
                        ("election_street", "选举日程，报街道"),
                    ],
                    max_length=20,
                    verbose_name="哪一类",
                ),
            ),
            (
                "minutes_before",
                models.IntegerField(blank=True, null=True, verbose_name="提前多少分钟"),
            ),
            (
                "days_before",
                models.SmallIntegerField(blank=True, null=True, verbose_name="提前几天"),
            ),
            ("at_time", models.TimeField(blank=True, null=True, verbose_name="几点")),
            ("words", models.CharField(max_length=40, verbose_name="怎么说")),
            ("enabled", models.BooleanField(default=True, verbose_name="在用")),
        ],
        options={
            "db_table": "reminders_ladder_step",
            "ordering": ("rule", "-days_before", "-minutes_before", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("at_time__isnull", True),
                            ("days_before__isnull", True),
                            ("minutes_before__isnull", False),
                        ),
                        models.Q(
                            ("at_time__isnull", False),
                            ("days_before__isnull", False),
                            ("minutes_before__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="ladder_step_one_way_to_say_when",
                    violation_error_message="要么写提前多少分钟，要么写提前几天的几点。",
                ),
                models.UniqueConstraint(
                    fields=("rule", "minutes_before"),
                    name="ladder_minutes_once",
                    violation_error_message="这一类里已经有同样的一步了。",
                ),
                models.UniqueConstraint(
                    fields=("rule", "days_before", "at_time"),
                    name="ladder_day_and_time_once",
                    violation_error_message="这一类里已经有同样的一步了。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Reminder",
        fields=[
            ID,
            (
                "rule",
                models.CharField(
                    choices=[
                        ("duty", "值班"),
                        ("meeting", "会议"),
                        ("case", "事项"),
                        ("item", "商定事项"),
                        ("item_answer", "商定事项等回复"),
                        ("handover", "交接事项"),
                        ("unanswered", "没人答复"),
                        ("news", "通知"),
                        ("digest", "早上一览"),
                        ("gap", "缺人"),
                        ("empty_desk", "值班没人签到"),
                        ("well", "没人签到，打电话问好"),
                        ("knock", "敲门没人应"),
                        ("knock_street", "敲门没人应，报街道"),
                        ("response", "困难快速反应"),
                        ("plan_step", "帮扶步骤"),
                        ("recheck", "再次回访"),
                        ("review", "关爱核对"),
                        ("election", "选举日程"),
                        ("election_street", "选举日程，报街道"),
                    ],
                    max_length=20,
                ),
            ),
            ("object_type", models.CharField(max_length=60)),
            ("object_id", models.BigIntegerField()),
            (
                "recipient",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("callee", models.CharField(blank=True, max_length=30)),
            ("callee_phone", jiedao.common.crypto.EncryptedTextField(blank=True)),
            ("step", models.CharField(max_length=40)),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("inbox", "平台消息"),
                        ("email", "电子邮件"),
                        ("sms", "短信"),
                        ("call", "电话名单"),
                    ],
                    max_length=5,
                ),
            ),
            (
                "committee",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            ("event_at", models.DateTimeField()),
            ("due_at", models.DateTimeField()),
            ("words", models.CharField(blank=True, max_length=40)),
            ("text", models.CharField(max_length=200)),
            ("body", models.TextField(blank=True, max_length=4000)),
            ("url", models.CharField(blank=True, max_length=200)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "等着发"),
                        ("sent", "已送达"),
                        ("moved", "已送达，后来有变动"),
                        ("given_up", "没送到"),
                    ],
                    default="waiting",
                    max_length=8,
                ),
            ),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("next_try_at", models.DateTimeField()),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            ("problem", models.CharField(blank=True, max_length=200)),
        ],
        options={
            "db_table": "reminders_reminder",
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["next_try_at", "id"],
                    name="reminder_due",
                ),
                models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["due_at"],
                    name="reminder_late",
                ),
                models.Index(
                    condition=models.Q(("state", "given_up")),
                    fields=["-due_at", "-id"],
                    name="reminder_given_up",
                ),
                models.Index(
                    condition=models.Q(("state", "moved"), _negated=True),
                    fields=["rule", "event_at"],
                    name="reminder_ahead",
                ),
                models.Index(fields=["object_type", "object_id"], name="reminder_by_object"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "moved"), _negated=True),
                    fields=("rule", "object_type", "object_id", "recipient", "step", "channel"),
                    name="reminder_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("recipient__isnull", False),
                        models.Q(("channel", "call"), models.Q(("callee", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="reminder_reaches_somebody",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Dwelling",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="dwellings",
                    to="committees.committee",
                ),
            ),
            (
                "building",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="dwellings",
                    to="committees.building",
                ),
            ),
            ("floor", models.PositiveSmallIntegerField(default=1, verbose_name="楼层")),
            ("room", models.CharField(max_length=10, verbose_name="室号")),
            ("door", models.CharField(max_length=24, verbose_name="楼号-室号")),
            (
                "group",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="dwellings",
                    to="committees.residentsgroup",
                ),
            ),
            ("vacant", models.BooleanField(default=False, verbose_name="空房")),
        ],
        options={
            "db_table": "residents_dwelling",
            "ordering": ("building", "floor", "room"),
            "indexes": [models.Index(fields=["committee", "door"], name="dwelling_by_door")],
            "constraints": [
                models.UniqueConstraint(fields=("building", "room"), name="dwelling_room_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="ResidentsGroup",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="groups",
                    to="committees.committee",
                ),
            ),
            ("name", models.CharField(max_length=20, verbose_name="居民小组")),
            (
                "leader",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.resident",
                ),
            ),
            ("leader_name", models.CharField(blank=True, max_length=50, verbose_name="楼组长")),
            (
                "leader_phone",
                jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="楼组长电话"),
            ),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
        ],
        options={
            "db_table": "residents_group",
            "ordering": ("committee", "order", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("committee", "name"),
                    name="residents_group_name_once",
                    violation_error_message="这个居民小组已经有了。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Household",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="household_set",
                    to="committees.committee",
                ),
            ),
            (
                "dwelling",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="households",
                    to="committees.dwelling",
                ),
            ),
            ("since", models.DateField(blank=True, null=True, verbose_name="入住")),
            ("until", models.DateField(blank=True, null=True, verbose_name="搬走")),
        ],
        options={
            "db_table": "residents_household",
            "indexes": [models.Index(fields=["committee", "id"], name="household_by_committee")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True),
                        ("since__isnull", True),
                        ("until__gte", models.F("since")),
                        _connector="OR",
                    ),
                    name="household_leaves_after_coming",
                    violation_error_message="搬走日期不能早于入住日期。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Resident",
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
                    related_name="residents",
                    to="committees.committee",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="residents",
                    to="committees.household",
                ),
            ),
            ("name", models.CharField(max_length=50, verbose_name="姓名")),
            ("pinyin", models.CharField(blank=True, editable=False, max_length=120)),
            ("initials", models.CharField(blank=True, editable=False, max_length=20)),
            ("sound", models.CharField(blank=True, editable=False, max_length=120)),
            ("phone", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="电话")),
            ("phone_index", models.CharField(blank=True, editable=False, max_length=32)),
            ("phone_tail", models.CharField(blank=True, editable=False, max_length=32)),
            ("is_head", models.BooleanField(default=False, verbose_name="户主")),
            (
                "kinship",
                models.CharField(
                    blank=True,
                    choices=[
                        ("spouse", "配偶"),
                        ("child", "子女"),
                        ("child_in_law", "儿媳女婿"),
                        ("parent", "父母"),
                        ("grandchild", "孙辈"),
                        ("grandparent", "祖辈"),
                        ("sibling", "兄弟姐妹"),
                        ("tenant", "租住"),
                        ("carer", "住家保姆"),
                        ("other", "其他"),
                    ],
                    max_length=12,
                    verbose_name="与户主关系",
                ),
            ),
            (
                "sex",
                models.CharField(
                    blank=True,
                    choices=[("female", "女"), ("male", "男")],
                    max_length=6,
                    verbose_name="性别",
                ),
            ),
            ("born_on", models.DateField(blank=True, null=True, verbose_name="出生日期")),
            (
                "id_kind",
                models.CharField(
                    choices=[
                        ("unknown", "还不知道"),
                        ("identity", "居民身份证"),
                        ("permit", "港澳台居民居住证"),
                        ("passport", "护照"),
                        ("none", "没有证件（婴儿等）"),
                    ],
                    default="unknown",
                    max_length=12,
                    verbose_name="证件",
                ),
            ),
            (
                "id_number",
                jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="证件号"),
            ),
            ("id_index", models.CharField(blank=True, editable=False, max_length=32)),
            ("departed_on", models.DateField(blank=True, null=True, verbose_name="离开那天")),
            (
                "departure",
                models.CharField(
                    blank=True,
                    choices=[("moved", "搬走了"), ("died", "去世了"), ("mistake", "登记错了")],
                    max_length=8,
                    verbose_name="怎么离开的",
                ),
            ),
            (
                "merged_into",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="merged_from",
                    to="committees.resident",
                ),
            ),
        ],
        options={
            "db_table": "residents_resident",
            "ordering": ("household", "-is_head", "pk"),
            "indexes": [
                models.Index(
                    fields=["committee", "initials"],
                    name="resident_by_initials",
                    opclasses=("int8_ops", "varchar_pattern_ops"),
                ),
                models.Index(
                    fields=["committee", "pinyin"],
                    name="resident_by_pinyin",
                    opclasses=("int8_ops", "varchar_pattern_ops"),
                ),
                models.Index(
                    fields=["committee", "sound"],
                    name="resident_by_sound",
                    opclasses=("int8_ops", "varchar_pattern_ops"),
                ),
                models.Index(fields=["committee", "phone_index"], name="resident_by_phone"),
                models.Index(fields=["committee", "phone_tail"], name="resident_by_tail"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("is_head", True)),
                    fields=("household",),
                    name="household_one_head",
                    violation_error_message="一户只有一位户主。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        models.Q(("id_index", ""), _negated=True), ("merged_into__isnull", True)
                    ),
                    fields=("committee", "id_kind", "id_index"),
                    name="resident_id_number_once",
                    violation_error_message="这个证件号已经登记过了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("departed_on__isnull", True), ("departure", "")),
                        models.Q(
                            ("departed_on__isnull", False),
                            models.Q(("departure", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="resident_departure_has_day",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Draft",
        fields=[
            ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="drafts",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("form", models.CharField(max_length=40)),
            ("path", models.CharField(max_length=300)),
            ("title", models.CharField(blank=True, max_length=60)),
            ("fields", jiedao.common.crypto.EncryptedTextField()),
            ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "submissions_draft",
            "indexes": [models.Index(fields=["user", "-saved_at"], name="draft_of_person")],
        },
    ),
    migrations.CreateModel(
        name="Submission",
        fields=[
            ("key", models.UUIDField(primary_key=True, serialize=False)),
            (
                "user",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("request_digest", models.CharField(max_length=64)),
            ("location", models.CharField(blank=True, max_length=500)),
            ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "submissions_submission",
        },
    ),
    migrations.CreateModel(
        name="Hukou",
        fields=[
            ID,
            ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
            ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
            (
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="hukous",
                    to="committees.resident",
                ),
            ),
            (
                "place",
                models.CharField(
                    choices=[
                        ("here", "就在本居委会"),
                        ("street", "本街道别的居委会"),
                        ("city", "本市别处"),
                        ("elsewhere", "外省市"),
                        ("none", "没有户口（外籍等）"),
                    ],
                    max_length=10,
                    verbose_name="户籍在哪里",
                ),
            ),
            (
                "dwelling",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="hukous",
                    to="committees.dwelling",
                ),
            ),
            ("address", models.CharField(blank=True, max_length=120, verbose_name="户籍地址")),
        ],
        options={
            "db_table": "tenure_hukou",
            "ordering": (
                "resident",
                models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                "-pk",
            ),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True),
                        ("since__isnull", True),
                        ("until__gte", models.F("since")),
                        _connector="OR",
                    ),
                    name="hukou_ends_after_it_began",
                    violation_error_message="结束日期不能早于开始日期。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True)),
                    fields=("resident",),
                    name="hukou_one_at_a_time",
                    violation_error_message="一个人只登记一处户籍。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("dwelling__isnull", True), ("place", "here"), _connector="OR"
                    ),
                    name="hukou_dwelling_only_here",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Ownership",
        fields=[
            ID,
            ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
            ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
            (
                "dwelling",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ownerships",
                    to="committees.dwelling",
                ),
            ),
            (
                "owner",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ownerships",
                    to="committees.resident",
                ),
            ),
            ("owner_name", models.CharField(blank=True, max_length=60, verbose_name="产权人")),
        ],
        options={
            "db_table": "tenure_ownership",
            "ordering": (
                "dwelling",
                models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                "-pk",
            ),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True),
                        ("since__isnull", True),
                        ("until__gte", models.F("since")),
                        _connector="OR",
                    ),
                    name="ownership_ends_after_it_began",
                    violation_error_message="结束日期不能早于开始日期。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("owner__isnull", False), ("owner_name", "")),
                        models.Q(
                            ("owner__isnull", True), models.Q(("owner_name", ""), _negated=True)
                        ),
                        _connector="OR",
                    ),
                    name="ownership_person_or_name",
                    violation_error_message="产权人请选一位住户，或者写姓名，二选一。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Residence",
        fields=[
            ID,
            ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
            ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
            (
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="residences",
                    to="committees.resident",
                ),
            ),
            (
                "household",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="residences",
                    to="committees.household",
                ),
            ),
        ],
        options={
            "db_table": "tenure_residence",
            "ordering": (
                "resident",
                models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                "-pk",
            ),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True),
                        ("since__isnull", True),
                        ("until__gte", models.F("since")),
                        _connector="OR",
                    ),
                    name="residence_ends_after_it_began",
                    violation_error_message="结束日期不能早于开始日期。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True)),
                    fields=("resident",),
                    name="residence_one_at_a_time",
                    violation_error_message="一个人只登记一处现住地。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Mandate",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="mandates",
                    to="committees.committee",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="mandates",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "post",
                models.CharField(
                    choices=[("chair", "主任"), ("vice_chair", "副主任"), ("member", "委员")],
                    max_length=12,
                    verbose_name="职务",
                ),
            ),
            ("duty_area", models.CharField(blank=True, max_length=80, verbose_name="分工")),
            (
                "origin",
                models.CharField(
                    choices=[
                        ("election", "换届选举"),
                        ("by_election", "补选"),
                        ("acting", "临时主持工作"),
                    ],
                    default="election",
                    max_length=12,
                    verbose_name="产生方式",
                ),
            ),
            ("since", models.DateField(verbose_name="任职")),
            ("until", models.DateField(blank=True, null=True, verbose_name="届满或离任（含当天）")),
        ],
        options={
            "db_table": "terms_mandate",
            "ordering": ("committee", "post", "since", "pk"),
            "indexes": [models.Index(fields=["committee", "since"], name="mandate_by_committee")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                    ),
                    name="mandate_ends_after_start",
                    violation_error_message="离任日期不能早于任职日期。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True)),
                    fields=("committee", "person", "post"),
                    name="mandate_open_once",
                    violation_error_message="这个人现在已经任这个职务了。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SpecialisedCommittee",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="specialised",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("security", "治保"),
                        ("mediation", "调解"),
                        ("health", "卫生"),
                        ("family_planning", "计生"),
                        ("civil_affairs", "民政"),
                        ("publicity", "宣传"),
                        ("women", "妇女"),
                    ],
                    max_length=16,
                    verbose_name="类别",
                ),
            ),
            (
                "head",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="负责人",
                ),
            ),
            ("duty", models.CharField(blank=True, max_length=120, verbose_name="职责")),
        ],
        options={
            "db_table": "terms_specialised_committee",
            "constraints": [
                models.UniqueConstraint(fields=("committee", "kind"), name="specialised_kind_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Building",
        fields=[
            ID,
            (
                "estate",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="buildings",
                    to="committees.estate",
                ),
            ),
            ("number", models.CharField(max_length=10, verbose_name="楼号")),
            ("floors", models.PositiveSmallIntegerField(default=6, verbose_name="楼层数")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
        ],
        options={
            "db_table": "territory_building",
            "ordering": ("estate", "order", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("estate", "number"), name="building_number_once"),
                models.CheckConstraint(
                    condition=models.Q(("floors__gte", 1), ("floors__lte", 100)),
                    name="building_floors_real",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Committee",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "street",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="committees",
                    to="committees.street",
                ),
            ),
            ("code", models.CharField(max_length=12, unique=True, verbose_name="统计用区划代码")),
            ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
            ("short_name", models.CharField(max_length=40, verbose_name="简称")),
            ("slug", models.SlugField(max_length=60, unique=True, verbose_name="网址")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="街道顺序")),
            ("zone", models.CharField(blank=True, max_length=20, verbose_name="片区")),
            ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
            ("phone", models.CharField(blank=True, max_length=40, verbose_name="电话")),
            ("hours", models.CharField(blank=True, max_length=80, verbose_name="办公时间")),
            ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="户数")),
            ("pinyin", models.CharField(blank=True, max_length=120)),
            ("initials", models.CharField(blank=True, max_length=30)),
        ],
        options={
            "db_table": "territory_committee",
            "ordering": ("order", "pk"),
            "indexes": [models.Index(fields=["order", "id"], name="committee_street_order")],
        },
    ),
    migrations.CreateModel(
        name="Department",
        fields=[
            ID,
            (
                "street",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="departments",
                    to="committees.street",
                ),
            ),
            ("name", models.CharField(max_length=40, verbose_name="科室")),
            ("phone", models.CharField(blank=True, max_length=40, verbose_name="电话")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
        ],
        options={
            "db_table": "territory_department",
            "ordering": ("order", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("street", "name"), name="department_name_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Estate",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="estates",
                    to="committees.committee",
                ),
            ),
            ("name", models.CharField(max_length=40, verbose_name="小区")),
            ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
        ],
        options={
            "db_table": "territory_estate",
            "ordering": ("committee", "order", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("committee", "name"), name="estate_name_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="PartnerBody",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="bodies",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("branch", "居民区党组织"),
                        ("station", "社区工作站"),
                        ("owners", "业委会"),
                        ("property", "物业服务企业"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            ("name", models.CharField(max_length=60, verbose_name="名称")),
            ("phone", models.CharField(blank=True, max_length=40, verbose_name="电话")),
            ("night_phone", models.CharField(blank=True, max_length=40, verbose_name="夜间电话")),
        ],
        options={
            "db_table": "territory_partner_body",
            "ordering": ("committee", "kind", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("committee", "name"), name="body_name_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="PublicNumber",
        fields=[
            ID,
            (
                "street",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="numbers",
                    to="committees.street",
                ),
            ),
            ("name", models.CharField(max_length=30, verbose_name="名称")),
            ("phone", models.CharField(max_length=40, verbose_name="电话")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
        ],
        options={
            "db_table": "territory_public_number",
            "ordering": ("order", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("street", "name"), name="public_number_name_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Street",
        fields=[
            ID,
            ("name", models.CharField(max_length=40, unique=True, verbose_name="街道名称")),
            ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
            ("phone", models.CharField(blank=True, max_length=40, verbose_name="总值班电话")),
        ],
        options={
            "db_table": "territory_street",
        },
    ),
    migrations.CreateModel(
        name="ChangeRequest",
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
                    related_name="+",
                    to="committees.committee",
                ),
            ),
            (
                "resident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="change_requests",
                    to="committees.resident",
                ),
            ),
            ("changes", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="改什么")),
            ("why", models.CharField(max_length=120, verbose_name="为什么改")),
            (
                "origin",
                models.CharField(
                    choices=[("office", "工作人员发现的"), ("desk", "居民自己来说的")],
                    default="office",
                    max_length=8,
                    verbose_name="谁说的",
                ),
            ),
            ("asked_by", models.CharField(blank=True, max_length=60, verbose_name="来说的人")),
            (
                "proposed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("proposed_at", models.DateTimeField(verbose_name="提出的时间")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "等主任看"),
                        ("approved", "已改好"),
                        ("declined", "没有改"),
                        ("withdrawn", "收回了"),
                    ],
                    default="waiting",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="看过的时间")),
            ("answer", models.CharField(blank=True, max_length=120, verbose_name="答复")),
        ],
        options={
            "db_table": "upkeep_change_request",
            "ordering": ("-proposed_at", "-pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["committee", "proposed_at"],
                    name="change_request_waiting",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decided_at__isnull", True), ("state", "waiting")),
                        models.Q(
                            models.Q(("state", "waiting"), _negated=True),
                            ("decided_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="change_request_decided_has_day",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Merge",
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
                "kept",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.resident",
                ),
            ),
            (
                "gone",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.resident",
                ),
            ),
            ("story", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="搬了什么")),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(verbose_name="什么时候")),
            (
                "undone_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销的时间")),
        ],
        options={
            "db_table": "upkeep_merge",
            "ordering": ("-at", "-pk"),
            "indexes": [models.Index(fields=["committee", "-at"], name="merge_by_committee")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("undone_at__isnull", True)),
                    fields=("gone",),
                    name="merge_gone_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(("kept", models.F("gone")), _negated=True),
                    name="merge_of_two_rows",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="NotSame",
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
                "first",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="committees.resident",
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="committees.resident",
                ),
            ),
            (
                "noted_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("noted_at", models.DateTimeField(verbose_name="什么时候")),
        ],
        options={
            "db_table": "upkeep_not_same",
            "constraints": [
                models.UniqueConstraint(fields=("first", "second"), name="not_same_once"),
                models.CheckConstraint(
                    condition=models.Q(("first__lt", models.F("second"))), name="not_same_in_order"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RetentionRule",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "what",
                models.CharField(
                    choices=[
                        ("departed", "离开的人"),
                        ("merged", "合并掉的旧登记"),
                        ("refused", "不同意的答复"),
                        ("withdrawn", "撤回了的同意"),
                        ("health", "结束了的健康类关爱"),
                        ("labels", "结束了的其他关爱"),
                        ("contacts", "离开的人的紧急联系人"),
                        ("requests", "看过的修改申请"),
                    ],
                    editable=False,
                    max_length=12,
                    unique=True,
                    verbose_name="清除什么",
                ),
            ),
            ("months", models.PositiveSmallIntegerField(verbose_name="结束几个月以后")),
            ("source", models.CharField(blank=True, max_length=120, verbose_name="依据")),
            ("enabled", models.BooleanField(default=True, verbose_name="在用")),
            (
                "order",
                models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="顺序"),
            ),
        ],
        options={
            "db_table": "upkeep_retention_rule",
            "ordering": ("order", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("months__gte", 1), ("months__lte", 600)),
                    name="retention_months_real",
                    violation_error_message="请写 1 到 600 个月。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Tombstone",
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
                "what",
                models.CharField(
                    choices=[
                        ("departed", "离开的人"),
                        ("merged", "合并掉的旧登记"),
                        ("refused", "不同意的答复"),
                        ("withdrawn", "撤回了的同意"),
                        ("health", "结束了的健康类关爱"),
                        ("labels", "结束了的其他关爱"),
                        ("contacts", "离开的人的紧急联系人"),
                        ("requests", "看过的修改申请"),
                    ],
                    max_length=12,
                    verbose_name="清除了什么",
                ),
            ),
            (
                "rule",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="tombstones",
                    to="committees.retentionrule",
                ),
            ),
            ("number", models.PositiveBigIntegerField(verbose_name="原来的编号")),
            ("on", models.DateField(verbose_name="哪天")),
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
            "db_table": "upkeep_tombstone",
            "indexes": [models.Index(fields=["committee", "what", "on"], name="tombstone_by_kind")],
        },
    ),
]
GUARDS = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER journal_entry_not_emptied BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
CREATE FUNCTION regulation_in_force_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'in_force' AND (
        TG_OP = 'DELETE'
        OR (OLD.regulation_id, OLD.state, OLD.text, OLD.in_force_on, OLD.adopted_on, OLD.adopted_words)
            IS DISTINCT FROM
            (NEW.regulation_id, NEW.state, NEW.text, NEW.in_force_on, NEW.adopted_on, NEW.adopted_words)
    ) THEN
        RAISE EXCEPTION 'a version in force is final';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER regulation_version_final BEFORE UPDATE OR DELETE ON regulations_version
    FOR EACH ROW EXECUTE FUNCTION regulation_in_force_is_final();
"""
UNGUARDS = """
DROP TRIGGER IF EXISTS regulation_version_final ON regulations_version;
DROP FUNCTION IF EXISTS regulation_in_force_is_final();
DROP TRIGGER IF EXISTS journal_entry_not_emptied ON journal_entry;
DROP TRIGGER IF EXISTS journal_entry_append_only ON journal_entry;
DROP FUNCTION IF EXISTS journal_is_append_only();
"""


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("committees", "0001_initial"),
        ("committees", "0002_journal_guard"),
        ("committees", "0003_seed"),
        ("committees", "0004_guard"),
        ("committees", "0005_duty_rules"),
        ("committees", "0006_files"),
        ("committees", "0008_regulations"),
        ("committees", "0009_regulation_models"),
        ("committees", "0010_item_ladder"),
        ("committees", "0011_columns"),
        ("committees", "0012_columns_seed"),
        ("committees", "0013_register"),
        ("committees", "0014_care_kinds"),
        ("committees", "0015_register"),
        ("committees", "0016_care_acts"),
        ("committees", "0017_upkeep"),
        ("committees", "0018_imports"),
        ("committees", "0019_exports"),
        ("committees", "0020_knock_ladder"),
        ("committees", "0021_calls_and_kinds"),
        ("committees", "0022_notice_not_released"),
        ("committees", "0024_doors_and_sounds"),
        ("committees", "0025_election_roles"),
        ("committees", "0026_election_ladder"),
        ("committees", "0027_open_sessions"),
    ]
    dependencies = []

    operations = [
        CreateModels(TABLES),
        PostgresSQL(GUARDS, UNGUARDS),
        gin_index_operation("notices_notice", "tokens", "notice_by_words"),
        gin_index_operation("regulations_version", "tokens", "version_by_words"),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
