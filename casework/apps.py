"""The daily work: duty, log, cases."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "日常工作"

    def ready(self) -> None:
        """Pin what the slices bring to the pages below them, in the order of the screen."""
        from casework.cases.panels import CASE
        from casework.cases.privacy import watch_of
        from casework.referrals.panels import panel_of as referrals

        CASE.pin("casework/referrals/_panel.html", referrals)
        CASE.pin("casework/cases/_watch.html", watch_of)
