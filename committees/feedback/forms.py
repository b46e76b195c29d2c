"""The short form under every public page."""

from django import forms

from jiedao.common.forms import PhoneField, PlainTextField, PortalForm
from jiedao.common.http import local_url

TEXT_MOST = 500


class PageReportForm(PortalForm):
    """`page` is the address somebody came from; `website` is a trap that people never see."""

    text = PlainTextField(
        label="哪里有错", rows=4, max_length=TEXT_MOST, help_text="例如：时间写错了，应该是下午。"
    )
    phone = PhoneField(
        label="您的电话", required=False, help_text="要我们回复的话请写上，只有工作人员看得到。"
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    website = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def clean_page(self) -> str:
        return local_url(self.cleaned_data["page"] or "/")

    @property
    def sent_by_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))
