"""Forms of the desk: a template's blanks, the words themselves, when, why, the board's photo."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.notices.drafting import MOST_FILES, Draft, Upload
from committees.notices.keeping import words_of
from committees.notices.models import Notice
from committees.notices.notice_templates import Blank, Template
from committees.notices.rules import (
    BODY_MOST,
    HAPPENS_MOST,
    PLACE_MOST,
    SHANGHAI,
    TITLE_MOST,
    Words,
    default_end,
    last_minute,
)
from committees.notices.states import STATUTORY_KINDS, NoticeKind
from committees.territory.models import Committee
from jiedao.common.chinese import nfkc
from jiedao.common.forms import (
    PHOTO_TYPES,
    DayField,
    LineField,
    ManyFilesInput,
    PhoneField,
    PlainTextField,
    PortalForm,
    UploadField,
    accept_each,
)

KINDS = ("photo", "pdf")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:点时]([0-9]{1,2})?分?|)")


class AttachmentsField(forms.FileField):
    """Up to `MOST_FILES` photos and PDFs; the cleaned value is a list of `Upload`."""

    widget = ManyFilesInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        types = ",".join([*PHOTO_TYPES, "application/pdf"])
        return {**super().widget_attrs(widget), "accept": types, "multiple": True}

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [file for file in data or [] if file]
        if len(files) > MOST_FILES:
            raise ValidationError(f"附件最多 {MOST_FILES} 个，现在是 {len(files)} 个。")
        return [Upload(clean, str(file.name)) for file, clean in accept_each(files, KINDS)]


class ClockField(forms.Field):
    """A time of day: 9:00, 9点, 14点30分, full-width too."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        text = nfkc(str(value or "")[:20]).replace(" ", "")
        if not text:
            return None
        found = _CLOCK.fullmatch(text)
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError("没看懂这个时间，请写成 9:00 或者 14:30。")
        return time(int(found[1]), int(found[2] or 0))


class _Ending(PortalForm):
    """The last day, and the minute it means."""

    @property
    def end(self) -> datetime | None:
        day: date | None = self.cleaned_data.get("expires_on")
        return last_minute(day) if day else None


class TemplateForm(_Ending):
    """The blanks of one template; the last day follows from the day it is about."""

    def __init__(self, template: Template, *args: Any, today: date, **kwargs: Any) -> None:
        self.template, self.today = template, today
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        for blank in self.template.blanks:
            self.fields[blank.name] = _field_of(blank)
        if "day" not in self.fields:
            ends = default_end(self.template.kind, self.today)
            self.fields["expires_on"] = DayField(label="有效到", initial=ends.date())
        if self.template.kind == NoticeKind.AID:
            self.fields["committee"] = forms.ModelChoiceField(
                Committee.objects.in_street_order(), label="在哪个居委会张贴"
            )
            self.fields["on_web"] = forms.BooleanField(label="网上也发", required=False)
        else:
            self.fields["files"] = AttachmentsField(
                label="附件", required=False, help_text="照片或者 PDF，最多 6 个。"
            )
        super().prepare()

    def draft(self) -> Draft:
        """What the blanks add up to."""
        values = self.cleaned_data
        day = values.get("day")
        end = self.end or default_end(self.template.kind, self.today, day)
        on_web = values.get("on_web", True)
        filled = {blank.name: values.get(blank.name) for blank in self.template.blanks}
        return Draft(self.template.fill(filled, self.today), end, on_web)


def _field_of(blank: Blank) -> forms.Field:
    given: dict[str, Any] = {
        "label": blank.label,
        "help_text": blank.hint,
        "required": blank.required,
    }
    if blank.shape == "day":
        return DayField(**given)
    if blank.shape == "phone":
        return PhoneField(**given)
    if blank.shape == "long":
        return PlainTextField(**given, max_length=blank.most, rows=8)
    return forms.CharField(**given, max_length=blank.most)


class WordsForm(_Ending):
    """Everything a notice says, to be changed or corrected. `version`: what the page showed."""

    title = LineField(label="标题", max_length=TITLE_MOST)
    body = PlainTextField(label="正文", max_length=BODY_MOST, rows=10)
    happens = LineField(label="什么时间", max_length=HAPPENS_MOST, required=False)
    place = LineField(label="地点或范围", max_length=PLACE_MOST, required=False)
    contact_phone = PhoneField(label="联系电话", required=False, help_text="不写就用居委会的电话。")
    expires_on = DayField(label="有效到", help_text="过了这一天，页面会写明已过期。")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    @property
    def words(self) -> Words:
        return _words(self.cleaned_data)


def _words(values: Mapping[str, Any]) -> Words:
    return Words(
        values["title"],
        values["body"],
        values["place"],
        values["happens"],
        values["contact_phone"],
    )


def shown_words(notice: Notice) -> dict[str, Any]:
    """What the form starts with."""
    words = words_of(notice)
    ends = notice.expires_at
    return {
        "title": words.title,
        "body": words.body,
        "happens": words.happens,
        "place": words.place,
        "contact_phone": words.contact_phone,
        "expires_on": ends.astimezone(SHANGHAI).date() if ends else None,
        "on_web": notice.on_web,
        "version": notice.version,
    }


class DraftForm(WordsForm):
    """A draft as free text."""

    on_web = forms.BooleanField(
        label="网上也发", required=False, help_text="不勾就只出海报，网上看不到。"
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        if self.kind != NoticeKind.AID:
            self.fields["files"] = AttachmentsField(label="再加附件", required=False)
        super().prepare()

    def draft(self) -> Draft:
        return Draft(self.words, self.end, self.cleaned_data["on_web"])


class CorrectionForm(WordsForm):
    """更正: the words again; a statutory notice asks whether its period starts again (R8)."""

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        if self.kind in STATUTORY_KINDS:
            self.fields["restart"] = forms.BooleanField(
                label="公示期从现在重新算",
                required=False,
                help_text="改了关键内容，公示期一般要重新算。",
            )
        super().prepare()


class UrgentForm(PortalForm):
    """紧急通知: two fields and no more."""

    what = LineField(
        label="什么事，请大家怎么做",
        max_length=TITLE_MOST,
        help_text="例如：3 号楼水管爆了，请马上关好家里的总阀",
    )
    where = LineField(
        label="哪些楼，到什么时候",
        max_length=PLACE_MOST,
        help_text="例如：3 号楼和 4 号楼，大约到今晚 11 点",
    )


class MinuteForm(PortalForm):
    """When it is to appear."""

    day = DayField(label="哪一天发布")
    clock = ClockField(label="几点", initial="9:00")

    @property
    def minute(self) -> datetime:
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        return datetime.combine(day, clock, SHANGHAI)


class WhyForm(PortalForm):
    """One reason, in a few words."""

    why = LineField(label="为什么", max_length=120)

    def __init__(self, label: str, *args: Any, **kwargs: Any) -> None:
        self.label = label
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["why"].label = self.label
        super().prepare()


class PaperForm(PortalForm):
    """A photo of the board, if there is one."""

    photo = UploadField(label="宣传栏的照片", kinds=("photo",), required=False)

    def upload(self) -> Upload | None:
        clean = self.cleaned_data.get("photo")
        return Upload(clean, "宣传栏照片") if clean else None


class ArchiveForm(PortalForm):
    """Filters of the public archive. Slugs and kinds it does not know are left out, not refused."""

    q = LineField(label="找什么", required=False, max_length=60)
    c = forms.ChoiceField(label="哪个居委会", required=False)
    type = forms.ChoiceField(label="类别", required=False)

    def __init__(self, committees: list[Committee], *args: Any, **kwargs: Any) -> None:
        self.committees = committees
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        slugs = [(one.slug, one.short_name) for one in self.committees]
        self.fields["c"].choices = [("", "全部"), ("street", "街道"), *slugs]  # type: ignore[attr-defined]
        kinds = [(kind.value, kind.label) for kind in NoticeKind if kind != NoticeKind.AID]
        self.fields["type"].choices = [("", "全部"), *kinds]  # type: ignore[attr-defined]
        super().prepare()
