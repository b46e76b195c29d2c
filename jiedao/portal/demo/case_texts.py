"""What cases (居民事项) are about, and how they go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.cases.states import CaseKind
from committees.care.states import Care
from jiedao.portal.demo.texts import Tables


@dataclass(frozen=True)
class Topic:
    """A kind of matter: its title and text, the steps it takes, and how it ends.

    `at_home`: it belongs to a household; otherwise to a place. `waits_for`: who has to answer.
    """

    kind: str
    title: str
    text: str
    steps: Sequence[str]
    waits_for: str
    outcome: str
    cares: Sequence[str] = ()
    evidence: str = ""
    at_home: bool = True
    place: str = ""


TABLES: Tables = {
    "leak": ("地漏没有封好", "接头老化", "浴缸下面的软管裂了", "防水层年久失效"),
    "lamp": ("感应头坏了", "线路受潮", "灯管到期了", "开关接触不良"),
    "lock": ("主板受潮", "门轴变形", "电源模块坏了", "磁力锁松了"),
    "thanks": (
        "说已经好了",
        "说比以前好",
        "没有别的意见",
        "谢谢大家",
        "本人说放心了",
        "家里人也说好",
        "请大家以后再留心",
    ),
    "paper": ("收入证明", "病历和发票", "户口簿复印件", "失业登记表", "租赁合同"),
    "amount": ("600 元", "800 元", "1,000 元", "1,200 元", "1,500 元", "2,000 元", "2,400 元"),
    "seen": (
        "去现场看了，拍了照片",
        "请物业主管一起看了现场",
        "今天又去看了一次，{neighbour}也在",
        "在楼组群里问了，{some} 户回了话",
        "和楼组长一起量了尺寸",
        "{clock}去看，情况和居民说的一样",
    ),
    "called": (
        "上门看了，情况属实",
        "电话联系上了，约{soon}",
        "和社工一起上门，坐了半小时",
        "今天又去了一次，本人在家",
        "和家里人通了电话",
        "楼组长陪着去看过",
    ),
    "between": (
        "和楼组长一起上门，听了两边的话",
        "两边都打了电话，口气缓和了",
        "约{soon}在居委会坐下来谈",
        "请调解委员一起去了一次",
        "{neighbour}在中间说了话，两边都肯让一步",
    ),
    "push": (
        "催了一次，对方说{soon}给答复",
        "发了函，附上照片",
        "打了两次电话，{soon}再联系",
        "请街道社区科帮着联系",
        "联席会议上提了，记为议定事项",
        "把居民的原话转过去了",
    ),
}

FAULT = ("{seen}。", "{push}。", "配件到了，{soon}装。")
"""Steps of any repair; what was wrong stands in the topic itself."""

TOPICS: tuple[Topic, ...] = (
    Topic(
        CaseKind.ISSUE,
        "卫生间漏水到楼下",
        "楼下反映卫生间顶上渗水，{since}，天花板已经发黄。希望两家一起看一看。",
        (
            "{called}。",
            "物业来看过，是{leak}。",
            "试了关水一天，楼下不再滴，能确定是地漏。",
            "{push}。",
        ),
        "物业",
        "地漏重新做了防水，试水两天不漏。",
    ),
    Topic(
        CaseKind.ISSUE,
        "楼道灯不亮",
        "{building}{floor}感应灯不亮，{since}，晚上老人上下楼看不清。",
        (*FAULT, "物业来看过，是{lamp}。", "先放了一盏应急灯。"),
        "物业",
        "换了灯管和感应头，晚上去看过，亮了。",
        at_home=False,
        place="{building}{floor}",
    ),
    Topic(
        CaseKind.ISSUE,
        "电梯有异响",
        "{building}电梯上到中间有“咯噔”声，{since}，居民不敢乘。",
        ("{push}。", "维保来过，先停用半天检查导轨。", "维保说要换导靴，{soon}到货。"),
        "电梯维保单位",
        "维保换了导靴并做了平衡，连看三天没有异响。",
        at_home=False,
        place="{building}",
    ),
    Topic(
        CaseKind.ISSUE,
        "晚上停车堵住消防通道",
        "{gate}晚上 {few} 辆车停在消防通道，{long}，担心救护车进不来。",
        ("{seen}。", "请物业在地上画黄线。", "{few} 位车主愿意挪到东侧。", "{push}。"),
        "物业",
        "画了黄线，装了隔离桩，一周没有车再停。",
        at_home=False,
        place="{gate}",
    ),
    Topic(
        CaseKind.ISSUE,
        "阳台外墙空鼓",
        "阳台外墙空鼓，有小块掉落，{since}。楼下是走道，怕伤人。",
        (
            "先拉了警戒线，放了牌子。",
            "工程队来敲过，空鼓有 {few} 处。",
            "业委会同意动用应急维修。",
            "{push}。",
        ),
        "业委会",
        "空鼓部分凿除重做，警戒线撤了。",
    ),
    Topic(
        CaseKind.ISSUE,
        "下水道反复堵塞",
        "{building}底楼厨房下水道反水，{since}，已经是今年第 {few} 次。",
        ("{seen}。", "管道机通了一次，只好了两天。", "查图纸，主管坡度不够。", "{push}。"),
        "物业",
        "换了一段主管，连续两周通畅。",
        at_home=False,
        place="{building}底楼",
    ),
    Topic(
        CaseKind.ISSUE,
        "门禁坏了关不上",
        "{building}单元门禁失灵，门整天开着，{since}，居民担心安全。",
        (*FAULT, "物业来看过，是{lock}。"),
        "物业",
        "换了主板，重新录了门卡。",
        at_home=False,
        place="{building}",
    ),
    Topic(
        CaseKind.ISSUE,
        "车棚充电口不够用",
        "车棚充电口只有 {some} 个，{long}，晚上要排队，有人把电瓶拿回家充。",
        ("数了电动车，一共 {some} 辆。", "{push}。", "充电公司说可以加一组。", "{seen}。"),
        "充电公司",
        "加了一组充电柜，{few} 处拉线都收掉了。",
        at_home=False,
        place="车棚",
    ),
    Topic(
        CaseKind.ISSUE,
        "树枝挡住采光",
        "{building}前面的树长过三楼，{long}，屋里白天要开灯。",
        ("{seen}。", "绿化队说要先报修剪手续。", "问了楼里 {few} 户，都同意剪。", "{push}。"),
        "绿化部门",
        "修剪完成，三楼以下都见光了。",
        at_home=False,
        place="{building}前",
    ),
    Topic(
        CaseKind.ISSUE,
        "水压太低",
        "早晚用水时段热水器打不着，{since}，同一竖管的 {few} 户都这样。",
        ("{called}。", "测了水压，确实偏低。", "物业说加压泵滤网要清。", "{push}。"),
        "供水所",
        "清了加压泵滤网，水压恢复。",
    ),
    Topic(
        CaseKind.ISSUE,
        "异味大，想多冲洗一次",
        "垃圾房离{building}太近，{long}，开窗有味道，希望多冲洗一次。",
        ("{seen}。", "保洁改为早晚各冲一次。", "装了除味设备，先试一周。", "{push}。"),
        "物业",
        "早晚各冲洗一次，居民说味道小多了。",
        at_home=False,
        place="垃圾房",
    ),
    Topic(
        CaseKind.ISSUE,
        "扶手松动",
        "{building}{floor}扶手松动，{since}，老人不敢扶。",
        ("{seen}。", "先用铁丝扎牢，贴了提醒。", "焊工约了{soon}。", "{push}。"),
        "物业",
        "焊好并刷了漆，逐层试过。",
        at_home=False,
        place="{building}{floor}",
    ),
    Topic(
        CaseKind.ISSUE,
        "屋面漏雨",
        "{building}顶楼 {few} 户屋面漏雨，{since}，要用脸盆接水。",
        (
            "{seen}。",
            "物业上去看过，卷材裂开。",
            "先盖了防雨布。",
            "业委会在问维修资金。",
            "{push}。",
        ),
        "业委会",
        "裂缝重新铺了卷材，下过雨再看，不漏了。",
        at_home=False,
        place="{building}顶楼",
    ),
    Topic(
        CaseKind.ISSUE,
        "快递堆放占道",
        "{gate}傍晚快递堆在人行道上，{since}，轮椅和童车过不去。",
        ("{seen}。", "和 {few} 家快递员说好靠墙放。", "物业腾出岗亭后面一块地方。", "{push}。"),
        "物业",
        "快递改到岗亭后面，人行道空出来了。",
        at_home=False,
        place="{gate}",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "申请临时救助",
        "家里有人住院，{long}，开销大。想申请临时救助，还缺{paper}。",
        (
            "讲了条件，带回一张材料清单。",
            "补来了{paper}。",
            "{called}。",
            "材料齐了，送街道审核。",
            "街道来电，要补一份{paper}。",
        ),
        "街道",
        "临时救助 {amount}已经到账。",
        (Care.POVERTY,),
        "到账短信，本人签收单。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "独居，想订助餐",
        "老人一个人住，自己烧饭不方便，{long}，子女在外地，想每天送一顿午饭。",
        ("{called}。", "和助餐点说好，先试一周。", "饭送到了，老人说软硬合适。", "{push}。"),
        "助餐点",
        "助餐送上门，每周一到周五，第一个月已开始。",
        (Care.ELDER,),
        "助餐登记表，两周的签收记录。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "要做适老化改造",
        "老人在浴室滑过一跤，{for_days}，想装扶手和坐便椅，子女也赞成。",
        ("{called}。", "评估员上门量了尺寸。", "方案给子女看过，同意。", "{push}。"),
        "评估机构",
        "浴室装了两根扶手和防滑砖，老人自己能用。",
        (Care.ELDER,),
        "完工照片，家属签字的验收单。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "失业，请帮着找工作",
        "家里靠一个人的收入，失业{long}，愿意做保安、保洁或者超市。",
        ("登记了就业意向。", "推荐了两家，{weekday}面试。", "第一家太远，再找。", "{called}。"),
        "用工单位",
        "在小区附近超市上班，已经签了合同。",
        (Care.HARDSHIP,),
        "劳动合同首页复印件。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "孩子放学没人看",
        "父母都上夜班，{long}，孩子放学后一个人在家，希望有地方写作业。",
        ("{called}。", "和活动室说好，每天留到六点。", "志愿者老师{weekday}开始。", "{push}。"),
        "志愿者",
        "孩子每天在活动室写作业，六点由家人接走。",
        (Care.CHILD,),
        "两周的接送登记。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "轮椅进出不便",
        "单元门口有三级台阶，轮椅要人抬，{long}。希望做一个坡道。",
        ("{called}。", "请残联看了现场，坡度够。", "业委会同意占用绿地一角。", "{push}。"),
        "残联",
        "坡道做好了，轮椅自己能上下。",
        (Care.DISABILITY,),
        "完工照片，本人试过。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "想申请低保",
        "家里没有固定收入，{long}，材料不会填，请居委会帮着申请最低生活保障。",
        (
            "一项一项对了条件。",
            "帮着填了申请表，本人签字。",
            "入户调查做完了。",
            "还差{paper}。",
            "街道在核对家庭经济状况。",
        ),
        "街道",
        "低保批下来了，下个月起发放。",
        (Care.POVERTY, Care.HARDSHIP),
        "批准通知书。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "出院后没人照料",
        "骨折出院 {few} 天，家里白天没人，上下床要人帮。",
        ("{called}。", "申请了照护，评估{soon}来。", "{neighbour}愿意每天看一次。", "{push}。"),
        "护理站",
        "护理员每天来两小时，家属也调整了班次。",
        (Care.ELDER, Care.HARDSHIP),
        "护理站的服务单。",
    ),
    Topic(
        CaseKind.HARDSHIP,
        "助残补贴中断",
        "补贴停发 {few} 个月，不知道哪里出了问题。",
        ("查了，是银行卡换过。", "陪着去更新了卡号。", "{called}。", "{push}。"),
        "受理中心",
        "停发的补贴已经补上。",
        (Care.DISABILITY,),
        "银行到账明细。",
    ),
    Topic(
        CaseKind.DISPUTE,
        "与楼上为噪声有矛盾",
        "楼上夜里走动和拖椅子，{long}，已经吵过两次，想请居委会调解。",
        (
            "分头听了两家的话。",
            "楼上答应铺地垫，椅脚包布套。",
            "{between}。",
            "两家坐下来谈了一次，气氛还好。",
        ),
        "楼上住户",
        "两家签了调解协议，十点以后不拖椅子。",
    ),
    Topic(
        CaseKind.DISPUTE,
        "邻里为楼道堆物争执",
        "{building}{floor}公共走道放鞋柜和纸箱，{long}，邻居提过多次。",
        ("{between}。", "拿公约给大家看了。", "先搬走了一半。", "约了{soon}再看一次。"),
        "堆物的住户",
        "走道清空，鞋柜搬进屋里。",
        at_home=False,
        place="{building}{floor}",
    ),
    Topic(
        CaseKind.DISPUTE,
        "装修敲墙，要商定时间",
        "邻居装修，午休时间敲墙，{for_days}，家里有老人休息不好。",
        ("请装修队看了作息告知。", "两家说好中午 11 点半到 2 点不施工。", "{between}。"),
        "装修队",
        "按商定的时间施工，贴在门口。",
    ),
    Topic(
        CaseKind.DISPUTE,
        "空调滴水引起争执",
        "楼上空调水滴在雨棚上，{for_days}，夜里响，两家说话有点急。",
        ("{between}。", "建议接一根软管到落水管。", "材料费两家各出一半，都同意。"),
        "安装师傅",
        "软管接好，夜里不响了。",
    ),
    Topic(
        CaseKind.DISPUTE,
        "子女赡养意见不一",
        "老人的几个子女为轮流照料意见不一，{long}，老人请居委会主持。",
        ("分别打了电话。", "约了三个子女{soon}一起来。", "初步说好按月轮。", "{called}。"),
        "几位子女",
        "子女按月轮流照料，写成协议，老人同意。",
    ),
    Topic(
        CaseKind.ADVICE,
        "问{service}怎么办",
        "问{service}要哪些材料，{told}。",
        ("查了最新的办事指南，回了电话。", "打电话问过受理中心，材料一样。"),
        "受理中心",
        "材料和地点都讲清楚了，居民自己去办。",
    ),
    Topic(
        CaseKind.ADVICE,
        "问加装电梯进度",
        "问征询做到哪一步，最近 {some} 天没有听到消息。",
        ("查了征询表，还差 {few} 户。", "问了街道，方案在公示。"),
        "街道",
        "进度告诉了居民，楼组长也知道。",
    ),
    Topic(
        CaseKind.ADVICE,
        "问小区停车月租",
        "家里新买车，问月租车位还有没有，怎么排队。",
        ("问了物业，前面还有 {some} 户。", "登记了车牌，排上了。"),
        "物业",
        "已经登记排队，物业会电话通知。",
    ),
    Topic(
        CaseKind.PROPOSAL,
        "建议{wish_public}",
        "建议{wish_public}，楼里 {some} 户邻居也赞成。",
        ("{seen}。", "请物业估价，大约 {amount}。", "列入下次联席会议。", "{push}。"),
        "联席会议",
        "联席会议同意，已经做好。",
        at_home=False,
        place="{building}一带",
    ),
    Topic(
        CaseKind.PROPOSAL,
        "建议活动室周末开放{activity}",
        "上班的人平时没空，建议周末在活动室办{activity}，{some} 人愿意参加。",
        ("问了志愿者，有人愿意看门。", "先试两个周末。", "和社工一起排了场地。"),
        "志愿者",
        "周六上午开放，由志愿者轮流看门。",
        at_home=False,
        place="活动室",
    ),
    Topic(
        CaseKind.PROPOSAL,
        "建议把人行道补平",
        "{gate}到公交站一段地砖高低不平，{long}，推轮椅很颠。",
        ("{seen}。", "拍照报了街道。", "市政来量过。", "{push}。"),
        "市政部门",
        "补平了 {some} 米，推车不颠了。",
        at_home=False,
        place="{gate}",
    ),
)

LOGGED = {
    "desk": "来说：{text}已登记，{owner}来办。",
    "phone": "来电：{text}已登记，{owner}来办。",
    "visit": "走访时说：{text}已登记，{owner}来办。",
    "patrol": "巡查看到：{text}已登记，{owner}来办。",
}
"""The entry a case grew out of, by the source of the case."""
OFFERED = (
    "这一片是您负责的，请您接着办。",
    "我{weekday}起请假，请您接手。",
    "您和物业熟，请您来办。",
)
ACCEPTED = ("好的，我来办。", "接下了，{soon}先去看看。", "收到，材料放我这里。")
FOLLOWED_UP = (
    "满意。打电话问过，{thanks}。",
    "满意。上门问过，{thanks}。",
    "满意。隔了一天再问，{thanks}。",
    "满意。在小区里碰到，{thanks}。",
)
DECLINED = ("这几天在医院陪护，办不了。", "这一户我不熟，还是您来合适。")
AT_ONCE = "当场讲清楚，居民没有别的问题。"
REOPENED = ("居民来电说又有问题，接着办。", "去看过，老毛病又犯了。")
