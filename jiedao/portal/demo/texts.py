"""Sentences out of templates: `{slot}` stands for one of many phrases, which may have slots too.

`TABLES` holds what every slice may say; each slice brings its own templates and tables.
"""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from random import Random

_SLOT = re.compile(r"\{([a-z_]+)\}")
_DEPTH = 5
_NUMBER_AHEAD = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9]+(?:—[0-9]+)? )")
_CLOCK_BEHIND = re.compile(r"(?<=[0-9]:[0-9]{2})(?=[\u4e00-\u9fff])")

Tables = Mapping[str, Sequence[str]]

TABLES: Tables = {
    "few": ("2", "3", "4", "5", "6"),
    "some": tuple(str(number) for number in range(7, 48)),
    "clock": tuple(
        f"{part}{words}"
        for part, hours in (("上午", range(8, 12)), ("下午", range(1, 6)))
        for hour in hours
        for words in (f" {hour} 点", f" {hour} 点半", f" {hour} 点一刻", f" {hour} 点三刻")
    ),
    "night": tuple(
        f"{part} {hour} 点{rest}"
        for part, hours in (("晚上", range(7, 12)), ("凌晨", range(1, 6)))
        for hour in hours
        for rest in ("", "多", "半")
    ),
    "neighbour": tuple(
        surname + called
        for surname in "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭沈曹陆顾钱蒋潘邵"
        for called in ("阿姨", "阿婆", "老伯", "师傅", "老师", "爷叔")
    ),
    "floor": ("1 楼", "2 楼", "3 楼", "4 楼", "5 楼", "6 楼"),
    "gate": ("北门", "南门", "东门", "西门", "后门"),
    "weekday": ("周一", "周二", "周三", "周四", "周五"),
    "soon": (
        "今天下午",
        "明天上午",
        "明天一早",
        "今天下班以前",
        "后天上午",
        "两小时以内",
        "明天下午 2 点",
        "这个{weekday}",
        "午饭以后",
    ),
    "since": (
        "已经三天",
        "从上周末开始",
        "昨天夜里开始",
        "快一个星期了",
        "断断续续半个月",
        "今天早上发现的",
        "时好时坏",
        "前后有两个月",
        "从{weekday}起",
        "三四天了",
    ),
    "for_days": ("已经三天", "快一个星期了", "有十来天了", "从上周末开始", "前后四五天"),
    "long": ("两个多月了", "快三个月了", "半年了", "快一年了", "从开春到现在", "从入夏到现在"),
    "fault": (
        "厨房下水道堵了",
        "卫生间往楼下漏水",
        "家里老是跳闸",
        "防盗门锁坏了",
        "窗框松动，风大时响",
        "{floor}楼道灯不亮",
        "门禁对讲没有声音",
        "电梯有异响",
        "电梯按钮失灵",
        "单元门关不上",
        "外墙有一块鼓起来",
        "雨水管接口脱开",
        "信箱锁坏了",
        "水压太小，洗澡没法用",
        "天花板渗水，墙皮掉了",
        "晾衣架松了",
        "{floor}扶手晃动",
        "车棚插座没电",
        "阳台地漏返水",
        "楼道窗玻璃裂了",
        "燃气灶打不着火",
        "感应灯一直亮着不灭",
        "楼道里有一股下水道的味道",
        "进户水管结露滴水",
    ),
    "to_property": (
        "已打电话给物业，{soon}上门",
        "已在物业登记，单号抄给居民了",
        "已转物业工程部，{soon}先看现场",
        "物业值班答应{soon}来看",
        "请物业维修工带工具上门，约了{soon}",
        "照片已转给物业，{soon}答复",
        "和物业说好{soon}处理",
        "物业说要换配件，{soon}送到",
        "先请楼组长贴了提醒，物业{soon}来修",
    ),
    "service": (
        "老年人综合津贴",
        "敬老卡补办",
        "医保关系转移",
        "居住证续签",
        "退休人员资格认证",
        "残疾人证换证",
        "加装电梯手续",
        "廉租房申请",
        "灵活就业登记",
        "失业登记",
        "社保卡补办",
        "生育登记",
        "助餐卡充值",
        "居家养老服务",
        "长期护理险评估",
        "适老化改造补贴",
        "高龄老人慰问",
        "孩子入学材料",
        "户口迁移",
        "遗属补助",
        "犬证办理",
        "公租房续租",
    ),
    "told": (
        "请到受理中心二楼，带身份证和户口簿",
        "手机上也能办，帮着填好了",
        "材料清单打印了一份，字放大了",
        "还差一张照片，补好再来",
        "要本人到场，约了{weekday}",
        "可以代办，写一份委托书就行",
        "替居民电话预约了{weekday}上午",
        "问过受理中心，{weekday}人少，建议那天去",
        "条件对过了，符合，先填申请表",
        "差一项材料，写在纸上带回去了",
        "可以在社区工作站直接收件",
        "帮着查了进度，还要等 {few} 个工作日",
        "讲了两遍，另外写在便条上",
        "请子女陪着一起去，路线画给老人了",
    ),
    "activity": (
        "包馄饨",
        "合唱队",
        "书画班",
        "手机课",
        "健康讲座",
        "便民理发",
        "广播操队",
        "老年体检",
        "亲子阅读",
        "插花",
        "反诈讲座",
        "编织小组",
        "太极拳",
        "扇子舞队",
        "读书会",
        "迎春长跑",
    ),
    "wish_public": (
        "{building}门口装一根扶手",
        "{gate}晚上多开一小时",
        "花园里加两把有靠背的椅子",
        "垃圾房旁边装洗手池",
        "健身器材下面铺软垫",
        "通知的字印大一点",
        "停车位重新画线",
        "助餐点周末也开",
        "楼道里放一张歇脚凳",
        "图书角多订两份报纸",
        "晾衣区再加两排架子",
        "{building}到{gate}的路补平",
        "{building}前的树枝修一修",
        "车棚加一个充电柜",
        "{gate}装一面转角镜",
        "活动室空调早开半小时",
    ),
}


def say(template: str, roll: Random, *tables: Tables, **known: str) -> str:
    """Fill every slot: from `known` first, then from the tables in order.

    A number with a blank behind it gets one in front: 「离 11 号楼」, a time one behind it.
    KeyError for a slot that stands nowhere.
    """

    def phrase(found: re.Match[str]) -> str:
        name = found[1]
        if name in known:
            return known[name]
        table = next((table for table in (*tables, TABLES) if name in table), TABLES)
        return roll.choice(table[name])

    text = template
    for _ in range(_DEPTH):
        if "{" not in text:
            break
        text = _SLOT.sub(phrase, text)
    return _CLOCK_BEHIND.sub(" ", _NUMBER_AHEAD.sub(" ", text))


class Fresh:
    """Sentences a committee has not written before, and no template twice in a row."""

    TRIES, RECENT = 30, 6

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._recent: deque[str] = deque(maxlen=self.RECENT)

    def say(self, templates: Sequence[str], roll: Random, *tables: Tables, **known: str) -> str:
        """A sentence out of one of the templates; a few words more when it was said already."""
        text = ""
        for attempt in range(self.TRIES):
            template = self._other_than_lately(templates, roll)
            text = say(template, roll, *tables, **known)
            if attempt > self.TRIES // 2:
                text += say("{neighbour}{clock}也提到过。", roll)
            if text not in self._seen:
                self._recent.append(template)
                break
        self._seen.add(text)
        return text

    def _other_than_lately(self, templates: Sequence[str], roll: Random) -> str:
        fresh = [template for template in templates if template not in self._recent]
        return roll.choice(fresh or templates)
