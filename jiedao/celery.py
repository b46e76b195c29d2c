"""Celery: the queue only wakes somebody up. What is due stands in the database."""

import os
from pathlib import Path

from celery import Celery
from celery.schedules import crontab

from jiedao.env import ENV

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedao.settings")

REDIS_PATIENCE_S = 5.0
"""A page that wakes the sender waits no longer than this for a broker that hangs."""


def _broker(folder: Path) -> dict[str, object]:
    """Redis where there is one, else kombu's filesystem broker inside DATA_DIR."""
    if ENV.redis_url:
        return {
            "broker_url": ENV.redis_url,
            "broker_transport_options": {
                "visibility_timeout": 600,
                "socket_connect_timeout": REDIS_PATIENCE_S,
                "socket_timeout": REDIS_PATIENCE_S,
            },
        }
    for name in ("queue", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://localhost",
        "broker_transport_options": {
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "control"),
        },
    }


def _job(task: str, schedule: float | crontab, *, expires_s: int) -> dict[str, object]:
    """A queue that filled up while no worker ran drops what the next round does anyway."""
    return {"task": task, "schedule": schedule, "options": {"expires": expires_s}}


app = Celery("jiedao")
app.conf.update(
    **_broker(ENV.data_dir / "broker"),
    timezone="Asia/Shanghai",
    enable_utc=True,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    beat_scheduler="jiedao.beat:SteadyScheduler",
    beat_schedule_filename=str(ENV.data_dir / "beat"),
    beat_schedule={
        "heartbeat": _job("reminders.heartbeat", 30.0, expires_s=60),
        "send-due": _job("reminders.send_due", 60.0, expires_s=60),
        "digest": _job(
            "reminders.morning_digest", crontab(hour="7-11", minute="*/5"), expires_s=300
        ),
        "look-ahead": _job("duty.look_ahead", crontab(hour="8-20", minute=10), expires_s=50 * 60),
        "imports": _job("imports.work", 60.0, expires_s=60),
        "exports": _job("exports.work", 60.0, expires_s=60),
        "response": _job("response.look", 60.0, expires_s=60),
        "care-reviews": _job("care.reviews", crontab(hour=8, minute=20), expires_s=3600),
        "ask-again": _job("cases.ask_again", crontab(hour=3, minute=10), expires_s=6 * 3600),
        "nightly": _job("portal.nightly", crontab(hour=2, minute=30), expires_s=6 * 3600),
    },
)
app.autodiscover_tasks()
