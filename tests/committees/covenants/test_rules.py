"""The size of the letters on a poster."""

import pytest

from committees.covenants.rules import lettering


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["短"], "s1"),
        (["每一条二十个字左右的公约读起来很顺口。"] * 14, "s1"),
        (["每一条都有三十几个字的公约也还看得清楚，贴在楼道里大家都能读到。"] * 14, "s3"),
        (["长" * 120] * 20, "long"),
        ([], "s1"),
    ],
)
def test_the_letters_are_as_large_as_one_sheet_allows(paragraphs, name):
    assert lettering(paragraphs) == name


def test_more_text_is_never_set_larger():
    names = [lettering(["公约" * 20] * number) for number in range(1, 60)]

    assert names == sorted(names, key=["s1", "s2", "s3", "s4", "long"].index)
