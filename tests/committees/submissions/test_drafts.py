"""Autosaved forms: kept for their owner alone, read strictly, given back word for word."""

import json
import uuid

import pytest
from django.test import RequestFactory

from committees.submissions.drafts import draft_fields, drafts_of
from committees.submissions.models import Draft

API = "/api/drafts/"


def draft(**changes):
    return {
        "key": str(uuid.uuid4()),
        "form": "log",
        "path": "/log/new/?kind=home",
        "title": "走访 3 号楼 502 室",
        "fields": {"text": "厕所灯坏了\n下次带灯泡", "needs": ["独", "病"]},
        **changes,
    }


def save(client, body, method="post"):
    text = body if isinstance(body, bytes | str) else json.dumps(body)
    return getattr(client, method)(API, text, content_type="application/json")


@pytest.mark.parametrize("method", ["post", "put"])
def test_what_was_typed_comes_back_word_for_word(cast, enter, method):
    client, sent = enter(cast.east_member), draft()

    answer = save(client, sent, method)

    assert answer.json() == {"key": sent["key"], "kept": True}
    (kept,) = client.get(API).json()["drafts"]
    assert {name: kept[name] for name in sent} == sent


def test_saving_again_replaces_the_older_text(cast, enter):
    client, sent = enter(cast.east_member), draft()
    save(client, sent)

    save(client, {**sent, "fields": {"text": "换好了"}})

    (kept,) = client.get(API).json()["drafts"]
    assert kept["fields"] == {"text": "换好了"}


def test_the_text_lies_sealed_in_the_table(cast, enter):
    from django.db import connection

    save(enter(cast.east_member), draft())

    with connection.cursor() as cursor:
        cursor.execute("select fields from submissions_draft")
        assert "灯坏了" not in cursor.fetchone()[0]


def test_nobody_else_reads_overwrites_or_forgets_it(cast, enter):
    owner, colleague, sent = enter(cast.east_member), enter(cast.east_director), draft()
    save(owner, sent)

    assert colleague.get(API).json() == {"drafts": []}
    assert save(colleague, {**sent, "fields": {"text": "别人的"}}).json()["kept"] is False
    colleague.delete(f"{API}?key={sent['key']}")

    (kept,) = owner.get(API).json()["drafts"]
    assert kept["fields"] == sent["fields"]


def test_forgetting_one(cast, enter):
    client, sent = enter(cast.east_member), draft()
    save(client, sent)

    client.delete(f"{API}?key={sent['key']}")

    assert client.get(API).json() == {"drafts": []}


def test_a_copy_that_arrives_after_the_form_was_carried_out_is_not_kept(cast, enter):
    client, sent = enter(cast.east_director), draft()
    client.post("/me/desk/", {"name": "值班室的电脑", "idempotency_key": sent["key"]})

    assert save(client, sent).json()["kept"] is False
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"a":' * 9_000,
        json.dumps(draft(fields={"text": "零\x00零"})),
        json.dumps(draft(fields={"text": "\ud842"})),
        json.dumps(draft(fields={"\ud842": "x"})),
        json.dumps(draft(fields={"n": float("nan")})),
        json.dumps(draft(fields={"n": 7})),
        json.dumps(draft(fields={"n": {"deep": "er"}})),
        json.dumps(draft(fields={str(n): "" for n in range(1_500)})),
        json.dumps(draft(fields=[])),
        json.dumps(draft(key="not-a-key")),
        json.dumps(draft(key=None)),
        json.dumps(draft(form="f" * 41)),
        json.dumps(draft(path="https://evil.example/")),
        json.dumps(draft(path="//evil.example/")),
        json.dumps(draft(user=1)),
        b'{"key": ' + b"9" * 5_000 + b"}",
    ],
    ids=range(22),
)
def test_anything_but_the_agreed_object_is_400(cast, enter, body):
    answer = save(enter(cast.east_member), body)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert Draft.objects.count() == 0


def test_more_than_60_kb_is_413(cast, enter):
    client = enter(cast.east_member)

    assert save(client, draft(fields={"text": "长" * 9_000})).status_code == 200
    assert save(client, draft(fields={"text": "长" * 20_000})).status_code == 413


def test_a_person_has_at_most_fifty(cast, enter):
    client = enter(cast.east_member)
    for _ in range(52):
        save(client, draft())

    assert len(drafts_of(cast.east_member)) == 50


def test_the_page_leads_back_into_the_form_with_the_drafts_key(cast, enter):
    client, sent = enter(cast.east_member), draft()
    save(client, sent)

    page = client.get("/drafts/").content.decode()

    assert "走访 3 号楼 502 室" in page
    assert f'href="/log/new/?kind=home&amp;draft={sent["key"]}"' in page


def test_不要了_takes_it_away_and_only_ones_own(cast, enter):
    owner, colleague, sent = enter(cast.east_member), enter(cast.east_director), draft()
    save(owner, sent)

    assert colleague.post(f"/drafts/{sent['key']}/discard/").status_code == 404
    assert owner.post(f"/drafts/{sent['key']}/discard/").status_code == 303
    assert Draft.objects.count() == 0


def test_a_form_view_starts_from_the_drafts_fields(cast, enter):
    sent = draft()
    save(enter(cast.east_member), sent)
    request = RequestFactory().get("/log/new/", {"draft": sent["key"]})

    request.user = cast.east_member
    assert draft_fields(request) == sent["fields"]
    request.user = cast.east_director
    assert draft_fields(request) == {}


@pytest.mark.parametrize(
    "query", ["", "?draft=", "?draft=x", "?draft=00000000-0000-4000-8000-000000000000"]
)
def test_without_a_draft_a_form_starts_empty(cast, query):
    request = RequestFactory().get(f"/log/new/{query}")
    request.user = cast.east_member

    assert draft_fields(request) == {}


def test_the_page_needs_as_many_queries_for_three_as_for_one(
    cast, enter, django_assert_num_queries
):
    client = enter(cast.east_member)
    save(client, draft())
    with django_assert_num_queries(6):
        client.get("/drafts/")
    save(client, draft())
    save(client, draft())
    with django_assert_num_queries(6):
        client.get("/drafts/")


def test_an_anonymous_visitor_is_led_to_the_sign_in_page(client, db):
    assert client.get(API).status_code == 302
    assert save(client, draft()).status_code == 302
