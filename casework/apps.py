"""The daily work: duty, log, cases."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "日常工作"

    def ready(self) -> None:
        from casework.visits.shown import household_panel
        from committees.residents.panels import HOUSEHOLD

        HOUSEHOLD.pin("casework/visits/_household.html", household_panel)
