import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_referrals_and_readers"),
        ("committees", "0014_care_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyRound",
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
                ("title", models.CharField(max_length=30, verbose_name="这一轮叫什么")),
                ("starts_on", models.DateField(verbose_name="从哪天")),
                ("ends_on", models.DateField(verbose_name="到哪天")),
                ("ask", models.CharField(blank=True, max_length=120, verbose_name="主要问什么")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_rounds",
                        to="committees.committee",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "survey_round",
                "ordering": ("-starts_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SurveyPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="casework.surveyround",
                    ),
                ),
            ],
            options={
                "db_table": "survey_part",
                "ordering": ("round", "building__order", "building_id"),
            },
        ),
        migrations.CreateModel(
            name="SurveyVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_visits",
                        to="committees.household",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="casework.surveyround",
                    ),
                ),
            ],
            options={
                "db_table": "survey_visit",
                "ordering": ("round", "household", "pk"),
            },
        ),
        migrations.CreateModel(
            name="BuildingPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "building",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="place",
                        to="committees.building",
                    ),
                ),
            ],
            options={
                "db_table": "map_building_place",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lat__gte", -90),
                            ("lat__lte", 90),
                            ("lng__gte", -180),
                            ("lng__lte", 180),
                        ),
                        name="building_place_on_earth",
                        violation_error_message="纬度在 -90 到 90 之间，经度在 -180 到 180 之间。",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="surveyround",
            index=models.Index(
                fields=["committee", "-starts_on", "-id"], name="survey_newest_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyround",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="survey_round_ends_after_it_began",
                violation_error_message="“到哪天”不能早于“从哪天”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveypart",
            constraint=models.UniqueConstraint(
                fields=("round", "building"), name="survey_building_once"
            ),
        ),
        migrations.AddIndex(
            model_name="surveyvisit",
            index=models.Index(fields=["round", "household"], name="survey_visit_of_door"),
        ),
    ]
