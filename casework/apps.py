"""The daily work: duty, log, cases."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "日常工作"

    def ready(self) -> None:
        from casework.cases.changing import CHANGED
        from casework.response.counting import count_again

        CHANGED.join(count_again)
