"""Chinese text made comparable: one normal form, tokens for searching, pinyin, room numbers."""

import re
import unicodedata
from functools import lru_cache

_CJK = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_CHINESE = re.compile(f"[{_CJK}]")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NAME_DOT = re.compile(rf"(?<=[{_CJK}])\s*[·•‧∙⋅・･．.]\s*(?=[{_CJK}])")


def nfkc(text: str) -> str:
    """One form for characters that look the same: full-width letters and digits become ASCII.

    It also turns Chinese punctuation into ASCII, so it is for names and codes, not for prose.
    """
    return unicodedata.normalize("NFKC", text)


def is_chinese(text: str) -> bool:
    """Nothing but Chinese characters, and at least one."""
    return bool(re.fullmatch(f"[{_CJK}·]*[{_CJK}]", text))


def strip_invisible(text: str) -> str:
    """Without zero-width and direction characters, which can fake or hide a name (D17)."""
    return _INVISIBLE.sub("", text)


def without_controls(text: str) -> str:
    """Without what only machines say: bells, escapes, and their like. Line ends and tabs stay."""
    return _CONTROL.sub("", text)


def tidy(text: str) -> str:
    """A name or code as one stores it: NFKC, nothing invisible, single blanks, 「·」 as the dot."""
    return _NAME_DOT.sub("·", " ".join(nfkc(strip_invisible(text)).split()))


def ascii_digits(text: str) -> str:
    """NFKC with every decimal digit of any script as 0-9."""
    return "".join(_ascii_digit(char) for char in nfkc(text))


def _ascii_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


# Searching


def bigrams(text: str) -> list[str]:
    """Tokens of `text`: Chinese runs as overlapping pairs, other words and numbers whole.

    A run of one Chinese character is its own token. Lower case, in order, repeats kept.
    """
    plain = _VARIATION.sub("", strip_invisible(nfkc(text))).lower()
    return [token for run in _RUNS.findall(plain) for token in _pairs(run)]


def _pairs(run: str) -> list[str]:
    if len(run) < 3 or not _CHINESE.match(run):
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]


def ngram_text(*texts: str) -> str:
    """The tokens of all `texts`, each once, as the space-joined column `search_filter` reads."""
    return " ".join(dict.fromkeys(token for text in texts for token in bigrams(text)))


# Names and their sound

COMPOUND_SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 长孙 宇文 "
    "轩辕 端木 南宫 独孤 西门 东郭 百里 呼延 申屠 太史 闻人 赫连 澹台 公冶 宗政 "
    "濮阳 淳于 单于 太叔 钟离 鲜于 闾丘 拓跋 万俟 第五 左丘 东门 南门 谷梁 段干 "
    "公羊 仲孙 公西 漆雕 乐正 壤驷 亓官 巫马 公良 子车 纳兰 完颜 叶赫".split()
)

SURNAME_READINGS = dict(
    pair.split(":")
    for pair in (
        "单:shan 仇:qiu 曾:zeng 解:xie 朴:piao 查:zha 区:ou 盖:ge 缪:miao 翟:zhai 乐:yue "
        "覃:qin 洗:xian 折:she 种:chong 秘:bi 员:yun 卜:bu 阚:kan 隗:wei 佴:nai 繁:po "
        "祭:zhai 召:shao 牟:mu 乐正:yue'zheng 子车:zi'ju"
    ).split()
)
"""Surnames whose first reading in a dictionary is not the one of the name."""


def split_surname(name: str) -> tuple[str, str]:
    """(surname, given name): two characters for a compound surname that leaves a given name."""
    name = tidy(name)
    length = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:length], name[length:]


def pinyin_of(name: str) -> tuple[str, str]:
    """(full, initials) of a person, without tones: 单志强 → ("shanzhiqiang", "szq")."""
    surname, given = split_surname(name)
    known = SURNAME_READINGS.get(surname)
    syllables = (*(known.split("'") if known else _syllables(surname)), *_syllables(given))
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


_BLURS = (
    (re.compile("(?<=[zcs])h"), ""),
    (re.compile("(?<=[aei])ng+"), "n"),  # 「xiangguo」 and 「xianguo」 alike, wherever one divides
    (re.compile("[üv]"), "u"),
)


def blur(sound: str) -> str:
    """A spelling without what Shanghai speakers do not keep apart: an/ang, en/eng, in/ing, n/l,
    z/zh, c/ch, s/sh (UX D.5); 「lv」 and 「lü」 are typed as 「lu」."""
    for clear, dull in _BLURS:
        sound = clear.sub(dull, sound)
    return sound.replace("l", "n")


PLACE_READINGS = {
    "闵行": ["min", "hang"], "莘庄": ["xin", "zhuang"], "莘": ["xin"], "长": ["chang"],
    "朱家角": ["zhu", "jia", "jiao"], "大场": ["da", "chang"], "六合": ["liu", "he"],
    "银行": ["yin", "hang"], "上大": ["shang", "da"], "曲阳": ["qu", "yang"], "重": ["chong"],
}  # fmt: skip
"""Readings in place names that a general dictionary gets wrong."""


def pinyin_words(text: str) -> list[str]:
    """One syllable for each character of a place name; letters and digits stay as words."""
    places = "|".join(sorted(PLACE_READINGS, key=len, reverse=True))
    parts = re.split(f"({places})", tidy(text))
    return [word for part in parts for word in PLACE_READINGS.get(part) or _syllables(part)]


@lru_cache(maxsize=4_096)
def _syllables(text: str) -> tuple[str, ...]:
    """A register has few surnames and many of each."""
    from pypinyin import Style, lazy_pinyin  # reads a dictionary of 47 000 phrases

    return tuple(
        syllable
        for run in _RUNS.findall(text.lower())
        for syllable in (lazy_pinyin(run, style=Style.NORMAL) if _CHINESE.match(run) else [run])
    )


# Numbers in addresses

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = "(?:[0-9]{1,4}|[零〇一二两三四五六七八九十百]{1,6})"


def chinese_number(text: str) -> int:
    """十一 → 11, 一百零二 → 102, 三〇二 → 302, 12 → 12. ValueError for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not re.fullmatch(_NUMBER, text):
        raise ValueError(text)
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, unit = 0, 0
    for char in text:
        if char in "十百":
            total, unit = total + (unit or 1) * (10 if char == "十" else 100), 0
        else:
            unit = _DIGITS[char]
    return total + unit


_ROOM = re.compile(
    rf"(?:.*?[弄巷路街村苑园区])?(?:(?P<number>{_NUMBER})(?P<wing>[A-Z]?)|(?P<letter>[A-Z]))"
    rf"(?:号楼|号|幢|栋|楼|座|#|-)-?(?P<room>[0-9]{{2,4}}[A-Z]?|[零〇一二三四五六七八九]{{3,4}})(?:室|房)?"
)


def room_key(text: str) -> str | None:
    """「三号楼502」「3号楼502室」「12弄3号502」「３－５０２」 → "3-502"; None if it is no room."""
    plain = re.sub("[‐-―−]", "-", "".join(ascii_digits(strip_invisible(text)).upper().split()))
    found = _ROOM.fullmatch(plain)
    if not found:
        return None
    number, room = found["number"], found["room"]
    building = found["letter"] or f"{chinese_number(number)}{found['wing']}"
    return f"{building}-{room if room[0].isascii() else chinese_number(room)}"


# Addresses of committees

_KINDS = (
    "花园 公园 新村 小区 家园 公寓 城市 花苑 新苑 雅苑 佳苑 景苑 馨苑 锦苑 名苑 新城 华庭 豪庭 "
    "豪园 家苑 别墅 大厦 广场 社区 嘉园 景园 村 苑 路 弄"
).split()
_NUMBERED = re.compile(rf"(.+?)(?:第)?({_NUMBER})(村|坊|街坊|小区|居)?")


def committee_slug(name: str) -> str:
    """宝钢十一村居委会 → `baogang-11`; 华能城市花园居委会 → `huaneng-chengshi-huayuan`.

    Pinyin without tones and without 居委会 (CONTRACTS). Unique within the lists we know; the
    caller checks it against the table. ValueError when nothing pronounceable is left.
    """
    short = re.sub("(社区)?(居民委员会|居委会|村委会)$", "", tidy(name)) or tidy(name)
    numbered = _NUMBERED.fullmatch(short)
    if numbered:
        words = [committee_slug(numbered[1]), str(chinese_number(numbered[2]))]
    else:
        words = _place_words(short)
    slug = "-".join(filter(None, (re.sub("[^a-z0-9-]", "", word) for word in words)))
    if not slug:
        raise ValueError(f"没有办法给“{name}”取网址，请手工填写。")
    return slug


def _ends_in(text: str, kind: str) -> bool:
    """桂花苑 ends in 苑, not in 花苑: two characters of its own must be left."""
    return text.endswith(kind) and len(text) >= len(kind) + 2


def _place_words(text: str) -> list[str]:
    """The name proper and then each known kind of place at its end, as pinyin words."""
    tail: list[str] = []
    while kind := next((k for k in _KINDS if _ends_in(text, k)), None):
        text = text.removesuffix(kind)
        tail.insert(0, "".join(pinyin_words(kind)))
    return ["".join(pinyin_words(text)), *tail]
