"""What the portal answers to the worker of an own device, and what that worker may keep."""

import gzip
import re
import uuid
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone

from casework.cases.models import Case
from casework.log.models import LogEntry
from committees.people.sessions import OWN_DEVICE
from jiedao.portal.views_worker import FILES, kept_pages

pytestmark = pytest.mark.django_db
DAY_S = 24 * 3600


@pytest.fixture
def own(enter):
    """`own(user)`: signed in on 「这是我自己的设备」."""

    def come_in(user):
        client = enter(user)
        session = client.session
        session[OWN_DEVICE] = True
        session.save()
        return client

    return come_in


def entry(**changes):
    key = str(uuid.uuid4())
    return {"kind": "patrol", "who": "北门", "text": "堆物", "idempotency_key": key, **changes}


def send(client, sent, how="later", age=0):
    headers = {"X-Outbox": how, "X-Outbox-Age": str(age)}
    return client.post("/log/new/", sent, headers=headers)


# Sending


@pytest.mark.parametrize("how", ["now", "later"])
def test_the_outbox_reads_the_address_and_a_repeat_reads_the_same(cast, own, how):
    client, sent = own(cast.east_director), entry()

    answers = [send(client, sent, how) for _ in range(3)]

    place = f"/log/{LogEntry.objects.get().pk}/"
    assert {(one.status_code, one.json()["location"]) for one in answers} == {(201, place)}


def test_a_browser_without_a_worker_is_redirected_as_ever(cast, enter):
    assert enter(cast.east_director).post("/log/new/", entry()).status_code == 303


def test_what_is_sent_behind_her_back_leaves_no_message_and_what_she_waits_for_does(cast, own):
    client = own(cast.east_director)
    send(client, entry(), "later")
    assert "记好了" not in client.get("/today/").content.decode()

    send(client, entry(), "now")
    assert "记好了" in client.get("/today/").content.decode()


def test_a_message_she_has_not_seen_yet_survives_a_sending_behind_her_back(cast, own):
    client = own(cast.east_director)
    client.post("/log/new/", entry(who="南门"))

    send(client, entry(), "later")

    assert client.get("/today/").content.decode().count("记好了") == 1


def test_other_words_under_the_same_key_are_409_and_a_refused_form_is_422(cast, own):
    client, sent = own(cast.east_director), entry()
    send(client, sent)

    assert send(client, {**sent, "text": "别的"}).status_code == 409
    assert send(client, entry(text="")).status_code == 422
    assert LogEntry.objects.count() == 1


def test_the_age_of_a_try_does_not_make_it_another_form(cast, own):
    client, sent = own(cast.east_director), entry()

    answers = [send(client, sent, age=age) for age in (0, 60, DAY_S)]

    assert [one.status_code for one in answers] == [201] * 3


def test_after_the_session_ended_the_device_keeps_the_form_and_the_server_nothing(cast, client):
    answer = send(client, entry())

    assert answer.status_code == 302
    assert "pending_post" not in client.session


# The day on which it was written


def test_an_entry_that_waited_counts_for_the_day_it_was_written(cast, own):
    client, today = own(cast.east_director), timezone.localdate()

    send(client, entry(), age=2 * DAY_S)
    send(client, entry(happened_on="昨天"), age=2 * DAY_S)
    send(client, entry())

    days = list(LogEntry.objects.order_by("pk").values_list("happened_on", flat=True))
    assert days == [today - timedelta(days=2), today - timedelta(days=3), today]


def test_a_deadline_in_words_is_counted_from_the_day_it_was_said(cast, own):
    client = own(cast.east_director)
    plan = {"follow": "case", "case_kind": "issue", "due_on": "后天"}

    send(client, entry(**plan), age=DAY_S)

    assert Case.objects.get().due_on == timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize("age", ["-5", "1e3", "９", "9" * 40, ""])
def test_a_strange_age_is_no_fault(cast, own, age):
    assert send(own(cast.east_director), entry(), age=age).status_code == 201
    assert LogEntry.objects.get().happened_on >= timezone.localdate() - timedelta(days=30)


def test_a_browser_cannot_claim_an_age_without_an_outbox(cast, own):
    own(cast.east_director).post("/log/new/", entry(), headers={"X-Outbox-Age": str(DAY_S)})

    assert LogEntry.objects.get().happened_on == timezone.localdate()


def test_the_device_asks_who_is_signed_in_before_it_sends(cast, own, client):
    mine = own(cast.east_director).get("/api/outbox/").json()

    assert mine["person"] == cast.east_director.pk
    assert client.get("/api/outbox/").json()["person"] is None


def test_a_fresh_token_of_the_device_is_accepted(cast, own):
    client = own(cast.east_director)
    client.handler.enforce_csrf_checks = True
    token = client.get("/api/outbox/").json()["token"]

    assert send(client, entry()).status_code == 403
    headers = {"X-Outbox": "later", "X-CSRFToken": token}
    assert client.post("/log/new/", entry(), headers=headers).status_code == 201


# The worker


def script(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    return answer.content.decode()


def test_only_an_own_device_of_somebody_in_a_committee_gets_a_worker_that_keeps(
    cast, own, enter, client
):
    for person in (cast.east_director, cast.east_member, cast.east_branch):
        assert "js/worker.js" in script(own(person))
    for stranger in (
        enter(cast.east_director),
        own(cast.clerk),
        own(cast.leader),
        own(cast.admin),
        own(cast.east_owners),
        client,
    ):
        text = script(stranger)
        assert "js/forget.js" in text
        assert "DOOR" not in text


def test_each_person_has_a_worker_of_her_own(cast, own):
    assert script(own(cast.east_director)) != script(own(cast.east_member))


class Asked(HTMLParser):
    """Static files a page asks for."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        for value in dict(attrs).values():
            if value and (name := re.match(r"/static/([^#]+)", value)):
                self.found.add(name[1])


def test_everything_the_kept_pages_ask_for_is_kept_too(cast, own):
    client, asked = own(cast.east_director), Asked()

    for page in kept_pages(cast.east_director):
        answer = client.get(page)
        assert answer.status_code == 200
        assert " data-door" in answer.content.decode()
        asked.feed(answer.content.decode())

    assert asked.found == set(FILES)
    assert all(finders.find(name) for name in FILES)


def test_signing_out_on_an_own_device_tells_the_browser_to_forget(cast, own, enter):
    assert own(cast.east_director).post("/sign-out/")["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" in own(cast.east_director).post("/me/sign-out-everywhere/")
    assert "Clear-Site-Data" not in enter(cast.east_director).post("/sign-out/")
    assert "Clear-Site-Data" not in own(cast.east_director).post("/sign-out/", {"keep": "1"})


def test_the_scripts_stay_within_the_budget_of_an_old_machine():
    """UX E.1: 12 KB of our own and 30 KB in all on 今日; what runs behind the page is small too."""
    static = settings.BASE_DIR / "static"
    names = ("js/portal.js", "js/desk.js", "vendor/htmx.min.js", "js/worker.js", "js/outbox.js")
    weights = {name: len(gzip.compress((static / name).read_bytes())) for name in names}

    assert weights["js/portal.js"] + weights["js/desk.js"] <= 12 * 1024
    assert sum(weights[name] for name in names[:3]) <= 30 * 1024
    assert weights["js/worker.js"] + weights["js/outbox.js"] <= 8 * 1024
