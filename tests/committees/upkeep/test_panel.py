"""What a person's page shows of upkeep and care: the boards work before and after a merge."""

import pytest
from django.template.loader import render_to_string

from committees.residents.panels import RESIDENT
from committees.upkeep.merging import merge
from committees.upkeep.requests import propose
from committees.upkeep.states import Origin
from tests.committees.care.conftest import NOW

pytestmark = pytest.mark.django_db


def shown(person, reader) -> str:
    parts = RESIDENT.parts(person, reader, NOW)
    return "".join(render_to_string(part.template, {"panel": part.panel}) for part in parts)


def test_a_person_shows_care_behind_a_tap_and_what_waits(cast, person, label):
    resident = person()
    label(resident, "disabled")
    propose(
        resident,
        {"name": "刘桂方"},
        by=cast.east_member,
        why="看过户口本",
        origin=Origin.DESK,
        asked_by="",
        at=NOW,
    )

    page = shown(resident, cast.east_director)

    before, _, behind = page.partition("是哪一类")
    assert "肢体 二级" not in before
    assert "肢体 二级" in behind
    assert "王桂珍" in page


def test_a_merged_row_leads_to_the_one_that_is_read(cast, person):
    kept, gone = person("刘桂芳", "3-502"), person("刘桂芳", "3-503")
    merge(kept, gone, by=cast.east_director, at=NOW)
    gone.refresh_from_db()

    assert f"/residents/{kept.pk}/care/" in shown(gone, cast.east_director)
    assert "已经并到" not in shown(kept, cast.east_director)


@pytest.mark.parametrize("who", ["clerk", "west_director", "east_property"])
def test_nobody_from_outside_gets_a_part(cast, person, who):
    care_and_upkeep = [
        part
        for part in RESIDENT.parts(person(), getattr(cast, who), NOW)
        if part.template.startswith(("committees/care/", "committees/upkeep/"))
    ]
    assert care_and_upkeep == []
