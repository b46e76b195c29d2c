"""Celery tasks of the ground floor: each calls one function and may run twice."""

from celery import shared_task
from django.utils import timezone

from committees.care.reviews import remind_of_reviews
from committees.delivery.digest import DIGEST_JOB, morning_digest
from committees.delivery.heartbeat import beat
from committees.delivery.sending import send_due
from committees.exports import actions as exports
from committees.imports import actions as imports
from committees.imports.jobs import WORK_ON_EXPORTS, WORK_ON_IMPORTS
from committees.reminders.wake import SEND_DUE, sender_is_awake

ROUND_SECONDS = 40.0
"""A round ends before beat starts the next one."""


@shared_task(name="reminders.heartbeat")
def heartbeat() -> None:
    beat("beat", at=timezone.now())


@shared_task(name=SEND_DUE)
def send_due_reminders() -> None:
    sender_is_awake()
    at = timezone.now()
    run = send_due(at, seconds=ROUND_SECONDS)
    beat("reminders", at=at, note=f"到期 {run.due}，送出 {run.sent}，没成 {run.failed}")


@shared_task(name="reminders.morning_digest")
def morning_digest_of_today() -> None:
    at = timezone.now()
    told = morning_digest(at)
    if told is not None:
        beat(DIGEST_JOB, at=at, note=f"发给 {told} 人")


@shared_task(name=WORK_ON_IMPORTS)
def work_on_imports() -> None:
    imports.work()


@shared_task(name=WORK_ON_EXPORTS)
def work_on_exports() -> None:
    exports.work()


@shared_task(name="care.reviews")
def remind_of_care_reviews() -> None:
    at = timezone.now()
    beat("care-reviews", at=at, note=f"关爱核对，提醒 {remind_of_reviews(at)} 个居委会")
