"""Style sheets: a brace lost in a merge would print half of the portal's screens."""

import re

import pytest
from django.conf import settings


@pytest.mark.parametrize("name", ["portal", "elections"])
def test_every_section_of_the_style_sheet_stands_at_the_top_level(name):
    text = (settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text()
    depth, wrong = 0, []
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"/\* ?[0-9]+ ?----", line) and depth:
            wrong.append(number)
        plain = re.sub(r"/\*.*?\*/", "", line)
        depth += plain.count("{") - plain.count("}")

    assert wrong == []
    assert depth == 0


def test_the_pages_of_elections_load_their_own_sheet_and_others_do_not(client, db):
    assert "css/elections.css" in client.get("/elections/").content.decode()
    assert "css/elections.css" not in client.get("/").content.decode()
