"""R20: a resident asks with the number and the last four digits."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from casework.cases import actions, undoing
from casework.cases.asking import NOT_FOUND, standing
from tests.casework.cases.conftest import NOW
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db
PHONE = "10000000017"


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


def ask(number, tail="0017", committee="dongyuan", client=None, **headers):
    form = {"committee": committee, "number": str(number), "tail": tail}
    return (client or Client()).post("/ask/", form, **headers)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_number_and_tail_say_where_it_stands_and_nothing_private(cast, opened):
    case = opened(title="张慧芳家漏水", who="张慧芳", phone=PHONE)
    actions.add_progress(case, by=cast.east_director, text="约了陈工", at=NOW)

    answered = ask(case)

    page = re.sub(r"</?span[^>]*>", "", text_of(answered))
    assert answered.status_code == 200
    assert f"您反映的事（{case}）：正在办。" in page
    assert "021-0000 0001" in page
    for private in ("张慧芳", "漏水", "陈工", PHONE, "0017", "周桂英"):
        assert private not in page


def test_the_phone_of_the_household_opens_it_too(cast, opened):
    home = move_in(cast.east, "7-301", "张慧芳", "张小明", phone=PHONE)
    case, elsewhere = opened(household=home), opened()
    assert ask(case).status_code == 200
    assert ask(elsewhere).status_code == 422


def test_the_way_here_stands_on_the_public_pages_and_fills_in_the_committee(cast):
    assert 'href="/ask/"' in text_of(Client().get("/"))
    assert 'href="/ask/?c=dongyuan"' in text_of(Client().get("/c/dongyuan/"))
    assert '<option value="dongyuan" selected>' in text_of(Client().get("/ask/?c=dongyuan"))
    assert Client().get("/ask/?c=nowhere").status_code == 200


def test_the_office_is_told_when_a_resident_cannot_ask(cast, enter, opened):
    director = enter(cast.east_director)
    assert "没有留电话，居民自己查不了" in text_of(director.get(f"/cases/{opened().pk}/"))
    known = opened(phone=PHONE)
    assert "自己就能查" in text_of(director.get(f"/cases/{known.pk}/"))


def test_full_width_digits_are_understood(opened):
    case = opened(phone=PHONE)
    wide = str(case).translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))
    assert ask(wide, "００１７").status_code == 200


def test_every_wrong_answer_is_the_same_sentence(cast, opened):
    case, no_phone = opened(phone=PHONE), opened()
    assert ask(case).status_code == 200
    cache.clear()
    wrong = [
        ask(case, "0018"),
        ask(f"{case}9"),
        ask("漏水"),
        ask(case, committee="xiyuan"),
        ask(no_phone, "0000"),
    ]
    assert [(answer.status_code, NOT_FOUND in text_of(answer)) for answer in wrong] == [
        (422, True)
    ] * 5


def test_four_digits_are_asked_for(opened):
    answered = ask(opened(phone=PHONE), "")
    assert answered.status_code == 422
    assert "请写“电话后四位”" in text_of(answered)


def test_a_wrong_number_costs_as_much_as_a_wrong_tail(cast, opened, django_assert_num_queries):
    case = opened(phone=PHONE)
    for number, tail in ((str(case), "9999"), ("26-99999", "0017"), ("nonsense", "")):
        with django_assert_num_queries(2):
            assert standing(cast.east, number, tail) is None


def test_a_case_taken_back_is_not_found(cast, opened):
    case = opened(phone=PHONE)
    undoing.remove_case(case, by=cast.east_director, at=NOW)
    assert standing(cast.east, str(case), "0017") is None


def test_the_sixth_try_of_one_address_has_to_wait_even_with_the_right_number(opened):
    case = opened(phone=PHONE)
    for _ in range(5):
        assert ask(case, "9999").status_code == 422
    sixth = ask(case)
    assert sixth.status_code == 429
    assert "过一刻钟再试" in text_of(sixth)
    assert ask(case, REMOTE_ADDR="10.9.8.7").status_code == 200


def test_the_page_needs_no_account_and_sets_no_person_s_data_in_the_address(opened):
    assert Client().get("/ask/").status_code == 200
    assert "/ask/?" not in text_of(Client().get("/ask/"))
