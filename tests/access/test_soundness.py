"""The controls of soundness.py: what every page is asked, asked of answers that are not sound."""

import re
from dataclasses import replace
from html import escape

import pytest

from tests.access.soundness import (
    check_it_is_not_kept,
    check_it_obeys_no_text,
    check_it_wrote_nothing,
    check_what_it_forbids,
    shows_its_markup,
)
from tests.access.stage import MARKUP, TAG, Answer, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound(stage: Stage) -> Answer:
    return stage.ask("director", "get", "/today/")


def without(answer: Answer, header: str) -> Answer:
    kept = tuple((name, value) for name, value in answer.headers if name != header.lower())
    return replace(answer, headers=kept)


def saying(answer: Answer, text: str) -> Answer:
    return replace(answer, body=answer.body + text.encode())


def test_an_answer_knows_what_was_written_for_it(stage: Stage, sound: Answer):
    check_it_wrote_nothing(sound, set(), "today")

    typed = {"data": "name=值班室的电脑", "content_type": "application/x-www-form-urlencoded"}
    wrote = stage.ask("director", "post", "/me/desk/", **typed)

    with pytest.raises(AssertionError, match="people_duty_desk"):
        check_it_wrote_nothing(wrote, set(), "me")


@pytest.mark.parametrize(
    "header",
    [
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
    ],
)
def test_a_page_without_one_of_its_headers_is_found(sound: Answer, header: str):
    check_what_it_forbids(sound, "today")

    with pytest.raises(AssertionError):
        check_what_it_forbids(without(sound, header), "today")


@pytest.mark.parametrize("header", ["Cache-Control", "Vary"])
def test_a_page_that_may_be_kept_is_found(sound: Answer, header: str):
    check_it_is_not_kept(sound, "today")

    with pytest.raises(AssertionError):
        check_it_is_not_kept(without(sound, header), "today")


@pytest.mark.parametrize(
    "obeyed", [TAG, re.sub("&lt;.*?&gt;", "", escape(MARKUP, quote=False)), "'14"]
)
def test_a_page_that_obeys_what_somebody_typed_is_found(sound: Answer, obeyed: str):
    shown = saying(sound, escape(MARKUP))
    check_it_obeys_no_text(shown, "today")
    assert shows_its_markup([shown])
    assert not shows_its_markup([sound])

    with pytest.raises(AssertionError):
        check_it_obeys_no_text(saying(sound, obeyed), "today")


def test_the_page_tells_htmx_to_obey_no_text_and_no_other_host(stage: Stage):
    page = stage.browser("director").get("/households/find/").content.decode()

    for rule in ('"allowEval":false', '"allowScriptTags":false', '"selfRequestsOnly":true'):
        assert rule in page
