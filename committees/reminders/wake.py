"""Waking the sender. The rows are the record: a wake-up that gets lost costs a minute, no more."""

import logging

from celery import current_app
from django.core.cache import caches
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

SEND_DUE = "reminders.send_due"
NUDGED = "reminders.nudged"
NUDGE_SECONDS = 20
"""So long one wake-up stands for all; the sender takes the mark away before it looks. The mark
lies where the queue is: where that does not answer, the queue is not asked either."""
QUEUE_DOWN = (OSError, OperationalError, RedisError)

log = logging.getLogger(__name__)


def wake_sender() -> None:
    """Once this transaction is through, have somebody send what is due; beat would a bit later."""
    transaction.on_commit(_publish)


def _publish() -> None:
    """Never fails: with the queue down the row stays, and the next round sends it."""
    try:
        if caches["queue"].add(NUDGED, True, timeout=NUDGE_SECONDS):
            current_app.send_task(SEND_DUE, retry=False, expires=60)
    except QUEUE_DOWN as down:
        log.warning("提醒将稍后发送：任务队列没有应答（%s）", type(down).__name__)


def sender_is_awake() -> None:
    """Said by the sender before it reads: whatever is committed from now on nudges again."""
    try:
        caches["queue"].delete(NUDGED)
    except QUEUE_DOWN as down:
        log.warning("任务队列没有应答（%s）", type(down).__name__)
