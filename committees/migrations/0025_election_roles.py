from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0024_doors_and_sounds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="posting",
            name="role",
            field=models.CharField(
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
    ]
