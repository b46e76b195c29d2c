"""Every form that writes carries a CSRF token and the key that makes a second sending harmless."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "templates"
FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.S | re.I)
GATES = "sign-in|sign-out|sign-out-everywhere|sign-in-resume|demo-enter|ask"
WITHOUT_KEY = re.compile(rf"""action="{{% (?:url '(?:{GATES})'|place '/prefs/display')""")
"""Coming in, going out, asking, text size: sent twice they do the same twice, without a row."""
ENTRANCE = {
    f"portal/entry/{name}.html"
    for name in ("code", "second_factor", "recovery_codes", "set_password", "desk")
}
IMPORTS = {
    "committees/territory/import.html",
    "committees/imports/new.html",
    "elections/electorate/import.html",
}
"""A table is read and shown at once; it is not kept."""
QUESTIONS = {"elections/electorate/voters.html"}
"""Somebody asks and is answered; nothing is written. A POST keeps her name out of every log."""
KEY_OF_ITS_OWN = {"portal/entry/resume.html"}
"""The unfinished form goes on under the key it was begun with."""


def forms() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), found[0])
        for path in sorted(ROOT.rglob("*.html"))
        for found in FORM.finditer(path.read_text())
    ]


FORMS = forms()
IDS = [f"{name}#{number}" for number, (name, _) in enumerate(FORMS)]


@pytest.mark.parametrize(("name", "form"), FORMS, ids=IDS)
def test_it_carries_the_csrf_token(name: str, form: str):
    assert "{% csrf_token %}" in form or "/prefs/display" in form


@pytest.mark.parametrize(("name", "form"), FORMS, ids=IDS)
def test_it_carries_its_key(name: str, form: str):
    needs_none = name in ENTRANCE | KEY_OF_ITS_OWN | QUESTIONS or WITHOUT_KEY.search(form)

    assert "{% form_key %}" in form or needs_none


@pytest.mark.parametrize(
    ("name", "form"), [one for one in FORMS if "multipart/form-data" in one[1]]
)
def test_a_form_with_files_lists_those_it_already_has(name: str, form: str):
    """Nobody chooses a photo twice because a word was missing (committees/files/staging.py)."""
    assert "components/staged_files.html" in form or name in IMPORTS


def test_no_form_is_sent_to_another_host():
    assert [name for name, form in FORMS if re.search(r'action="(?:https?:)?//', form)] == []
