"""The guide from an empty portal to the first published rota (R18)."""

from datetime import date

import pytest
from django.utils import timezone

from casework.duty.models import Rota
from committees.territory.models import Building, Committee, Estate, PublicNumber
from jiedao.portal.guide import first_steps

pytestmark = pytest.mark.django_db


def ready(today: date) -> dict[str, tuple[int, int]]:
    return {step.label: (step.ready, step.of) for step in first_steps(today)}


def test_every_line_is_computed_from_what_is_there(cast):
    today = date(2026, 11, 23)
    assert ready(today) == {
        "居委会名录": (2, 2),
        "地址和电话": (2, 2),
        "节假日和调休": (0, 1),
        "夜间和急事电话": (0, 1),
        "主任的账号": (0, 2),
        "楼栋": (0, 2),
        "第一张值班表": (0, 2),
    }

    Committee.objects.filter(pk=cast.west.pk).update(phone="")
    PublicNumber.objects.create(street=cast.street, name="供水热线", phone="021-0000 0002")
    cast.east_director.set_password("一条很长的密码句子")
    cast.east_director.save()
    estate = Estate.objects.create(committee=cast.east, name="一号小区")
    Building.objects.create(estate=estate, number="1")
    Rota.objects.create(committee=cast.east, month=date(2026, 11, 1), state="published")
    Rota.objects.create(committee=cast.west, month=date(2026, 11, 1))

    assert ready(today) == {
        "居委会名录": (2, 2),
        "地址和电话": (1, 2),
        "节假日和调休": (0, 1),
        "夜间和急事电话": (1, 1),
        "主任的账号": (1, 2),
        "楼栋": (1, 2),
        "第一张值班表": (1, 2),
    }


def test_an_empty_office_begins_with_the_directory():
    first = first_steps(date(2026, 6, 15))[0]

    assert not first.done
    assert first.words == "还没有居委会，用表格导入。"


def test_the_page_shows_the_next_thing_to_do_as_its_one_big_button(cast, enter):
    text = enter(cast.admin).get("/settings/start/").content.decode()

    assert text.count("btn-primary") == 1
    assert 'aria-current="step"' in text


@pytest.mark.parametrize("who", ["clerk", "admin"])
def test_every_button_opens_for_whoever_sees_it(cast, enter, who):
    client = enter(getattr(cast, who))
    steps = client.get("/settings/start/").context["mine"]

    assert {client.get(step.href).status_code for step in steps} == {200}


def test_last_month_s_rota_is_no_rota_for_this_one(cast):
    today = timezone.localdate()
    before = date(today.year - 1, today.month, 1)
    Rota.objects.create(committee=cast.east, month=before, state="published")

    assert ready(today)["第一张值班表"] == (0, 2)
