"""The pages of a round, as a browser without script meets them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.models import Case
from casework.log.models import LogEntry
from casework.surveys.models import SurveyRound, SurveyVisit
from tests.casework.map.conftest import building_of
from tests.casework.surveys.conftest import a_round
from tests.casework.surveys.test_acts import walk

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def member(houses, enter):
    return enter(houses.east_member)


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", answer.content.decode()))


def place_of(winter, third):
    return f"/surveys/{winter.pk}/b/{third.pk}/"


def send(client, winter, home, **fields):
    key = {"idempotency_key": str(uuid.uuid4())}
    return client.post(f"/surveys/{winter.pk}/{home.pk}/", {**key, **fields}, follow=True)


def test_a_round_is_laid_out_with_who_goes_where(houses, third, enter):
    client = enter(houses.east_director)
    second = building_of(houses.east, "2")
    page = client.get("/surveys/new/")
    assert "谁走哪一栋" in page.content.decode()

    answer = client.post(
        "/surveys/new/",
        {
            "title": "冬季走访",
            "starts_on": TODAY.isoformat(),
            "ends_on": (TODAY + timedelta(days=9)).isoformat(),
            f"b_{third.pk}": str(houses.east_member.pk),
            f"b_{second.pk}": "not",
            f"b_{building_of(houses.east, '1').pk}": "any",
        },
        follow=True,
    )

    assert "“冬季走访”排好了，共 2 栋楼" in words_of(answer)
    made = SurveyRound.objects.get()
    assert {part.building.number: part.member for part in made.parts.all()} == {
        "3": houses.east_member,
        "1": None,
    }


def test_somebody_of_another_committee_cannot_be_sent(houses, third, enter):
    answer = enter(houses.east_director).post(
        "/surveys/new/",
        {
            "title": "冬季走访",
            "starts_on": TODAY.isoformat(),
            "ends_on": TODAY.isoformat(),
            f"b_{third.pk}": str(houses.west_member.pk),
        },
    )

    assert answer.status_code == 422
    assert "这个人不属于本居委会" in answer.content.decode()
    assert SurveyRound.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": ""}, "请写“这一轮叫什么”"),
        ({"ends_on": (TODAY - timedelta(days=1)).isoformat()}, "不能早于“从哪天”"),
    ],
)
def test_a_refused_round_says_why_and_keeps_what_was_typed(houses, third, enter, changes, reason):
    form = {"title": "冬", "starts_on": TODAY.isoformat(), "ends_on": TODAY.isoformat()}

    answer = enter(houses.east_director).post("/surveys/new/", {**form, "ask": "暖气", **changes})

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert "暖气" in answer.content.decode()


def test_who_changes_the_round_second_sees_both(houses, winter, third, enter):
    form = {
        "title": "年底走访",
        "starts_on": winter.starts_on.isoformat(),
        "ends_on": winter.ends_on.isoformat(),
        "version": "1",
        f"b_{third.pk}": "any",
    }
    place = f"/surveys/{winter.pk}/edit/"
    first = enter(houses.east_director).post(place, form)
    second = enter(houses.east_member).post(place, {**form, "title": "腊月走访"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "年底走访" in second.content.decode()
    assert "腊月走访" in second.content.decode()


def test_three_taps_note_a_visit(winter, third, homes, member):
    page = member.get(place_of(winter, third))
    assert "还没去 4" in words_of(page)

    answer = send(member, winter, homes["3-502"], outcome="met")

    assert "502 室记好了" in words_of(answer)
    assert "见到 1" in words_of(answer)
    assert answer.redirect_chain[-1][0].endswith(f"#home-{homes['3-502'].pk}")
    assert SurveyVisit.objects.get().outcome == "met"


def test_the_same_form_twice_is_one_visit(winter, homes, member):
    fields = {"outcome": "met", "idempotency_key": str(uuid.uuid4())}
    for _ in range(2):
        member.post(f"/surveys/{winter.pk}/{homes['3-502'].pk}/", fields)

    assert SurveyVisit.objects.count() == LogEntry.objects.count() == 1


def test_every_household_of_the_page_has_a_key_of_its_own(winter, third, homes, member):
    said = member.get(place_of(winter, third)).content.decode()

    forms = re.findall(r'<form class="visit".*?</form>', said, re.S)
    keys = {re.search('name="idempotency_key" value="([^"]+)"', one)[1] for one in forms}
    assert len(forms) == len(keys) == len(homes)


def test_nothing_chosen_comes_back_with_the_words(winter, homes, member):
    answer = send(member, winter, homes["3-502"], needs="on", words="厕所灯坏了")

    assert answer.status_code == 422
    assert "请选“怎么样”" in answer.content.decode()
    assert "厕所灯坏了" in answer.content.decode()
    assert LogEntry.objects.count() == 0


def test_a_need_becomes_a_case_in_one_tap(winter, third, homes, member):
    answer = send(member, winter, homes["3-502"], outcome="met", needs="on", words="厕所灯坏了")
    said = answer.content.decode()
    entry = LogEntry.objects.get()
    assert "stop-need" in said
    assert f'action="/log/{entry.pk}/case/"' in said

    member.post(f"/log/{entry.pk}/case/", {"idempotency_key": str(uuid.uuid4())})

    case = Case.objects.get()
    assert (case.title, case.household, case.entry) == ("厕所灯坏了", homes["3-502"], entry)
    assert "stop-need" not in member.get(place_of(winter, third)).content.decode()


def test_the_paper_has_a_line_for_every_household_and_a_code(winter, third, homes, member):
    said = member.get(f"{place_of(winter, third)}paper/").content.decode()

    assert said.count('class="box"') == 3 * len(homes)
    assert "<svg" in said[said.index("survey-paper-qr") :]
    assert "刘国强" not in said
    assert "刘家" in said


def test_a_sheet_is_typed_in_as_a_whole(houses, winter, third, homes, member):
    first, second, third_home = homes["3-101"], homes["3-301"], homes["3-502"]
    form = {
        "on": (TODAY - timedelta(days=2)).isoformat(),
        "who": "何阿姨",
        f"o_{first.pk}": "met",
        f"o_{second.pk}": "nobody",
        f"o_{third_home.pk}": "met",
        f"n_{third_home.pk}": "on",
        f"w_{third_home.pk}": "厕所灯坏了",
    }

    answer = member.post(f"{place_of(winter, third)}typing/", form, follow=True)

    assert "3 号楼记好了 3 户" in words_of(answer)
    entry = LogEntry.objects.get(household=third_home)
    assert (entry.on_behalf_of, entry.happened_on) == ("何阿姨", TODAY - timedelta(days=2))
    assert SurveyVisit.objects.filter(needs=True).count() == 1


def test_a_sheet_with_a_gap_writes_nothing(winter, third, homes, member):
    home, other = homes["3-101"], homes["3-301"]
    form = {"on": TODAY.isoformat(), f"o_{home.pk}": "met", f"w_{other.pk}": "灯坏了"}

    answer = member.post(f"{place_of(winter, third)}typing/", form)

    assert answer.status_code == 422
    assert "301 室请选“怎么样”" in answer.content.decode()
    assert LogEntry.objects.count() == 0


def test_a_round_that_is_over_takes_no_visit(houses, third, homes, enter):
    over = a_round(houses, {third: None}, days=(-9, -1))
    client = enter(houses.east_director)

    page = client.get(place_of(over, third)).content.decode()
    answer = send(client, over, homes["3-502"], outcome="met")

    assert '<form class="visit"' not in page
    assert answer.status_code == 422
    assert "这一轮是" in answer.content.decode()


def test_the_street_sees_all_in_its_own_order_and_only_numbers(houses, winter, homes, enter):
    walk(winter, homes["3-502"], houses.east_member, needs=True, words="厕所灯坏了")

    said = words_of(enter(houses.clerk).get("/street/surveys/"))

    assert said.index("东苑") < said.index("西苑")
    assert "冬季走访" in said
    assert "这一年没有排" in said
    assert "厕所灯" not in said
    assert "刘" not in said


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_costs_the_same_however_long(
    houses, third, homes, member, django_assert_num_queries, rounds
):
    for _ in range(rounds):
        walk(a_round(houses, {third: None}), homes["3-502"], houses.east_member)
    member.get("/surveys/")

    with django_assert_num_queries(8):
        member.get("/surveys/")


@pytest.mark.parametrize("doors", [1, 3])
def test_a_building_costs_the_same_however_many_were_visited(
    houses, winter, third, homes, member, django_assert_num_queries, doors
):
    for door in list(homes)[:doors]:
        walk(winter, homes[door], houses.east_member, needs=True, words="灯坏了")
    member.get(place_of(winter, third))

    with django_assert_num_queries(10):
        member.get(place_of(winter, third))


@pytest.mark.parametrize("buildings", [1, 3])
def test_a_round_costs_the_same_however_many_buildings(
    houses, homes, member, django_assert_num_queries, buildings
):
    plan = {building_of(houses.east, str(number)): None for number in range(1, buildings + 1)}
    made = a_round(houses, plan)
    member.get(f"/surveys/{made.pk}/")

    with django_assert_num_queries(9):
        member.get(f"/surveys/{made.pk}/")


@pytest.mark.parametrize("rounds", [0, 2])
def test_the_street_s_page_costs_the_same(
    houses, third, homes, enter, django_assert_num_queries, rounds
):
    a_round(houses, {third: None})
    for _ in range(rounds):
        walk(a_round(houses, {third: None}), homes["3-502"], houses.east_member)
    client = enter(houses.clerk)
    client.get("/street/surveys/")

    with django_assert_num_queries(8):
        client.get("/street/surveys/")
