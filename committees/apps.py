"""The ground floor: who and where, people and roles, notices, journal, reminders."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = "居委会和人员"

    def ready(self) -> None:
        from committees import checks  # noqa: F401  registers the system checks
        from committees.care.shown import of_household, of_person
        from committees.residents.panels import HOUSEHOLD, RESIDENT
        from committees.upkeep.shown import upkeep_of

        HOUSEHOLD.pin("committees/care/_household.html", of_household)
        RESIDENT.pin("committees/care/_resident.html", of_person)
        RESIDENT.pin("committees/upkeep/_resident.html", upkeep_of)
