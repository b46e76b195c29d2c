"""What the street settles about cases."""

from django import forms

from casework.cases.rules import MOST_ANSWER_HOURS
from jiedao.common.forms import PortalForm


class RuleForm(PortalForm):
    answer_hours = forms.IntegerField(
        label="交给别人、请别的单位，几小时内答复",
        min_value=1,
        max_value=MOST_ANSWER_HOURS,
        help_text="只算工作日，一天 24 小时。24 就是下一个工作日的同一时间",
        error_messages={
            "invalid": "请写一个数，例如 24。",
            "min_value": f"请写 1 到 {MOST_ANSWER_HOURS} 之间的小时数。",
            "max_value": f"请写 1 到 {MOST_ANSWER_HOURS} 之间的小时数。",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
