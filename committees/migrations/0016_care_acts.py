import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0015_register"),
    ]

    operations = [
        migrations.AddField(
            model_name="carelabel",
            name="ended_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="结束的时间"
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="noted_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="记下的时间"
            ),
        ),
        migrations.AddField(
            model_name="carelabel",
            name="reviewed_on",
            field=models.DateField(blank=True, null=True, verbose_name="上次核对"),
        ),
    ]
