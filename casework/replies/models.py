"""Standard texts per kind and state (S28): what a resident reads, in the street's own words."""

from django.db import models

from casework.cases.states import CaseKind, CaseState
from casework.replies.querysets import StandardTextQuerySet
from jiedao.common.bases import Versioned


class StandardText(Versioned):
    """`text` may name {称呼} {号码} {事项} {登记日} {期限} {结果} {电话}; nothing else."""

    kind = models.CharField("类别", max_length=10, choices=CaseKind)
    state = models.CharField("到哪一步", max_length=12, choices=CaseState)
    text = models.TextField("怎么说", max_length=1_000)

    objects = StandardTextQuerySet.as_manager()

    class Meta:
        db_table = "replies_text"
        ordering = ("kind", "pk")
        constraints = [
            models.UniqueConstraint(fields=("kind", "state"), name="standard_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}，{self.get_state_display()}"
