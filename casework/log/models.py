"""The duty log: written once, flows on to cases, figures and reports."""

from django.db import models
from django.utils import timezone

from casework.knocks.models import Knock
from casework.log.querysets import LogEntryQuerySet, LogPhotoQuerySet
from casework.log.states import LogKind
from committees.files.models import StoredFile
from committees.people.models import User
from committees.residents.models import Household
from committees.territory.models import Committee
from jiedao.common.bases import Recyclable, Versioned


class LogEntry(Versioned, Recyclable):
    """One thing that happened at the desk, on the phone, at a door or on the estate.

    Two dates (R7): `happened_on` counts, `recorded_at` says when it was written down. `knock`:
    nobody opened, and this visit raised an alarm or belongs to one that was open (R2). `private`:
    a case that came of it is read by the people on its list only, and so is this
    (`querysets.open_to`).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="log_entries")
    kind = models.CharField("类别", max_length=8, choices=LogKind)
    happened_on = models.DateField("哪天的事")
    recorded_at = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    on_behalf_of = models.CharField("替谁记的", max_length=40, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="log_entries"
    )
    who = models.CharField("谁／哪里", max_length=60, blank=True)
    text = models.TextField("什么事", max_length=2_000)
    nobody_home = models.BooleanField("家里没人", default=False)
    knock = models.ForeignKey(
        Knock, models.PROTECT, null=True, blank=True, related_name="entries", db_index=False
    )
    settled = models.BooleanField("当场办结", default=False)
    private = models.BooleanField("只给指定的人看", default=False, editable=False)
    tokens = models.TextField(blank=True, editable=False)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        db_table = "log_entry"
        ordering = ("-happened_on", "-pk")
        indexes = [
            models.Index(fields=("committee", "-happened_on", "-id"), name="log_newest_first"),
            models.Index(
                fields=("household", "-happened_on"),
                condition=models.Q(kind="home", removed_at__isnull=True),
                name="log_home_visits",
            ),
            models.Index(
                fields=("happened_on", "committee"),
                condition=models.Q(kind="home", removed_at__isnull=True),
                name="log_home_by_day",
            ),
            models.Index(
                fields=("author", "-happened_on", "-id"),
                condition=models.Q(removed_at__isnull=True),
                name="log_newest_of_author",
            ),
            models.Index(
                fields=("knock",), condition=models.Q(knock__isnull=False), name="log_of_knock"
            ),
            models.Index(
                fields=("who",),
                condition=models.Q(household__isnull=True),
                name="log_of_unknown_door",
            ),
        ]


class LogPhoto(Recyclable):
    """A photo that belongs to an entry. Taken off, it lies in the bin for 30 days."""

    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    removed_why = models.CharField("为什么去掉", max_length=120, blank=True)

    objects = LogPhotoQuerySet.as_manager()

    class Meta:
        db_table = "log_photo"
