from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.common.ids import birth_date, clean_id_number, clean_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("１３８ ００００ １２３４", "13800001234"),
        ("+86 138 0000 1234", "13800001234"),
        ("021-5678 1234", "021-56781234"),
        ("（021）56781234", "021-56781234"),
        ("0512-6512345", "0512-6512345"),
    ],
)
def test_a_phone_has_one_form(typed, kept):
    assert clean_phone(typed) == kept
    assert clean_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1380000123", "现在是 10 位"),
        ("56781234", "区号"),
        ("一三八", "只能写数字"),
        ("", "只能写数字"),
        ("02112", "11 位手机号"),
    ],
)
def test_a_wrong_phone_is_told_what_to_write(typed, words):
    with pytest.raises(ValueError, match=words):
        clean_phone(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("٤٤٠٥٢٤١٨٨٠٠١٠١٠٠١٤", "440524188001010014"),
        (" 3405 2419 8001 0100 1X ", "34052419800101001X"),
        ("310113195601010021", "310113195601010021"),
        ("310113201506010013", "310113201506010013"),
        ("110105491231002", "11010519491231002X"),
    ],
)
def test_one_person_has_one_identity_number(typed, kept):
    assert clean_id_number(typed) == kept
    assert clean_id_number(kept) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3.10113E+17", "Excel 损坏"),
        ("3.1E+17", "Excel 损坏"),
        ("310113195601010000", "Excel 损坏"),
        ("310113195601010022", "校验位"),
        ("110105194902300020", "出生日期|校验位"),
        ("31011319560101", "18 位"),
        ("", "18 位"),
    ],
)
def test_a_wrong_identity_number_is_explained(typed, words):
    with pytest.raises(ValueError, match=words):
        clean_id_number(typed)


def test_the_birth_date_inside():
    assert birth_date("310113195601010021") == date(1956, 1, 1)


def test_a_birth_date_that_never_was():
    with pytest.raises(ValueError, match="出生日期"):
        birth_date("110105194902300029")


@given(st.text())
def test_no_text_breaks_the_checks(text):
    for clean in (clean_phone, clean_id_number):
        with suppress(ValueError):
            assert clean(clean(text)) == clean(text)
