import pytest

from jiedao.common.keys import ALPHABET, feed_token, normal_key, public_key


def test_a_public_key_is_read_aloud_without_doubt():
    keys = {public_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) == 6 and set(key) <= set(ALPHABET) for key in keys)
    assert not set("01ILO") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["7KQ4MP", "7kq4mp", "７ｋｑ４ｍｐ", " 7kq-4mp "])
def test_a_key_may_be_typed_any_way(typed):
    assert normal_key(typed) == "7KQ4MP"


@pytest.mark.parametrize("typed", ["", "7KQ4M", "7KQ4MP2", "7KQ4M0", "7KQ4MI", "../etc", "7KQ4M\0"])
def test_what_is_no_key(typed):
    assert normal_key(typed) is None


def test_a_feed_cannot_be_guessed():
    assert len(feed_token()) >= 128 / 6
    assert feed_token() != feed_token()
