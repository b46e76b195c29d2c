"""维修资金 at a meeting (PRACTICE R34). Pure.

A joint meeting cannot spend the repair fund: owners vote (Civil Code art. 278).
"""

import re

from jiedao.common.errors import ALLOWED, Verdict, no

FUND_SENTENCE = "动用维修资金的部分，建议业委会依《民法典》第278条组织业主表决。"
_FUND = re.compile(r"(?:(?:专项|公共)?(?:维修|修缮|大修)(?:资金|基金)|维修金)")
_NOT_USED = re.compile(
    r"(?:不|没有?|无需|不需要?|不必)(?:动用|使用|用|涉及|支取|花)[^，。；\n]{0,4}$"
)
_OWNERS_VOTE = re.compile(r"建议业(?:主)?委(?:员)?会[^。]{0,12}(?:278|二百七十八)条[^。]{0,8}表决")


def names_fund(text: str) -> bool:
    """Does the text spend the repair fund? 「不动用维修资金」 does not."""
    return any(not _NOT_USED.search(text[: found.start()]) for found in _FUND.finditer(text))


def guards_fund(text: str) -> Verdict:
    """R34: whoever names the fund leaves the decision to the owners, in so many words."""
    if not names_fund(text) or _OWNERS_VOTE.search(text):
        return ALLOWED
    return no(f"会上不能定动用维修资金，要由业主表决。请加上这一句：{FUND_SENTENCE}")


def with_fund_sentence(text: str) -> str:
    """The text with the sentence that R34 asks for, once."""
    if not names_fund(text) or _OWNERS_VOTE.search(text):
        return text
    plain = text.rstrip()
    ends = plain[-1:] in "。！？；" if plain else True
    return f"{plain}{'' if ends else '。'}{FUND_SENTENCE}"
