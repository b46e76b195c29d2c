"""Forms of what happens to an item."""

from typing import Any

from django import forms

from committees.notices.drafting import Upload
from jiedao.common.forms import (
    DayField,
    LineField,
    PhotosField,
    PlainTextField,
    PortalForm,
    UploadField,
)
from meetings.items.actions import ANSWER_MOST, Said
from meetings.items.receipts import Handed
from meetings.items.rules import PHOTOS_MOST
from meetings.resolutions.rules import TEXT_MOST

PHOTO_NAME = "照片"


def uploads(photos: Any) -> list[Upload]:
    return [Upload(clean, f"{PHOTO_NAME}{clean.suffix}") for clean in photos or []]


class DoneForm(PortalForm):
    """One line of text or a photo: one of the two is enough."""

    text = LineField(
        label="办得怎么样",
        max_length=TEXT_MOST,
        required=False,
        help_text="一句话就行，例如：灯都换好了。",
    )
    photos = PhotosField(
        label="照片", required=False, most=PHOTOS_MOST, help_text="点一下就能拍照，也可以不传"
    )

    @property
    def said(self) -> Said:
        return Said(self.cleaned_data["text"], uploads(self.cleaned_data["photos"]))


class ProgressForm(PortalForm):
    text = PlainTextField(label="进展", max_length=TEXT_MOST, rows=3, required=False)
    photos = PhotosField(
        label="照片", required=False, most=PHOTOS_MOST, help_text=f"最多 {PHOTOS_MOST} 张"
    )

    @property
    def said(self) -> Said:
        return Said(self.cleaned_data["text"], uploads(self.cleaned_data["photos"]))


class DifferForm(PortalForm):
    """有不同意见, in words."""

    text = PlainTextField(
        label="有什么不同意见",
        max_length=ANSWER_MOST,
        rows=3,
        help_text="例如：年底前备不齐货，请改到 1月20日。",
    )


class AnswerForm(PortalForm):
    """What the owner says; for a body the desk writes down what it heard."""

    AGREES, DIFFERS = "agrees", "differs"
    answer = forms.ChoiceField(
        label="怎么回答的",
        choices=[(AGREES, "同意"), (DIFFERS, "有不同意见")],
        widget=forms.RadioSelect,
    )
    text = PlainTextField(
        label="说了什么",
        max_length=ANSWER_MOST,
        rows=3,
        required=False,
        help_text="同意的可以不写。有不同意见的，请把意见写上。",
    )

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["answer"] == self.AGREES)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("answer") == self.DIFFERS and not data.get("text"):
            self.add_error("text", "请写“有什么不同意见”，几句话就行。")
        return data


class WhyForm(PortalForm):
    """A reason; the label says which."""

    why = PlainTextField(label="为什么", max_length=ANSWER_MOST, rows=3)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label
        self.fields["why"].error_messages["required"] = f"请写“{label}”，几个字就行。"


class ReceiptForm(PortalForm):
    """送达回执."""

    handed_on = DayField(label="哪天送到", quick=("今天", "昨天"))
    received_by = LineField(label="谁收的", max_length=30, help_text="姓名和职务")
    how = LineField(
        label="怎么送的", max_length=30, required=False, help_text="例如：当面交、挂号信"
    )
    photo = UploadField(
        label="回执的照片", kinds=("photo",), required=False, help_text="撕下来的那一联，拍一张"
    )

    @property
    def handed(self) -> Handed:
        said = self.cleaned_data
        photo = said["photo"]
        return Handed(
            said["handed_on"],
            said["received_by"],
            said["how"],
            Upload(photo, f"回执{photo.suffix}") if photo else None,
        )


class StreetFilter(PortalForm):
    """/street/items/: one committee, or all in the street's order."""

    view = forms.ChoiceField(
        label="看哪些",
        required=False,
        choices=[("", "第三次还没办完"), ("late", "超过期限"), ("open", "全部在办")],
    )
