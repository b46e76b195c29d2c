"""How residents elect their committee, from the timetable to the officers in office."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "elections"
    verbose_name = "选举"
