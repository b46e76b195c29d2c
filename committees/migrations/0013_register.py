import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jiedao.common.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0012_columns_seed"),
    ]

    operations = [
        migrations.CreateModel(
            name="CareLabel",
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
                (
                    "source",
                    models.CharField(blank=True, max_length=60, verbose_name="从哪里知道的"),
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
                    "ended_why",
                    models.CharField(blank=True, max_length=60, verbose_name="为什么结束"),
                ),
            ],
            options={
                "db_table": "care_label",
                "ordering": ("resident", "kind__order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "paper",
                    models.CharField(blank=True, max_length=60, verbose_name="纸面材料在哪里"),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回那天")),
            ],
            options={
                "db_table": "care_consent",
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="EmergencyContact",
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
            name="Hukou",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
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
                ("address", models.CharField(blank=True, max_length=120, verbose_name="户籍地址")),
            ],
            options={
                "db_table": "tenure_hukou",
                "ordering": (
                    "resident",
                    models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                    "-pk",
                ),
            },
        ),
        migrations.CreateModel(
            name="LabelKind",
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
                (
                    "carried",
                    models.BooleanField(default=False, verbose_name="停水停电、停梯时要上门"),
                ),
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
            },
        ),
        migrations.CreateModel(
            name="Ownership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
                ("owner_name", models.CharField(blank=True, max_length=60, verbose_name="产权人")),
            ],
            options={
                "db_table": "tenure_ownership",
                "ordering": (
                    "dwelling",
                    models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                    "-pk",
                ),
            },
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
            ],
            options={
                "db_table": "tenure_residence",
                "ordering": (
                    "resident",
                    models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                    "-pk",
                ),
            },
        ),
        migrations.CreateModel(
            name="ResidentsGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="居民小组")),
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
            },
        ),
        migrations.AddField(
            model_name="dwelling",
            name="vacant",
            field=models.BooleanField(default=False, verbose_name="空房"),
        ),
        migrations.AddField(
            model_name="resident",
            name="born_on",
            field=models.DateField(blank=True, null=True, verbose_name="出生日期"),
        ),
        migrations.AddField(
            model_name="resident",
            name="departed_on",
            field=models.DateField(blank=True, null=True, verbose_name="离开那天"),
        ),
        migrations.AddField(
            model_name="resident",
            name="departure",
            field=models.CharField(
                blank=True,
                choices=[("moved", "搬走了"), ("died", "去世了"), ("mistake", "登记错了")],
                max_length=8,
                verbose_name="怎么离开的",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="id_index",
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name="resident",
            name="id_kind",
            field=models.CharField(
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
        migrations.AddField(
            model_name="resident",
            name="id_number",
            field=jiedao.common.crypto.EncryptedTextField(blank=True, verbose_name="证件号"),
        ),
        migrations.AddField(
            model_name="resident",
            name="kinship",
            field=models.CharField(
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
        migrations.AddField(
            model_name="resident",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="committees.resident",
            ),
        ),
        migrations.AddField(
            model_name="resident",
            name="sex",
            field=models.CharField(
                blank=True,
                choices=[("female", "女"), ("male", "男")],
                max_length=6,
                verbose_name="性别",
            ),
        ),
        migrations.AlterField(
            model_name="ladderstep",
            name="rule",
            field=models.CharField(
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
                    ("response", "困难快速反应"),
                    ("plan_step", "帮扶步骤"),
                    ("recheck", "再次回访"),
                    ("review", "关爱核对"),
                ],
                max_length=20,
                verbose_name="哪一类",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="rule",
            field=models.CharField(
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
                    ("response", "困难快速反应"),
                    ("plan_step", "帮扶步骤"),
                    ("recheck", "再次回访"),
                    ("review", "关爱核对"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("id_index", ""), _negated=True), ("merged_into__isnull", True)
                ),
                fields=("committee", "id_kind", "id_index"),
                name="resident_id_number_once",
                violation_error_message="这个证件号已经登记过了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("departed_on__isnull", True), ("departure", "")),
                    models.Q(
                        ("departed_on__isnull", False), models.Q(("departure", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="resident_departure_has_day",
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="care_labels",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="resident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="labels",
                to="committees.resident",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="resident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="committees.resident",
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="labels",
                to="committees.consent",
            ),
        ),
        migrations.AddField(
            model_name="emergencycontact",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="emergencycontact",
            name="resident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="committees.resident",
            ),
        ),
        migrations.AddField(
            model_name="hukou",
            name="dwelling",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hukous",
                to="committees.dwelling",
            ),
        ),
        migrations.AddField(
            model_name="hukou",
            name="resident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hukous",
                to="committees.resident",
            ),
        ),
        migrations.AddConstraint(
            model_name="labelkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_months__gte", 1), ("review_months__lte", 60)),
                name="label_kind_review_real",
                violation_error_message="核对间隔请写 1 到 60 个月。",
            ),
        ),
        migrations.AddConstraint(
            model_name="labelkind",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visit_days__isnull", True),
                    models.Q(("visit_days__gte", 1), ("visit_days__lte", 366)),
                    _connector="OR",
                ),
                name="label_kind_visit_real",
                violation_error_message="走访间隔请写 1 到 366 天。",
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="labels",
                to="committees.labelkind",
            ),
        ),
        migrations.AddField(
            model_name="ownership",
            name="dwelling",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ownerships",
                to="committees.dwelling",
            ),
        ),
        migrations.AddField(
            model_name="ownership",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ownerships",
                to="committees.resident",
            ),
        ),
        migrations.AddField(
            model_name="residence",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="residences",
                to="committees.household",
            ),
        ),
        migrations.AddField(
            model_name="residence",
            name="resident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="residences",
                to="committees.resident",
            ),
        ),
        migrations.AddField(
            model_name="residentsgroup",
            name="committee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="committees.committee",
            ),
        ),
        migrations.AddField(
            model_name="residentsgroup",
            name="leader",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committees.resident",
            ),
        ),
        migrations.AddField(
            model_name="dwelling",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="dwellings",
                to="committees.residentsgroup",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["resident", "purpose", "-on"], name="consent_of_person"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", "guardian"), _negated=True),
                    models.Q(("given_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="consent_guardian_has_name",
                violation_error_message="监护人同意，请写监护人是谁。",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on__isnull", True),
                    ("withdrawn_on__gte", models.F("on")),
                    _connector="OR",
                ),
                name="consent_withdrawn_after_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="hukou",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("since__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="hukou_ends_after_it_began",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="hukou",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("resident",),
                name="hukou_one_at_a_time",
                violation_error_message="一个人只登记一处户籍。",
            ),
        ),
        migrations.AddConstraint(
            model_name="hukou",
            constraint=models.CheckConstraint(
                condition=models.Q(("dwelling__isnull", True), ("place", "here"), _connector="OR"),
                name="hukou_dwelling_only_here",
            ),
        ),
        migrations.AddIndex(
            model_name="carelabel",
            index=models.Index(
                condition=models.Q(("until__isnull", True)),
                fields=["committee", "kind"],
                name="care_label_in_force",
            ),
        ),
        migrations.AddIndex(
            model_name="carelabel",
            index=models.Index(
                condition=models.Q(("until__isnull", True)),
                fields=["committee", "review_on"],
                name="care_label_to_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="carelabel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("resident", "kind"),
                name="care_label_once",
                violation_error_message="这个关爱类别已经有了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="carelabel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="care_label_ends_after_it_began",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="carelabel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground__in", ["consent", "guardian"]), _negated=True),
                    ("consent__isnull", False),
                    _connector="OR",
                ),
                name="care_label_consent_is_kept",
                violation_error_message="以“同意”为依据的，请先记下同意。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("since__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="ownership_ends_after_it_began",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_name", "")),
                    models.Q(("owner__isnull", True), models.Q(("owner_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ownership_person_or_name",
                violation_error_message="产权人请选一位住户，或者写姓名，二选一。",
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    ("since__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="residence_ends_after_it_began",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("resident",),
                name="residence_one_at_a_time",
                violation_error_message="一个人只登记一处现住地。",
            ),
        ),
        migrations.AddConstraint(
            model_name="residentsgroup",
            constraint=models.UniqueConstraint(
                fields=("committee", "name"),
                name="residents_group_name_once",
                violation_error_message="这个居民小组已经有了。",
            ),
        ),
    ]
