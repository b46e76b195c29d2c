import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import jiedao.common.keys
from jiedao.common.migrations import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0025_election_roles"),
        ("committees", "__first__"),
        ("elections", "0002_laws"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Election",
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
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="修改次数"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                default=jiedao.common.keys.public_key,
                                editable=False,
                                max_length=6,
                                unique=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("term", "换届选举"),
                                    ("by_election", "补选"),
                                    ("recall", "罢免投票"),
                                ],
                                max_length=12,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("all", "全体有选举权的居民"),
                                    ("household", "每户派代表"),
                                    ("representative", "居民代表"),
                                ],
                                default="all",
                                max_length=14,
                                verbose_name="选举方式",
                            ),
                        ),
                        ("term_number", models.PositiveSmallIntegerField(verbose_name="第几届")),
                        ("polling_on", models.DateField(verbose_name="选举日")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("preparing", "筹备"),
                                    ("body", "选举委员会产生"),
                                    ("registration", "选民登记"),
                                    ("roll", "名单公布"),
                                    ("nomination", "提名候选人"),
                                    ("candidates", "候选人公布"),
                                    ("polling", "投票"),
                                    ("counting", "计票"),
                                    ("finished", "计票完成"),
                                    ("published", "结果公布"),
                                    ("handed_over", "移交"),
                                    ("archived", "归档"),
                                    ("called_off", "终止"),
                                ],
                                default="preparing",
                                max_length=14,
                            ),
                        ),
                        ("rehearsal", models.BooleanField(default=False, verbose_name="演练")),
                        ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "called_off_why",
                            models.CharField(blank=True, max_length=200, verbose_name="为什么终止"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elections",
                                to="committees.committee",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recalls",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.mandate",
                            ),
                        ),
                        (
                            "rule_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elections",
                                to="elections.ruleset",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "timetable_election",
                        "ordering": ("committee", "-polling_on", "-pk"),
                        "indexes": [
                            models.Index(fields=["-polling_on", "-id"], name="election_newest")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("rehearsal", False),
                                    models.Q(
                                        ("stage__in", ["archived", "called_off"]), _negated=True
                                    ),
                                ),
                                fields=("committee",),
                                name="election_one_at_a_time",
                                violation_error_message="这个居委会已经有一次选举在进行。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "recall"), ("recalls__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "recall"), _negated=True),
                                        ("recalls__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="election_recall_names_mandate",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stage", "called_off"), _negated=True),
                                    models.Q(("called_off_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="election_called_off_says_why",
                                violation_error_message="请写为什么终止。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
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
                        (
                            "number",
                            models.PositiveSmallIntegerField(default=1, verbose_name="第几次投票"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first", "第一轮"),
                                    ("run_off", "另行选举"),
                                    ("tie_revote", "再次投票"),
                                    ("rerun", "重新选举"),
                                    ("recall", "罢免投票"),
                                ],
                                default="first",
                                max_length=12,
                                verbose_name="性质",
                            ),
                        ),
                        ("polling_on", models.DateField(verbose_name="投票日")),
                        (
                            "opened_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="开始投票"),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="投票结束"),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="elections.election",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "timetable_round",
                        "ordering": ("election", "number"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("election", "number"), name="round_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__isnull", True),
                                    models.Q(
                                        ("closed_at__gt", models.F("opened_at")),
                                        ("opened_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="round_closes_after_opening",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contest",
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
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("chair", "主任"),
                                    ("vice_chair", "副主任"),
                                    ("member", "委员"),
                                ],
                                max_length=12,
                                verbose_name="职务",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(verbose_name="应选几人")),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contests",
                                to="elections.round",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "timetable_contest",
                        "ordering": ("round", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "post"), name="contest_post_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__gte", 1), ("seats__lte", 9)),
                                name="contest_seats_sensible",
                                violation_error_message="应选人数在 1 到 9 之间。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Batch",
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
                        ("number", models.PositiveSmallIntegerField(verbose_name="第几批")),
                        ("size", models.PositiveSmallIntegerField(verbose_name="几张")),
                        (
                            "way",
                            models.CharField(
                                choices=[("batch", "按 50 张一批"), ("single", "逐张")],
                                default="batch",
                                max_length=8,
                                verbose_name="怎么录",
                            ),
                        ),
                        (
                            "both_closed",
                            models.BooleanField(default=False, verbose_name="两份都交了"),
                        ),
                        ("agreed", models.BooleanField(default=False, verbose_name="一致")),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="elections.round",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "counting_batch",
                        "ordering": ("round", "number"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "number"), name="batch_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed", False), ("both_closed", True), _connector="OR"
                                ),
                                name="batch_agrees_after_closing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("size__gte", 1)), name="batch_not_empty"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TallySheet",
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
                        (
                            "hand",
                            models.CharField(
                                choices=[
                                    ("a", "第一份计票单"),
                                    ("b", "第二份计票单"),
                                    ("settled", "复核"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "blank",
                            models.PositiveSmallIntegerField(default=0, verbose_name="弃权票"),
                        ),
                        (
                            "invalid",
                            models.PositiveSmallIntegerField(default=0, verbose_name="无效票"),
                        ),
                        (
                            "reasons",
                            models.JSONField(blank=True, default=dict, verbose_name="无效原因"),
                        ),
                        ("closed", models.BooleanField(default=False, verbose_name="交了")),
                        (
                            "why",
                            models.CharField(blank=True, max_length=200, verbose_name="复核说明"),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="elections.batch",
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
                    ],
                    options={
                        "db_table": "counting_sheet",
                        "ordering": ("batch", "hand"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "hand"), name="sheet_one_a_hand"
                            ),
                            models.UniqueConstraint(
                                fields=("batch", "by"),
                                name="sheet_one_a_teller",
                                violation_error_message="同一批选票要由不同的人各录一份。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed", True), ("hand", "settled"), _negated=True),
                                    models.Q(("why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="sheet_settled_says_why",
                                violation_error_message="请写明两份哪里不一致、按选票是多少。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="批内号")),
                        (
                            "invalid",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("too_many", "选的人数多于应选名额"),
                                    ("two_posts", "同一个人选了两个以上职务"),
                                    ("unreadable", "无法辨认"),
                                    ("not_ours", "不是统一印制的选票"),
                                    ("other", "其他"),
                                ],
                                max_length=12,
                                verbose_name="无效原因",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="elections.tallysheet",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "counting_paper",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "number"), name="paper_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Course",
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
                        ("title", models.CharField(max_length=60, verbose_name="讲什么")),
                        (
                            "level",
                            models.CharField(
                                choices=[("district", "区级培训"), ("street", "街道培训")],
                                max_length=8,
                                verbose_name="谁办的",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="哪天")),
                        ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                        (
                            "reading",
                            models.CharField(blank=True, max_length=200, verbose_name="要读的材料"),
                        ),
                        (
                            "required",
                            models.BooleanField(default=True, verbose_name="新任都要参加"),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "office_course",
                        "ordering": ("-held_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Challenge",
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
                        ("filed_by", models.CharField(max_length=50, verbose_name="谁提的")),
                        ("filed_on", models.DateField(verbose_name="哪天提的")),
                        ("words", models.CharField(max_length=500, verbose_name="怎么说的")),
                        ("due_on", models.DateField(verbose_name="最晚哪天答复")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("upheld", "成立"), ("refused", "不成立")],
                                max_length=8,
                                verbose_name="决定",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="理由"),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="哪天答复的"),
                        ),
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
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="challenges",
                                to="elections.election",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "results_challenge",
                        "ordering": ("election", "filed_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="RollBatch",
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
                        ("name", models.CharField(max_length=120, verbose_name="文件")),
                        ("digest", models.CharField(max_length=64)),
                        ("lines", models.PositiveIntegerField(verbose_name="几人")),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="elections.election",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "electorate_batch",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("election", "digest"),
                                name="roll_file_once",
                                violation_error_message="这份文件已经导入过了。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Voter",
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
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="修改次数"
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="姓名")),
                        ("pinyin", models.CharField(blank=True, editable=False, max_length=120)),
                        ("initials", models.CharField(blank=True, editable=False, max_length=20)),
                        (
                            "door",
                            models.CharField(blank=True, max_length=24, verbose_name="楼号-室号"),
                        ),
                        (
                            "group",
                            models.CharField(blank=True, max_length=20, verbose_name="居民小组"),
                        ),
                        (
                            "born_on",
                            models.DateField(blank=True, null=True, verbose_name="出生日期"),
                        ),
                        ("id_index", models.CharField(blank=True, editable=False, max_length=32)),
                        ("phone_tail", models.CharField(blank=True, editable=False, max_length=32)),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lives", "户籍在本社区并居住"),
                                    ("takes_part", "户籍在本社区、不住在这里，本人表示参加"),
                                    ("habitual", "户籍不在本社区、经常居住，本人申请"),
                                    ("worker", "在本社区工作满 6 个月的社区工作者"),
                                    ("representative", "居民代表"),
                                ],
                                max_length=14,
                                verbose_name="依据",
                            ),
                        ),
                        ("listed", models.BooleanField(default=True, verbose_name="在名单上")),
                        (
                            "why",
                            models.CharField(blank=True, max_length=120, verbose_name="为什么"),
                        ),
                        ("by_hand", models.BooleanField(default=False, verbose_name="人工决定")),
                        (
                            "evidence",
                            models.CharField(blank=True, max_length=120, verbose_name="凭什么"),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="elections.rollbatch",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="elections.election",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.household",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.resident",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "electorate_voter",
                        "ordering": ("election", "group", "pinyin", "pk"),
                        "indexes": [
                            models.Index(
                                fields=["election", "listed", "group", "pinyin"],
                                name="voter_by_group",
                            ),
                            models.Index(fields=["election", "initials"], name="voter_by_initials"),
                            models.Index(
                                condition=models.Q(("id_index", ""), _negated=True),
                                fields=["id_index"],
                                name="voter_across_rolls",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("id_index", ""), _negated=True),
                                fields=("election", "id_index"),
                                name="voter_once_by_id",
                                violation_error_message="这个人已经在名单上了。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("resident__isnull", False)),
                                fields=("election", "resident"),
                                name="voter_once_by_resident",
                                violation_error_message="这个人已经在名单上了。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_hand", False),
                                    models.Q(("why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="voter_by_hand_says_why",
                                violation_error_message="和规则不一样的决定要写理由。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
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
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1, editable=False, verbose_name="修改次数"
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("chair", "主任"),
                                    ("vice_chair", "副主任"),
                                    ("member", "委员"),
                                ],
                                max_length=12,
                                verbose_name="职务",
                            ),
                        ),
                        ("label", models.CharField(max_length=60, verbose_name="选票上的姓名")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("nominated", "已提名"),
                                    ("accepted", "本人同意"),
                                    ("qualified", "资格符合"),
                                    ("formal", "正式候选人"),
                                    ("declined", "本人不同意"),
                                    ("unqualified", "资格不符合"),
                                    ("withdrawn", "已退出"),
                                ],
                                default="nominated",
                                max_length=12,
                            ),
                        ),
                        (
                            "nomination_votes",
                            models.PositiveIntegerField(default=0, verbose_name="提名票数"),
                        ),
                        (
                            "strokes",
                            models.PositiveSmallIntegerField(default=0, verbose_name="姓氏笔画"),
                        ),
                        ("lot", models.PositiveSmallIntegerField(default=0, verbose_name="抽签号")),
                        ("nominated_on", models.DateField(verbose_name="哪天提名")),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="本人哪天答复"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="哪天审查"),
                        ),
                        (
                            "review_paper",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="联审材料编号"
                            ),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="哪天退出"),
                        ),
                        (
                            "statement",
                            models.CharField(blank=True, max_length=120, verbose_name="简介"),
                        ),
                        (
                            "photo",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.storedfile",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidates",
                                to="elections.election",
                            ),
                        ),
                        (
                            "voter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidacies",
                                to="elections.voter",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "candidates_candidate",
                        "ordering": ("election", "post", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("election", "voter", "post"),
                                name="candidate_once_a_post",
                                violation_error_message="这个人已经被提名这个职务了。",
                            ),
                            models.UniqueConstraint(
                                fields=("election", "post", "label"),
                                name="candidate_label_once",
                                violation_error_message="选票上已经有这个姓名，请加上楼号区分。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyMember",
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
                        ("name", models.CharField(max_length=50, verbose_name="姓名")),
                        (
                            "post",
                            models.CharField(
                                choices=[
                                    ("head", "主任"),
                                    ("deputy", "副主任"),
                                    ("member", "委员"),
                                ],
                                default="member",
                                max_length=8,
                                verbose_name="职务",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="次序")),
                        ("reserve", models.BooleanField(default=False, verbose_name="候补")),
                        ("since", models.DateField(verbose_name="从哪天起")),
                        (
                            "left_on",
                            models.DateField(blank=True, null=True, verbose_name="离开那天"),
                        ),
                        (
                            "left_why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("nominated", "本人被提名为候选人"),
                                    ("kin_nominated", "近亲属被提名为候选人"),
                                    ("resigned", "本人辞去"),
                                    ("replaced", "另行推选"),
                                ],
                                max_length=14,
                                verbose_name="为什么离开",
                            ),
                        ),
                        (
                            "posting",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.posting",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.resident",
                            ),
                        ),
                        (
                            "took_over_from",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="elections.bodymember",
                            ),
                        ),
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
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="body",
                                to="elections.election",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "body_member",
                        "ordering": ("election", "rank", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True), ("post", "head"), ("reserve", False)
                                ),
                                fields=("election",),
                                name="body_one_head",
                                violation_error_message="选举委员会只有一位主任。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("left_on__isnull", True), ("left_why", "")),
                                    models.Q(
                                        ("left_on__isnull", False),
                                        models.Q(("left_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="body_leaving_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotOrder",
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
                        (
                            "by",
                            models.CharField(
                                choices=[
                                    ("votes", "提名得票多少"),
                                    ("strokes", "姓氏笔画"),
                                    ("lot", "抽签"),
                                ],
                                default="strokes",
                                max_length=8,
                                verbose_name="排列",
                            ),
                        ),
                        ("settled_on", models.DateField(verbose_name="哪天定的")),
                        (
                            "settled_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "election",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ballot_order",
                                to="elections.election",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "candidates_ballot_order",
                    },
                ),
                migrations.CreateModel(
                    name="Freeze",
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
                        (
                            "number",
                            models.PositiveSmallIntegerField(default=1, verbose_name="第几次"),
                        ),
                        ("entitled", models.PositiveIntegerField(verbose_name="登记选民")),
                        ("digest", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="为什么再次冻结"
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="freezes",
                                to="elections.election",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "electorate_freeze",
                        "ordering": ("election", "number"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("election", "number"), name="freeze_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="freeze_two_people",
                                violation_error_message="名单要由另一个人确认冻结。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1),
                                    models.Q(("why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="freeze_again_says_why",
                                violation_error_message="名单已经冻结过，再次冻结要写理由。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
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
                        ("opened_on", models.DateField(verbose_name="从哪天起")),
                        ("due_on", models.DateField(verbose_name="最晚哪天交接完")),
                        ("leaver_reads_until", models.DateField(verbose_name="前任看到哪天")),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="哪天交接完"),
                        ),
                        (
                            "witness",
                            models.CharField(blank=True, max_length=50, verbose_name="监交人"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="committees.committee",
                            ),
                        ),
                        (
                            "leaver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taker",
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
                        "db_table": "office_handover",
                        "ordering": ("-opened_on", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("done_on__isnull", True)),
                                fields=("committee",),
                                name="handover_one_open",
                                violation_error_message="这个居委会已经有一份没交接完的清单。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandoverLine",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("seal", "公章"),
                                    ("keys", "钥匙"),
                                    ("accounts", "账户和密码重设"),
                                    ("certificate", "居委会证书"),
                                    ("cases", "未办结事项"),
                                    ("elders", "要照看的老人"),
                                    ("roster", "居民代表名册"),
                                    ("items", "未办结的议定事项"),
                                    ("month", "本月要做的事"),
                                    ("money", "账目和现金"),
                                    ("files", "档案"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "words",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="是什么、在哪里"
                            ),
                        ),
                        (
                            "given_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="交出"),
                        ),
                        (
                            "taken_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="接收"),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "handover",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="elections.handover",
                            ),
                        ),
                        (
                            "taken_by",
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
                        "db_table": "office_handover_line",
                        "ordering": ("handover", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("handover", "kind"), name="handover_line_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_by__isnull", True),
                                    models.Q(("taken_by", models.F("given_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="handover_line_two_people",
                                violation_error_message="交出和接收要由两个人点。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KinTie",
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
                        (
                            "kin",
                            models.CharField(
                                choices=[
                                    ("spouse", "配偶"),
                                    ("parent_child", "父母子女"),
                                    ("sibling", "兄弟姐妹"),
                                ],
                                max_length=14,
                                verbose_name="关系",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kin_ties",
                                to="elections.election",
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="elections.candidate",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="elections.candidate",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "candidates_kin_tie",
                        "constraints": [
                            models.UniqueConstraint(fields=("one", "other"), name="kin_tie_once"),
                            models.CheckConstraint(
                                condition=models.Q(("one__lt", models.F("other"))),
                                name="kin_tie_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficeEnd",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("resigned", "辞职"),
                                    ("recalled", "罢免"),
                                    ("terminated", "职务终止"),
                                    ("died", "去世"),
                                    ("term_over", "任期届满"),
                                ],
                                max_length=12,
                                verbose_name="怎么结束",
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="说明")),
                        ("told_street_on", models.DateField(verbose_name="哪天报街道")),
                        ("effective_on", models.DateField(verbose_name="哪天起不再任职（含当天）")),
                        (
                            "by_election_due_on",
                            models.DateField(blank=True, null=True, verbose_name="最晚哪天补选"),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.committee",
                            ),
                        ),
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
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "mandate",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.mandate",
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "office_end",
                        "ordering": ("-effective_on", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="office_end_two_people",
                                violation_error_message="要由另一个人确认。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Official",
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
                        (
                            "duty",
                            models.CharField(
                                choices=[
                                    ("scrutineer", "总监票人"),
                                    ("watcher", "监票人"),
                                    ("caller", "唱票人"),
                                    ("teller", "计票人"),
                                    ("issuer", "发票人"),
                                    ("scribe", "代写人"),
                                    ("carrier", "流动票箱工作人员"),
                                ],
                                max_length=12,
                                verbose_name="做什么",
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="姓名")),
                        (
                            "kin_checked",
                            models.BooleanField(
                                default=False, verbose_name="和候选人没有近亲属关系"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="从哪天起")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officials",
                                to="elections.election",
                            ),
                        ),
                        (
                            "posting",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.posting",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.resident",
                            ),
                        ),
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
                    ],
                    options={
                        "db_table": "body_official",
                        "ordering": ("election", "duty", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("user__isnull", False)
                                ),
                                fields=("election", "user", "duty"),
                                name="official_duty_once",
                                violation_error_message="这个人已经做这项工作了。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("duty", "scrutineer"), ("until__isnull", True)),
                                fields=("election",),
                                name="official_one_scrutineer",
                                violation_error_message="总监票人只有一位。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OnBallot",
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
                        ("label", models.CharField(max_length=60, verbose_name="姓名")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
                        ("written_in", models.BooleanField(default=False, verbose_name="另选他人")),
                        (
                            "candidate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="elections.candidate",
                            ),
                        ),
                        (
                            "contest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="elections.contest",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "candidates_on_ballot",
                        "ordering": ("contest", "order"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contest", "label"), name="ballot_label_once"
                            ),
                            models.UniqueConstraint(
                                fields=("contest", "order"), name="ballot_order_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperMark",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.onballot",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="marks",
                                to="elections.paper",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "counting_mark",
                        "constraints": [
                            models.UniqueConstraint(fields=("paper", "line"), name="mark_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Result",
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
                        ("sheet", models.JSONField()),
                        ("outcome", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("valid", models.BooleanField()),
                        ("finished_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "finished_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "round",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="result",
                                to="elections.round",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "results_result",
                    },
                ),
                migrations.CreateModel(
                    name="MandateOrigin",
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
                        ("votes", models.PositiveIntegerField(verbose_name="得票")),
                        (
                            "certificate",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="当选证书编号"
                            ),
                        ),
                        (
                            "mandate",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.mandate",
                            ),
                        ),
                        (
                            "result",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="elections.result",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "results_mandate_origin",
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
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
                        ("sheet", models.JSONField()),
                        ("outcome", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("why", models.CharField(max_length=300, verbose_name="为什么更正")),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "result",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="elections.result",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "results_correction",
                        "ordering": ("made_at", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed_by__isnull", True),
                                    models.Q(("agreed_by", models.F("made_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="result_correction_two_people",
                                violation_error_message="更正要由另一个人确认。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Announcement",
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
                        ("number", models.CharField(max_length=6, verbose_name="第几号公告")),
                        (
                            "notice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.notice",
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="announcements",
                                to="elections.election",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.round",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "timetable_announcement",
                        "ordering": ("election", "pk"),
                        "indexes": [
                            models.Index(
                                fields=["election", "number"], name="announcement_by_number"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signing",
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
                        (
                            "as_whom",
                            models.CharField(
                                choices=[("scrutineer", "总监票人"), ("head", "选举委员会主任")],
                                max_length=12,
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
                        (
                            "result",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signings",
                                to="elections.result",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "results_signing",
                        "ordering": ("at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("result", "as_whom"), name="signing_one_each"
                            ),
                            models.UniqueConstraint(
                                fields=("result", "by"),
                                name="signing_two_people",
                                violation_error_message="总监票人和选举委员会主任要由两个人签字。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Station",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("centre", "中心投票站"),
                                    ("station", "投票站"),
                                    ("mobile", "流动票箱"),
                                ],
                                max_length=8,
                                verbose_name="种类",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="名称")),
                        ("place", models.CharField(max_length=80, verbose_name="地点或路线")),
                        ("opens_at", models.DateTimeField(verbose_name="几点开始")),
                        ("closes_at", models.DateTimeField(verbose_name="几点结束")),
                        ("serial_from", models.PositiveIntegerField(verbose_name="选票从几号")),
                        ("serial_to", models.PositiveIntegerField(verbose_name="到几号")),
                        (
                            "spoiled",
                            models.PositiveIntegerField(default=0, verbose_name="写坏换票"),
                        ),
                        (
                            "unused",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="剩余选票"
                            ),
                        ),
                        (
                            "collected",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="收回选票"
                            ),
                        ),
                        (
                            "seal",
                            models.CharField(blank=True, max_length=40, verbose_name="封条号"),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stations",
                                to="elections.round",
                            ),
                        ),
                        (
                            "tellers",
                            models.ManyToManyField(
                                blank=True, related_name="stations", to="elections.official"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "ballots_station",
                        "ordering": ("round", "kind", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "name"), name="station_name_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("serial_to__gte", models.F("serial_from"))),
                                name="station_serials_in_order",
                                violation_error_message="选票编号的末号不能小于首号。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="station_closes_after_opening",
                                violation_error_message="结束时间要晚于开始时间。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                        ("code", models.CharField(max_length=24)),
                        ("due_on", models.DateField(verbose_name="最晚哪天")),
                        (
                            "moved_why",
                            models.CharField(blank=True, max_length=120, verbose_name="为什么改期"),
                        ),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="哪天做的"),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="elections.election",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "timetable_step",
                        "ordering": ("election", "due_on", "pk"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_on__isnull", True)),
                                fields=["due_on"],
                                name="step_open_by_day",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("election", "code"), name="step_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetSection",
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
                        (
                            "invalid",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="这一职务作废几张"
                            ),
                        ),
                        (
                            "contest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.contest",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="elections.tallysheet",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "counting_section",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "contest"), name="sheet_section_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetLine",
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
                        ("votes", models.PositiveSmallIntegerField(default=0, verbose_name="票数")),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.onballot",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="elections.tallysheet",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "counting_line",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "line"), name="sheet_line_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proxy",
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
                        ("paper", models.CharField(max_length=40, verbose_name="委托书编号")),
                        ("registered_on", models.DateField(verbose_name="哪天登记")),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="哪天撤回"),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proxies",
                                to="elections.round",
                            ),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.voter",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.voter",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "ballots_proxy",
                        "ordering": ("round", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_on__isnull", True)),
                                fields=("round", "giver"),
                                name="proxy_given_once",
                                violation_error_message="这个人已经委托了别人。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("giver", models.F("holder")), _negated=True),
                                name="proxy_to_somebody_else",
                                violation_error_message="不能委托给自己。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
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
                        (
                            "asks",
                            models.CharField(
                                choices=[
                                    ("add", "漏了人，要求补上"),
                                    ("strike", "不该在名单上，要求去掉"),
                                    ("correct", "写错了，要求改正"),
                                ],
                                max_length=8,
                                verbose_name="要求",
                            ),
                        ),
                        ("about", models.CharField(max_length=50, verbose_name="关于谁")),
                        ("words", models.CharField(max_length=300, verbose_name="怎么说的")),
                        ("filed_by", models.CharField(max_length=50, verbose_name="谁提的")),
                        ("filed_on", models.DateField(verbose_name="哪天提的")),
                        ("due_on", models.DateField(verbose_name="最晚哪天答复")),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[("upheld", "成立"), ("refused", "不成立")],
                                max_length=8,
                                verbose_name="决定",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="理由"),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="哪天决定的"),
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
                        (
                            "election",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="elections.election",
                            ),
                        ),
                        (
                            "voter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.voter",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "electorate_objection",
                        "ordering": ("election", "filed_on", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on__isnull", True), ("decision", "")),
                                    models.Q(
                                        models.Q(("decision", ""), _negated=True),
                                        models.Q(("reason", ""), _negated=True),
                                        ("decided_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_decided_with_reason",
                                violation_error_message="决定要写理由。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MobileListing",
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
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("old", "年老"),
                                    ("ill", "患病"),
                                    ("disabled", "残疾"),
                                    ("other", "其他行动不便"),
                                ],
                                max_length=8,
                                verbose_name="原因",
                            ),
                        ),
                        (
                            "order",
                            models.PositiveSmallIntegerField(default=0, verbose_name="路线顺序"),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mobile_listings",
                                to="elections.round",
                            ),
                        ),
                        (
                            "station",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="elections.station",
                            ),
                        ),
                        (
                            "voter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.voter",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "ballots_mobile_listing",
                        "ordering": ("station", "order", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "voter"),
                                name="mobile_listing_once",
                                violation_error_message="这个人已经在流动票箱名单上了。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Issued",
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
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("own", "本人领票"),
                                    ("proxy", "代领"),
                                    ("mobile", "流动票箱送到"),
                                ],
                                max_length=8,
                                verbose_name="怎么领的",
                            ),
                        ),
                        ("minute", models.DateTimeField(verbose_name="几点几分")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proxy",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued",
                                to="elections.proxy",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued",
                                to="elections.round",
                            ),
                        ),
                        (
                            "station",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued",
                                to="elections.station",
                            ),
                        ),
                        (
                            "voter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.voter",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "ballots_issued",
                        "indexes": [models.Index(fields=["station"], name="issued_by_station")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "voter"),
                                name="issued_once",
                                violation_error_message="该选民已领取选票。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proxy__isnull", False), ("way", "proxy")),
                                    models.Q(
                                        models.Q(("way", "proxy"), _negated=True),
                                        ("proxy__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="issued_proxy_names_paper",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Backer",
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
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="backers",
                                to="elections.candidate",
                            ),
                        ),
                        (
                            "voter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.voter",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "candidates_backer",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("candidate", "voter"),
                                name="backer_once",
                                violation_error_message="这个人已经签过名了。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WallPhoto",
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
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.storedfile",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wall_photos",
                                to="elections.round",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "counting_wall_photo",
                    },
                ),
                migrations.CreateModel(
                    name="WallTotal",
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
                        ("votes", models.PositiveIntegerField(verbose_name="正字")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elections.onballot",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wall",
                                to="elections.round",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "counting_wall",
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committees.committee",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="elections.course",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "office_attendance",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("course", "person"),
                                name="attendance_once",
                                violation_error_message="已经记过了。",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
