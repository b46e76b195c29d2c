"""Elections: tables, what PostgreSQL guards, and the two laws as rule sets."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import elections.rulesets.fields
import jiedao.common.keys
from elections.first_rows import seed
from jiedao.common.migrations import CreateModels, PostgresSQL

ID = (
    "id",
    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
)
TABLES = [
    migrations.CreateModel(
        name="DoubleIssue",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="doubles",
                    to="elections.round",
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
            (
                "station",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="doubles",
                    to="elections.station",
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
            ("minute", models.DateTimeField(verbose_name="几点几分")),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("back", "多发的一张收回来了"),
                        ("never", "没有真的发出去"),
                        ("cast", "已经投进票箱"),
                    ],
                    max_length=8,
                    verbose_name="后来怎样",
                ),
            ),
            (
                "settled_by",
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
            "db_table": "ballots_double",
            "ordering": ("round", "pk"),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("outcome", ""), ("settled_by__isnull", True)),
                        models.Q(
                            models.Q(("outcome", ""), _negated=True), ("settled_by__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="double_settled_by_somebody",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Issued",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="issued",
                    to="elections.round",
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
            (
                "station",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="issued",
                    to="elections.station",
                ),
            ),
            (
                "way",
                models.CharField(
                    choices=[("own", "本人领票"), ("proxy", "代领"), ("mobile", "流动票箱送到")],
                    max_length=8,
                    verbose_name="怎么领的",
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
            ("minute", models.DateTimeField(verbose_name="几点几分")),
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
                            models.Q(("way", "proxy"), _negated=True), ("proxy__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="issued_proxy_names_paper",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="MobileListing",
        fields=[
            ID,
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
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="路线顺序")),
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
        name="Proxy",
        fields=[
            ID,
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
            ("paper", models.CharField(max_length=40, verbose_name="委托书编号")),
            ("registered_on", models.DateField(verbose_name="哪天登记")),
            (
                "registered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="哪天撤回")),
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
        name="Station",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="stations",
                    to="elections.round",
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
            ("spoiled", models.PositiveIntegerField(default=0, verbose_name="写坏换票")),
            ("unused", models.PositiveIntegerField(blank=True, null=True, verbose_name="剩余选票")),
            (
                "missing_why",
                models.CharField(blank=True, max_length=120, verbose_name="对不上的原因"),
            ),
            (
                "collected",
                models.PositiveIntegerField(blank=True, null=True, verbose_name="收回选票"),
            ),
            ("seal", models.CharField(blank=True, max_length=40, verbose_name="封条号")),
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
                models.UniqueConstraint(fields=("round", "name"), name="station_name_once"),
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
        name="BodyMember",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="body",
                    to="elections.election",
                ),
            ),
            ("name", models.CharField(max_length=50, verbose_name="姓名")),
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
                "post",
                models.CharField(
                    choices=[("head", "主任"), ("deputy", "副主任"), ("member", "委员")],
                    default="member",
                    max_length=8,
                    verbose_name="职务",
                ),
            ),
            ("rank", models.PositiveSmallIntegerField(verbose_name="次序")),
            ("reserve", models.BooleanField(default=False, verbose_name="候补")),
            ("since", models.DateField(verbose_name="从哪天起")),
            ("left_on", models.DateField(blank=True, null=True, verbose_name="离开那天")),
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
                "took_over_from",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="replaced_by",
                    to="elections.bodymember",
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
                            ("left_on__isnull", False), models.Q(("left_why", ""), _negated=True)
                        ),
                        _connector="OR",
                    ),
                    name="body_leaving_says_why",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Official",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="officials",
                    to="elections.election",
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
                "kin_checked",
                models.BooleanField(default=False, verbose_name="和候选人没有近亲属关系"),
            ),
            (
                "namesake",
                models.BooleanField(default=False, verbose_name="和候选人同名，不是同一个人"),
            ),
            ("since", models.DateField(verbose_name="从哪天起")),
            ("until", models.DateField(blank=True, null=True, verbose_name="到哪天")),
        ],
        options={
            "db_table": "body_official",
            "ordering": ("election", "duty", "pk"),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("until__isnull", True), ("user__isnull", False)),
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
        name="Backer",
        fields=[
            ID,
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
        name="BallotOrder",
        fields=[
            ID,
            (
                "election",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="ballot_order",
                    to="elections.election",
                ),
            ),
            (
                "by",
                models.CharField(
                    choices=[("votes", "提名得票多少"), ("strokes", "姓氏笔画"), ("lot", "抽签")],
                    default="strokes",
                    max_length=8,
                    verbose_name="排列",
                ),
            ),
            (
                "settled_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("settled_on", models.DateField(verbose_name="哪天定的")),
        ],
        options={
            "db_table": "candidates_ballot_order",
        },
    ),
    migrations.CreateModel(
        name="Candidate",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
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
            (
                "post",
                models.CharField(
                    choices=[("chair", "主任"), ("vice_chair", "副主任"), ("member", "委员")],
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
                "origin",
                models.CharField(
                    choices=[("nominated", "选民联名提名"), ("written_in", "上一次投票另选他人")],
                    default="nominated",
                    max_length=12,
                    verbose_name="怎么产生的",
                ),
            ),
            ("nomination_votes", models.PositiveIntegerField(default=0, verbose_name="提名票数")),
            ("strokes", models.PositiveSmallIntegerField(default=0, verbose_name="姓氏笔画")),
            ("lot", models.PositiveSmallIntegerField(default=0, verbose_name="抽签号")),
            ("nominated_on", models.DateField(verbose_name="哪天提名")),
            ("answered_on", models.DateField(blank=True, null=True, verbose_name="本人哪天答复")),
            ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="哪天审查")),
            (
                "review_paper",
                models.CharField(blank=True, max_length=60, verbose_name="联审材料编号"),
            ),
            ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="哪天退出")),
            ("statement", models.CharField(blank=True, max_length=120, verbose_name="简介")),
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
        name="KinTie",
        fields=[
            ID,
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
        ],
        options={
            "db_table": "candidates_kin_tie",
            "constraints": [
                models.UniqueConstraint(fields=("one", "other"), name="kin_tie_once"),
                models.CheckConstraint(
                    condition=models.Q(("one__lt", models.F("other"))), name="kin_tie_in_order"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="OnBallot",
        fields=[
            ID,
            (
                "contest",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="lines",
                    to="elections.contest",
                ),
            ),
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
            ("label", models.CharField(max_length=60, verbose_name="姓名")),
            ("order", models.PositiveSmallIntegerField(verbose_name="顺序")),
            ("written_in", models.BooleanField(default=False, verbose_name="另选他人")),
        ],
        options={
            "db_table": "candidates_on_ballot",
            "ordering": ("contest", "order"),
            "constraints": [
                models.UniqueConstraint(fields=("contest", "label"), name="ballot_label_once"),
                models.UniqueConstraint(fields=("contest", "order"), name="ballot_order_once"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Batch",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="batches",
                    to="elections.round",
                ),
            ),
            ("number", models.PositiveSmallIntegerField(verbose_name="第几批")),
            ("size", models.PositiveSmallIntegerField(verbose_name="几张")),
            (
                "way",
                models.CharField(
                    choices=[("batch", "整批录"), ("single", "逐张录")],
                    default="batch",
                    max_length=8,
                    verbose_name="怎么录",
                ),
            ),
            ("both_closed", models.BooleanField(default=False, verbose_name="两份都交了")),
            ("agreed", models.BooleanField(default=False, verbose_name="一致")),
            ("in_force", models.BooleanField(default=True, verbose_name="算数")),
        ],
        options={
            "db_table": "counting_batch",
            "ordering": ("round", "number"),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("in_force", True)),
                    fields=("round", "number"),
                    name="batch_number_in_force_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(("agreed", False), ("both_closed", True), _connector="OR"),
                    name="batch_agrees_after_closing",
                ),
                models.CheckConstraint(
                    condition=models.Q(("size__gte", 1)), name="batch_not_empty"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SheetLine",
        fields=[
            ID,
            (
                "sheet",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="lines",
                    to="elections.tallysheet",
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
            ("votes", models.PositiveSmallIntegerField(default=0, verbose_name="票数")),
        ],
        options={
            "db_table": "counting_line",
            "constraints": [
                models.UniqueConstraint(fields=("sheet", "line"), name="sheet_line_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="PaperMark",
        fields=[
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
            (
                "line",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="elections.onballot",
                ),
            ),
        ],
        options={
            "db_table": "counting_mark",
            "constraints": [models.UniqueConstraint(fields=("paper", "line"), name="mark_once")],
        },
    ),
    migrations.CreateModel(
        name="Paper",
        fields=[
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
        ],
        options={
            "db_table": "counting_paper",
            "constraints": [
                models.UniqueConstraint(fields=("sheet", "number"), name="paper_number_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="SheetSection",
        fields=[
            ID,
            (
                "sheet",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="sections",
                    to="elections.tallysheet",
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
                "invalid",
                models.PositiveSmallIntegerField(default=0, verbose_name="这一职务作废几张"),
            ),
        ],
        options={
            "db_table": "counting_section",
            "constraints": [
                models.UniqueConstraint(fields=("sheet", "contest"), name="sheet_section_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="TallySheet",
        fields=[
            ID,
            (
                "batch",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sheets",
                    to="elections.batch",
                ),
            ),
            (
                "hand",
                models.CharField(
                    choices=[("a", "第一份计票单"), ("b", "第二份计票单"), ("settled", "复核")],
                    max_length=8,
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
            ("blank", models.PositiveSmallIntegerField(default=0, verbose_name="弃权票")),
            ("invalid", models.PositiveSmallIntegerField(default=0, verbose_name="无效票")),
            ("reasons", models.JSONField(blank=True, default=dict, verbose_name="无效原因")),
            ("closed", models.BooleanField(default=False, verbose_name="交了")),
            ("why", models.CharField(blank=True, max_length=200, verbose_name="复核说明")),
        ],
        options={
            "db_table": "counting_sheet",
            "ordering": ("batch", "hand"),
            "constraints": [
                models.UniqueConstraint(fields=("batch", "hand"), name="sheet_one_a_hand"),
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
        name="WallTotal",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="wall",
                    to="elections.round",
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
            ("votes", models.PositiveIntegerField(verbose_name="正字")),
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
            "db_table": "counting_wall",
        },
    ),
    migrations.CreateModel(
        name="WallOther",
        fields=[
            ID,
            (
                "round",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="wall_other",
                    to="elections.round",
                ),
            ),
            ("blank", models.PositiveIntegerField(verbose_name="弃权")),
            ("invalid", models.PositiveIntegerField(verbose_name="无效")),
            ("sections", models.JSONField(blank=True, default=dict)),
        ],
        options={
            "db_table": "counting_wall_other",
        },
    ),
    migrations.CreateModel(
        name="WallPhoto",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="wall_photos",
                    to="elections.round",
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
            "db_table": "counting_wall_photo",
        },
    ),
    migrations.CreateModel(
        name="WrittenIn",
        fields=[
            ID,
            (
                "line",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="written",
                    to="elections.onballot",
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
            "db_table": "counting_written_in",
        },
    ),
    migrations.CreateModel(
        name="RollBatch",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="batches",
                    to="elections.election",
                ),
            ),
            ("name", models.CharField(max_length=120, verbose_name="文件")),
            ("digest", models.CharField(max_length=64)),
            ("path", models.CharField(blank=True, editable=False, max_length=120)),
            ("lines", models.PositiveIntegerField(default=0, verbose_name="几人")),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("written_at", models.DateTimeField(blank=True, null=True)),
            ("undone_at", models.DateTimeField(blank=True, null=True)),
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
        name="RollChange",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="roll_changes",
                    to="elections.election",
                ),
            ),
            (
                "voter",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="changes",
                    to="elections.voter",
                ),
            ),
            (
                "hand",
                models.CharField(
                    choices=[("add", "补上"), ("strike", "去掉"), ("correct", "改正")],
                    max_length=8,
                    verbose_name="做了什么",
                ),
            ),
            ("was", models.CharField(blank=True, max_length=120, verbose_name="原来写的")),
            ("why", models.CharField(max_length=120, verbose_name="理由")),
            ("evidence", models.CharField(blank=True, max_length=120, verbose_name="凭什么")),
            (
                "objection",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="changes",
                    to="elections.objection",
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
            "db_table": "electorate_change",
            "ordering": ("election", "pk"),
        },
    ),
    migrations.CreateModel(
        name="Freeze",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="freezes",
                    to="elections.election",
                ),
            ),
            ("number", models.PositiveSmallIntegerField(default=1, verbose_name="第几次")),
            ("entitled", models.PositiveIntegerField(verbose_name="登记选民")),
            ("digest", models.CharField(max_length=64)),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
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
            ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ("why", models.CharField(blank=True, max_length=120, verbose_name="为什么再次冻结")),
            (
                "reopened_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("reopened_at", models.DateTimeField(blank=True, null=True)),
            (
                "reopened_why",
                models.CharField(blank=True, max_length=120, verbose_name="为什么重新打开"),
            ),
        ],
        options={
            "db_table": "electorate_freeze",
            "ordering": ("election", "number"),
            "constraints": [
                models.UniqueConstraint(fields=("election", "number"), name="freeze_number_once"),
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
                        ("number", 1), models.Q(("why", ""), _negated=True), _connector="OR"
                    ),
                    name="freeze_again_says_why",
                    violation_error_message="名单已经冻结过，再次冻结要写理由。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("reopened_at__isnull", True),
                        models.Q(
                            ("confirmed_at__isnull", False),
                            models.Q(("reopened_why", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="freeze_reopened_says_why",
                    violation_error_message="重新打开名单要写理由。",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("reopened_at__isnull", True)),
                    fields=("election",),
                    name="freeze_one_in_force",
                    violation_error_message="名单已经冻结，或者正在等人确认。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Objection",
        fields=[
            ID,
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
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
            ("decided_on", models.DateField(blank=True, null=True, verbose_name="哪天决定的")),
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
        name="Voter",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
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
                "household",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.household",
                ),
            ),
            ("name", models.CharField(max_length=50, verbose_name="姓名")),
            ("pinyin", models.CharField(blank=True, editable=False, max_length=120)),
            ("initials", models.CharField(blank=True, editable=False, max_length=20)),
            ("door", models.CharField(blank=True, max_length=24, verbose_name="楼号-室号")),
            ("group", models.CharField(blank=True, max_length=20, verbose_name="居民小组")),
            ("born_on", models.DateField(blank=True, null=True, verbose_name="出生日期")),
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
            ("why", models.CharField(blank=True, max_length=120, verbose_name="为什么")),
            ("by_hand", models.BooleanField(default=False, verbose_name="人工决定")),
            ("evidence", models.CharField(blank=True, max_length=120, verbose_name="凭什么")),
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
        ],
        options={
            "db_table": "electorate_voter",
            "ordering": ("election", "group", "pinyin", "pk"),
            "indexes": [
                models.Index(
                    fields=["election", "listed", "group", "pinyin"], name="voter_by_group"
                ),
                models.Index(fields=["election", "initials"], name="voter_by_initials"),
                models.Index(
                    condition=models.Q(("id_index", ""), _negated=True),
                    fields=["id_index"],
                    name="voter_across_rolls",
                ),
                models.Index(fields=["election", "phone_tail"], name="voter_by_tail"),
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
                        ("by_hand", False), models.Q(("why", ""), _negated=True), _connector="OR"
                    ),
                    name="voter_by_hand_says_why",
                    violation_error_message="和规则不一样的决定要写理由。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Attendance",
        fields=[
            ID,
            (
                "course",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="attendances",
                    to="elections.course",
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
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
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
    migrations.CreateModel(
        name="Course",
        fields=[
            ID,
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
            ("reading", models.CharField(blank=True, max_length=200, verbose_name="要读的材料")),
            ("required", models.BooleanField(default=True, verbose_name="新任都要参加")),
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
        name="OfficeEnd",
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
                "mandate",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ends",
                    to="committees.mandate",
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
                        ("moved", "搬离本居民区"),
                        ("term_over", "任期届满"),
                    ],
                    max_length=12,
                    verbose_name="怎么结束",
                ),
            ),
            ("reason", models.CharField(max_length=200, verbose_name="说明")),
            (
                "paper",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="committees.storedfile",
                ),
            ),
            ("told_street_on", models.DateField(verbose_name="哪天报街道")),
            ("effective_on", models.DateField(verbose_name="任职到哪天（含当天）")),
            (
                "by_election_due_on",
                models.DateField(blank=True, null=True, verbose_name="最晚哪天补选"),
            ),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                "confirmed_at",
                models.DateTimeField(blank=True, null=True, verbose_name="街道哪天确认"),
            ),
            (
                "turned_down_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "turned_down_why",
                models.CharField(blank=True, max_length=200, verbose_name="为什么退回"),
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
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("confirmed_by__isnull", True),
                        ("turned_down_by__isnull", True),
                        _connector="OR",
                    ),
                    name="office_end_one_answer",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("turned_down_by__isnull", True),
                        models.Q(("turned_down_why", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="office_end_turned_down_says_why",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("turned_down_by__isnull", True)),
                    fields=("mandate",),
                    name="office_end_once",
                    violation_error_message="这个人的离任已经写过了。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Handover",
        fields=[
            ID,
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
            ("opened_on", models.DateField(verbose_name="从哪天起")),
            ("due_on", models.DateField(verbose_name="最晚哪天交接完")),
            ("leaver_reads_until", models.DateField(verbose_name="前任看到哪天")),
            ("done_on", models.DateField(blank=True, null=True, verbose_name="哪天交接完")),
            ("witness", models.CharField(blank=True, max_length=50, verbose_name="监交人")),
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
            ID,
            (
                "handover",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="lines",
                    to="elections.handover",
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
            ("words", models.CharField(blank=True, max_length=200, verbose_name="是什么、在哪里")),
            ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="交出")),
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
            ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="接收")),
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
                models.UniqueConstraint(fields=("handover", "kind"), name="handover_line_once"),
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
        name="Challenge",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="challenges",
                    to="elections.election",
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
            ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
            ("answered_on", models.DateField(blank=True, null=True, verbose_name="哪天答复的")),
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
            "db_table": "results_challenge",
            "ordering": ("election", "filed_on", "pk"),
        },
    ),
    migrations.CreateModel(
        name="Correction",
        fields=[
            ID,
            (
                "result",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="corrections",
                    to="elections.result",
                ),
            ),
            ("sheet", models.JSONField()),
            ("outcome", models.JSONField()),
            ("sha256", models.CharField(max_length=64)),
            ("why", models.CharField(max_length=300, verbose_name="为什么更正")),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
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
            ("agreed_at", models.DateTimeField(blank=True, null=True)),
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
        name="MandateOrigin",
        fields=[
            ID,
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
            ("votes", models.PositiveIntegerField(verbose_name="得票")),
            (
                "certificate",
                models.CharField(blank=True, max_length=40, verbose_name="当选证书编号"),
            ),
        ],
        options={
            "db_table": "results_mandate_origin",
        },
    ),
    migrations.CreateModel(
        name="Recheck",
        fields=[
            ID,
            (
                "result",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="recheck",
                    to="elections.result",
                ),
            ),
            ("dice", models.CharField(max_length=60, verbose_name="骰子")),
            ("batches", models.JSONField(default=list)),
            (
                "drawn_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("drawn_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
            ("agreed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "results_recheck",
        },
    ),
    migrations.CreateModel(
        name="Result",
        fields=[
            ID,
            (
                "round",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="result",
                    to="elections.round",
                ),
            ),
            ("sheet", models.JSONField()),
            ("outcome", models.JSONField()),
            ("sha256", models.CharField(max_length=64)),
            ("valid", models.BooleanField()),
            (
                "finished_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("finished_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "db_table": "results_result",
        },
    ),
    migrations.CreateModel(
        name="Sealing",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sealings",
                    to="elections.round",
                ),
            ),
            ("what", models.CharField(max_length=60, verbose_name="封存什么")),
            ("seal", models.CharField(max_length=40, verbose_name="封条号")),
            ("place", models.CharField(max_length=60, verbose_name="放在哪里")),
            ("keeper", models.CharField(max_length=50, verbose_name="谁保管")),
            ("sealed_by", models.CharField(max_length=80, verbose_name="谁封的")),
            ("sealed_on", models.DateField(verbose_name="哪天封的")),
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
            "db_table": "results_sealing",
            "ordering": ("round", "pk"),
        },
    ),
    migrations.CreateModel(
        name="Signing",
        fields=[
            ID,
            (
                "result",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="signings",
                    to="elections.result",
                ),
            ),
            (
                "as_whom",
                models.CharField(
                    choices=[("scrutineer", "总监票人"), ("head", "选举委员会主任")], max_length=12
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
            "db_table": "results_signing",
            "ordering": ("at", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("result", "as_whom"), name="signing_one_each"),
                models.UniqueConstraint(
                    fields=("result", "by"),
                    name="signing_two_people",
                    violation_error_message="总监票人和选举委员会主任要由两个人签字。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RuleSet",
        fields=[
            ID,
            (
                "version",
                models.PositiveIntegerField(default=1, editable=False, verbose_name="修改次数"),
            ),
            ("code", models.SlugField(max_length=24, unique=True, verbose_name="代号")),
            ("name", models.CharField(max_length=60, unique=True, verbose_name="名称")),
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
            ("reason", models.CharField(blank=True, max_length=200, verbose_name="为什么调整")),
            (
                "made_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="什么时候")),
            (
                "agreed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "agreed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="什么时候同意的"
                ),
            ),
            (
                "sealed_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="什么时候用上的"
                ),
            ),
            ("adult_age_years", models.PositiveSmallIntegerField(verbose_name="选举日满几岁")),
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
            ("body_least", models.PositiveSmallIntegerField(verbose_name="选举委员会最少几人")),
            ("body_most", models.PositiveSmallIntegerField(verbose_name="选举委员会最多几人")),
            (
                "body_kin_leaves",
                models.BooleanField(verbose_name="近亲属成为候选人，选举委员会成员也退出"),
            ),
            ("members_least", models.PositiveSmallIntegerField(verbose_name="居委会最少几人")),
            ("members_most", models.PositiveSmallIntegerField(verbose_name="居委会最多几人")),
            ("woman_required", models.BooleanField(verbose_name="至少一名女性")),
            (
                "kin_kinds",
                elections.rulesets.fields.ChoicesField(verbose_name="哪些近亲属不能同时当选"),
            ),
            ("term_years", models.PositiveSmallIntegerField(verbose_name="任期几年")),
            (
                "body_days_before",
                models.PositiveSmallIntegerField(verbose_name="选举委员会产生：选举日前几天"),
            ),
            (
                "first_notice_days_before",
                models.PositiveSmallIntegerField(verbose_name="第一号公告：选举日前几天"),
            ),
            (
                "registration_days_before",
                models.PositiveSmallIntegerField(verbose_name="选民登记开始：选举日前几天"),
            ),
            ("registration_days", models.PositiveSmallIntegerField(verbose_name="选民登记几天")),
            (
                "roll_days_before",
                models.PositiveSmallIntegerField(verbose_name="公布选民名单：至少选举日前几天"),
            ),
            (
                "objection_days",
                models.PositiveSmallIntegerField(verbose_name="名单公布后几天内可以提出异议"),
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
                models.PositiveSmallIntegerField(verbose_name="自荐截止：至少选举日前几天"),
            ),
            (
                "candidates_days_before",
                models.PositiveSmallIntegerField(verbose_name="公布正式候选人：至少选举日前几天"),
            ),
            (
                "withdrawal_days_before",
                models.PositiveSmallIntegerField(verbose_name="候选人退出截止：至少选举日前几天"),
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
            ("run_off_days", models.PositiveSmallIntegerField(verbose_name="另行选举：几天内")),
            (
                "rerun_days",
                models.PositiveSmallIntegerField(verbose_name="选举无效后重新选举：几天内"),
            ),
            (
                "seals_days",
                models.PositiveSmallIntegerField(verbose_name="交印章：几天内（0：当天）"),
            ),
            ("handover_days", models.PositiveSmallIntegerField(verbose_name="工作移交：几天内")),
            (
                "complaint_days",
                models.PositiveSmallIntegerField(verbose_name="对选举的举报：几天内书面答复"),
            ),
            (
                "nomination_backers",
                models.PositiveSmallIntegerField(verbose_name="联名提名至少几人"),
            ),
            ("contested", models.BooleanField(verbose_name="差额选举")),
            (
                "candidate_order",
                models.CharField(
                    choices=[("votes", "提名得票多少"), ("strokes", "姓氏笔画"), ("lot", "抽签")],
                    max_length=7,
                    verbose_name="候选人的顺序",
                ),
            ),
            ("proxy_limit", models.PositiveSmallIntegerField(verbose_name="一人最多受几人委托")),
            ("proxy_kin_only", models.BooleanField(verbose_name="只能委托近亲属")),
            ("proxy_may_be_candidate", models.BooleanField(verbose_name="候选人可以受委托")),
            (
                "proxies_days_before",
                models.PositiveSmallIntegerField(verbose_name="委托登记截止：至少选举日前几天"),
            ),
            (
                "proxy_list_days_before",
                models.PositiveSmallIntegerField(verbose_name="公布委托名单：至少选举日前几天"),
            ),
            (
                "mobile_tellers",
                models.PositiveSmallIntegerField(verbose_name="每只流动票箱至少几名工作人员"),
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
                    choices=[("section", "这个职务的一栏无效"), ("ballot", "整张选票无效")],
                    max_length=7,
                    verbose_name="一个职务选的人多于名额",
                ),
            ),
            (
                "double_post_voids",
                models.CharField(
                    choices=[("section", "这个职务的一栏无效"), ("ballot", "整张选票无效")],
                    max_length=7,
                    verbose_name="同一人选了两个以上职务",
                ),
            ),
            ("write_ins", models.BooleanField(verbose_name="可以另选他人")),
            ("batch_ballots", models.PositiveSmallIntegerField(verbose_name="每批几张选票")),
            (
                "keying_errors_per_1000",
                models.PositiveSmallIntegerField(verbose_name="录入一千个记号可能错几个"),
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
                elections.rulesets.fields.ChoicesField(verbose_name="哪几种投票要看参加人数"),
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
            ("min_filled", models.PositiveSmallIntegerField(verbose_name="选出几人以后可以不再选")),
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
                models.PositiveSmallIntegerField(verbose_name="罢免要求提出后几天内表决"),
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
                models.PositiveSmallIntegerField(verbose_name="没有通过，同样事由几年内不再表决"),
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
            ("moving_ends_office", models.BooleanField(verbose_name="搬离本居民区职务终止")),
        ],
        options={
            "db_table": "rulesets_rule_set",
            "ordering": ("code",),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("based_on", None),
                        models.Q(
                            models.Q(("reason", ""), _negated=True), ("made_by__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="rule_set_copy_says_why",
                    violation_error_message="请写为什么调整。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("agreed_by__isnull", True),
                        models.Q(("agreed_by", models.F("made_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="rule_set_copy_two_people",
                    violation_error_message="要由另一个人同意。",
                ),
                models.CheckConstraint(
                    condition=models.Q(("adult_age_years__gte", 16), ("adult_age_years__lte", 25)),
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
                    condition=models.Q(("batch_ballots__gte", 10), ("batch_ballots__lte", 200)),
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
            ID,
            (
                "rule_set",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sources",
                    to="elections.ruleset",
                ),
            ),
            ("field", models.CharField(max_length=40, verbose_name="参数")),
            ("article", models.CharField(max_length=120, verbose_name="依据")),
            ("words", models.CharField(blank=True, max_length=200, verbose_name="大意")),
            ("confirmed", models.BooleanField(default=False, verbose_name="读过原文")),
        ],
        options={
            "db_table": "rulesets_rule_source",
            "ordering": ("rule_set", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("rule_set", "field"), name="rule_source_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Announcement",
        fields=[
            ID,
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
            ("number", models.CharField(max_length=6, verbose_name="第几号公告")),
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
            "db_table": "timetable_announcement",
            "ordering": ("election", "pk"),
            "indexes": [models.Index(fields=["election", "number"], name="announcement_by_number")],
        },
    ),
    migrations.CreateModel(
        name="Contest",
        fields=[
            ID,
            (
                "round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="contests",
                    to="elections.round",
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
            ("seats", models.PositiveSmallIntegerField(verbose_name="应选几人")),
            (
                "exception",
                models.CharField(blank=True, max_length=120, verbose_name="为什么不差额"),
            ),
        ],
        options={
            "db_table": "timetable_contest",
            "ordering": ("round", "pk"),
            "constraints": [
                models.UniqueConstraint(fields=("round", "post"), name="contest_post_once"),
                models.CheckConstraint(
                    condition=models.Q(("seats__gte", 1), ("seats__lte", 9)),
                    name="contest_seats_sensible",
                    violation_error_message="应选人数在 1 到 9 之间。",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Election",
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
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="elections",
                    to="committees.committee",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("term", "换届选举"), ("by_election", "补选"), ("recall", "罢免投票")],
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
            (
                "rule_set",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="elections",
                    to="elections.ruleset",
                ),
            ),
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
                "basis",
                models.CharField(
                    blank=True, max_length=120, verbose_name="依据（申请或批复的编号）"
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
            ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "called_off_why",
                models.CharField(blank=True, max_length=200, verbose_name="为什么终止"),
            ),
        ],
        options={
            "db_table": "timetable_election",
            "ordering": ("committee", "-polling_on", "-pk"),
            "indexes": [models.Index(fields=["-polling_on", "-id"], name="election_newest")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(
                        ("rehearsal", False),
                        models.Q(("stage__in", ["archived", "called_off"]), _negated=True),
                    ),
                    fields=("committee",),
                    name="election_one_at_a_time",
                    violation_error_message="这个居委会已经有一次选举在进行。",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "recall"), ("recalls__isnull", False)),
                        models.Q(
                            models.Q(("kind", "recall"), _negated=True), ("recalls__isnull", True)
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
        name="Petition",
        fields=[
            ID,
            (
                "election",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="petition",
                    to="elections.election",
                ),
            ),
            ("by_representatives", models.BooleanField(default=False, verbose_name="居民代表联名")),
            ("signed", models.PositiveIntegerField(verbose_name="几人联名")),
            ("base", models.PositiveIntegerField(verbose_name="一共几人")),
            ("reason", models.CharField(max_length=300, verbose_name="罢免理由")),
            ("received_on", models.DateField(verbose_name="哪天收到")),
        ],
        options={
            "db_table": "timetable_petition",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("signed__lte", models.F("base"))),
                    name="petition_part_of_the_roll",
                    violation_error_message="联名人数不能多于总人数。",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Round",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="rounds",
                    to="elections.election",
                ),
            ),
            ("number", models.PositiveSmallIntegerField(default=1, verbose_name="第几次投票")),
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
            ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="开始投票")),
            ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="投票结束")),
        ],
        options={
            "db_table": "timetable_round",
            "ordering": ("election", "number"),
            "constraints": [
                models.UniqueConstraint(fields=("election", "number"), name="round_number_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("closed_at__isnull", True),
                        models.Q(
                            ("closed_at__gt", models.F("opened_at")), ("opened_at__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="round_closes_after_opening",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Step",
        fields=[
            ID,
            (
                "election",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="steps",
                    to="elections.election",
                ),
            ),
            ("code", models.CharField(max_length=24)),
            ("due_on", models.DateField(verbose_name="最晚哪天")),
            ("moved_why", models.CharField(blank=True, max_length=120, verbose_name="为什么改期")),
            ("done_on", models.DateField(blank=True, null=True, verbose_name="哪天做的")),
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
            "constraints": [models.UniqueConstraint(fields=("election", "code"), name="step_once")],
        },
    ),
]
GUARDS = """
CREATE FUNCTION roll_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    roll bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.election_id ELSE OLD.election_id END;
BEGIN
    IF EXISTS (
        SELECT FROM electorate_freeze version JOIN timetable_election election
            ON election.id = version.election_id
        WHERE version.election_id = roll AND version.reopened_at IS NULL AND NOT election.rehearsal
    ) THEN
        RAISE EXCEPTION 'the roll of election % is frozen', roll USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER electorate_voter_frozen BEFORE INSERT OR UPDATE OR DELETE ON electorate_voter
    FOR EACH ROW EXECUTE FUNCTION roll_is_frozen();
"""
UNGUARDS = """
DROP TRIGGER IF EXISTS electorate_voter_frozen ON electorate_voter;
DROP FUNCTION IF EXISTS roll_is_frozen();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("committees", "0001_squashed_0027"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(TABLES),
        PostgresSQL(GUARDS, UNGUARDS),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
