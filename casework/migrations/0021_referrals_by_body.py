"""A referral is answered by the body itself, and the case waits for it until then.

What was accepted before was so when it was answered.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def was_accepted(apps, schema_editor):
    rows = apps.get_model("casework", "Referral").objects.filter(state="accepted")
    rows.update(accepted_at=models.F("answered_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0020_doors"),
        ("committees", "0001_squashed_0027"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_answer_has_instant",
        ),
        migrations.AddField(
            model_name="case",
            name="came_back",
            field=models.CharField(blank=True, max_length=120, verbose_name="对方怎么说"),
        ),
        migrations.AddField(
            model_name="case",
            name="taken_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="哪个单位接下了"),
        ),
        migrations.AddField(
            model_name="case",
            name="waits_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="等到什么时候"),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="body",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committees.partnerbody",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="accepted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="shows_door",
            field=models.BooleanField(default=False, verbose_name="告诉对方哪一户"),
        ),
        migrations.AddField(
            model_name="referral",
            name="shows_phone",
            field=models.BooleanField(default=False, verbose_name="告诉对方电话"),
        ),
        migrations.AddField(
            model_name="referral",
            name="token_digest",
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name="case",
            name="waiting_for",
            field=models.CharField(blank=True, max_length=120, verbose_name="等谁"),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
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
                    ("referred", "请别的单位"),
                    ("answered", "对方的话"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
                choices=[
                    ("sent", "等回复"),
                    ("accepted", "在办"),
                    ("declined", "退回"),
                    ("settled", "办好了"),
                    ("called_back", "收回"),
                ],
                default="sent",
                editable=False,
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["accepted", "declined", "settled"]), _negated=True),
                    ("answered_at__isnull", False),
                    _connector="OR",
                ),
                name="referral_answer_has_instant",
            ),
        ),
        migrations.RunPython(was_accepted, migrations.RunPython.noop),
    ]
