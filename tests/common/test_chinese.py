import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.common import chinese

INVENTED = """
清和一村 清和二村 清和三村 清和四村 清和五村 清和六村 清和七村 清和八村 临河一村 临河二村
临河三村 临河四村 临河五村 临河六村 东林一村 东林二村 东林三村 东林四村 东林五村 百合苑
银杏苑 和畅家园 春晖家园 桂花苑 海棠苑 玉兰苑 丁香苑 桃园新村 北泽新村 前进小区 安居小区
西塘一村 西塘二村 望江公寓
"""
REAL = """
宝钢一村 宝钢二村 宝钢三村 宝钢四村 宝钢五村 宝钢六村 宝钢七村 宝钢八村 宝钢九村 宝钢十村
宝钢十一村 宝林一村 宝林二村 宝林三村 宝林四村 宝林五村 宝林六村 宝林七村 宝林八村
宝林九村 密山二村 临江新村 临江公园 宝城新村 宝山一村 宝山二村 宝山三村 宝山五村 宝山八村
宝山九村 宝山十村 宝山七村 华能城市花园 白玉兰花园
"""


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("宝钢十一村居委会", "baogang-11"),
        ("华能城市花园居委会", "huaneng-chengshi-huayuan"),
        ("临江新村居委会", "linjiang-xincun"),
        ("密山二村居委会", "mishan-2"),
        ("百合苑居委会", "baihe-yuan"),
        ("桂花苑居委会", "guihua-yuan"),
        ("白玉兰花园居民委员会", "baiyulan-huayuan"),
        ("日晖六村第二居委会", "rihui-6-2"),
        ("长风新村居委会", "changfeng-xincun"),
        ("闵行一村居委会", "minhang-1"),
        ("顾村居委会", "gucun"),
    ],
)
def test_the_address_of_a_committee(name, slug):
    assert chinese.committee_slug(name) == slug


@pytest.mark.parametrize("names", [INVENTED, REAL], ids=["invented", "real"])
def test_no_two_committees_of_a_street_share_an_address(names):
    slugs = [chinese.committee_slug(f"{name}居委会") for name in names.split()]
    assert len(set(slugs)) == len(slugs) == 34
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in slugs)


def test_a_name_that_cannot_be_spelled_asks_for_an_address():
    with pytest.raises(ValueError, match="手工填写"):
        chinese.committee_slug("…")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("水管漏水", ["水管", "管漏", "漏水"]),
        ("王敏", ["王敏"]),
        ("李", ["李"]),
        ("3号楼502室", ["3", "号楼", "502", "室"]),
        ("ＺＨＦ 张", ["zhf", "张"]),
        ("𠮷田家", ["𠮷田", "田家"]),
        ("葛\U000e0100城", ["葛城"]),
        ("，。 !", []),
    ],
)
def test_text_is_cut_into_pairs(text, tokens):
    assert chinese.bigrams(text) == tokens


def test_the_stored_tokens_are_each_there_once():
    assert chinese.ngram_text("漏水", "水管漏水", "zhf") == "漏水 水管 管漏 zhf"


@given(st.text(), st.text(alphabet="张王李赵敏水管楼", min_size=2, max_size=6))
def test_what_is_written_is_found_again(around, word):
    stored = chinese.ngram_text(f"{around} {word} {around}")
    assert set(chinese.bigrams(word)) <= set(stored.split())


@given(st.text())
def test_cutting_needs_no_second_normalising(text):
    assert chinese.bigrams(chinese.nfkc(text)) == chinese.bigrams(text)


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("单志强", "shanzhiqiang", "szq"),
        ("仇小明", "qiuxiaoming", "qxm"),
        ("曾华芳", "zenghuafang", "zhf"),
        ("欧阳明", "ouyangming", "oym"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("乐正绫", "yuezhengling", "yzl"),
        ("阿依古丽•买买提", "ayigulimaimaiti", "ayglmmt"),
        ("", "", ""),
    ],
)
def test_a_name_as_it_sounds(name, full, initials):
    assert chinese.pinyin_of(name) == (full, initials)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("欧阳小明", ("欧阳", "小明")),
        ("张三", ("张", "三")),
        ("东方", ("东", "方")),
        ("", ("", "")),
    ],
)
def test_a_compound_surname_stays_together(name, parts):
    assert chinese.split_surname(name) == parts


@pytest.mark.parametrize(
    "text",
    [
        "三号楼502",
        "3号楼502室",
        "12弄3号502",
        "3-502",
        "３－５０２",
        "3 号 楼 502",
        "3号五〇二",
        "3#502",
    ],
)
def test_a_room_written_any_way_is_one_room(text):
    assert chinese.room_key(text) == "3-502"


@pytest.mark.parametrize(
    ("text", "key"),
    [("十二号楼1203", "12-1203"), ("A座1203", "A-1203"), ("友谊路88弄21号101室", "21-101")],
)
def test_a_room_key(text, key):
    assert chinese.room_key(text) == key


@pytest.mark.parametrize("text", ["", "502", "三〇二", "张三", "13800001234", "2026-11-23", "3-5"])
def test_what_is_no_room(text):
    assert chinese.room_key(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("十一", 11), ("二十", 20), ("一百零二", 102), ("三〇二", 302), ("12", 12)],
)
def test_chinese_numbers(text, number):
    assert chinese.chinese_number(text) == number


def test_what_is_no_number():
    with pytest.raises(ValueError, match="村"):
        chinese.chinese_number("村")


def test_digits_of_any_script_become_ascii():
    assert chinese.ascii_digits("１２٣४") == "1234"


def test_a_name_is_kept_in_one_form():
    assert chinese.tidy("  阿依 ・买买提\u200b ＡＢ  ") == "阿依·买买提 AB"
