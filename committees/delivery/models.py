"""When each job last ran. Whatever is sent is a row of `committees.reminders`."""

from django.db import models


class Heartbeat(models.Model):
    """When each job last ran, and whether it found all well. /healthz reads it too."""

    job = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    fine = models.BooleanField(default=True)

    class Meta:
        db_table = "reminders_heartbeat"
