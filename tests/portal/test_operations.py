"""/healthz, the operations page, the night's work, and a page that answers without a queue."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone

from committees.delivery.heartbeat import beat
from committees.delivery.models import Heartbeat
from committees.journal.actions import record
from committees.journal.models import AuditEntry, ChainHead
from committees.reminders.models import Call, InboxMessage, Reminder
from committees.reminders.states import Channel, Rule, State
from committees.submissions.models import Draft, Submission
from deploy.with_services import free_port, start_redis, wait_for_redis
from jiedao.celery import app
from jiedao.portal.nightly import check_journal, clear_out
from jiedao.portal.tasks import nightly
from jiedao.portal.views_operations import beat_words
from tests.portal.processes import ROOT

#: Asks the real application, in a process whose database and broker are those of its environment.
ASK = """
import django, json, sys
django.setup()
from django.test import Client
answer = Client().get("/healthz")
print(json.dumps({"status": answer.status_code, **json.loads(answer.content)}))
"""
#: An act that wakes the sender; says how long it took.
ACT = """
import django, time
django.setup()
from committees.reminders.wake import wake_sender
started = time.monotonic()
wake_sender()
print(time.monotonic() - started)
"""


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jiedao.settings", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def reminder(cast, **changes) -> Reminder:
    now = timezone.now()
    values = {
        "rule": Rule.DUTY,
        "object_type": "duty.shift",
        "object_id": 1,
        "recipient": cast.east_director,
        "step": "60m",
        "channel": Channel.EMAIL,
        "committee": cast.east,
        "event_at": now,
        "due_at": now,
        "next_try_at": now,
        "text": "11月23日上午",
        "words": "一小时后值班",
    }
    return Reminder.objects.create(**{**values, **changes})


# /healthz


@pytest.mark.django_db
def test_a_new_office_is_healthy_before_its_first_beat(client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ok": True,
        "database": True,
        "broker": True,
        "beat_age_s": None,
        "late_reminders": 0,
    }
    assert answer["Cache-Control"].startswith("max-age=0")
    assert answer.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "status"), [(170, 200), (190, 503)])
def test_a_beat_older_than_three_minutes_is_not_healthy(client, seconds, status):
    beat("beat", at=timezone.now() - timedelta(seconds=seconds))

    answer = client.get("/healthz/")

    assert answer.status_code == status
    assert answer.json()["ok"] is (status == 200)
    assert answer.json()["beat_age_s"] in range(seconds, seconds + 5)


@pytest.mark.django_db
def test_a_beat_of_a_time_to_come_is_not_healthy_until_the_next_one(client):
    """The clock was put back an hour: that beat tells nothing about the timer now (F5)."""
    now = timezone.now()
    beat("beat", at=now + timedelta(hours=1))

    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["定时器很久没有动了。"]

    beat("beat", at=now)
    assert client.get("/healthz").status_code == 200


def test_late_reminders_are_counted_and_alarm_nobody_by_themselves(cast, client):
    reminder(cast, due_at=timezone.now() - timedelta(minutes=11))
    reminder(cast, object_id=2, due_at=timezone.now() - timedelta(minutes=9))

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["late_reminders"]) == (200, 1)


def test_health_costs_four_queries_whoever_asks(cast, client, django_assert_num_queries):
    for number in range(3):
        reminder(cast, object_id=number, due_at=timezone.now() - timedelta(hours=1))

    with django_assert_num_queries(4):
        client.get("/healthz")


def test_tables_older_than_the_program_are_not_healthy_and_the_reason_is_said(client, db):
    """As while one machine has the new release and nobody has migrated."""
    MigrationRecorder(connection).record_unapplied("elections", "0001_initial")

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["数据表比程序旧，还差 1 步，请运行：manage.py prepare"]
    assert "manage.py prepare" in answer.content.decode()


def test_a_database_that_is_down_is_said_in_json():
    url = f"postgres://postgres@127.0.0.1:{free_port()}/gone"

    answer = json.loads(run(ASK, DATABASE_URL=url))

    assert (answer["status"], answer["ok"], answer["database"]) == (503, False, False)
    assert (answer["beat_age_s"], answer["late_reminders"]) == (None, None)


def test_a_broker_that_is_down_is_said_in_json(tmp_path):
    answer = json.loads(run(ASK, REDIS_URL=f"redis://127.0.0.1:{free_port()}/0"))

    assert (answer["status"], answer["ok"], answer["broker"]) == (503, False, False)


def test_an_act_never_waits_for_a_queue_that_is_down_or_hangs(tmp_path):
    """Redis refuses, then Redis is there and does not answer: the reminder's row stays."""
    assert float(run(ACT, REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")) < 5

    port = free_port()
    redis = start_redis(tmp_path, port)
    try:
        wait_for_redis(port)
        redis.send_signal(signal.SIGSTOP)
        assert float(run(ACT, REDIS_URL=f"redis://127.0.0.1:{port}/0")) < 8
    finally:
        redis.kill()
        redis.wait()


# The operations page


def test_the_operations_page_tells_when_each_job_last_ran(cast, enter):
    beat("beat", at=timezone.now())
    beat("nightly", at=timezone.now() - timedelta(days=2), note="没有要清理的")
    beat("audit", at=timezone.now(), note="对不上：street 第 7 条", fine=False)

    page = enter(cast.admin).get(reverse("operations")).content.decode()

    assert "很久没跑了" in page
    assert "没有要清理的" in page
    assert "对不上：street 第 7 条" in page
    assert "还没有跑过" in page
    assert "0 个在等" in page
    assert "和程序一致" in page


def test_a_given_up_reminder_is_named_with_its_reason_and_tried_again(cast, enter):
    row = reminder(cast, state=State.GIVEN_UP, tries=6, problem="邮件没有送出去")
    client = enter(cast.clerk)

    page = client.get(reverse("operations")).content.decode()
    assert "邮件没有送出去" in page
    assert "周桂英 · 电子邮件" in page

    response = client.post(reverse("operations-retry", args=[row.pk]), follow=True)

    assert "再试一次，马上发。" in response.content.decode()
    row.refresh_from_db()
    assert (row.state, row.tries) == (State.WAITING, 0)
    assert AuditEntry.objects.get().act == "reminder.retry"


def test_all_given_up_reminders_are_tried_again_at_once(cast, enter):
    for number in range(3):
        reminder(cast, object_id=number, state=State.GIVEN_UP, tries=6)

    enter(cast.clerk).post(reverse("operations-retry-all"))

    assert Reminder.objects.waiting().count() == 3


def test_only_clerk_and_administrator_see_the_engine_room(cast, enter):
    answers = {
        who: enter(getattr(cast, who)).get(reverse("operations")).status_code
        for who in ("clerk", "admin", "leader", "east_director", "auditor")
    }

    assert answers == {
        "clerk": 200,
        "admin": 200,
        "leader": 404,
        "east_director": 404,
        "auditor": 404,
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_operations_page_needs_the_same_queries_for_one_row_and_three(
    cast, enter, rows, django_assert_num_queries
):
    for number in range(rows):
        reminder(cast, object_id=number, state=State.GIVEN_UP)
    client = enter(cast.admin)

    with django_assert_num_queries(10):
        client.get(reverse("operations"))


@pytest.mark.parametrize(
    ("age_s", "words"),
    [
        (None, "还没有跑过"),
        (119, "119 秒前"),
        (120, "2 分钟前"),
        (-3_600, "比现在还晚，这台机器的钟往回拨过"),
    ],
)
def test_the_age_of_the_last_beat_is_said_in_words(age_s, words):
    assert beat_words(age_s) == words


# The night


def test_every_job_of_the_schedule_is_a_task_that_exists():
    app.loader.import_default_modules()

    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert "portal.nightly" in scheduled
    assert scheduled <= set(app.tasks)


def test_the_night_takes_away_what_is_past_its_time_and_nothing_else(cast):
    now = timezone.now()

    def ago(days: int):
        return now - timedelta(days=days)

    for number, days in enumerate((29, 31)):
        Submission.objects.create(
            key=f"00000000-0000-0000-0000-00000000000{number}",
            user=cast.clerk,
            request_digest="x",
            at=ago(days),
        )
    for days in (89, 91):
        Draft.objects.create(user=cast.clerk, form="log", path="/", fields="", saved_at=ago(days))
    for days in (364, 366):
        sent = reminder(cast, object_id=days, state=State.SENT, sent_at=ago(days))
        InboxMessage.objects.create(recipient=cast.clerk, text="", at=ago(days), reminder=sent)
        Call.objects.create(recipient=cast.clerk, text="", at=ago(days))
    reminder(cast, object_id=800, state=State.SENT, due_at=ago(800), sent_at=ago(800))
    reminder(cast, object_id=801, state=State.GIVEN_UP, due_at=ago(800))
    reminder(cast, object_id=802, due_at=ago(800))

    assert clear_out(now) == {
        "提交记录": 1,
        "草稿": 1,
        "平台消息": 1,
        "电话名单": 1,
        "登录": 0,
        "送达记录": 2,
        "没用上的文件": 0,
        "去掉的照片": 0,
        "导入的行": 0,
    }
    assert set(clear_out(now).values()) == {0}


def test_the_night_may_run_twice_and_leaves_a_heartbeat(cast):
    record("test.act", cast.east, by=cast.clerk, committee=cast.east)

    nightly()
    nightly()

    assert Heartbeat.objects.get(job="nightly").note == "没有要清理的"
    audit = Heartbeat.objects.get(job="audit")
    assert (audit.note, audit.fine) == ("1 条链都完整，共 1 条记录", True)


def test_a_broken_chain_is_found_at_night_and_named(cast):
    record("test.act", cast.east, by=cast.clerk, committee=cast.east)
    ChainHead.objects.update(sequence=2)

    assert check_journal(timezone.now()) is False

    audit = Heartbeat.objects.get(job="audit")
    assert not audit.fine
    assert f"committee-{cast.east.pk} 第 2 条" in audit.note
