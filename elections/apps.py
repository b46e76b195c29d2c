"""Elections of the committees; not built yet, and on nobody's menu."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "elections"
    verbose_name = "选举"
