"""The meetings as of 0015, in one step: tables, and the first kinds of meeting."""

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import jiedao.common.crypto
import meetings.kinds.models
from jiedao.common.migrations import CreateModels
from jiedao.common.search import gin_index_operation
from meetings.first_rows import seed

ID = (
    "id",
    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
)
TABLES = [
    migrations.CreateModel(
        name="Attendee",
        fields=[
            ID,
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="attendees",
                    to="meetings.meeting",
                ),
            ),
            (
                "capacity",
                models.CharField(
                    choices=[("attends", "出席"), ("observes", "列席")],
                    default="attends",
                    max_length=8,
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.seat",
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            ("name", models.CharField(max_length=30, verbose_name="姓名")),
            ("office", models.CharField(blank=True, max_length=40, verbose_name="职务或小组")),
            (
                "answer",
                models.CharField(
                    blank=True,
                    choices=[
                        ("", "还没有回答"),
                        ("coming", "参加"),
                        ("excused", "请假"),
                        ("sends", "换人"),
                    ],
                    default="",
                    max_length=10,
                    verbose_name="回答",
                ),
            ),
            ("answer_note", models.CharField(blank=True, max_length=60, verbose_name="原因或换谁")),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            (
                "earlier_answer",
                models.CharField(
                    blank=True,
                    choices=[
                        ("", "还没有回答"),
                        ("coming", "参加"),
                        ("excused", "请假"),
                        ("sends", "换人"),
                    ],
                    max_length=10,
                ),
            ),
            ("earlier_note", models.CharField(blank=True, max_length=60)),
            ("read_at", models.DateTimeField(blank=True, null=True)),
            ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="到会")),
            ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="离会")),
            (
                "signed",
                models.CharField(
                    blank=True,
                    choices=[
                        ("code", "签到码"),
                        ("tick", "代为勾选"),
                        ("paper", "纸上签到"),
                        ("self", "自己签到"),
                    ],
                    max_length=5,
                    verbose_name="怎么签到",
                ),
            ),
            (
                "signed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "attendance_attendee",
            "ordering": ("meeting", "capacity", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("user__isnull", False)),
                    fields=("meeting", "user"),
                    name="attendee_person_once",
                    violation_error_message="这个人已经在名册上了。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("seat__isnull", False)),
                    fields=("meeting", "seat"),
                    name="attendee_seat_once",
                    violation_error_message="这个人已经在名册上了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("left_at__isnull", True),
                        models.Q(
                            ("arrived_at__isnull", False), ("left_at__gte", models.F("arrived_at"))
                        ),
                        _connector="OR",
                    ),
                    name="attendee_leaves_after_arrival",
                    violation_error_message="离会时间要晚于到会时间。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answer__in", ["excused", "sends"]), _negated=True),
                        models.Q(("answer_note", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="attendee_excuse_is_written",
                    violation_error_message="请假要写原因，换人要写换谁。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="InvitedBody",
        fields=[
            ID,
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="invited_bodies",
                    to="meetings.meeting",
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("", "还没有回答"),
                        ("coming", "参加"),
                        ("excused", "请假"),
                        ("sends", "换人"),
                    ],
                    default="",
                    max_length=10,
                ),
            ),
            ("answer_note", models.CharField(blank=True, max_length=120)),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            (
                "earlier_answer",
                models.CharField(
                    blank=True,
                    choices=[
                        ("", "还没有回答"),
                        ("coming", "参加"),
                        ("excused", "请假"),
                        ("sends", "换人"),
                    ],
                    max_length=10,
                ),
            ),
            ("earlier_note", models.CharField(blank=True, max_length=120)),
            ("read_at", models.DateTimeField(blank=True, null=True)),
            ("token_digest", models.CharField(blank=True, db_index=True, max_length=64)),
            ("link_ended_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "convening_invited_body",
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "body"), name="invited_body_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Meeting",
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
                    related_name="meetings",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.ForeignKey(
                    db_column="kind",
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.kind",
                    to_field="key",
                    verbose_name="类别",
                ),
            ),
            (
                "rules",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.kindrules",
                ),
            ),
            ("whole_street", models.BooleanField(default=False)),
            (
                "round_of",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="rounds",
                    to="meetings.meeting",
                ),
            ),
            ("title", models.CharField(max_length=60, verbose_name="会议名称")),
            ("starts_at", models.DateTimeField(verbose_name="开始")),
            ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="结束")),
            ("moved_from", models.DateTimeField(blank=True, editable=False, null=True)),
            ("place", models.CharField(max_length=80, verbose_name="地点")),
            (
                "chair",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="主持",
                ),
            ),
            ("is_public", models.BooleanField(default=False, verbose_name="居民能看到")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("planned", "准备中"),
                        ("open", "开会中"),
                        ("held", "已开"),
                        ("cancelled", "已取消"),
                    ],
                    default="planned",
                    max_length=10,
                ),
            ),
            (
                "short_notice_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么来不及"),
            ),
            ("code", models.CharField(blank=True, editable=False, max_length=4)),
            (
                "entitled",
                models.PositiveIntegerField(blank=True, null=True, verbose_name="应到多少"),
            ),
            ("opened_at", models.DateTimeField(blank=True, null=True)),
            ("sealed_at", models.DateTimeField(blank=True, null=True)),
            (
                "cancelled_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么取消"),
            ),
            (
                "convened_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "convening_meeting",
            "ordering": ("-starts_at", "-pk"),
            "indexes": [
                models.Index(
                    fields=["committee", "-starts_at", "-id"], name="meeting_newest_first"
                ),
                models.Index(fields=["kind", "state", "starts_at"], name="meeting_by_kind"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("ends_at__isnull", True),
                        ("ends_at__gt", models.F("starts_at")),
                        _connector="OR",
                    ),
                    name="meeting_ends_after_start",
                    violation_error_message="结束时间要晚于开始时间。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state", "open"), models.Q(("code", ""), _negated=True)),
                    fields=("code",),
                    name="meeting_code_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Topic",
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
                    related_name="topics",
                    to="committees.committee",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="topics",
                    to="meetings.meeting",
                ),
            ),
            ("order", models.PositiveSmallIntegerField(default=0)),
            ("text", models.CharField(max_length=120, verbose_name="议题")),
            ("background", models.TextField(blank=True, max_length=1000, verbose_name="情况说明")),
            (
                "minutes",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="讨论几分钟"),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "等主任安排"),
                        ("listed", "列入议程"),
                        ("declined", "没有列入"),
                        ("settled", "议过了"),
                        ("carried", "转到下次"),
                    ],
                    default="listed",
                    max_length=10,
                ),
            ),
            (
                "source",
                models.CharField(
                    choices=[
                        ("committee", "居委会提出"),
                        ("body", "单位提出"),
                        ("case", "从事项来"),
                        ("item", "上次没办完的"),
                        ("resident", "居民提出"),
                    ],
                    default="committee",
                    max_length=10,
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            (
                "proposed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("proposer", models.CharField(blank=True, max_length=30, verbose_name="谁提的")),
            ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("typed", models.BooleanField(default=False)),
            ("answer", models.CharField(blank=True, max_length=120, verbose_name="为什么不列入")),
            ("discussion", models.TextField(blank=True, max_length=4000, verbose_name="讨论")),
            ("conclusion", models.TextField(blank=True, max_length=2000, verbose_name="议定")),
            ("agreed", models.BooleanField(null=True, verbose_name="协商一致")),
            ("differing", models.TextField(blank=True, max_length=2000, verbose_name="不同意见")),
            ("settled_at", models.DateTimeField(null=True)),
            (
                "carried_from",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="carried_to",
                    to="meetings.topic",
                ),
            ),
            ("times", models.PositiveSmallIntegerField(default=1)),
        ],
        options={
            "db_table": "convening_topic",
            "ordering": ("order", "pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "waiting")),
                    fields=["committee", "proposed_at"],
                    name="topic_waiting",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("meeting__isnull", False)),
                    fields=("meeting", "order"),
                    name="topic_order_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["waiting", "declined"]),
                        ("meeting__isnull", False),
                        _connector="OR",
                    ),
                    name="topic_listed_has_meeting",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "declined"), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="topic_declined_says_why",
                    violation_error_message="不列入的议题要写原因，提的人会看到。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("agreed", False), _negated=True),
                        models.Q(("differing", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="topic_differing_is_written",
                    violation_error_message="没有协商一致，请把不同意见写上。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DateAnswer",
        fields=[
            ID,
            (
                "date",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="answers",
                    to="meetings.proposeddate",
                ),
            ),
            (
                "attendee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="date_answers",
                    to="meetings.attendee",
                ),
            ),
            ("can", models.BooleanField()),
            (
                "written_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField()),
        ],
        options={
            "db_table": "dates_answer",
            "constraints": [
                models.UniqueConstraint(fields=("date", "attendee"), name="date_answer_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="DatePoll",
        fields=[
            ID,
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="date_polls",
                    to="meetings.meeting",
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
            ("asked_at", models.DateTimeField()),
            ("ended_at", models.DateTimeField(null=True)),
        ],
        options={
            "db_table": "dates_poll",
            "ordering": ("-pk",),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("meeting",),
                    name="date_poll_one_open",
                    violation_error_message="这个会正在问日期。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ProposedDate",
        fields=[
            ID,
            (
                "poll",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="dates",
                    to="meetings.datepoll",
                ),
            ),
            ("starts_at", models.DateTimeField()),
            ("taken", models.BooleanField(default=False)),
        ],
        options={
            "db_table": "dates_proposed",
            "ordering": ("starts_at",),
            "constraints": [
                models.UniqueConstraint(fields=("poll", "starts_at"), name="proposed_date_once"),
                models.UniqueConstraint(
                    condition=models.Q(("taken", True)),
                    fields=("poll",),
                    name="proposed_date_one_taken",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Account",
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
                    related_name="accounts",
                    to="committees.committee",
                ),
            ),
            ("year", models.PositiveSmallIntegerField(verbose_name="年")),
            ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
            ("opening", models.BigIntegerField(default=0, help_text="分", verbose_name="上期结余")),
            (
                "notice",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.notice",
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
        ],
        options={
            "db_table": "disclosure_account",
            "ordering": ("-year", "-quarter", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("committee", "year", "quarter"),
                    name="account_once_a_quarter",
                    violation_error_message="这个季度已经填过了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                    name="account_quarter_real",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AccountLine",
        fields=[
            ID,
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="lines",
                    to="meetings.account",
                ),
            ),
            (
                "side",
                models.CharField(choices=[("income", "收入"), ("expense", "支出")], max_length=7),
            ),
            ("order", models.PositiveSmallIntegerField(default=0)),
            ("what", models.CharField(max_length=60, verbose_name="项目")),
            ("fen", models.BigIntegerField(help_text="分", verbose_name="金额")),
            ("note", models.CharField(blank=True, max_length=60, verbose_name="说明")),
        ],
        options={
            "db_table": "disclosure_account_line",
            "ordering": ("-side", "order", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("fen__gt", 0)),
                    name="account_line_above_zero",
                    violation_error_message="金额要大于 0。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AccountReview",
        fields=[
            ID,
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="reviews",
                    to="meetings.account",
                ),
            ),
            (
                "seat",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.seat",
                ),
            ),
            ("remark", models.CharField(blank=True, max_length=200, verbose_name="意见")),
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
            "db_table": "disclosure_account_review",
            "ordering": ("at", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("account", "seat"),
                    name="account_review_two_people",
                    violation_error_message="这位委员已经核对过了，请另一位核对。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Experience",
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
                    related_name="experiences",
                    to="committees.committee",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="experiences",
                    to="meetings.meeting",
                ),
            ),
            ("title", models.CharField(max_length=60, verbose_name="题目")),
            ("did", models.TextField(max_length=2000, verbose_name="做了什么")),
            ("how", models.TextField(max_length=4000, verbose_name="怎么做的")),
            ("result", models.TextField(max_length=2000, verbose_name="效果怎么样")),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("published_at", models.DateTimeField()),
            ("tokens", models.TextField(blank=True, editable=False)),
        ],
        options={
            "db_table": "experience_experience",
            "ordering": ("-published_at", "-pk"),
            "indexes": [models.Index(fields=["-published_at", "-id"], name="experience_newest")],
        },
    ),
    migrations.CreateModel(
        name="InUse",
        fields=[
            ID,
            (
                "experience",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="users",
                    to="meetings.experience",
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
            ("since", models.DateField(verbose_name="从哪天起用")),
            ("told", models.TextField(blank=True, max_length=1000, verbose_name="用得怎么样")),
            ("told_on", models.DateField(null=True)),
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
            "db_table": "experience_in_use",
            "ordering": ("since", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    fields=("experience", "committee"),
                    name="in_use_once",
                    violation_error_message="已经记过“我们也在用”了。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("told", ""), ("told_on__isnull", True)),
                        models.Q(models.Q(("told", ""), _negated=True), ("told_on__isnull", False)),
                        _connector="OR",
                    ),
                    name="in_use_told_has_its_day",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Kind",
        fields=[
            ID,
            ("key", models.SlugField(max_length=16, unique=True, verbose_name="代号")),
            ("name", models.CharField(max_length=30, unique=True, verbose_name="名称")),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
            ("is_active", models.BooleanField(default=True, verbose_name="还在用")),
        ],
        options={
            "db_table": "kinds_kind",
            "ordering": ("order", "pk"),
        },
    ),
    migrations.CreateModel(
        name="KindRules",
        fields=[
            ID,
            (
                "kind",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="meetings.kind",
                ),
            ),
            ("number", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
            ("effective_from", models.DateField(verbose_name="从哪天起")),
            ("source", models.CharField(max_length=200, verbose_name="依据")),
            ("unconfirmed", models.BooleanField(default=False, verbose_name="以街道口径为准")),
            ("bodies", models.JSONField(blank=True, default=list, verbose_name="必须请的单位")),
            (
                "roster",
                models.CharField(
                    choices=[
                        ("officers", "居委会成员"),
                        ("bodies", "居委会成员和请来的单位"),
                        ("representatives", "居民代表和居委会成员"),
                        ("open", "到会的居民，现场登记"),
                        ("whole_street", "全街道的居委会"),
                    ],
                    max_length=16,
                    verbose_name="应到的人",
                ),
            ),
            (
                "presides",
                models.CharField(
                    choices=[
                        ("director", "居委会主任"),
                        ("branch", "居民区党组织负责人"),
                        ("mediation_head", "治保调解委员会负责人"),
                        ("street", "街道"),
                    ],
                    max_length=16,
                    verbose_name="谁主持",
                ),
            ),
            (
                "notice_days",
                models.PositiveSmallIntegerField(default=0, verbose_name="提前几天通知"),
            ),
            ("notice_public", models.BooleanField(default=False, verbose_name="要贴公告")),
            (
                "call_days",
                models.PositiveSmallIntegerField(
                    default=1, verbose_name="提前几天打电话问没回答的"
                ),
            ),
            (
                "ladder",
                models.CharField(
                    blank=True,
                    max_length=60,
                    validators=[meetings.kinds.models.check_ladder],
                    verbose_name="提前多久提醒",
                ),
            ),
            (
                "quorum",
                models.CharField(
                    blank=True,
                    max_length=7,
                    validators=[meetings.kinds.models.check_share],
                    verbose_name="到会比例",
                ),
            ),
            (
                "quorum_inclusive",
                models.BooleanField(default=True, verbose_name="正好这个比例也行"),
            ),
            (
                "decides",
                models.CharField(
                    choices=[
                        ("none", "不作决定"),
                        ("consensus", "协商一致，或者记录不同意见"),
                        ("vote", "表决"),
                        ("opinion", "形成意见，由决定的单位答复"),
                        ("agreement", "达成协议，或者记录没有达成"),
                        ("scores", "打分并写意见"),
                    ],
                    max_length=10,
                    verbose_name="怎么定",
                ),
            ),
            (
                "majority",
                models.CharField(
                    blank=True,
                    max_length=7,
                    validators=[meetings.kinds.models.check_share],
                    verbose_name="通过比例",
                ),
            ),
            (
                "majority_inclusive",
                models.BooleanField(default=False, verbose_name="正好这个比例也通过"),
            ),
            (
                "majority_base",
                models.CharField(
                    choices=[("present", "到会人数"), ("roster", "应到人数"), ("cast", "投票数")],
                    default="present",
                    max_length=8,
                    verbose_name="按什么算",
                ),
            ),
            ("secret", models.BooleanField(default=False, verbose_name="无记名")),
            (
                "template",
                models.CharField(
                    choices=[
                        ("summary", "会议纪要"),
                        ("transcript", "笔录和纪要"),
                        ("record", "会议记录"),
                        ("study", "学习记录"),
                    ],
                    max_length=10,
                    verbose_name="记成什么",
                ),
            ),
            (
                "publishes",
                models.CharField(
                    choices=[
                        ("nothing", "不公开"),
                        ("outcome", "公开议定事项和落实情况"),
                        ("announcement", "发决议公告"),
                    ],
                    max_length=12,
                    verbose_name="公开什么",
                ),
            ),
            (
                "publish_days",
                models.PositiveSmallIntegerField(default=0, verbose_name="几天内公开"),
            ),
            (
                "publish_count",
                models.CharField(
                    choices=[("calendar", "天"), ("working", "个工作日")],
                    default="working",
                    max_length=8,
                    verbose_name="怎么算天数",
                ),
            ),
            ("a_year", models.PositiveSmallIntegerField(default=0, verbose_name="一年至少几次")),
            (
                "follow_up_days",
                models.PositiveSmallIntegerField(default=0, verbose_name="整改方案几个工作日内交"),
            ),
            ("why", models.CharField(blank=True, max_length=120, verbose_name="为什么改")),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "kinds_rules",
            "ordering": ("kind", "-number"),
            "constraints": [
                models.UniqueConstraint(fields=("kind", "number"), name="kind_rules_number_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decides", "vote"), _negated=True),
                        models.Q(("majority", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="kind_rules_vote_needs_majority",
                    violation_error_message="要表决的会议，请写通过比例。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Addendum",
        fields=[
            ID,
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="addenda",
                    to="meetings.minutes",
                ),
            ),
            ("number", models.PositiveSmallIntegerField(verbose_name="第几号补正")),
            ("text", models.TextField(max_length=4000, verbose_name="补正")),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField()),
        ],
        options={
            "db_table": "minutes_addendum",
            "ordering": ("number",),
            "constraints": [
                models.UniqueConstraint(fields=("minutes", "number"), name="addendum_number_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Minutes",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "meeting",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="minutes",
                    to="meetings.meeting",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[("draft", "草稿"), ("signing", "待签字"), ("locked", "已锁定")],
                    default="draft",
                    max_length=8,
                ),
            ),
            ("body", models.TextField(max_length=40000, verbose_name="正文")),
            (
                "public_body",
                models.TextField(blank=True, max_length=40000, verbose_name="公开的文字"),
            ),
            (
                "drafted_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("drafted_at", models.DateTimeField()),
            ("locked_at", models.DateTimeField(null=True)),
            (
                "locked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("digest", models.CharField(blank=True, max_length=64)),
            ("released_at", models.DateTimeField(null=True)),
            (
                "released_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "minutes_minutes",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "locked"), _negated=True),
                        models.Q(
                            ("locked_at__isnull", False), models.Q(("digest", ""), _negated=True)
                        ),
                        _connector="OR",
                    ),
                    name="minutes_locked_has_digest",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("released_at__isnull", True),
                        models.Q(("public_body", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="minutes_released_has_text",
                    violation_error_message="公开的文字还是空的。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Revision",
        fields=[
            ID,
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="revisions",
                    to="meetings.minutes",
                ),
            ),
            ("number", models.PositiveIntegerField()),
            ("body", models.TextField(max_length=40000)),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField()),
        ],
        options={
            "db_table": "minutes_revision",
            "ordering": ("-number",),
            "constraints": [
                models.UniqueConstraint(fields=("minutes", "number"), name="revision_number_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Signature",
        fields=[
            ID,
            (
                "minutes",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="signatures",
                    to="meetings.minutes",
                ),
            ),
            ("name", models.CharField(max_length=30, verbose_name="姓名")),
            ("office", models.CharField(blank=True, max_length=40, verbose_name="职务")),
            ("signed_at", models.DateTimeField(null=True)),
            ("note", models.CharField(blank=True, max_length=60, verbose_name="为什么没签")),
            (
                "seen_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "minutes_signature",
            "ordering": ("pk",),
        },
    ),
    migrations.CreateModel(
        name="Opinion",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="opinions",
                    to="committees.committee",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="opinions",
                    to="meetings.meeting",
                ),
            ),
            (
                "source",
                models.CharField(
                    choices=[("branch", "听取党组织意见"), ("hearing", "听证会意见")],
                    default="branch",
                    max_length=7,
                ),
            ),
            ("asked", models.TextField(max_length=1000, verbose_name="问什么")),
            ("asked_on", models.DateField(verbose_name="哪天问的")),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            ("to_whom", models.CharField(blank=True, max_length=60, verbose_name="由谁决定")),
            ("given", models.TextField(blank=True, max_length=4000, verbose_name="意见")),
            ("given_on", models.DateField(null=True, verbose_name="哪天提的")),
            (
                "given_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answer", models.TextField(blank=True, max_length=4000, verbose_name="回复")),
            ("answered_on", models.DateField(null=True, verbose_name="哪天回复的")),
            (
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("followed", models.TextField(blank=True, max_length=4000, verbose_name="落实情况")),
            ("followed_on", models.DateField(null=True, verbose_name="哪天落实的")),
            (
                "followed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "opinions_opinion",
            "ordering": ("-asked_on", "-pk"),
            "indexes": [
                models.Index(fields=["committee", "-asked_on", "-id"], name="opinion_newest_first"),
                models.Index(fields=["given_on", "committee"], name="opinion_by_day_given"),
                models.Index(
                    condition=models.Q(("followed_on__isnull", True)),
                    fields=["committee", "asked_on"],
                    name="opinion_open",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("body__isnull", False), ("source", "branch"), ("to_whom", "")),
                        models.Q(
                            ("body__isnull", True),
                            ("source", "hearing"),
                            models.Q(("to_whom", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="opinion_says_whose",
                    violation_error_message="请写明是谁的意见、由谁回复。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("given", ""), ("given_on__isnull", True)),
                        models.Q(
                            ("given_on__isnull", False), models.Q(("given", ""), _negated=True)
                        ),
                        _connector="OR",
                    ),
                    name="opinion_given_is_written",
                    violation_error_message="意见和日期要一起写。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("given_on__isnull", True),
                        ("given_on__gte", models.F("asked_on")),
                        _connector="OR",
                    ),
                    name="opinion_given_after_asked",
                    violation_error_message="提意见的日期不能早于问的日期。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answer", ""), ("answered_on__isnull", True)),
                        models.Q(
                            ("answered_on__gte", models.F("given_on")),
                            ("given_on__isnull", False),
                            models.Q(("answer", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="opinion_answered_after_given",
                    violation_error_message="有了意见才能回复，日期不能更早。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("followed", ""), ("followed_on__isnull", True)),
                        models.Q(
                            ("answered_on__isnull", False),
                            ("followed_on__gte", models.F("answered_on")),
                            models.Q(("followed", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="opinion_followed_after_answered",
                    violation_error_message="回复以后才能写落实，日期不能更早。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Demand",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="demands",
                    to="committees.committee",
                ),
            ),
            ("subject", models.CharField(max_length=120, verbose_name="要议什么")),
            ("asked_on", models.DateField(verbose_name="哪天提的")),
            ("needed", models.PositiveSmallIntegerField()),
            ("call_by", models.DateField(verbose_name="最晚哪天召集")),
            (
                "answered_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="demands",
                    to="meetings.meeting",
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
            ("seats", models.ManyToManyField(related_name="demands", to="meetings.seat")),
        ],
        options={
            "db_table": "representatives_demand",
            "ordering": ("-asked_on", "-pk"),
        },
    ),
    migrations.CreateModel(
        name="Seat",
        fields=[
            ID,
            (
                "committee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="seats",
                    to="committees.committee",
                ),
            ),
            (
                "board",
                models.CharField(
                    choices=[("representative", "居民代表"), ("supervisor", "居务监督委员会")],
                    max_length=14,
                    verbose_name="名册",
                ),
            ),
            ("group", models.CharField(blank=True, max_length=20, verbose_name="居民小组")),
            ("name", models.CharField(max_length=30, verbose_name="姓名")),
            ("office", models.CharField(blank=True, max_length=20, verbose_name="职务")),
            ("phone", jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="手机号")),
            ("is_woman", models.BooleanField(default=False, verbose_name="女")),
            (
                "user",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("since", models.DateField(verbose_name="从哪天起")),
            ("until", models.DateField(blank=True, null=True, verbose_name="到哪天（含当天）")),
            (
                "ended_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么不再担任"),
            ),
        ],
        options={
            "db_table": "representatives_seat",
            "ordering": ("committee", "group", "pk"),
            "indexes": [models.Index(fields=["committee", "board", "since"], name="seat_by_board")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                    ),
                    name="seat_ends_after_start",
                    violation_error_message="结束日期不能早于开始日期。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True)),
                    fields=("committee", "board", "group", "name"),
                    name="seat_open_once",
                    violation_error_message="这个小组的名册上已经有这个名字了。同名的请在名字后面写楼号。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Adoption",
        fields=[
            ID,
            (
                "resolution",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="adoption",
                    to="meetings.resolution",
                ),
            ),
            (
                "version",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.regulationversion",
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
            "db_table": "resolutions_adoption",
        },
    ),
    migrations.CreateModel(
        name="ActionItem",
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
                    related_name="items",
                    to="committees.committee",
                ),
            ),
            (
                "resolution",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="items",
                    to="meetings.resolution",
                ),
            ),
            (
                "body",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="items",
                    to="committees.partnerbody",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("what", models.CharField(max_length=200, verbose_name="做什么")),
            ("due_on", models.DateField(verbose_name="哪天前")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("told", "等回复"),
                        ("differs", "有不同意见"),
                        ("accepted", "在办"),
                        ("done", "等确认"),
                        ("confirmed", "已办结"),
                        ("dropped", "不再办"),
                    ],
                    default="told",
                    max_length=9,
                ),
            ),
            ("answer", models.CharField(blank=True, max_length=500, verbose_name="怎么回答的")),
            ("answered_at", models.DateTimeField(null=True)),
            ("proof", models.TextField(blank=True, max_length=2000, verbose_name="办得怎么样")),
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
            ("confirmed_at", models.DateTimeField(null=True)),
            (
                "confirmed_by",
                models.ForeignKey(
                    null=True,
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
            ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("times", models.PositiveSmallIntegerField(default=1, verbose_name="上过几次会")),
            (
                "helpers",
                models.ManyToManyField(blank=True, related_name="+", to="committees.partnerbody"),
            ),
        ],
        options={
            "db_table": "resolutions_item",
            "ordering": ("due_on", "pk"),
            "indexes": [
                models.Index(
                    condition=models.Q(("state__in", ["told", "differs", "accepted", "done"])),
                    fields=["committee", "due_on"],
                    name="item_open_by_day",
                ),
                models.Index(
                    condition=models.Q(("state__in", ["told", "differs", "accepted", "done"])),
                    fields=["body", "due_on"],
                    name="item_open_of_body",
                ),
                models.Index(
                    condition=models.Q(("state__in", ["told", "differs", "accepted", "done"])),
                    fields=["person", "due_on"],
                    name="item_open_of_person",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["done", "confirmed"]), _negated=True),
                        models.Q(("proof", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="item_done_has_proof",
                    violation_error_message="请写一句办得怎么样，或者拍一张照片。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "confirmed"), _negated=True),
                        ("confirmed_by__isnull", False),
                        _connector="OR",
                    ),
                    name="item_confirmed_by_somebody",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "confirmed"), _negated=True),
                        ("done_by__isnull", True),
                        models.Q(("confirmed_by", models.F("done_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="item_two_people",
                    violation_error_message="要由另一个人确认，说办好的人不能自己确认。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ItemPhoto",
        fields=[
            ID,
            (
                "item",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="photos",
                    to="meetings.actionitem",
                ),
            ),
            (
                "step",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="photos",
                    to="meetings.itemstep",
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
            "db_table": "resolutions_item_photo",
        },
    ),
    migrations.CreateModel(
        name="ItemStep",
        fields=[
            ID,
            (
                "item",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="steps",
                    to="meetings.actionitem",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("told", "告知"),
                        ("receipt", "送达回执"),
                        ("accepted", "同意"),
                        ("differs", "有不同意见"),
                        ("progress", "进展"),
                        ("done", "办好了"),
                        ("confirmed", "确认办结"),
                        ("returned", "请再办"),
                        ("carried", "转到下次会议"),
                        ("changed", "改动"),
                        ("dropped", "不再办"),
                    ],
                    max_length=9,
                ),
            ),
            ("text", models.TextField(blank=True, max_length=2000)),
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
                "body",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.meeting",
                ),
            ),
            ("at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "db_table": "resolutions_item_step",
            "ordering": ("-at", "-pk"),
        },
    ),
    migrations.CreateModel(
        name="Receipt",
        fields=[
            ID,
            (
                "item",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="receipts",
                    to="meetings.actionitem",
                ),
            ),
            ("handed_on", models.DateField(verbose_name="哪天送到")),
            ("received_by", models.CharField(max_length=30, verbose_name="谁收的")),
            ("how", models.CharField(blank=True, max_length=30, verbose_name="怎么送的")),
            (
                "photo",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
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
            "db_table": "resolutions_receipt",
            "ordering": ("-handed_on", "-pk"),
        },
    ),
    migrations.CreateModel(
        name="Resolution",
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
                    related_name="resolutions",
                    to="committees.committee",
                ),
            ),
            ("year", models.PositiveSmallIntegerField()),
            ("number", models.PositiveSmallIntegerField()),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="resolutions",
                    to="meetings.meeting",
                ),
            ),
            (
                "topic",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="resolutions",
                    to="meetings.topic",
                ),
            ),
            (
                "vote",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.vote",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("plan", "社区建设规划"),
                        ("annual", "年度工作计划"),
                        ("project", "实事项目"),
                        ("covenant", "公约和章程"),
                        ("other", "其他"),
                    ],
                    max_length=8,
                    verbose_name="类别",
                ),
            ),
            ("text", models.TextField(max_length=2000, verbose_name="内容")),
            ("made_on", models.DateField(verbose_name="哪天定的")),
            ("publish_by", models.DateField(null=True, verbose_name="最晚哪天公开")),
            (
                "notice",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.notice",
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
            ("tokens", models.TextField(blank=True, editable=False)),
        ],
        options={
            "db_table": "resolutions_resolution",
            "ordering": ("-year", "-number"),
            "indexes": [
                models.Index(
                    fields=["committee", "-made_on", "-id"], name="resolution_newest_first"
                ),
                models.Index(
                    condition=models.Q(("notice__isnull", True), ("publish_by__isnull", False)),
                    fields=["publish_by"],
                    name="resolution_unpublished",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("committee", "year", "number"), name="resolution_number_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Grading",
        fields=[
            ID,
            (
                "review",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="gradings",
                    to="meetings.review",
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
            ("post", models.CharField(max_length=20, verbose_name="职务")),
            ("excellent", models.PositiveSmallIntegerField(verbose_name="优秀")),
            ("competent", models.PositiveSmallIntegerField(verbose_name="称职")),
            ("basic", models.PositiveSmallIntegerField(verbose_name="基本称职")),
            ("incompetent", models.PositiveSmallIntegerField(verbose_name="不称职")),
        ],
        options={
            "db_table": "reviews_grading",
            "ordering": ("pk",),
            "constraints": [
                models.UniqueConstraint(fields=("review", "person"), name="grading_once_a_person")
            ],
        },
    ),
    migrations.CreateModel(
        name="Review",
        fields=[
            ID,
            (
                "meeting",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="review",
                    to="meetings.meeting",
                ),
            ),
            ("issued", models.PositiveSmallIntegerField(verbose_name="发出")),
            ("collected", models.PositiveSmallIntegerField(verbose_name="收回")),
            ("invalid", models.PositiveSmallIntegerField(default=0, verbose_name="废票")),
            (
                "counter",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.seat",
                    verbose_name="计票人",
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.seat",
                    verbose_name="计票人",
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
            ("at", models.DateTimeField()),
        ],
        options={
            "db_table": "reviews_review",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("collected__lte", models.F("issued")),
                        ("invalid__lte", models.F("collected")),
                    ),
                    name="review_not_more_than_issued",
                    violation_error_message="收回的票不能比发出的多。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("counter", models.F("second")), _negated=True),
                    name="review_two_counters",
                    violation_error_message="计票要两个人。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Agreement",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "matter",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="agreement",
                    to="meetings.matter",
                ),
            ),
            ("text", models.TextField(max_length=8000, verbose_name="协议内容")),
            ("signed_on", models.DateField(null=True, verbose_name="哪天签的")),
            (
                "unsigned_why",
                models.CharField(blank=True, max_length=200, verbose_name="为什么没签"),
            ),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "sanhui_agreement",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("signed_on__isnull", True), ("unsigned_why", ""), _connector="OR"
                    ),
                    name="agreement_signed_or_why",
                    violation_error_message="签了就不用写原因。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Appraisal",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "matter",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="appraisal",
                    to="meetings.matter",
                ),
            ),
            ("present", models.PositiveSmallIntegerField(verbose_name="到会打分的人数")),
            ("opinions", models.TextField(blank=True, max_length=4000, verbose_name="意见")),
            ("made_on", models.DateField()),
            ("plan_due_on", models.DateField()),
            ("plan_filed_on", models.DateField(null=True, verbose_name="哪天交的")),
            ("plan_text", models.TextField(blank=True, max_length=8000, verbose_name="整改方案")),
            (
                "plan_file",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
            ("done_on", models.DateField(null=True, verbose_name="哪天整改好的")),
            (
                "done_note",
                models.TextField(blank=True, max_length=1000, verbose_name="整改得怎么样"),
            ),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "sanhui_appraisal",
            "indexes": [
                models.Index(
                    condition=models.Q(("plan_filed_on__isnull", True)),
                    fields=["plan_due_on"],
                    name="appraisal_plan_owed",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("plan_file__isnull", True),
                            ("plan_filed_on__isnull", True),
                            ("plan_text", ""),
                        ),
                        models.Q(
                            ("plan_filed_on__gte", models.F("made_on")),
                            models.Q(
                                models.Q(("plan_text", ""), _negated=True),
                                ("plan_file__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="appraisal_plan_is_there",
                    violation_error_message="请写上整改方案，或者选一个文件。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("done_note", ""), ("done_on__isnull", True)),
                        models.Q(
                            ("done_on__gte", models.F("plan_filed_on")),
                            ("plan_filed_on__isnull", False),
                            models.Q(("done_note", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="appraisal_done_after_plan",
                    violation_error_message="交了整改方案，才能记整改好了。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Check",
        fields=[
            ID,
            (
                "appraisal",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="checks",
                    to="meetings.appraisal",
                ),
            ),
            ("on", models.DateField(verbose_name="哪天看的")),
            ("text", models.TextField(max_length=1000, verbose_name="看到什么")),
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
            "db_table": "sanhui_check",
            "ordering": ("-on", "-pk"),
        },
    ),
    migrations.CreateModel(
        name="Deed",
        fields=[
            ID,
            (
                "agreement",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="deeds",
                    to="meetings.agreement",
                ),
            ),
            ("what", models.CharField(max_length=200, verbose_name="做什么")),
            ("who", models.CharField(max_length=60, verbose_name="谁来做")),
            ("due_on", models.DateField(verbose_name="哪天前")),
            ("done_on", models.DateField(null=True, verbose_name="哪天做好的")),
            ("note", models.CharField(blank=True, max_length=200, verbose_name="做得怎么样")),
        ],
        options={
            "db_table": "sanhui_deed",
            "ordering": ("due_on", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("done_on__isnull", True), ("note", "")),
                        models.Q(("done_on__isnull", False), models.Q(("note", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="deed_done_says_how",
                    violation_error_message="做好了，请写一句做得怎么样。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Matter",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "meeting",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="matter",
                    to="meetings.meeting",
                ),
            ),
            ("subject", models.CharField(max_length=120, verbose_name="哪件事")),
            ("proposer", models.CharField(max_length=60, verbose_name="谁提出的")),
            (
                "body",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            ("proposed_on", models.DateField(verbose_name="哪天提出的")),
            ("accepted_on", models.DateField(verbose_name="哪天受理的")),
            ("unit", models.CharField(blank=True, max_length=60)),
            ("closed_on", models.DateField(null=True, verbose_name="哪天办结的")),
            (
                "closed_note",
                models.TextField(blank=True, max_length=1000, verbose_name="怎么办结的"),
            ),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "db_table": "sanhui_matter",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("accepted_on__gte", models.F("proposed_on"))),
                    name="matter_accepted_after_proposed",
                    violation_error_message="受理的日期不能早于提出的日期。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("closed_note", ""), ("closed_on__isnull", True)),
                        models.Q(
                            ("closed_on__gte", models.F("accepted_on")),
                            models.Q(("closed_note", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="matter_closed_says_how",
                    violation_error_message="办结要写怎么办结的，日期不能早于受理。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Posted",
        fields=[
            ID,
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="posted",
                    to="meetings.meeting",
                ),
            ),
            (
                "purpose",
                models.CharField(
                    choices=[("before", "会前公示"), ("result", "办结公开")], max_length=6
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
            "db_table": "sanhui_posted",
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "purpose"), name="posted_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Score",
        fields=[
            ID,
            (
                "appraisal",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="scores",
                    to="meetings.appraisal",
                ),
            ),
            ("order", models.PositiveSmallIntegerField()),
            ("item", models.CharField(max_length=60, verbose_name="评议的内容")),
            ("good", models.PositiveSmallIntegerField(verbose_name="满意")),
            ("fair", models.PositiveSmallIntegerField(verbose_name="基本满意")),
            ("poor", models.PositiveSmallIntegerField(verbose_name="不满意")),
        ],
        options={
            "db_table": "sanhui_score",
            "ordering": ("order",),
            "constraints": [
                models.UniqueConstraint(fields=("appraisal", "order"), name="score_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Side",
        fields=[
            ID,
            (
                "matter",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="sides",
                    to="meetings.matter",
                ),
            ),
            ("name", models.CharField(max_length=60, verbose_name="哪一方")),
            (
                "body",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.partnerbody",
                ),
            ),
            ("told_on", models.DateField(null=True, verbose_name="哪天书面通知的")),
        ],
        options={
            "db_table": "sanhui_side",
            "ordering": ("pk",),
            "constraints": [
                models.UniqueConstraint(
                    fields=("matter", "name"),
                    name="side_once",
                    violation_error_message="这一方已经写上了。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Material",
        fields=[
            ID,
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="materials",
                    to="meetings.meeting",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="标题")),
            ("text", models.TextField(blank=True, max_length=20000, verbose_name="内容")),
            (
                "file",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField()),
        ],
        options={
            "db_table": "study_material",
            "ordering": ("pk",),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("text", ""), _negated=True),
                        ("file__isnull", False),
                        _connector="OR",
                    ),
                    name="material_has_something",
                    violation_error_message="请写上内容，或者选一个文件。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Reading",
        fields=[
            ID,
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="readings",
                    to="meetings.meeting",
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
            ("read_at", models.DateTimeField()),
        ],
        options={
            "db_table": "study_reading",
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "user"), name="reading_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Cast",
        fields=[
            ID,
            (
                "vote",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="casts",
                    to="meetings.vote",
                ),
            ),
            (
                "attendee",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="meetings.attendee",
                ),
            ),
            (
                "choice",
                models.CharField(
                    choices=[("yes", "赞成"), ("no", "反对"), ("abstain", "弃权")], max_length=7
                ),
            ),
        ],
        options={
            "db_table": "votes_cast",
            "constraints": [
                models.UniqueConstraint(
                    fields=("vote", "attendee"),
                    name="cast_once",
                    violation_error_message="这个人已经表决过了。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Vote",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="votes",
                    to="meetings.meeting",
                ),
            ),
            (
                "topic",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="votes",
                    to="meetings.topic",
                ),
            ),
            ("question", models.CharField(max_length=200, verbose_name="表决什么")),
            ("secret", models.BooleanField(default=False, verbose_name="无记名")),
            ("opened_at", models.DateTimeField()),
            (
                "opened_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("closed_at", models.DateTimeField(null=True)),
            (
                "closed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("counted_by", models.CharField(blank=True, max_length=60, verbose_name="计票人")),
            ("roster", models.PositiveSmallIntegerField(default=0, verbose_name="应到")),
            ("present", models.PositiveSmallIntegerField(default=0, verbose_name="到会")),
            ("yes", models.PositiveSmallIntegerField(default=0, verbose_name="赞成")),
            ("no", models.PositiveSmallIntegerField(default=0, verbose_name="反对")),
            ("abstained", models.PositiveSmallIntegerField(default=0, verbose_name="弃权")),
            ("annulled_at", models.DateTimeField(null=True)),
            (
                "annulled_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "annulled_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么作废"),
            ),
        ],
        options={
            "db_table": "votes_vote",
            "ordering": ("opened_at", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "present__gte",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("yes"), "+", models.F("no")
                                ),
                                "+",
                                models.F("abstained"),
                            ),
                        )
                    ),
                    name="vote_not_more_than_present",
                    violation_error_message="票数比到会的人多，请再数一遍。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("closed_at__isnull", True),
                        ("secret", False),
                        models.Q(("counted_by", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="vote_secret_is_signed",
                    violation_error_message="无记名的表决要写两位计票人。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("annulled_at__isnull", True), ("closed_at__isnull", True)),
                    fields=("topic",),
                    name="vote_one_open_a_topic",
                    violation_error_message="这个议题正在表决。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("annulled_at__isnull", True),
                        models.Q(("annulled_why", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="vote_annulled_says_why",
                    violation_error_message="作废要写原因。",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("meetings", "0001_initial"),
        ("meetings", "0002_decisions"),
        ("meetings", "0003_kinds"),
        ("meetings", "0004_rules_of_each"),
        ("meetings", "0005_agenda"),
        ("meetings", "0006_roster"),
        ("meetings", "0007_minutes"),
        ("meetings", "0008_outcomes"),
        ("meetings", "0008_reviews"),
        ("meetings", "0009_three"),
        ("meetings", "0010_three_meetings"),
        ("meetings", "0011_sealed"),
        ("meetings", "0012_dates"),
        ("meetings", "0013_ladder_and_earlier_answers"),
        ("meetings", "0014_ladders"),
        ("meetings", "0015_moved_from"),
    ]
    dependencies = [
        ("committees", "0001_squashed_0027"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(TABLES),
        gin_index_operation("resolutions_resolution", "tokens", "resolution_by_words"),
        gin_index_operation("experience_experience", "tokens", "experience_by_words"),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
