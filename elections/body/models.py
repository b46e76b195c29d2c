"""Members of the election body, and the people of polling day."""

from django.db import models

from committees.people.models import Posting, User
from committees.residents.models import Resident
from elections.body.states import BodyPost, Duty, Leaves
from elections.timetable.models import Election
from elections.timetable.querysets import OfElectionQuerySet


class BodyMember(models.Model):
    """A member of the 居民选举委员会; who leaves keeps the row, the next in line takes the place.

    `rank` is the order in which they were chosen: reserves stand behind the set number.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="body")
    name = models.CharField("姓名", max_length=50)
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    posting = models.OneToOneField(Posting, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField("职务", max_length=8, choices=BodyPost, default=BodyPost.MEMBER)
    rank = models.PositiveSmallIntegerField("次序")
    reserve = models.BooleanField("候补", default=False)
    since = models.DateField("从哪天起")
    left_on = models.DateField("离开那天", null=True, blank=True)
    left_why = models.CharField("为什么离开", max_length=14, choices=Leaves, blank=True)
    took_over_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "body_member"
        ordering = ("election", "rank", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("election",),
                condition=models.Q(post="head", left_on__isnull=True, reserve=False),
                name="body_one_head",
                violation_error_message="选举委员会只有一位主任。",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True, left_why="")
                | (models.Q(left_on__isnull=False) & ~models.Q(left_why="")),
                name="body_leaving_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Official(models.Model):
    """监票 唱票 计票 发票 代写 and those who carry the box. `kin_checked`: she declared that no
    candidate is her spouse or near kin (T8)."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="officials")
    duty = models.CharField("做什么", max_length=12, choices=Duty)
    name = models.CharField("姓名", max_length=50)
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    posting = models.OneToOneField(Posting, models.PROTECT, null=True, blank=True, related_name="+")
    kin_checked = models.BooleanField("和候选人没有近亲属关系", default=False)
    namesake = models.BooleanField("和候选人同名，不是同一个人", default=False)
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天", null=True, blank=True)

    objects = OfElectionQuerySet.as_manager()

    class Meta:
        db_table = "body_official"
        ordering = ("election", "duty", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("election", "user", "duty"),
                condition=models.Q(until__isnull=True, user__isnull=False),
                name="official_duty_once",
                violation_error_message="这个人已经做这项工作了。",
            ),
            models.UniqueConstraint(
                fields=("election",),
                condition=models.Q(duty="scrutineer", until__isnull=True),
                name="official_one_scrutineer",
                violation_error_message="总监票人只有一位。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
