"""What stands on the notice boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from committees.notices.states import NoticeKind
from jiedao.portal.demo.texts import Tables


@dataclass(frozen=True)
class Sheet:
    """A notice before its slots are filled. `{day}` is the day it is about."""

    title: str
    body: str
    place: str = ""
    happens: str = ""


TABLES: Tables = {
    "works": ("换总水管", "清洗水箱", "检修加压泵", "接新的消防管", "更换阀门"),
    "power_works": ("检修变压器", "换电缆", "更换电表", "路灯线路改造"),
    "range": ("1—4 号楼", "5—8 号楼", "9—12 号楼", "全小区", "2 号楼、6 号楼", "北区各楼"),
    "span": (
        "上午 9:00 到下午 4:00",
        "上午 8:30 到 11:30",
        "下午 1:00 到 5:00",
        "上午 9:00 到 11:00",
    ),
    "start": ("上午 9:00", "上午 9:30", "下午 1:30", "下午 2:00"),
    "hall": ("居委会二楼会议室", "活动室", "中心花园", "社区学校教室", "助餐点大厅"),
    "give": (
        "量血压、测血糖",
        "理发、磨剪刀",
        "修小家电",
        "讲防骗、答疑",
        "教手机拍照",
        "写春联、送福字",
    ),
    "who_comes": ("居民都可以来", "60 岁以上优先", "带孩子来也欢迎", "名额 {some} 位，先报先得"),
    "event": (
        "包馄饨",
        "插花课",
        "健康讲座",
        "亲子阅读",
        "反诈讲座",
        "书画交流",
        "手机课",
        "读书会",
        "编织小组",
        "老歌会",
        "扇子舞教学",
        "太极拳入门",
        "急救课",
        "旧物交换",
    ),
    "rubbish": ("早上 7:00—9:00，晚上 6:00—8:00", "早上 6:30—8:30，晚上 5:30—7:30"),
    "spent": ("2,260 元", "1,980 元", "2,715 元", "2,430 元", "1,640 元"),
    "yuan": ("3,280 元", "4,150 元", "5,600 元", "2,960 元", "6,420 元"),
}

CALL_US = "有问题请打居委会电话，或者到居委会来问。"

SHEETS: Mapping[str, Sequence[Sheet]] = {
    NoticeKind.WATER: (
        Sheet(
            "{day}停水，{span}",
            "因为{works}，{day}{range}停水，时间是{span}。\n请提前存好水。停水以后请关紧龙头。\n"
            "家里有行动不便的老人，我们可以送水上门，请打电话。",
            "{range}",
            "{day} {span}",
        ),
        Sheet(
            "{range}临时停水",
            "供水单位{works}，{day} {span}停水。\n恢复后先放半分钟，水清了再用。\n"
            "需要帮忙提水的，请打电话给居委会。",
            "{range}",
            "{day} {span}",
        ),
    ),
    NoticeKind.POWER: (
        Sheet(
            "{day}停电，{span}",
            "因为{power_works}，{day}{range}停电，时间是{span}。\n电梯同时停用，请错开时间出门。\n"
            "家里用制氧机等设备的，请提前告诉居委会。",
            "{range}",
            "{day} {span}",
        ),
    ),
    NoticeKind.MEETING: (
        Sheet(
            "请来参加楼组座谈会",
            "{day}{start}在{hall}开楼组座谈会，听听大家的意见。\n议题：{wish_public}；楼道堆物怎么管。\n"
            "不能来的，可以把意见交给楼组长。",
            "{hall}",
            "{day}{start}",
        ),
        Sheet(
            "加装电梯说明会",
            "{day}{start}在{hall}请技术人员讲加装电梯：怎么走、花多少、多久能好。\n"
            "各楼层的居民都欢迎，可以当场提问。",
            "{hall}",
            "{day}{start}",
        ),
    ),
    NoticeKind.ACTIVITY: (
        Sheet(
            "{event}开始报名",
            "{day}{start}在{hall}有{event}，{who_comes}。\n报名可以到居委会，也可以打电话。",
            "{hall}",
            "{day}{start}",
        ),
        Sheet(
            "便民服务日：{give}",
            "{day}{start}起在{hall}{give}，不收钱，{who_comes}。\n下雨改在活动室。",
            "{hall}",
            "{day}{start}",
        ),
        Sheet(
            "老少同乐：{event}",
            "{day}{start}请老人和孩子一起来{hall}，有{event}，还有小奖品。\n{who_comes}。",
            "{hall}",
            "{day}{start}",
        ),
    ),
    NoticeKind.ELECTION: (
        Sheet(
            "推选居民小组长的公告",
            "根据居民代表会议的决定，{day}推选第 {few} 居民小组组长。\n"
            "本组年满 18 周岁的居民都可以推荐，推荐表到居委会领。\n时间和地点见下。",
            "{hall}",
            "{day}{start}",
        ),
    ),
    NoticeKind.AFFAIRS: (
        Sheet(
            "{quarter}工作经费收支公开",
            "{quarter}工作经费：收入 {yuan}，由街道拨付；支出 {spent}。\n"
            "支出用在活动材料、宣传栏更新和值班用品。\n"
            "单据可以到居委会查看，有意见请在 7 日内提出。",
        ),
        Sheet(
            "楼道维修用了多少钱",
            "{building}楼道粉刷和换灯，共用 {spent}，由物业服务费列支，业委会已核对。\n"
            "报价单和验收单贴在宣传栏，有意见请在 7 日内提出。",
            "{building}",
        ),
    ),
    NoticeKind.AID: (
        Sheet(
            "临时救助公示",
            "下列家庭申请临时救助，经入户调查拟同意，现公示 7 天。\n"
            "王*，因病，800 元。\n李**，因失业，1,200 元。\n有不同意见，请打电话或者到居委会说明。",
        ),
        Sheet(
            "最低生活保障公示",
            "下列家庭申请最低生活保障，经核对拟同意，现公示 7 天。\n陈**，1 人。\n"
            "有不同意见，请打电话或者到居委会说明。",
        ),
    ),
    NoticeKind.URGENT: (
        Sheet(
            "紧急：{building}水管爆裂，正在抢修",
            "{building}水管爆裂，先停水抢修，预计三小时。\n请走北侧楼梯，注意脚下。",
            "{building}",
        ),
        Sheet(
            "紧急：大风蓝色预警，请收好阳台物品",
            "今晚有大风，请收好阳台和窗台上的花盆、拖把，关好门窗。\n发现险情请打值班电话。",
            "全小区",
        ),
    ),
    NoticeKind.GENERAL: (
        Sheet(
            "垃圾投放时间调整",
            "从{day}起，投放时间改为{rubbish}。\n错过时间的，请投到北门垃圾房。\n" + CALL_US,
            "全小区",
        ),
        Sheet(
            "灭鼠灭蟑通知",
            "{day}起在绿地和楼道投放灭鼠药，请看好孩子和宠物。\n家里需要药的，到居委会领。",
            "全小区",
        ),
        Sheet(
            "请不要在楼道给电动车充电",
            "最近巡查又看到 {few} 处拉线充电。车棚有充电柜。\n为了大家的安全，谢谢配合。",
            "各楼道",
        ),
        Sheet(
            "{gate}改造期间请绕行",
            "{gate}从{day}起改造，大约一周。步行请走旁边的小门，车辆请走另一个门。\n" + CALL_US,
            "{gate}",
        ),
        Sheet(
            "老年人体检开始预约",
            "{day}起可以预约免费体检，地点在卫生服务中心。\n请带身份证和医保卡，早上不要吃东西。",
            "居委会",
        ),
        Sheet(
            "宣传栏换新，欢迎投稿",
            "下个月宣传栏的题目是“我家的老照片”。照片和文章请在{day}前交到居委会。",
            "居委会",
        ),
    ),
}

STREET_SHEETS: Sequence[tuple[str, Sheet]] = (
    (
        NoticeKind.GENERAL,
        Sheet(
            "社区事务受理中心周六照常开放",
            "受理中心每周六上午 9:00—11:30 照常办事，可以办医保、社保、救助等业务。",
            "受理中心一楼",
        ),
    ),
    (
        NoticeKind.ACTIVITY,
        Sheet(
            "社区文化节：各居委会节目展演",
            "{day}{start}在社区文化中心展演，有合唱、扇子舞和书画。凭票入场，票到各居委会领。",
            "社区文化中心",
            "{day}{start}",
        ),
    ),
    (
        NoticeKind.GENERAL,
        Sheet(
            "今年流感疫苗接种安排",
            "60 岁以上居民可以免费接种，请带身份证到卫生服务中心。接种后请留下观察 30 分钟。",
            "卫生服务中心",
        ),
    ),
    (
        NoticeKind.GENERAL,
        Sheet(
            "冬季用火用电提醒",
            "天冷干燥，请不要在床边用取暖器烘衣服，出门前关火断电。楼道和门口不要堆东西。",
            "全街道",
        ),
    ),
    (
        NoticeKind.URGENT,
        Sheet(
            "紧急：暴雨蓝色预警",
            "今天傍晚有暴雨，请把车停到高处，地下车库请按物业安排。需要帮助请打值班电话。",
            "全街道",
        ),
    ),
)
