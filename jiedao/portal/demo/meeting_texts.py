"""Topics, places and reasons of meetings."""

from collections.abc import Mapping, Sequence

from meetings.kinds.states import KindKey

TITLES: Mapping[str, str] = {
    KindKey.JOINT: "小区联席会议",
    KindKey.COMMITTEE: "居委会例会",
    KindKey.STUDY: "{month}学习会",
    KindKey.REPRESENTATIVES: "{year}年第{nth}次居民代表会议",
}
TOPICS: Mapping[str, Sequence[str]] = {
    KindKey.JOINT: (
        "{building}楼道灯",
        "{gate}停车秩序",
        "垃圾房改造",
        "{building}外墙空鼓维修",
        "车棚加装充电柜",
        "{building}电梯维保",
        "绿化修剪和采光",
        "楼道堆物清理",
        "{gate}道闸换新",
        "{building}屋面防水",
        "助餐点周末开放",
        "冬季防冻和水管包扎",
        "{wish_public}",
    ),
    KindKey.COMMITTEE: (
        "上周走访情况",
        "在办事项过一遍",
        "下周值班安排",
        "{activity}的准备",
        "困难家庭慰问名单",
        "楼组长会的安排",
        "节日安全检查",
        "宣传栏换新",
        "公约修改意见汇总",
    ),
    KindKey.STUDY: (
        "新的城市居民委员会组织法",
        "社会救助条例",
        "怎么和老人说话",
        "消防和急救常识",
        "个人信息怎么保护",
        "人民调解案例",
        "垃圾分类新要求",
    ),
    KindKey.REPRESENTATIVES: (
        "居委会工作报告",
        "经费收支情况",
        "实事项目：{wish_public}",
        "居民公约修改",
        "下半年工作计划",
        "楼道卫生公约",
    ),
}
PLACES = ("居委会二楼会议室", "居委会会议室", "活动室", "社区学校教室", "老年活动中心")
CANCELLED = ("物业负责人出差，改在下个月", "会议室漏水，另定时间", "到会人数不够，另行通知")

STUDIED = (
    "大家说了各自的情况，意见比较集中。",
    "先看了现场照片，再逐个发言。",
    "居委会介绍了走访听到的意见，到会的人补充了两点。",
    "讨论了费用、时间和谁来做。",
    "对照上次会议的记录，说了进展和难处。",
)
AGREED = (
    "{topic}由物业公司牵头，业委会配合，月底前办好，居委会在公告栏说明。",
    "{topic}先请物业公司拿方案，下次会议前送到居委会。",
    "{topic}由居委会牵头征求楼组意见，物业公司配合。",
    "{topic}按大家商量的办法先试一个月，社区工作站负责收集意见。",
)
DIFFERING = (
    "业委会希望先试一栋楼，再全小区做；物业公司希望一次做完。",
    "物业公司认为人手不够，建议推迟两周；其他各方希望按时。",
    "业委会对费用怎么分摊有不同意见，要回去商量。",
)
IN_COMMITTEE = (
    "按分工去办，下次例会再过一遍。",
    "同意，由分管委员负责。",
    "大家同意，本周内落实。",
)
BY_REPRESENTATIVES = (
    "同意，由居委会去办，下次会议报告办得怎么样。",
    "同意。代表提的两条意见写进去以后，贴在公告栏。",
    "原则同意，按代表的意见再改一稿。",
)
FUND_WORDS = ("外墙", "屋面", "电梯维保", "道闸")
"""What is mostly paid from the repair fund: the sentence of R34 belongs there."""
EXCUSES = ("去医院", "出差", "家里有事", "照顾老人", "和别的会冲突")
UNSIGNED = ("住院，出院后补签", "看过，同意，手不方便写字", "在外地，电话里说同意")
ADDENDUM = "出席名单补上门卫班长，他列席听了第一项，没有表态。"

HANDOVERS = (
    "{building}{fault}，{to_property}，请接着问一声",
    "{neighbour}{soon}来拿{doc}复印件，在抽屉里",
    "钥匙放在左边第二格，{neighbour}{soon}来取",
    "{gate}快递柜占道，物业说{soon}挪",
    "{activity}报名表在桌上，还有 {few} 个名额",
    "街道要报助餐人数，{soon}以前",
    "{neighbour}家里电话打不通，{soon}再打一次",
    "饮水机没水了，已订，{soon}送到",
    "{building}停电通知还没贴完，剩 {few} 张",
    "体检单还有 {some} 张没领，请继续通知",
)
HANDOVER_TABLES = {"doc": ("身份证", "户口簿", "病历", "合同")}
LEAVE_REASONS = ("去女儿家", "住院检查", "回老家", "家里有事", "外出旅游", "带孙子", "眼睛手术")
SWAP_REASONS = (
    "陪老伴看病",
    "孙子家长会",
    "去医院配药",
    "家里来客人",
    "有讲座要听",
    "要等维修上门",
)
REFUSED_WHY = ("那天人手不够，请再找一位", "那天要检查，希望您在")
TAKE_OVER_WHY = ("临时送家人看病", "路上堵车，先替一会儿", "身体不舒服回家休息")
DAY_TROUBLES = (
    "{building}水管漏水，物业已修好",
    "{building}电梯停用两小时，已恢复",
    "{gate}有车辆刮擦，双方已谈好",
    "{neighbour}摔倒，已送医院，家属在",
    "夜里大风，{few} 块雨棚松动，已加固",
    "{building}停电一小时，已恢复",
)
