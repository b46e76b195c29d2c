"""The daily work: duty, log, cases."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "日常工作"
