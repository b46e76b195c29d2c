"""How long things are kept in a new office; house figures, the street edits them afterwards."""

from typing import Any

from committees.upkeep.states import What

SHORTEST = "个人信息保护法第十九条：实现处理目的所必要的最短时间"
PURPOSE_OVER = "个人信息保护法第四十七条：目的已实现或者撤回同意"

RETENTION: list[dict[str, Any]] = [
    {"what": What.DEPARTED, "months": 36, "source": SHORTEST},
    {"what": What.MERGED, "months": 6, "source": SHORTEST},
    {"what": What.REFUSED, "months": 24, "source": SHORTEST},
    {"what": What.WITHDRAWN, "months": 12, "source": PURPOSE_OVER},
    {"what": What.HEALTH, "months": 6, "source": PURPOSE_OVER},
    {"what": What.LABELS, "months": 24, "source": PURPOSE_OVER},
    {"what": What.CONTACTS, "months": 3, "source": PURPOSE_OVER},
    {"what": What.REQUESTS, "months": 12, "source": SHORTEST},
]
