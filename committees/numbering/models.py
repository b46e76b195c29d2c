"""Running numbers per committee, series and year."""

from django.db import models, transaction

from committees.territory.models import Committee


class Counter(models.Model):
    """The last number given out; the row is locked while the next one is taken."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "numbering_counter"
        constraints = [
            models.UniqueConstraint(
                fields=("committee", "series", "year"), name="counter_one_a_series"
            ),
        ]


def next_number(committee: Committee, *, series: str, year: int) -> int:
    """The next number of the series, without gaps: it is given back if the act rolls back."""
    with transaction.atomic():
        own = {"committee": committee, "series": series, "year": year}
        Counter.objects.bulk_create([Counter(**own)], ignore_conflicts=True)
        counter = Counter.objects.select_for_update().get(**own)
        counter.last += 1
        counter.save(update_fields=["last"])
    return counter.last


def give_back(committee: Committee, *, series: str, year: int, number: int) -> bool:
    """The last number is free again; False for one after which others were given out."""
    own = {"committee": committee, "series": series, "year": year}
    return bool(Counter.objects.filter(**own, last=number).update(last=number - 1))
