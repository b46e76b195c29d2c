from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0007_case_topic"),
        ("committees", "0013_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="case_hardship_two_people_and_evidence",
        ),
        migrations.AddField(
            model_name="case",
            name="harm",
            field=models.BooleanField(default=False, verbose_name="可能有孩子受到伤害"),
        ),
        migrations.AddField(
            model_name="case",
            name="level",
            field=models.PositiveSmallIntegerField(default=4, verbose_name="等级"),
        ),
        migrations.AddField(
            model_name="case",
            name="minor",
            field=models.BooleanField(default=False, verbose_name="涉及未成年人"),
        ),
        migrations.AddField(
            model_name="case",
            name="money",
            field=models.BooleanField(default=False, verbose_name="涉及钱物"),
        ),
        migrations.AddField(
            model_name="case",
            name="private",
            field=models.BooleanField(default=False, verbose_name="只给指定的人看"),
        ),
        migrations.AddField(
            model_name="case",
            name="urgency",
            field=models.CharField(
                choices=[("normal", "一般"), ("urgent", "紧急"), ("danger", "危急")],
                default="normal",
                max_length=8,
                verbose_name="急不急",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(
                        models.Q(("kind", "hardship"), _negated=True),
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
                violation_error_message="困难、涉及钱物或未成年人的事项要有依据，并由另一个人确认办结。",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 4)), name="case_level_real"
            ),
        ),
    ]
