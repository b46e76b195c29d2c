"""The ground floor: who and where, people and roles, notices, journal, reminders."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = "居委会和人员"

    def ready(self) -> None:
        from committees import checks  # noqa: F401  registers the system checks
        from committees.residents import panels
        from committees.tenure.panels import dates_of, owners_of, printed_dates

        panels.RESIDENT.pin("committees/tenure/dates.html", dates_of)
        panels.HOUSEHOLD.pin("committees/tenure/owners.html", owners_of)
        panels.PRINTOUT.pin(panels.PRINTED, printed_dates)
