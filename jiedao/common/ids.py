"""Telephone and identity numbers in one canonical form each.

Every digit is made ASCII before any check: `\\d` and Django's validators accept full-width and
Arabic-Indic digits, and one person would get two identities. Refusals are ValueError with the
sentence for the screen.
"""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from jiedao.common.chinese import ascii_digits, strip_invisible

_DASHES = re.compile(r"[\s\-‐-―−－()（）.·]+")
_MOBILE = re.compile(r"1[0-9]{10}")
_LANDLINE = re.compile(r"(01[0-9]|02[0-9]|0[3-9][0-9]{2})([0-9]{7,8})")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{1,2}")
_SPOILT_BY_EXCEL = "身份证号已被 Excel 损坏，请设为文本格式"


def clean_phone(text: str) -> str:
    """`13800001234` for a mobile, `021-56781234` for a landline; otherwise ValueError."""
    digits = re.sub(r"^(\+|00)86", "", _DASHES.sub("", ascii_digits(strip_invisible(text))))
    if _MOBILE.fullmatch(digits):
        return digits
    if landline := _LANDLINE.fullmatch(digits):
        return "-".join(landline.groups())
    if not digits.isascii() or not digits.isdigit():
        raise ValueError("电话只能写数字，例如 138 0000 1234。")
    if digits.startswith("1"):
        raise ValueError(f"手机号要 11 位数字，现在是 {len(digits)} 位。")
    if len(digits) in (7, 8) and not digits.startswith("0"):
        raise ValueError("请在座机号前面写上区号，例如 021-5678 1234。")
    raise ValueError("请写 11 位手机号，或者带区号的座机号。")


def clean_id_number(text: str) -> str:
    """The 18-character identity number (GB 11643-1999), X in upper case; otherwise ValueError.

    A valid 15-digit number of before 1999 becomes its 18-character form, so that one person has
    one number. The place code is not checked: codes are abolished and people keep them.
    """
    number = re.sub(r"[\s\-]", "", ascii_digits(strip_invisible(text))).upper()
    if _SCIENTIFIC.fullmatch(number):
        raise ValueError(_SPOILT_BY_EXCEL)
    if re.fullmatch(r"[0-9]{15}", number):
        number = _eighteen(number)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise ValueError("身份证号要 18 位，最后一位可以是 X。")
    if not mod_11_2.is_valid(number):
        spoilt = number.endswith("000")
        raise ValueError(_SPOILT_BY_EXCEL if spoilt else "身份证号校验位不对，请对照证件再看一遍。")
    birth_date(number)
    return number


def birth_date(number: str) -> date:
    """The birth date inside a canonical number; ValueError when there is no such day."""
    try:
        return ric.get_birth_date(number)
    except (ValidationError, ValueError):
        raise ValueError("身份证号里的出生日期不存在，请对照证件再看一遍。") from None


def _eighteen(number: str) -> str:
    longer = f"{number[:6]}19{number[6:]}"
    return longer + mod_11_2.calc_check_digit(longer)
