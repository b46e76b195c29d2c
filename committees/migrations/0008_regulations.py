"""The regulation library. PostgreSQL refuses to change what has come into force."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from jiedao.common.migrations import PostgresSQL
from jiedao.common.search import gin_index_operation

GUARD = """
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
UNGUARD = """
DROP TRIGGER IF EXISTS regulation_version_final ON regulations_version;
DROP FUNCTION IF EXISTS regulation_in_force_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0006_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="Regulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("is_model", models.BooleanField(default=False, verbose_name="供居委会采用的范本")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("review_due_on", models.DateField(blank=True, null=True, verbose_name="哪天复审")),
                ("repealed_on", models.DateField(blank=True, null=True, verbose_name="废止日期")),
                (
                    "repealed_why",
                    models.CharField(blank=True, max_length=120, verbose_name="为什么废止"),
                ),
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
            ],
            options={
                "db_table": "regulations_regulation",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RegulationVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
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
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="这一版改了什么"),
                ),
                ("filled", models.JSONField(blank=True, default=dict)),
                ("in_force_on", models.DateField(blank=True, null=True, verbose_name="哪天起施行")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="哪天通过")),
                (
                    "adopted_words",
                    models.CharField(blank=True, max_length=200, verbose_name="怎么通过的"),
                ),
                ("recorded_later", models.BooleanField(default=False, verbose_name="补录")),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tokens", models.TextField(blank=True, editable=False)),
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
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="committees.regulation",
                    ),
                ),
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
            ],
            options={
                "db_table": "regulations_version",
                "ordering": ("-in_force_on", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="regulation",
            name="kept",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committees.regulationversion",
            ),
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="read_marks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="read_marks",
                        to="committees.regulationversion",
                    ),
                ),
            ],
            options={
                "db_table": "covenants_read_mark",
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(null=True)),
                ("filed_on", models.DateField(null=True, verbose_name="备案日期")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="意见")),
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
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="committees.regulationversion",
                    ),
                ),
            ],
            options={
                "db_table": "covenants_filing",
                "ordering": ("-sent_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Basis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("article", models.PositiveSmallIntegerField(default=0, verbose_name="第几条")),
                (
                    "rests_on",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried",
                        to="committees.regulationversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bases",
                        to="committees.regulationversion",
                    ),
                ),
            ],
            options={
                "db_table": "regulations_basis",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.CharField(
                        blank=True,
                        choices=[
                            ("joint", "联席会议"),
                            ("residents", "居民会议"),
                            ("representatives", "居民代表会议"),
                            ("hearing", "听证会"),
                            ("coordination", "协调会"),
                            ("appraisal", "评议会"),
                            ("review", "民主评议"),
                            ("committee", "居委会例会"),
                            ("study", "学习会"),
                            ("branch_opinion", "听取党组织意见会"),
                            ("exchange", "街道交流会"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="哪种会议",
                    ),
                ),
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="committees.regulationversion",
                    ),
                ),
            ],
            options={
                "db_table": "regulations_requirement",
                "ordering": ("article", "pk"),
            },
        ),
        migrations.AddIndex(
            model_name="regulationversion",
            index=models.Index(
                condition=models.Q(("state", "in_force")),
                fields=["regulation", "-in_force_on"],
                name="version_newest_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_force"), _negated=True),
                    ("in_force_on__isnull", False),
                    _connector="OR",
                ),
                name="version_in_force_has_day",
                violation_error_message="请写“哪天起施行”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adopted_on__isnull", True),
                    ("in_force_on__isnull", True),
                    ("in_force_on__gte", models.F("adopted_on")),
                    _connector="OR",
                ),
                name="version_in_force_after_adoption",
                violation_error_message="施行日期不能早于通过日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulationversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_force")),
                fields=("regulation", "in_force_on"),
                name="version_one_a_day",
                violation_error_message="同一天已经有一版开始施行了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulationversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("regulation",),
                name="version_one_draft",
                violation_error_message="已经有一份草稿了，请接着改那一份。",
            ),
        ),
        migrations.AddIndex(
            model_name="regulation",
            index=models.Index(
                condition=models.Q(("repealed_on__isnull", True), ("review_due_on__isnull", False)),
                fields=["review_due_on"],
                name="regulation_review_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("committee__isnull", False), ("level", "committee")),
                    models.Q(
                        models.Q(("level", "committee"), _negated=True), ("committee__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="regulation_committee_fits_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulation",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_model", False), ("level", "street"), _connector="OR"),
                name="regulation_model_is_street_s",
            ),
        ),
        migrations.AddConstraint(
            model_name="regulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("model__isnull", False)),
                fields=("committee", "model"),
                name="regulation_own_once",
                violation_error_message="本居委会已经有这个制度了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.UniqueConstraint(fields=("version", "person"), name="read_mark_once"),
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(
                condition=models.Q(("state", "sent")), fields=["sent_at", "id"], name="filing_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["sent", "filed"])),
                fields=("version",),
                name="filing_once",
                violation_error_message="这一版已经送街道备案了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "filed"), _negated=True),
                    ("filed_on__isnull", False),
                    _connector="OR",
                ),
                name="filing_filed_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("remark", ""), _negated=True),
                    _connector="OR",
                ),
                name="filing_returned_has_remark",
                violation_error_message="请写“意见”，说清楚哪里要改。",
            ),
        ),
        migrations.AddConstraint(
            model_name="basis",
            constraint=models.UniqueConstraint(
                fields=("version", "rests_on", "article"), name="basis_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="basis",
            constraint=models.CheckConstraint(
                condition=models.Q(("version", models.F("rests_on")), _negated=True),
                name="basis_not_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.UniqueConstraint(
                fields=("version", "measure", "meeting_kind"),
                name="requirement_once",
                violation_error_message="这一项已经有要求了，请直接改它。",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("number__lte", 1000)),
                name="requirement_number_real",
                violation_error_message="数字要在 1 到 1000 之间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", "duty_coverage"), _negated=True),
                    ("number__lte", 100),
                    _connector="OR",
                ),
                name="requirement_share_at_most_100",
                violation_error_message="有人率最多 100%。",
            ),
        ),
        migrations.AddConstraint(
            model_name="requirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("measure", "meetings_held"), models.Q(("meeting_kind", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("measure", "meetings_held"), _negated=True), ("meeting_kind", "")
                    ),
                    _connector="OR",
                ),
                name="requirement_kind_of_meetings_only",
                violation_error_message="只有“开会”要选哪种会议。",
            ),
        ),
        PostgresSQL(GUARD, UNGUARD),
        gin_index_operation("regulations_version", "tokens", "version_by_words"),
    ]
