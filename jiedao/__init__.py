"""The roof: settings, addresses, Celery, and the pages that need every app."""

import gc

from jiedao.celery import app as celery_app

__all__ = ["celery_app"]

gc.set_threshold(50_000)
"""With Python's 700 a start spends a quarter of its time looking for rubbish among new classes."""
