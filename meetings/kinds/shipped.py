"""The kinds a street starts with, as rows. Sources: DOMAIN §1.2, 3.1–3.4; the founding document.

`unconfirmed` marks figures that DOMAIN §10 could not read in the text of the 2025 law.
"""

from datetime import date
from typing import Any

ALL_BODIES = ["branch", "station", "owners", "property"]
LAW_2025 = "《城市居民委员会组织法》（2025 年修订）"
CITY = "《上海市居民委员会工作条例》"
FOUNDING = "街道六项制度"

SHIPPED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("joint", "小区联席会议", {
        "source": f"{CITY}第二十三条；{FOUNDING}·会议制度", "bodies": ALL_BODIES,
        "roster": "bodies", "presides": "director", "notice_days": 3, "decides": "consensus",
        "template": "summary", "publishes": "outcome", "publish_days": 10,
    }),
    ("representatives", "居民代表会议", {
        "source": f"{LAW_2025}；{FOUNDING}·会议制度（一年至少两次）", "unconfirmed": True,
        "roster": "representatives", "presides": "director", "notice_days": 3,
        "notice_public": True, "quorum": "2/3", "decides": "vote", "majority": "1/2",
        "template": "summary", "publishes": "announcement", "publish_days": 5, "a_year": 2,
    }),
    ("residents", "居民会议", {
        "source": f"{LAW_2025}；{CITY}第十一条", "unconfirmed": True, "roster": "open",
        "presides": "director", "notice_days": 7, "notice_public": True, "quorum": "1/2",
        "quorum_inclusive": False, "decides": "vote", "majority": "1/2",
        "template": "summary", "publishes": "announcement", "publish_days": 5, "a_year": 1,
    }),
    ("hearing", "听证会", {
        "source": f"{CITY}第十六条；三会制度", "unconfirmed": True, "roster": "open",
        "presides": "director", "notice_days": 10, "notice_public": True,
        "decides": "opinion", "template": "transcript", "publishes": "outcome",
        "publish_days": 10,
    }),
    ("coordination", "协调会", {
        "source": f"{CITY}第十六条；三会制度", "roster": "open",
        "presides": "mediation_head", "notice_days": 7, "decides": "agreement",
        "template": "record", "publishes": "outcome", "publish_days": 10,
    }),
    ("appraisal", "评议会", {
        "source": f"{CITY}第十六条；三会制度", "roster": "open", "presides": "director",
        "notice_days": 3, "decides": "scores", "template": "record",
        "publishes": "outcome", "publish_days": 10, "follow_up_days": 15,
    }),
    ("review", "民主评议", {
        "source": f"{CITY}第十八条；{LAW_2025}", "roster": "representatives",
        "presides": "director", "notice_days": 3, "quorum": "2/3", "decides": "scores",
        "secret": True, "template": "record", "publishes": "announcement",
        "publish_days": 5, "a_year": 1,
    }),
    ("committee", "居委会例会", {
        "source": f"{FOUNDING}·会议制度", "roster": "officers", "presides": "director",
        "notice_days": 1, "quorum": "1/2", "quorum_inclusive": False, "decides": "vote",
        "majority": "1/2", "template": "record", "publishes": "nothing",
    }),
    ("study", "学习会", {
        "source": f"{FOUNDING}·学习制度", "roster": "officers", "presides": "branch",
        "notice_days": 1, "decides": "none", "template": "study", "publishes": "nothing",
    }),
    ("branch_opinion", "听取党组织意见会", {
        "source": f"{FOUNDING}·听取党支部意见制度", "bodies": ["branch"], "roster": "bodies",
        "presides": "director", "notice_days": 1, "decides": "opinion",
        "template": "record", "publishes": "nothing",
    }),
    ("exchange", "街道交流会", {
        "source": "街道工作安排", "roster": "whole_street", "presides": "street",
        "notice_days": 3, "decides": "none", "template": "record", "publishes": "nothing",
    }),
    ("other", "其他会议", {
        "source": f"{FOUNDING}·会议制度", "roster": "officers", "presides": "director",
        "decides": "none", "template": "record", "publishes": "nothing",
    }),
)  # fmt: skip

BEGINS = date(2026, 1, 1)
"""The 2025 revision is in force from 1 January 2026 (DOMAIN §1.1)."""

LONG_LADDER = "7 天、3 天、1 天、2 小时"
LADDERS = dict.fromkeys(("representatives", "residents", "hearing", "review"), LONG_LADDER)
"""Kinds to which residents come: they plan a week ahead. The others follow the ordinary ladder.
Rows of a later migration."""
