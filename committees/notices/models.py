"""Public notices: the key on the poster never changes, whatever happens to the text."""

from django.db import models
from django.utils import timezone

from committees.files.models import StoredFile
from committees.notices.querysets import (
    BoardPostingQuerySet,
    CorrectionQuerySet,
    NoticeFileQuerySet,
    NoticeQuerySet,
)
from committees.notices.states import NoticeKind, NoticeState
from committees.people.models import User
from committees.territory.models import Committee
from jiedao.common.bases import Versioned
from jiedao.common.keys import public_key


class Notice(Versioned):
    """A notice of a committee, or of the street when `committee` is empty.

    It is public from `publish_at` on (page-time check, no job needed) until it is withdrawn;
    after `expires_at` it stays readable and says that it has expired (an aid notice goes).
    `author` is whoever wrote the present text; the second person is never the same one.
    `on_web` false: paper only, the usual case for aid (R32).
    """

    key = models.CharField(max_length=6, unique=True, default=public_key, editable=False)
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, related_name="notices")
    kind = models.CharField("类别", max_length=10, choices=NoticeKind)
    title = models.CharField("标题", max_length=60)
    body = models.TextField("正文", max_length=4_000)
    place = models.CharField("地点或范围", max_length=80, blank=True)
    happens = models.CharField("什么时间", max_length=80, blank=True)
    contact_phone = models.CharField("联系电话", max_length=40, blank=True)
    pinned = models.BooleanField("置顶", default=False)
    on_web = models.BooleanField("网上也发", default=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.DRAFT)
    publish_at = models.DateTimeField("什么时候发布", null=True, blank=True)
    expires_at = models.DateTimeField("有效到", null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_back_why = models.CharField("为什么退回", max_length=120, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField("为什么撤下", max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    tokens = models.TextField(blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        db_table = "notices_notice"
        ordering = ("-publish_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="released") | models.Q(publish_at__isnull=False),
                name="notice_released_has_minute",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__isnull=True)
                | models.Q(publish_at__isnull=True)
                | models.Q(expires_at__gt=models.F("publish_at")),
                name="notice_expires_after_publish",
                violation_error_message="有效期要晚于发布时间。",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["election", "aid", "affairs"])
                | ~models.Q(state="released")
                | ~models.Q(released_by=models.F("author")),
                name="notice_two_people",
                violation_error_message="钱款、救助和选举的通知要由另一个人确认。",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="aid")
                | ~models.Q(state="released")
                | models.Q(expires_at__isnull=False),
                name="notice_aid_comes_down",
                violation_error_message="救助公示要写有效期，到期自动撤下。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("-publish_at", "-id"),
                condition=models.Q(state="released"),
                name="notice_public_newest",
            ),
            models.Index(
                fields=("id",),
                condition=models.Q(state__in=["draft", "review", "withdrawn"]),
                name="notice_not_released",
            ),
            models.Index(fields=("committee", "-publish_at", "-id"), name="notice_of_committee"),
            models.Index(
                fields=("committee", "-created_at", "-id"),
                condition=models.Q(state__in=["draft", "review"]),
                name="notice_at_the_desk",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """更正: what the notice said before, readable under it for good (R8).

    While `waiting`, a second person has not agreed yet and the notice still says the old text.
    `old_hidden`: the old text held personal data and is shown to nobody.
    The paper on the board is a thing to do until `board_done_at`.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="corrections")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    summary = models.CharField("原写…，现为…", max_length=200)
    old_title = models.CharField(max_length=60)
    old_body = models.TextField()
    old_place = models.CharField(max_length=80, blank=True)
    old_happens = models.CharField(max_length=80, blank=True)
    old_contact_phone = models.CharField(max_length=40, blank=True)
    old_hidden = models.BooleanField(default=False)
    new_title = models.CharField(max_length=60, blank=True)
    new_body = models.TextField(blank=True)
    new_place = models.CharField(max_length=80, blank=True)
    new_happens = models.CharField(max_length=80, blank=True)
    new_contact_phone = models.CharField(max_length=40, blank=True)
    new_expires_at = models.DateTimeField(null=True)
    waiting = models.BooleanField(default=False)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    board_done_at = models.DateTimeField(null=True)
    board_done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        db_table = "notices_correction"
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("notice",),
                condition=models.Q(waiting=True),
                name="correction_one_waiting",
                violation_error_message="这份通知已经有一份更正在等确认。",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("by")),
                name="correction_two_people",
                violation_error_message="更正要由另一个人确认。",
            ),
        ]
        indexes = [
            models.Index(
                fields=("notice",),
                condition=models.Q(waiting=False, board_done_at__isnull=True),
                name="correction_board_open",
            ),
        ]


class NoticeFile(models.Model):
    """An attachment of a notice; public exactly when the notice is."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    objects = NoticeFileQuerySet.as_manager()

    class Meta:
        db_table = "notices_file"


class BoardPosting(models.Model):
    """The paper on the board: put up, taken down, with a photo (R16, S36)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="board_postings")
    put_up_at = models.DateTimeField(default=timezone.now)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    photo = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")

    objects = BoardPostingQuerySet.as_manager()

    class Meta:
        db_table = "notices_board_posting"
        constraints = [
            models.UniqueConstraint(
                fields=("notice",),
                condition=models.Q(taken_down_at__isnull=True),
                name="posting_one_up",
                violation_error_message="这份通知已经贴在栏里了。",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_down_at__isnull=True)
                | models.Q(taken_down_at__gte=models.F("put_up_at")),
                name="posting_down_after_up",
            ),
        ]
