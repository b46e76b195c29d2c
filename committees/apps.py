"""The ground floor: who and where, people and roles, notices, journal, reminders."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = "居委会和人员"

    def ready(self) -> None:
        from committees import checks  # noqa: F401  registers the system checks
