"""The daily work: duty, log, cases."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "日常工作"

    def ready(self) -> None:
        from casework.cases.changing import CHANGED
        from casework.cases.panels import ALARMS, CASE
        from casework.response import panels
        from casework.response.counting import count_again
        from casework.response.settling import follow_calendar
        from committees.calendar.actions import CHANGED as CALENDAR_CHANGED

        CHANGED.join(count_again)
        CALENDAR_CHANGED.join(follow_calendar)
        ALARMS.pin("casework/response/_alarm.html", panels.alarm)
        CASE.pin("casework/response/_panel.html", panels.panel)
