"""The indicators a street starts with (CONTRACTS, "Figures"). The street edits the table."""

from typing import Any

DEFAULT_INDICATORS: tuple[dict[str, Any], ...] = (
    {
        "key": "manned",
        "name": "接待点有人率",
        "watch": 95,
        "alarm": 80,
        "order": 1,
        "definition": (
            "接待点有人的班次，除以已经结束的班次。\n"
            "分母：值班表已公布、班次已经结束的，缺人的班次也算在内。\n"
            "分子：其中有人签到，而且最晚不超过开始后 15 分钟的。\n"
            "不满 10 班时只写“有人几班、一共几班”，不写百分比，也不判断。百分比只舍不入。"
        ),
    },
    {
        "key": "unwritten",
        "name": "待补记",
        "watch": 2,
        "alarm": 5,
        "order": 2,
        "definition": (
            "从最近一条记录那天到今天，过了几个工作日。\n"
            "按事情发生的那天算，补记的也算在那一天。节假日和双休日不算，调休上班的算。\n"
            "撤销的记录不算。这个数总是今天的情况，不随“时间”变。"
        ),
    },
    {
        "key": "visits",
        "name": "走访",
        "watch": 30,
        "alarm": 15,
        "judged_from": 11,
        "order": 3,
        "definition": (
            "这个月上门走访过的户数，同一户去几次都算一户。\n"
            "按事情发生的那天算。写明“家里没人”的不算，撤销的不算。\n"
            "没有选住户、只写了谁家的，同样的写法算一户。\n"
            "每月从 11 号起判断，月初只写数字。"
        ),
    },
    {
        "key": "overdue",
        "name": "超期事项",
        "watch": 1,
        "alarm": 3,
        "order": 4,
        "definition": (
            "还没办结、期限已经过了的居民事项，按件算。\n"
            "期限当天不算超期。撤销的不算。这个数总是今天的情况，不随“时间”变。"
        ),
    },
    {
        "key": "representatives",
        "name": "代表会议",
        "watch": 2,
        "alarm": 1,
        "judged_from": 10,
        "order": 5,
        "definition": (
            "这一年开过几次居民代表会议，一年至少 2 次。\n"
            "在会议里记下“已开”的才算，按实际开会那天归年。取消的不算。\n"
            "每年从 10 月起判断，之前只写次数。"
        ),
    },
)

MEETING_INDICATORS: tuple[dict[str, Any], ...] = (
    {
        "key": "items",
        "name": "议定事项按期办结",
        "watch": 85,
        "alarm": 70,
        "order": 6,
        "definition": (
            "会上商定的事，在说好的那天以前办好的，除以那天已经过了的。\n"
            "分母：说好的日子在这个月、而且已经过了的。后来的会决定不再办的不算。\n"
            "分子：其中牵头的人最晚在那天说办好了，而且已经有人确认的。\n"
            "不满 10 件时只写“几件、一共几件”，不写百分比，也不判断。百分比只舍不入。"
        ),
    },
    {
        "key": "disclosure",
        "name": "居务公开",
        "watch": 1,
        "alarm": 2,
        "order": 7,
        "definition": (
            "该公开、日子已经过了、居民还看不到的，按项算。\n"
            "包括：要公开的议定事项，每个季度的经费收支表。\n"
            "公开以后又撤下的，算没有公开。这个数总是今天的情况，不随“时间”变。"
        ),
    },
)
