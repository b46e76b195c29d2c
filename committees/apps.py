"""The ground floor: who and where, people and roles, notices, journal, reminders."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = "居委会和人员"

    def ready(self) -> None:
        from committees import checks  # noqa: F401  registers the system checks
        from committees.care.doors import knocks_of
        from committees.care.printed import printed_care
        from committees.care.shown import of_household, of_person
        from committees.imports.panels import printed_remarks, remarks_of
        from committees.notices.panels import NOTICE
        from committees.residents import panels
        from committees.tenure.panels import dates_of, owners_of, printed_dates
        from committees.upkeep.shown import upkeep_of

        NOTICE.pin("committees/care/_knocks.html", knocks_of)
        panels.HOUSEHOLD.pin("committees/care/_household.html", of_household)
        panels.HOUSEHOLD.pin("committees/tenure/owners.html", owners_of)
        panels.RESIDENT.pin(
            "committees/care/_resident.html", of_person, asks=("consents", "contacts")
        )
        panels.RESIDENT.pin("committees/tenure/dates.html", dates_of)
        panels.RESIDENT.pin("committees/imports/_resident.html", remarks_of, asks=("import_marks",))
        panels.RESIDENT.pin(
            "committees/upkeep/_resident.html", upkeep_of, asks=("change_requests",)
        )
        panels.PRINTOUT.pin(panels.PRINTED, printed_dates)
        panels.PRINTOUT.pin(panels.PRINTED, printed_care, asks=("consents", "contacts"))
        panels.PRINTOUT.pin(panels.PRINTED, printed_remarks, asks=("import_marks",))
