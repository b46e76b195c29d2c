import io
from contextlib import suppress
from datetime import date

import pytest
import time_machine
from django import forms
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from jiedao.common import forms as portal

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF"


def photo():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue())


class Entry(portal.PortalForm):
    what = portal.TidyCharField(label="什么事")
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")])
    known = forms.BooleanField(label="已知情")
    day = portal.DayField(label="哪天")
    own = forms.CharField(label="自己的", error_messages={"required": "自己的话。"})


class GroupForm(portal.PortalModelForm[Group]):
    class Meta:
        model = Group
        fields = ["name"]
        labels = {"name": "名称"}


def test_a_missing_entry_is_named_by_its_label():
    assert Entry({}).errors == {
        "what": ["请写“什么事”。"],
        "kind": ["请选“种类”。"],
        "known": ["请勾选“已知情”。"],
        "day": ["请写“哪天”。"],
        "own": ["自己的话。"],
    }


def test_a_form_of_a_row_speaks_the_same_way(db):
    assert GroupForm({}).errors == {"name": ["请写“名称”。"]}


@pytest.mark.parametrize(("choices", "ticked"), [(["a"], 1), (["a", "b"], 0)])
def test_a_single_radio_button_is_ticked_and_two_wait_to_be_chosen(choices, ticked):
    class Choosing(portal.PortalForm):
        which = forms.ChoiceField(widget=portal.OneOf, choices=[(one, one) for one in choices])

    assert str(Choosing()["which"]).count("checked") == ticked


def test_an_open_choice_says_what_to_do_and_shows_no_dashes(db):
    class Choosing(portal.PortalForm):
        group = forms.ModelChoiceField(Group.objects.all())
        other = forms.ModelChoiceField(Group.objects.all(), required=False)
        named = forms.ModelChoiceField(Group.objects.all(), empty_label="全部")
        kind = forms.TypedChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "甲")])

    form = Choosing()
    first = {name: next(iter(field.choices))[1] for name, field in form.fields.items()}
    assert first == {"group": "请选", "other": "不选", "named": "全部", "kind": "请选"}
    assert "----" not in form.as_p()


def test_the_page_writes_the_form_tag_and_the_browser_checks_nothing():
    form = Entry()
    assert not form.helper.form_tag
    assert "required" not in str(form["what"])
    assert form["what"].label_tag() == '<label for="id_what">什么事</label>'


@time_machine.travel("2026-11-23T10:00:00+08:00", tick=False)
def test_a_day_is_read_as_people_write_it():
    field = portal.DayField(required=False)
    assert field.clean("明天") == date(2026, 11, 24)
    assert field.clean("1125") == date(2026, 11, 25)
    assert field.clean(" ") is None
    assert field.clean(date(2026, 1, 2)) == date(2026, 1, 2)
    assert field.widget.attrs["data-quick"] == "今天 明天 后天 下周一"


def test_a_day_that_is_none_is_explained():
    with pytest.raises(forms.ValidationError, match="2026年没有 2月30日"):
        portal.DayField().clean("2026-2-30")


def test_names_and_numbers_are_kept_in_one_form():
    assert portal.TidyCharField().clean(" ３号楼\u200b ") == "3号楼"
    assert portal.TidyCharField(required=False).clean("") == ""
    said = portal.LineField().clean(" 看过户口本，\u200b 原来写错了。 ")
    assert said == "看过户口本， 原来写错了。"
    assert portal.PhoneField().clean("138-0000-1234") == "13800001234"
    assert portal.PhoneField(required=False).clean("") == ""
    assert portal.IdNumberField().clean("11010519491231002x") == "11010519491231002X"


@pytest.mark.parametrize(
    ("field", "text"), [(portal.PhoneField, "12"), (portal.IdNumberField, "12")]
)
def test_a_wrong_number_is_an_error_of_the_field(field, text):
    with pytest.raises(forms.ValidationError):
        field().clean(text)


def test_prose_keeps_its_punctuation_and_loses_what_nobody_sees():
    assert portal.PlainTextField().clean("漏水，\r\n三楼\u202e！ ") == "漏水，\n三楼！"
    assert portal.PlainTextField(required=False).clean("") == ""
    with pytest.raises(forms.ValidationError):
        portal.PlainTextField().clean("长" * 4_001)


@given(st.text())
def test_any_text_is_taken_or_refused_but_never_breaks(text):
    fields = (portal.DayField, portal.TidyCharField, portal.PhoneField, portal.IdNumberField,
              portal.PlainTextField)  # fmt: skip
    for field in fields:
        with suppress(forms.ValidationError):
            field(required=False).clean(text)


def test_a_file_comes_out_clean():
    assert portal.UploadField().clean(photo()).kind == "photo"
    assert portal.UploadField().clean(SimpleUploadedFile("a.pdf", PDF)).kind == "pdf"
    assert portal.UploadField(required=False).clean(None) is None
    assert "application/pdf" in portal.UploadField().widget.attrs["accept"]


@pytest.mark.parametrize(
    ("kinds", "content", "words"),
    [(("photo",), PDF, "只能传照片"), (("photo", "pdf"), b"<svg/>", "只能传照片")],
)
def test_a_wrong_file_is_an_error_of_the_field(kinds, content, words):
    with pytest.raises(forms.ValidationError, match=words):
        portal.UploadField(kinds=kinds).clean(SimpleUploadedFile("a.pdf", content))


class Album(portal.PortalForm):
    photos = portal.PhotosField(label="照片", required=False)
    front = portal.PhotosField(label="门口", most=1)


def test_several_photos_come_in_one_go():
    form = Album({}, MultiValueDict({"photos": [photo(), photo()], "front": [photo()]}))
    assert form.is_valid()
    assert [file.suffix for file in form.cleaned_data["photos"]] == [".png", ".png"]


def test_too_many_photos_and_none_are_told():
    assert Album({}, MultiValueDict({"front": [photo()] * 2})).errors["front"] == [
        "照片最多 1 张，现在是 2 张。"
    ]
    assert Album({}, {}).errors == {"front": ["请选“门口”。"]}
