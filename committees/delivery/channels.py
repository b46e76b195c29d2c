"""Channels that leave the house: e-mail, and SMS through a gateway with one method."""

import json
import smtplib
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string

from committees.reminders.models import Reminder
from committees.reminders.states import Channel
from jiedao.env import ENV

SUBJECT_LENGTH = 60


class Undelivered(Exception):
    """It did not go out; the text says why, in words for the operations page."""


class SmsGateway(Protocol):
    """What a provider's adapter offers. It raises `Undelivered` when it cannot send."""

    def send(self, phone: str, text: str) -> None: ...


class FileGateway:
    """Writes messages to DATA_DIR/sms, one line each: for trying out, and for tests."""

    def send(self, phone: str, text: str) -> None:
        line = json.dumps({"to": phone, "text": text}, ensure_ascii=False)
        try:
            ENV.sms_folder.mkdir(parents=True, exist_ok=True)
            with (ENV.sms_folder / "outbox.jsonl").open("a", encoding="utf-8") as outbox:
                outbox.write(line + "\n")
        except OSError as error:
            raise Undelivered("短信没有写进发件箱") from error


def sms_gateway() -> SmsGateway:
    """The provider's adapter named by the setting SMS_GATEWAY."""
    gateway: SmsGateway = import_string(settings.SMS_GATEWAY)()
    return gateway


def deliver(reminder: Reminder, text: str) -> None:
    """Send one reminder by e-mail or SMS. Raises `Undelivered`."""
    if reminder.channel == Channel.EMAIL:
        _email(reminder, text)
    else:
        _sms(reminder, text)


def _sms(reminder: Reminder, text: str) -> None:
    person = reminder.recipient
    if person is None or not person.phone:
        raise Undelivered("没有登记手机号")
    sms_gateway().send(person.phone, f"【{ENV.street_name}】{text}")


def _email(reminder: Reminder, text: str) -> None:
    """Subject and address are one line each, whatever stands in them (RELIABILITY C12)."""
    person = reminder.recipient
    if person is None or not person.email:
        raise Undelivered("没有登记邮箱")
    parts = (text, reminder.body, f"{ENV.street_name}{ENV.site_name}")
    try:
        send_mail(
            " ".join(text.split())[:SUBJECT_LENGTH],
            "\n\n".join(part for part in parts if part),
            settings.DEFAULT_FROM_EMAIL,
            [person.email],
        )
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise Undelivered("邮件没有送出去") from error
