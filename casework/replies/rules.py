"""Standard texts: what may be filled in, and whether a resident will understand it (S28). Pure."""

import re
from collections.abc import Mapping

from jiedao.common.errors import ALLOWED, Verdict, no

SLOTS = ("称呼", "号码", "事项", "登记日", "期限", "结果", "电话")
SLOT = re.compile(r"\{([^{}]*)\}")
OFFICE_WORDS = (
    "督办", "闭环", "赋能", "抓手", "落实到位", "高度重视", "依规处置", "予以", "贵居民",
    "不予受理", "逾期", "责令", "上述情况属实",
)  # fmt: skip
"""Words of the office that do not belong in a letter to a neighbour (UX C.4)."""
LONGEST_SENTENCE = 60


def fits(text: str) -> Verdict:
    """Known places only, plain words, short sentences."""
    unknown = [name for name in SLOT.findall(text) if name not in SLOTS]
    if unknown:
        known = "、".join(f"{{{name}}}" for name in SLOTS)
        return no(f"不认识“{{{unknown[0]}}}”，能用的有：{known}。")
    hard = [word for word in OFFICE_WORDS if word in text]
    if hard:
        return no(f"“{hard[0]}”居民听着生分，请换一句平常话。")
    long = [one for one in re.split("[。！？；\n]", text) if len(one) > LONGEST_SENTENCE]
    if long:
        return no(f"有一句太长了（超过 {LONGEST_SENTENCE} 个字）：“{long[0][:12]}……”，请分成两句。")
    return ALLOWED


def filled(text: str, values: Mapping[str, str]) -> str:
    """Every known place with its value; an unknown one stays as it is written."""
    return SLOT.sub(lambda found: values.get(found[1], found[0]), text)
