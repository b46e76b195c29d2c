"""Celery tasks of the daily work: each calls one function and may run twice."""

from celery import shared_task
from django.utils import timezone

from casework.callbacks.drawing import RECHECK_JOB, draw
from casework.duty.gap_watch import GAP_JOB, look_ahead
from casework.holidays.actions import call_missing_of_a_festival
from casework.plans.reminding import remind_again
from casework.response.escalating import RESPONSE_JOB, look
from committees.delivery.heartbeat import beat


@shared_task(name="duty.look_ahead")
def look_ahead_of_the_rota() -> None:
    at = timezone.now()
    gaps, calls = look_ahead(at), call_missing_of_a_festival(at)
    beat(GAP_JOB, at=at, note=f"缺人 {gaps} 处，列电话 {calls} 个")


@shared_task(name="response.look")
def look_at_the_clocks() -> None:
    at = timezone.now()
    counted, told = look(at)
    beat(RESPONSE_JOB, at=at, note=f"新算 {counted} 件，提醒 {told} 处")


@shared_task(name="cases.ask_again")
def ask_again() -> None:
    """Every night: draw whom to ask again, and let reminders of plans follow their cases."""
    at = timezone.now()
    drawn, steps = draw(at), remind_again(at)
    beat(RECHECK_JOB, at=at, note=f"抽到再回访 {drawn} 件，帮扶步骤 {steps} 步")
