"""Forms of a work report."""

from django import forms

from jiedao.common.forms import LineField, PlainTextField, PortalForm


class ReportForm(PortalForm):
    title = LineField(label="标题", max_length=60)
    text = PlainTextField(label="正文", rows=20, max_length=20_000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AnswerForm(PortalForm):
    text = PlainTextField(label="回复", rows=4, max_length=2_000)
