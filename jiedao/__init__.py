"""The roof: settings, addresses, Celery, and the pages that need every app."""

from jiedao.celery import app as celery_app

__all__ = ["celery_app"]
