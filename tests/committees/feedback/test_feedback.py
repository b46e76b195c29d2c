import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from committees.feedback import views
from committees.feedback.models import PageReport
from committees.journal.models import AuditEntry
from tests.committees.notices.makers import released

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident() -> Client:
    cache.clear()
    return Client()


def tell(resident, page="/", **fields):
    return resident.post("/feedback/", {"text": "时间写错了", "page": page, **fields})


def test_a_resident_tells_us_without_a_name_and_comes_back(resident, cast):
    notice = released(cast)
    page = f"/n/{notice.key}"
    assert "哪里有错" in resident.get(f"/feedback/?page={page}").content.decode()
    response = tell(resident, page)
    assert (response.status_code, response["Location"]) == (303, page)
    assert "谢谢，我们收到了" in resident.get(page).content.decode()
    report = PageReport.objects.get()
    assert (report.committee, report.text) == (cast.east, "时间写错了")


@pytest.mark.parametrize(
    ("page", "whose"),
    [
        ("/c/xiyuan/", "west"),
        ("/c/xiyuan/notices/", "west"),
        ("/", None),
        ("/c/nowhere/", None),
        ("/n/ZZZZZZ", None),
    ],
)
def test_the_report_goes_to_the_desk_whose_page_it_is(resident, cast, page, whose):
    tell(resident, page)
    assert PageReport.objects.get().committee == (getattr(cast, whose) if whose else None)


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away(resident, cast, page):
    assert tell(resident, page)["Location"] == "/"


def test_a_machine_that_fills_the_trap_is_thanked_and_forgotten(resident, cast):
    assert tell(resident, website="http://spam.example").status_code == 303
    assert not PageReport.objects.exists()


def test_an_empty_report_is_asked_for_words_and_keeps_the_phone(resident, cast):
    response = resident.post("/feedback/", {"text": "", "phone": "021-5678 1234", "page": "/"})
    assert response.status_code == 422
    assert "请写“哪里有错”" in response.content.decode()
    assert "021-5678 1234" in response.content.decode()


def test_one_address_cannot_flood_us(resident, cast, monkeypatch):
    monkeypatch.setattr(views, "MOST_AN_HOUR", 2)
    assert [tell(resident, text=f"错 {n}").status_code for n in range(3)] == [303, 303, 429]
    assert Client(REMOTE_ADDR="192.0.2.7").post(
        "/feedback/", {"text": "错", "page": "/"}
    ).status_code == (303)


def test_behind_the_proxy_the_address_it_wrote_down_counts(resident, cast, monkeypatch, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    monkeypatch.setattr(views, "MOST_AN_HOUR", 1)
    ask = {"text": "错", "page": "/"}
    first = resident.post("/feedback/", ask, headers={"x-forwarded-for": "192.0.2.1"})
    other = resident.post("/feedback/", ask, headers={"x-forwarded-for": "192.0.2.2"})
    again = resident.post("/feedback/", ask, headers={"x-forwarded-for": "192.0.2.1"})
    assert [first.status_code, other.status_code, again.status_code] == [303, 303, 429]


def test_the_desk_reads_its_own_and_settles_them(resident, cast, enter):
    tell(resident, "/c/dongyuan/", phone="10000000077")
    report = PageReport.objects.get()
    member = enter(cast.east_member)
    page = member.get("/publish/reports/").content.decode()
    assert "时间写错了" in page
    assert "100****0077" in page
    assert "10000000077" not in page
    assert "时间写错了" not in enter(cast.west_member).get("/publish/reports/").content.decode()
    done = member.post(reverse("page-report-settle", args=[report.pk]), follow=True)
    assert reverse("page-report-reopen", args=[report.pk]) in done.content.decode()
    assert "时间写错了" not in member.get("/publish/reports/").content.decode()
    assert "时间写错了" in member.get("/publish/reports/?all=1").content.decode()
    member.post(reverse("page-report-reopen", args=[report.pk]))
    assert PageReport.objects.unsettled().get() == report


def test_showing_the_phone_writes_one_row(resident, cast, enter):
    tell(resident, "/c/dongyuan/", phone="10000000077")
    report = PageReport.objects.get()
    shown = enter(cast.east_member).post(reverse("page-report-reveal", args=[report.pk]))
    assert "10000000077" in shown.content.decode()
    assert AuditEntry.objects.filter(act="report.reveal", by=cast.east_member).count() == 1


@pytest.mark.parametrize("name", ["settle", "reopen", "reveal"])
def test_a_foreign_desk_finds_nothing(resident, cast, enter, name):
    tell(resident, "/c/dongyuan/", phone="10000000077")
    address = reverse(f"page-report-{name}", args=[PageReport.objects.get().pk])
    assert enter(cast.west_director).post(address).status_code == 404
    assert enter(cast.east_director).post(address).status_code in (200, 303)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_six_queries(resident, cast, enter, rows, django_assert_num_queries):
    for number in range(rows):
        tell(resident, "/c/dongyuan/", text=f"错 {number}")
    member = enter(cast.east_member)
    with django_assert_num_queries(6):
        member.get("/publish/reports/")
