"""People, and the dated postings that say what each may do."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.models import Device, DeviceManager, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP
from django_otp.util import random_hex

from committees.people.querysets import (
    OpenSessionManager,
    PostingQuerySet,
    UserManager,
    phone_index,
)
from committees.reach.rules import Reach, Seat
from committees.reach.states import STREET_ROLES, Role
from committees.territory.models import Committee, PartnerBody
from committees.territory.querysets import OfCommitteeQuerySet
from jiedao.common.chinese import pinyin_of, split_surname
from jiedao.common.crypto import EncryptedTextField


class TextSize(models.TextChoices):
    STANDARD = "", "标准"
    LARGE = "large", "大字"
    XLARGE = "xlarge", "特大"


class Nudge(models.TextChoices):
    """How a person wants to be reminded beside the in-app inbox."""

    NONE = "", "只在平台上提醒"
    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    CALL = "call", "请打电话"


class User(AbstractBaseUser):
    """Somebody who works with the portal, or a contact person of a partner body.

    Signs in with the phone number. Rights come from postings alone; nothing here is a right.
    """

    name = models.CharField("姓名", max_length=50)
    pinyin = models.CharField(max_length=120, blank=True, editable=False)
    initials = models.CharField(max_length=20, blank=True, editable=False)
    phone = EncryptedTextField("手机号", blank=True)
    phone_index = models.CharField(max_length=32, null=True, unique=True, editable=False)
    email = models.EmailField("邮箱", blank=True)
    reminded_by = models.CharField(
        "另外怎么提醒", max_length=5, choices=Nudge, blank=True, default=Nudge.NONE
    )
    text_size = models.CharField("字号", max_length=6, choices=TextSize, blank=True, default="")
    pin = models.CharField(max_length=200, blank=True, editable=False)
    pin_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    sign_outs = models.PositiveIntegerField(default=0, editable=False)
    is_active = models.BooleanField("可以登录", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "phone_index"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        db_table = "people_user"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone_index=""), name="user_phone_index_real"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Spelling and blind index follow name and phone; they are never set by hand."""
        self.pinyin, self.initials = pinyin_of(self.name)
        self.phone_index = phone_index(self.phone) if self.phone else None
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Every session carries this: a new password or 「在所有设备上退出」 ends them all."""
        return salted_hmac(
            "committees.people.session",
            f"{self.password}:{self.sign_outs}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    @property
    def surname(self) -> str:
        return split_surname(self.name)[0]

    def reach_on(self, day: date) -> Reach:
        """What the postings in force on that day add up to. One query."""
        held = self.postings.on(day).values_list("role", "committee_id").order_by("pk")
        return Reach(tuple(Seat(Role(role), committee) for role, committee in held))

    @property
    def reach(self) -> Reach:
        """Today's reach, read once a request: the user object lives as long as the request."""
        kept: Reach | None = self.__dict__.get("_reach")
        if kept is None:
            kept = self.__dict__["_reach"] = (
                self.reach_on(timezone.localdate()) if self.is_active else Reach()
            )
        return kept


class Posting(models.Model):
    """A person holds a role from one day to another. The end ends access at the next request."""

    user = models.ForeignKey(User, models.PROTECT, related_name="postings")
    role = models.CharField("角色", max_length=20, choices=Role)
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="postings"
    )
    body = models.ForeignKey(
        PartnerBody, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    title = models.CharField("职务", max_length=40, blank=True)
    since = models.DateField("开始")
    until = models.DateField("结束（含当天）", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        db_table = "people_posting"
        ordering = ("committee", "role", "since")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(STREET_ROLES), committee__isnull=True)
                | models.Q(
                    ~models.Q(role__in=sorted(STREET_ROLES)),
                    committee__isnull=False,
                ),
                name="posting_committee_fits_role",
                violation_error_message="街道的岗位不选居委会，居委会的岗位要选居委会。",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="posting_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "committee"),
                condition=models.Q(until__isnull=True),
                name="posting_open_once",
                violation_error_message="这个人现在已经有这个岗位了。",
            ),
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=models.Q(until__isnull=True, committee__isnull=True),
                name="posting_on_street_open_once",
                violation_error_message="这个人现在已经有这个岗位了。",
            ),
        ]
        indexes = [models.Index(fields=("committee", "role"), name="posting_by_committee")]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class DutyDesk(models.Model):
    """A registered PC in a duty room: tap your name, type your PIN (R12)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="desks")
    name = models.CharField("叫什么", max_length=40)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfCommitteeQuerySet.as_manager()

    class Meta:
        db_table = "people_duty_desk"

    def __str__(self) -> str:
        return self.name


class OpenSession(AbstractBaseSession):
    """A signed-in browser, as Django keeps it, and whose it is (people.session_store).

    Whoever is not signed in may have a session too: her unfinished form waits in it.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")

    objects = OpenSessionManager()  # type: ignore[misc]

    class Meta:
        db_table = "people_session"

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        from committees.people.session_store import SessionStore

        return SessionStore


class EntryCode(models.Model):
    """A single-use code: to set a first password, to reset one, or a partner's sign-in.

    Only a digest is stored. Used or older than its term (≤ 24 h), it opens nothing.
    """

    class Purpose(models.TextChoices):
        SET_PASSWORD = "set-password", "设置密码"
        PARTNER = "partner", "合作单位登录"

    user = models.ForeignKey(User, models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=20, choices=Purpose)
    digest = models.CharField(max_length=64, db_index=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "people_entry_code"


class AuthenticatorManager(DeviceManager):  # type: ignore[misc]
    """The key stays sealed in the table until a number is checked: no page needs it."""

    def get_queryset(self) -> Any:
        return super().get_queryset().defer("key")


def fresh_key() -> str:
    """160 random bits in hex (RFC 4226, R6)."""
    key: str = random_hex(20)
    return key


class Authenticator(TimestampMixin, ThrottlingMixin, Device):  # type: ignore[misc]
    """The app on a person's phone that shows six digits (TOTP, RFC 6238), at most one a person.

    A device of django-otp like its own TOTPDevice, whose key lies in the table in clear; here it
    is sealed with FIELD_KEYS (RFC 6238, 5.1: keys encrypted at rest, opened only to check).
    """

    STEP_S, DIGITS, TOLERANCE = 30, 6, 1

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    key = EncryptedTextField(default=fresh_key, editable=False)
    drift = models.SmallIntegerField(default=0, editable=False)
    last_t = models.BigIntegerField(default=-1, editable=False)

    objects = AuthenticatorManager()

    class Meta:
        db_table = "people_authenticator"

    @property
    def bin_key(self) -> bytes:
        return bytes.fromhex(self.key)

    def accepts(self, number: str) -> bool:
        """Are these the digits of now, one step before or after, later than the last accepted?

        A number works once: `last_t` moves on, and is stored by the caller.
        """
        if not (number.isascii() and number.isdigit() and len(number) == self.DIGITS):
            return False
        clock = TOTP(self.bin_key, step=self.STEP_S, digits=self.DIGITS, drift=self.drift)
        if not clock.verify(int(number), self.TOLERANCE, self.last_t + 1):
            return False
        self.last_t, self.drift = clock.t(), clock.drift
        return True

    def verify_token(self, token: str) -> bool:
        """django-otp's question: each wrong number makes the next one wait twice as long."""
        if not self.verify_is_allowed()[0]:
            return False
        right = self.accepts(token)
        if right:
            self.throttle_reset(commit=False)
            self.set_last_used_timestamp(commit=False)
            self.save()
        else:
            self.throttle_increment()
        return right

    def get_throttle_factor(self) -> int:
        """Seconds of waiting after the first wrong number."""
        return 1


class FeedKey(models.Model):
    """The revocable 128-bit key of a person's calendar feed. Only its digest is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="feed_keys")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_feed_key"
