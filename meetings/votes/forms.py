"""Putting to the vote, counting a secret one, annulling."""

from typing import Any

from django import forms

from jiedao.common.forms import LineField, PortalForm, TidyCharField
from meetings.votes.actions import Totals

VOTES_MOST = 100_000


class QuestionForm(PortalForm):
    question = LineField(
        label="表决什么",
        max_length=200,
        help_text="一句可以说赞成或反对的话，例如：同意公约第三稿。",
    )


class TotalsForm(PortalForm):
    """A secret count from paper, with the two people who counted."""

    yes = forms.IntegerField(label="赞成票", min_value=0, max_value=VOTES_MOST)
    no = forms.IntegerField(label="反对票", min_value=0, max_value=VOTES_MOST)
    abstained = forms.IntegerField(label="弃权票", min_value=0, max_value=VOTES_MOST)
    first = TidyCharField(label="第一位计票人", max_length=28)
    second = TidyCharField(label="第二位计票人", max_length=28)

    @property
    def totals(self) -> Totals:
        known: dict[str, Any] = self.cleaned_data
        counters = (known["first"], known["second"])
        return Totals(known["yes"], known["no"], known["abstained"], counters)


class AnnulForm(PortalForm):
    why = LineField(
        label="为什么作废", max_length=120, help_text="这次表决还会留在记录里，写明作废。"
    )
