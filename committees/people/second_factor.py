"""Authenticator codes (TOTP, RFC 6238) and recovery codes on paper."""

import secrets
from base64 import b32encode
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from committees.journal.actions import record
from committees.people.models import Authenticator, User
from jiedao.common.chinese import ascii_digits
from jiedao.common.crypto import keyed_digest
from jiedao.common.errors import Refused

RECOVERY_CODES = 10
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
GROUP = 4
WRONG = "这 6 位数字不对。请看手机上现在显示的数字，再输一次。"


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, confirmed=True).exists())


def begin_setup(user: User) -> Authenticator:
    """The not yet confirmed authenticator of the person; the same one until it is confirmed.

    Refused when one is confirmed already: only a reset makes room for another.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if has_second_factor(user):
            raise Refused("您已经设好第二道验证。换手机请找街道管理员重设。")
        device: Authenticator = Authenticator.objects.get_or_create(
            user=user, confirmed=False, defaults={"name": "phone"}
        )[0]
    return device


def setup_address(device: Authenticator) -> str:
    """The otpauth:// address of the QR code: street and name stand over the digits in the app."""
    issuer = settings.OTP_TOTP_ISSUER.replace(":", "")
    query = urlencode({"secret": _base32(device), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{device.user.name}')}?{query}"


def spoken_secret(device: Authenticator) -> str:
    """The key as an authenticator app takes it by hand, in groups of four."""
    text = _base32(device)
    return " ".join(text[i : i + GROUP] for i in range(0, len(text), GROUP))


def _base32(device: Authenticator) -> str:
    return b32encode(device.bin_key).decode().rstrip("=")


def confirm_setup(user: User, code: str) -> tuple[Authenticator, list[str]]:
    """The first right code switches the authenticator on and makes ten recovery codes.

    Refused for a wrong code, as often as it is wrong: the first one is often mistyped. The codes
    are returned once; the table keeps keyed digests.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        device = Authenticator.objects.filter(user=user, confirmed=False).first()
        if device is None or not device.accepts(_plain(code)):
            raise Refused(WRONG)
        device.confirmed = True
        device.save()
        codes = _fresh_recovery_codes(user)
        record("people.second-factor", user, by=user)
    return device, codes


def _plain(code: str) -> str:
    return ascii_digits(code).strip().replace(" ", "")


def _fresh_recovery_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="paper", confirmed=True)
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=_digest(code)) for code in codes
    )
    return codes


def _recovery_code() -> str:
    signs = [secrets.choice(ALPHABET) for _ in range(2 * GROUP)]
    return "".join(signs[:GROUP]) + "-" + "".join(signs[GROUP:])


def _digest(code: str) -> str:
    """What the table keeps of a recovery code: 16 hex characters of a keyed digest."""
    plain = ascii_digits(code).lower().replace("-", "").replace(" ", "")
    return keyed_digest(f"recovery:{plain}")[:16]


def check_second_factor(user: User, code: str) -> Device:
    """The device that accepted the code: the authenticator, or the paper with recovery codes.

    Refused for a wrong code, and while the device is waiting after several wrong ones. A
    recovery code works once.
    """
    typed = _plain(code)
    is_totp = len(typed) == Authenticator.DIGITS and typed.isdigit()
    model = Authenticator if is_totp else StaticDevice
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            fault = WRONG
        else:
            allowed, _ = device.verify_is_allowed()
            if allowed and device.verify_token(typed if is_totp else _digest(typed)):
                if not is_totp:
                    record("people.recovery-code", user, by=user)
                return device
            fault = WRONG if allowed else "试得太快了，请等一分钟再输。"
    raise Refused(fault)


def recovery_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())
