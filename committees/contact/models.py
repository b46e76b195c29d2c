"""The street's own call log: 「已联系」, with what was agreed (R17)."""

from django.db import models
from django.utils import timezone

from committees.contact.querysets import ContactQuerySet
from committees.people.models import User
from committees.territory.models import Committee


class Contact(models.Model):
    """A clerk spoke with a committee and noted what was agreed."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="contacts")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    spoke_with = models.CharField("和谁联系", max_length=40)
    agreed = models.TextField("说好了什么", max_length=1_000)
    next_on = models.DateField("下次联系", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        db_table = "contact_contact"
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("committee", "-at"), name="contact_newest_first")]
