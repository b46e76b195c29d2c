"""Taking data out: masked, with a reason, and whole numbers only with a second person."""

import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from openpyxl import load_workbook

from committees.care.models import CareLabel, LabelKind
from committees.exports import actions
from committees.exports.actions import (
    ask,
    clear,
    decide,
    download,
    remind_deciders,
    work,
)
from committees.exports.models import ExportRequest
from committees.exports.states import State
from committees.imports.actions import bring
from committees.imports.keeping import open_sealed
from committees.journal.models import AuditEntry
from committees.people.models import Authenticator, User
from committees.reminders.models import InboxMessage
from committees.residents.models import Dwelling, Household, Resident
from committees.tenure.models import Hukou, Residence
from committees.territory.models import Building, Estate
from jiedao.common.errors import Refused
from tests.cast import Cast
from tests.committees.imports.conftest import id_number
from tests.conftest import Entrance

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(cast: Cast) -> Resident:
    """张文娟 at 3-502 of East, with hukou and a label; West has somebody too."""
    for committee in (cast.west, cast.east):
        estate = Estate.objects.create(committee=committee, name=f"{committee.short_name}小区")
        building = Building.objects.create(estate=estate, number="3", order=1)
        flat = Dwelling.objects.create(
            committee=committee, building=building, floor=5, room="502", door="3-502"
        )
        home = Household.objects.create(committee=committee, dwelling=flat)
        one = Resident.objects.create(
            committee=committee,
            household=home,
            name="张文娟" if committee == cast.east else "西边的人",
            is_head=True,
            phone="10000000001",
            id_kind="identity",
            id_number=id_number(2),
            born_on=date(1956, 1, 1),
            sex="female",
        )
        Residence.objects.create(resident=one, household=home)
    Hukou.objects.create(resident=one, place="here", dwelling=flat)
    CareLabel.objects.create(
        committee=cast.east,
        resident=one,
        kind=LabelKind.objects.get(name="低保"),
        since=date(2026, 1, 1),
        review_on=date(2027, 1, 1),
        ground="duty",
        noted_by=cast.east_member,
    )
    return one


def asked_by(user: User, cast: Cast, **more: object) -> ExportRequest:
    values = {"kind": "people", "building": None, "whole": False, "why": "核对", **more}
    made = ask(cast.east, by=user, at=timezone.now(), **values)  # type: ignore[arg-type]
    return ExportRequest.objects.get(pk=made.pk)


def cells(content: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(content)).active
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


def test_it_is_masked_and_says_who_took_it_on_every_page(cast: Cast, resident: Resident):
    asked = asked_by(cast.east_member, cast)
    content = download(asked, by=cast.east_director, at=timezone.now())

    [head, line] = cells(content)
    row = dict(zip(head, line, strict=True))
    assert (row["姓名"], row["电话"], row["证件号"]) == (
        "张文娟", "100****0001", "990101********" + id_number(2)[-4:],
    )  # fmt: skip
    assert (row["户籍"], row["关爱类别"], row["与户主关系"]) == ("人户一致", "低保", "户主")
    sheet = load_workbook(io.BytesIO(content)).active
    for printed in (sheet.oddHeader.center.text, sheet.oddFooter.left.text):
        assert cast.east_member.name in printed
        assert "内部使用，不得张贴、不得发群" in printed


@pytest.mark.parametrize(("kind", "head"), [("homes", "人数"), ("labels", "下次核对")])
def test_households_and_labels_are_lists_of_their_own(
    cast: Cast, resident: Resident, kind: str, head: str
):
    asked = asked_by(cast.east_member, cast, kind=kind)

    rows = cells(download(asked, by=cast.east_member, at=timezone.now()))

    assert head in rows[0]
    assert "张文娟" in rows[1]
    assert len(rows) == 2


def test_what_was_exported_is_known_when_it_is_imported(cast: Cast, resident: Resident):
    asked = asked_by(cast.east_member, cast)
    content = download(asked, by=cast.east_member, at=timezone.now())

    batch = bring(cast.east, content, name="x.xlsx", by=cast.east_member, at=timezone.now())

    batch.refresh_from_db()
    assert (batch.same, batch.fresh, batch.changed, batch.bad) == (1, 0, 0, 0)


def test_whole_numbers_wait_for_the_director_and_never_for_oneself(cast: Cast, resident: Resident):
    asked = asked_by(cast.east_member, cast, whole=True)
    assert (asked.state, asked.path) == (State.ASKED, "")

    for user, why in (
        (cast.east_member, "自己不能同意"),
        (cast.east_second_member, "须经主任审批"),
        (cast.west_director, "主任和委员导出"),
        (cast.clerk, "主任和委员导出"),
    ):
        with pytest.raises(Refused, match=why):
            decide(asked, agreed=True, by=user, at=timezone.now())
    decide(asked, agreed=True, by=cast.east_director, at=timezone.now())

    asked.refresh_from_db()
    assert id_number(2) in cells(download(asked, by=cast.east_member, at=timezone.now()))[1]
    with pytest.raises(Refused, match="只有申请人自己"):
        download(asked, by=cast.east_director, at=timezone.now())


def test_a_member_agrees_to_the_directors(cast: Cast, resident: Resident):
    asked = asked_by(cast.east_director, cast, whole=True)

    decide(asked, agreed=True, by=cast.east_member, at=timezone.now())

    asked.refresh_from_db()
    assert asked.state == State.READY


def test_the_database_itself_refuses_that_somebody_agrees_to_the_own(
    cast: Cast, resident: Resident
):
    asked = asked_by(cast.east_member, cast, whole=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        ExportRequest.objects.filter(pk=asked.pk).update(decided_by=cast.east_member)


def test_a_day_later_the_file_is_gone_and_the_row_is_not(
    cast: Cast, resident: Resident, django_capture_on_commit_callbacks: object
):
    asked = asked_by(cast.east_member, cast)
    path, later = asked.path, timezone.now() + timedelta(hours=24)

    with pytest.raises(Refused, match="24 小时"):
        download(asked, by=cast.east_member, at=later)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert clear(later) == 1

    asked.refresh_from_db()
    assert (asked.state, asked.path) == (State.GONE, "")
    with pytest.raises(FileNotFoundError):
        open_sealed(path)


def test_above_the_cap_one_building_at_a_time(cast: Cast, resident: Resident, settings: object):
    settings.EXPORT_MOST_ROWS = 0  # type: ignore[attr-defined]

    with pytest.raises(Refused, match="一次最多导出 0 行，这里有 1 行，请选一栋楼分开导出"):
        asked_by(cast.east_member, cast)


def test_whole_numbers_have_a_lower_cap(cast: Cast, resident: Resident, settings: object):
    settings.EXPORT_MOST_WHOLE_ROWS = 0  # type: ignore[attr-defined]

    assert asked_by(cast.east_member, cast).total == 1
    with pytest.raises(Refused, match="含完整证件号的，一次最多导出 0 行"):
        asked_by(cast.east_member, cast, whole=True)


def test_file_after_file_the_day_has_its_own_cap(cast: Cast, resident: Resident, settings: object):
    settings.EXPORT_MOST_ROWS = 2  # type: ignore[attr-defined]
    asked_by(cast.east_member, cast)
    refused = asked_by(cast.east_member, cast, whole=True)

    with pytest.raises(Refused, match="您今天已经导出 2 行，一人一天最多 2 行"):
        asked_by(cast.east_member, cast)
    assert asked_by(cast.east_director, cast).total == 1, "another person has her own"

    decide(refused, agreed=False, by=cast.east_director, at=timezone.now())
    ExportRequest.objects.filter(asked_by=cast.east_member, whole=False).update(
        asked_at=timezone.now() - timedelta(days=1)
    )
    assert asked_by(cast.east_member, cast).total == 1, "yesterday's and refused ones do not count"


def test_another_committees_building_is_refused(cast: Cast, resident: Resident, enter: Entrance):
    foreign = Building.objects.get(estate__committee=cast.west)

    answer = enter(cast.east_member).post(
        "/exports/new/", {"kind": "people", "why": "x", "building": foreign.pk}
    )

    assert answer.status_code == 422
    assert "所选楼栋不属于本居委会" in answer.content.decode()
    assert not ExportRequest.objects.exists()


def test_without_a_reason_nothing_is_made(cast: Cast, resident: Resident, enter: Entrance):
    answer = enter(cast.east_member).post("/exports/new/", {"kind": "people", "why": ""})

    assert (answer.status_code, ExportRequest.objects.count()) == (422, 0)
    assert "请写“做什么用”。" in answer.content.decode()


def test_a_large_one_is_made_by_the_worker(
    cast: Cast, resident: Resident, monkeypatch: pytest.MonkeyPatch, enter: Entrance
):
    monkeypatch.setattr(actions, "SMALL_ROWS", 0)
    asked = asked_by(cast.east_member, cast)
    assert asked.state == State.MAKING
    assert enter(cast.east_member).get(f"/exports/{asked.pk}/")["Refresh"] == "3"

    assert (work(), work()) == (1, 0)

    asked.refresh_from_db()
    assert (asked.state, asked.done) == (State.READY, 1)


def proved(browser: Client, user: User) -> None:
    device, _ = Authenticator.objects.update_or_create(
        user=user, defaults={"name": "phone", "confirmed": True}
    )
    session = browser.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()


def test_whole_numbers_are_handed_out_only_past_the_second_factor(
    cast: Cast, resident: Resident, enter: Entrance
):
    asked = asked_by(cast.east_member, cast, whole=True)
    decide(asked, agreed=True, by=cast.east_director, at=timezone.now())
    browser = enter(cast.east_member)
    address = f"/exports/{asked.pk}/file.xlsx"

    assert browser.get(address).status_code == 404
    assert "第二道验证" in browser.get(f"/exports/{asked.pk}/").content.decode()
    proved(browser, cast.east_member)

    assert id_number(2) in cells(browser.get(address).content)[1]
    assert AuditEntry.objects.filter(act="exports.download", by=cast.east_member).count() == 1


def test_the_way_through_the_pages(cast: Cast, resident: Resident, enter: Entrance):
    browser = enter(cast.east_member)
    answer = browser.post("/exports/new/", {"kind": "people", "why": "核对", "whole": "on"})
    asked = ExportRequest.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/exports/{asked.pk}/")
    assert "同意</button>" not in browser.get(answer["Location"]).content.decode()

    director = enter(cast.east_director)
    assert "同意</button>" in director.get(answer["Location"]).content.decode()
    director.post(f"/exports/{asked.pk}/decide/", {"answer": "no"})

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (State.REFUSED, cast.east_director)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    cast: Cast, resident: Resident, enter: Entrance, count: int
):
    for _ in range(count):
        asked_by(cast.east_member, cast)
    browser = enter(cast.east_director)

    with CaptureQueriesContext(connection) as asked:
        browser.get("/exports/")

    assert len(asked) == 6


# Who has to agree is told


def told(user: User) -> list[str]:
    rows = InboxMessage.objects.filter(recipient=user, text__contains="导出")
    return list(rows.order_by("pk").values_list("text", flat=True))


def test_whoever_may_agree_hears_of_it_at_once_and_the_asker_of_the_answer(
    cast: Cast, resident: Resident
):
    asked = asked_by(cast.east_member, cast, whole=True)
    assert told(cast.east_director) == ["王桂珍要导出完整的证件号，等您同意"]
    assert told(cast.east_second_member) == []
    assert told(cast.west_director) == []

    decide(asked, agreed=True, by=cast.east_director, at=timezone.now())
    assert told(cast.east_member) == ["您要的导出，周桂英同意了"]


def test_a_director_s_own_export_waits_with_the_members(cast: Cast, resident: Resident):
    asked_by(cast.east_director, cast, whole=True)
    assert told(cast.east_director) == []
    assert len(told(cast.east_member)) == len(told(cast.east_second_member)) == 1


def test_nobody_is_told_of_a_masked_one(cast: Cast, resident: Resident):
    asked_by(cast.east_member, cast)
    assert told(cast.east_director) == []


def test_while_nobody_answers_they_hear_it_once_a_day_by_daylight(cast: Cast, resident: Resident):
    asked = asked_by(cast.east_member, cast, whole=True)
    noon = timezone.localtime(asked.asked_at).replace(hour=12) + timedelta(days=1)
    ExportRequest.objects.filter(pk=asked.pk).update(asked_at=noon - timedelta(days=1))

    assert remind_deciders(noon.replace(hour=3)) == 0
    for moment in (noon, noon + timedelta(hours=1), noon + timedelta(days=1)):
        remind_deciders(moment)

    assert len(told(cast.east_director)) == 3  # when it was asked, and on two days
    decide(asked, agreed=False, by=cast.east_director, at=noon)
    assert remind_deciders(noon + timedelta(days=2)) == 0
