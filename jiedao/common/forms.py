"""Forms as the portal writes them: labels above, errors in the words of the label (UX D.1)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import ModelFormMetaclass
from django.utils import timezone

from jiedao.common.chinese import strip_invisible, tidy, without_controls
from jiedao.common.dates import parse_day
from jiedao.common.errors import Refused
from jiedao.common.ids import clean_id_number, clean_phone
from jiedao.common.uploads import CleanFile, KeptUpload, accept

M = TypeVar("M", bound=models.Model)
PLAIN_TEXT_LENGTH = 4_000
MAX_PHOTOS = 6
FAR_TOO_MANY = 3
"""Times the number allowed: so many files are not even looked at."""
DASHES = str(BLANK_CHOICE_DASH[0][1])
"""What Django shows where nothing is chosen."""
QUICK_DAYS = ("今天", "明天", "后天", "下周一")


def form_helper() -> FormHelper:
    """Fields only: the page writes `<form>`, the CSRF token and the button."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.use_custom_control = False
    return helper


class _Portal:
    """What both kinds of form share."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def prepare(self) -> None:
        self.helper = form_helper()
        for name, field in self.fields.items():
            if (
                field.error_messages.get("required")
                is forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = required_words(field, field.label or name)
            say_what_empty_means(field)


class PortalForm(_Portal, forms.Form):
    """A form without a model."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.prepare()


def form_field(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """What a column is entered with: a short text with a `LineField`, all others as Django does."""
    widget = kwargs.get("widget")
    prose = isinstance(widget, forms.Textarea) or widget is forms.Textarea
    if type(field) is models.CharField and not field.choices and not prose:
        kwargs.setdefault("form_class", LineField)
    return field.formfield(**kwargs)


if TYPE_CHECKING:
    _ModelForm = forms.ModelForm
else:

    class _ByLines(ModelFormMetaclass):
        """Gives every form of one row `form_field`, which Django asks of each `Meta`."""

        def __new__(mcs, name, bases, attrs):
            meta = attrs.get("Meta")
            if meta is not None and not hasattr(meta, "formfield_callback"):
                meta.formfield_callback = form_field
            return super().__new__(mcs, name, bases, attrs)

    class _ModelForm(forms.ModelForm, metaclass=_ByLines):
        """Django's own cannot be written `ModelForm[Case]` when the program runs."""

        def __class_getitem__(cls, model: type) -> type:
            return cls


class PortalModelForm(_Portal, _ModelForm[M]):
    """A form of one row; `Meta.fields` is always a written list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.prepare()


def required_words(field: forms.Field, label: object) -> str:
    """「请写“什么事”。」, 「请选“楼组”。」, 「请勾选“已知情”。」."""
    if isinstance(field, forms.BooleanField):
        return f"请勾选“{label}”。"
    picked = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    return f"请{'选' if picked else '写'}“{label}”。"


def say_what_empty_means(field: forms.Field) -> None:
    """A list of choices opens with words, never with Django's row of dashes."""
    words = "请选" if field.required else "不选"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(field, forms.TypedChoiceField):
        choices: Any = field.choices
        field.choices = [(value, words if label == DASHES else label) for value, label in choices]


# Fields


class DayField(forms.DateField):
    """A day in any form people write (`dates.parse_day`); `quick` words become buttons."""

    widget = forms.TextInput
    said_on: date | None = None
    """The day the words were written, when it was not today: 「昨天」 is the day before it."""

    def __init__(self, *, quick: Sequence[str] = QUICK_DAYS, **kwargs: Any) -> None:
        self.quick = quick
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-quick": " ".join(self.quick), "autocomplete": "off", "maxlength": "30"}

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return parse_day(value, self.said_on or timezone.localdate())
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from None


class TidyCharField(forms.CharField):
    """A name, code or short title in its one form (`chinese.tidy`). Not for prose."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return tidy(without_controls(text)) if text else text


class LineField(forms.CharField):
    """A sentence: one line, nothing invisible, single blanks, and its punctuation as written."""

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return " ".join(strip_invisible(without_controls(text)).split()) if text else text


class PhoneField(forms.CharField):
    """A mobile or landline number as `ids.clean_phone` keeps it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "off"}

    def to_python(self, value: Any) -> str | None:
        return _read(clean_phone, super().to_python(value))


class IdNumberField(forms.CharField):
    """An identity number as `ids.clean_id_number` keeps it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off"}

    def to_python(self, value: Any) -> str | None:
        return _read(clean_id_number, super().to_python(value))


def _read(clean: Any, text: str | None) -> str | None:
    if not text:
        return text
    try:
        cleaned: str = clean(text)
    except ValueError as wrong:
        raise ValidationError(str(wrong), code="invalid") from None
    return cleaned


class PlainTextField(forms.CharField):
    """Prose of several lines: line ends as \\n, invisible characters removed, nothing else."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**{"max_length": PLAIN_TEXT_LENGTH, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "rows": str(self.rows)}

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return strip_invisible(without_controls(text)).strip()


PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp")


def accept_each(
    files: Sequence["UploadedFile[Any]"], kinds: Sequence[str]
) -> list[tuple["UploadedFile[Any]", CleanFile]]:
    """Every file with what was made of it; ValidationError names each that was refused.

    The good ones are remembered even when another is refused, so nobody has to choose them again.
    One that came with an earlier sending and was chosen again counts once.
    """
    taken, wrong = [], []
    brought_back = {file.accepted.content for file in files if isinstance(file, KeptUpload)}
    for file in files:
        try:
            clean = accept(file, kinds)
        except Refused as refused:
            wrong.append(ValidationError(f"“{file.name}”：{refused.reason}", code="refused"))
        else:
            if isinstance(file, KeptUpload) or clean.content not in brought_back:
                taken.append((file, clean))
    if wrong:
        raise ValidationError(wrong)
    return taken


LONGEST_KEY = 18
"""Digits of a row's number; a longer one is nobody's, and SQLite could not even look it up."""


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows of a scoped queryset; a number that cannot be a row's is a wrong choice."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:LONGEST_KEY]},
                )
        return super().clean(value)


class OneOf(forms.RadioSelect):
    """Radio buttons; where there is only one of them, it is ticked already."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        options = [option for _, group, _ in groups for option in group]
        if len(options) == 1:
            options[0]["selected"] = True
            options[0]["attrs"]["checked"] = True
        return groups


class UploadField(forms.FileField):
    """One photo or PDF; the cleaned value is a `CleanFile` (None when optional and empty)."""

    def __init__(self, *, kinds: Sequence[str] = ("photo", "pdf"), **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        types = [*PHOTO_TYPES, *(["application/pdf"] if "pdf" in self.kinds else [])]
        return {**super().widget_attrs(widget), "accept": ",".join(types)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        return accept_each([file], self.kinds)[0][1]


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to `most` photos in one go; the cleaned value is a list of `CleanFile`."""

    widget = ManyFilesInput

    def __init__(self, *, most: int = MAX_PHOTOS, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(PHOTO_TYPES)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [file for file in data or [] if file]
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > FAR_TOO_MANY * self.most:
            raise self._too_many(len(files))
        for file in files:
            super().clean(file)
        taken = [clean for _, clean in accept_each(files, ("photo",))]
        if len(taken) > self.most:
            raise self._too_many(len(taken))
        return taken

    def _too_many(self, number: int) -> ValidationError:
        return ValidationError(f"照片最多 {self.most} 张，现在是 {number} 张。", code="many")
