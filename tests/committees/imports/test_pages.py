"""The way of a sheet through the pages, and who may go it."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from committees.imports import actions, checking
from committees.imports.actions import bring, tidy, work
from committees.imports.columns import COLUMNS
from committees.imports.models import Batch, BatchRow
from committees.imports.states import State
from committees.journal.models import AuditEntry
from committees.people.models import User
from committees.residents.models import Resident
from committees.territory.models import Estate
from jiedao.common.crypto import unseal_bytes
from tests.cast import Cast
from tests.committees.imports.conftest import HEAD, id_number, row, sheet, someone
from tests.conftest import Entrance

pytestmark = pytest.mark.django_db
Bring = Callable[..., Batch]


def upload(enter: Entrance, user: User, content: bytes, **more: str) -> HttpResponse:
    file = SimpleUploadedFile("住户.xlsx", content)
    answer: HttpResponse = enter(user).post("/imports/new/", {"file": file, **more})
    return answer


def page(enter: Entrance, user: User, batch: Batch) -> str:
    return enter(user).get(reverse("import", args=[batch.pk])).content.decode()


def test_the_template_has_every_column_as_text_and_is_read_by_ourselves(
    cast: Cast, enter: Entrance
):
    content = enter(cast.east_member).get("/imports/template.xlsx").content

    book = load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book.worksheets[0][1]] == [one.title for one in COLUMNS] == HEAD
    assert b'numFmtId="49"' in zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml")
    assert len(book.worksheets[1]["A"]) > len(COLUMNS)


def test_upload_look_confirm_and_result(cast: Cast, estate: Estate, enter: Entrance):
    answer = upload(enter, cast.east_member, sheet(row("张文娟"), row("", "3-503")))
    batch = Batch.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/imports/{batch.pk}/")

    shown = page(enter, cast.east_director, batch)
    assert "1 行可导入，1 行有问题" in shown
    assert "第 3 行“姓名”是空的。" in shown
    assert "D3" in shown

    refused = enter(cast.east_director).post(f"/imports/{batch.pk}/confirm/")
    assert (refused.status_code, Resident.objects.count()) == (422, 0)

    done = enter(cast.east_director).post(f"/imports/{batch.pk}/confirm/", {"without_bad": "1"})
    assert (done.status_code, Resident.objects.get().name) == (303, "张文娟")
    assert "写入 1 人" in page(enter, cast.east_director, batch)
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"imports.bring", "imports.import", "imports.loaded"} <= acts


def test_the_same_file_again_leads_to_what_came_of_it(cast: Cast, estate: Estate, enter: Entrance):
    content = sheet(row("张文娟"))
    upload(enter, cast.east_member, content)
    batch = Batch.objects.get()
    enter(cast.east_member).post(f"/imports/{batch.pk}/confirm/")

    browser = enter(cast.east_director)
    file = SimpleUploadedFile("另一个名字.xlsx", content)
    answer = browser.post("/imports/new/", {"file": file}, follow=True)

    assert "该文件已导入，未重复写入" in answer.content.decode()
    assert (Batch.objects.count(), Resident.objects.count()) == (1, 1)


def test_a_refused_file_says_why_at_its_field(cast: Cast, estate: Estate, enter: Entrance):
    answer = upload(enter, cast.east_member, b"PK\x03\x04 nothing")

    assert answer.status_code == 422
    assert "没有传完整" in answer.content.decode()


def test_the_returned_file_marks_the_cells_and_can_be_brought_once_put_right(
    cast: Cast, enter: Entrance, bring_rows: Bring
):
    batch = bring_rows(row("张文娟", 证件号="310113195601010000"), row("李建国"))
    content = enter(cast.east_member).get(f"/imports/{batch.pk}/problems.xlsx").content

    rows = load_workbook(io.BytesIO(content)).active
    head = [cell.value for cell in rows[1]]
    wrong = rows.cell(2, head.index("证件号") + 1)
    assert (wrong.value, wrong.fill.fgColor.rgb) == ("310113195601010000", "FFFDE3E1")
    assert "损坏" in rows.cell(2, head.index("问题") + 1).value
    assert rows.max_row == 2
    assert AuditEntry.objects.filter(act="imports.problems").exists()

    second = bring(cast.east, content, name="改.xlsx", by=cast.east_member, at=timezone.now())
    second.refresh_from_db()
    assert (second.bad, second.ignored) == (1, [])


def test_changed_values_are_shown_masked_and_kept_from_the_street(
    cast: Cast, estate: Estate, enter: Entrance, bring_rows: Bring
):
    someone(cast, estate, "张文娟", phone="10000000001")
    batch = bring_rows(row("张文娟", 电话="10000000002"))

    shown = page(enter, cast.east_director, batch)

    assert "100****0001" in shown
    assert "100****0002" in shown
    assert enter(cast.clerk).get(f"/imports/{batch.pk}/").status_code == 404


def test_the_clerk_chooses_the_committee(cast: Cast, estate: Estate, enter: Entrance):
    answer = upload(enter, cast.clerk, sheet(row("张文娟", "9-101")), committee="xiyuan")

    batch = Batch.objects.get()
    assert (answer.status_code, batch.committee, batch.at_setup) == (303, cast.west, True)
    assert enter(cast.admin).get(f"/imports/{batch.pk}/").status_code == 404
    assert enter(cast.west_director).get(f"/imports/{batch.pk}/").status_code == 200


def test_giving_up_forgets_the_file(
    cast: Cast,
    enter: Entrance,
    bring_rows: Bring,
    django_capture_on_commit_callbacks: Callable[..., object],
):
    batch = bring_rows(row("张文娟"))
    path = batch.path
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        enter(cast.east_member).post(f"/imports/{batch.pk}/drop/")

    batch.refresh_from_db()
    assert (batch.state, batch.path, BatchRow.objects.count()) == (State.DROPPED, "", 0)
    with pytest.raises(FileNotFoundError):
        checking.open_sealed(path)


def test_the_file_at_rest_and_the_lines_hold_no_number_in_clear(bring_rows: Bring):
    batch = bring_rows(row("张文娟", 证件号=id_number(2), 电话="10000000002"))

    with default_storage.open(batch.path) as file:
        sealed = file.read()
    assert b"PK" not in sealed[:4]
    assert unseal_bytes(sealed).startswith(b"PK")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM imports_row")
        assert id_number(2) not in str(cursor.fetchall())


# Large files


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large, and every batch is written by the worker."""
    monkeypatch.setattr(actions, "SMALL_BYTES", 0)
    monkeypatch.setattr(actions, "SMALL_LINES", 0)
    monkeypatch.setattr(checking, "CHUNK", 2)


def some(count: int) -> list[dict[str, str]]:
    return [row(f"张{chr(0x4E00 + n)}", f"3-{n % 6 + 1}0{n // 6 + 1}") for n in range(count)]


def test_a_large_file_waits_for_the_worker_and_its_page_comes_again(
    cast: Cast, enter: Entrance, large: None, bring_rows: Bring
):
    batch = bring_rows(*some(7))
    answer = enter(cast.east_member).get(f"/imports/{batch.pk}/")
    assert (batch.state, answer["Refresh"]) == (State.READING, "3")

    assert work() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total, batch.fresh) == (State.CHECKED, 7, 7, 7)
    enter(cast.east_member).post(f"/imports/{batch.pk}/confirm/")
    assert Resident.objects.count() == 0

    assert work() == 1
    batch.refresh_from_db()
    assert (batch.state, Resident.objects.count(), work()) == (State.DONE, 7, 0)


def test_a_worker_that_died_over_its_lines_is_followed_by_one_that_begins_again(
    cast: Cast, large: None, bring_rows: Bring, monkeypatch: pytest.MonkeyPatch
):
    batch = bring_rows(*some(7))
    report = checking.report

    def dies(*args: object, **more: object) -> None:
        if more["done"] == 4:
            raise SystemExit
        report(*args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(checking, "report", dies)
        with pytest.raises(SystemExit):
            work()
    batch.refresh_from_db()
    assert (batch.state, batch.done, BatchRow.objects.count()) == (State.READING, 2, 4)
    assert work() == 0  # the dead one's minute is not over

    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert work() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.fresh, BatchRow.objects.count()) == (State.CHECKED, 7, 7)


def test_a_file_over_which_three_workers_died_is_given_back(large: None, bring_rows: Bring):
    batch = bring_rows(*some(3))
    Batch.objects.update(attempts=3)

    work()

    batch.refresh_from_db()
    assert (batch.state, batch.path, BatchRow.objects.count()) == (State.FAILED, "", 0)
    assert "什么也没有写入" in batch.reason


def test_more_lines_than_the_setting_allows_are_refused(bring_rows: Bring, settings: object):
    settings.IMPORT_MOST_ROWS = 3  # type: ignore[attr-defined]

    batch = bring_rows(*some(14))

    assert (batch.state, batch.reason) == (State.FAILED, "一次最多 3 行，请分几次传。")


def test_a_week_later_what_nobody_confirmed_is_forgotten(bring_rows: Bring):
    batch = bring_rows(*some(3))

    assert tidy(timezone.now() + timedelta(days=8)) == 3

    batch.refresh_from_db()
    assert (batch.state, batch.path) == (State.DROPPED, "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    cast: Cast, enter: Entrance, bring_rows: Bring, count: int
):
    for rows in range(1, count + 1):
        bring_rows(*some(rows))
    browser = enter(cast.east_member)

    with CaptureQueriesContext(connection) as asked:
        browser.get("/imports/")

    assert len(asked) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_wrong_lines_as_for_one(
    cast: Cast, enter: Entrance, bring_rows: Bring, count: int
):
    batch = bring_rows(row("好的"), *(row("", f"3-{n}01") for n in range(1, count + 1)))
    browser = enter(cast.east_member)

    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/imports/{batch.pk}/")

    assert len(asked) == 8
