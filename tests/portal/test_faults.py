"""A fault of ours: a Chinese page with the next step, and nothing typed is lost (F7, F9, C2)."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from jiedao.portal.errors import bad_request, is_full, not_found, server_error

FAULTS: dict[str, Exception] = {
    "gone": OperationalError("server closed the connection unexpectedly"),
    "slow": OperationalError("canceling statement due to statement timeout"),
    "photo": OSError(errno.ENOSPC, "No space left on device"),
    "quota": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "sqlite": OperationalError("database or disk is full"),
    "bug": ValueError("a mistake of ours"),
    "file": OSError(errno.ENOENT, "No such file"),
}


def _postgresql_is_full() -> Exception:
    fault = OperationalError('could not extend file "base/1/2"')
    fault.__cause__ = psycopg.errors.DiskFull('could not extend file "base/1/2"')
    return fault


FAULTS["postgresql"] = _postgresql_is_full()


def failing(request: HttpRequest, name: str) -> HttpResponse:
    raise FAULTS[name]


urlpatterns = [path("fail/<str:name>/", failing)]
handler400, handler404, handler500 = bad_request, not_found, server_error

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
TYPED = {"text": "王阿姨家的水管又漏了", "password": "三楼的桂花又开了", "pin": "2580"}


def answer(name: str) -> HttpResponse:
    return Client(raise_request_exception=False).post(f"/fail/{name}/", TYPED)


@pytest.mark.parametrize("name", FAULTS)
def test_what_was_typed_stands_on_the_page_without_the_secrets(name):
    page = answer(name).content.decode()

    assert "王阿姨家的水管又漏了" in page
    assert "桂花" not in page
    assert "2580" not in page
    assert "请打" in page


@pytest.mark.parametrize("name", ["photo", "quota", "sqlite", "postgresql"])
def test_a_full_disk_is_said_in_words(name):
    page = answer(name)

    assert page.status_code == 503
    assert "系统存储已满，本次未保存" in page.content.decode()
    assert "请联系街道管理员" in page.content.decode()


@pytest.mark.parametrize("name", ["gone", "slow"])
def test_a_database_that_does_not_answer_is_503_with_a_time_to_come_back(name):
    page = answer(name)

    assert (page.status_code, page["Retry-After"]) == (503, "60")
    assert "存储" not in page.content.decode()


@pytest.mark.parametrize("name", ["bug", "file"])
def test_a_mistake_of_ours_is_500_and_says_so(name):
    page = answer(name)

    assert page.status_code == 500
    assert "系统出错了，不是您的问题" in page.content.decode()


def test_a_page_that_was_only_looked_at_offers_nothing_to_copy():
    page = Client(raise_request_exception=False).get("/fail/gone/").content.decode()

    assert "您写的" not in page
    assert "请过几分钟再打开" in page


def test_a_real_full_sqlite_is_recognised(tmp_path):
    file = sqlite3.connect(tmp_path / "small.sqlite3")
    file.execute("PRAGMA max_page_count = 3")
    file.execute("CREATE TABLE t (x)")

    with pytest.raises(sqlite3.OperationalError) as full:
        file.execute("INSERT INTO t VALUES (zeroblob(100000))")

    assert is_full(OperationalError(str(full.value)))


@pytest.mark.urls("jiedao.urls")
def test_a_form_that_was_open_too_long_shows_what_was_typed_and_the_way_back(cast):
    strict = Client(enforce_csrf_checks=True)

    page = strict.post("/sign-in/", TYPED, headers={"referer": "http://testserver/sign-in/?way=x"})

    text = page.content.decode()
    assert page.status_code == 403
    assert "页面已过期，您填写的内容已保留" in text
    assert "王阿姨家的水管又漏了" in text
    assert "桂花" not in text
    assert 'href="/sign-in/?way=x"' in text


# PostgreSQL and Redis


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite stops no statement")
def test_no_page_waits_longer_than_five_seconds_for_a_statement():
    from copy import deepcopy

    from django.db.utils import ConnectionHandler

    from jiedao.wsgi import hurry

    database = deepcopy(connection.settings_dict)
    hurry(database)
    web = ConnectionHandler({"default": database})["default"]
    with web.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        web_waits = cursor.fetchone()[0]
    web.close()
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        job_waits = cursor.fetchone()[0]

    assert (web_waits, job_waits) == ("5s", "0")


def test_while_redis_is_down_the_cache_goes_on_in_memory_and_still_counts():
    from jiedao.common.caching import RedisOrMemory

    cache = RedisOrMemory("redis://127.0.0.1:1/0", {})

    assert cache.add("tries", 1, 60) is True
    assert cache.add("tries", 1, 60) is False
    assert cache.incr("tries") == 2
    cache.set("poster", b"pdf", 60)
    assert cache.get("poster") == b"pdf"
    assert cache.delete("poster") is True
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never")
