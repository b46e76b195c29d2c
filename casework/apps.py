"""The daily work: duty, log, cases, and the help that is given."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "日常工作"

    def ready(self) -> None:
        """Pin what stands on the pages of a case and of a household, in the order of the screen."""
        from casework.aid.panels import case_aid, household_aid
        from casework.callbacks.panels import callback_panel
        from casework.cases.panels import CASE
        from casework.plans.panels import plan_panel
        from committees.residents.panels import HOUSEHOLD

        CASE.pin("casework/plans/_panel.html", plan_panel)
        CASE.pin("casework/aid/_case_panel.html", case_aid)
        CASE.pin("casework/callbacks/_panel.html", callback_panel)
        HOUSEHOLD.pin("casework/aid/_household_panel.html", household_aid)
