"""Where the figures of the two shipped sets come from, as rows (DOMAIN §1.2, §2, its sources).

Confirmed means that the text itself was read. Everything else is marked on the page: the street's
election guidance has the last word.
"""

from typing import NamedTuple

LAW_2025 = "《城市居民委员会组织法》（2025 年修订）"
LAW_2018 = "《城市居民委员会组织法》（2018 年修正）"
SHANGHAI = "参照《上海市村民委员会选举办法》（2020）"
ZHEJIANG = "参照《浙江省村民委员会选举办法》（2020）"
CHONGQING = "参照《重庆市居民委员会选举办法》（2025）"
LOCAL_2025 = f"{CHONGQING}；《甘肃省居民委员会选举办法》（2025）"
PRACTICE = "各地做法"
HOUSE = "平台默认"

NAMES = {
    "law_2018": "2018 年修正的组织法（2025 年底以前的选举）",
    "law_2025": "2025 年修订的组织法（2026 年起的选举）",
}


class Source(NamedTuple):
    article: str
    words: str = ""
    confirmed: bool = False


COMMON: dict[str, Source] = {
    "body_least": Source(f"{SHANGHAI}第七条", "七至九人"),
    "body_most": Source(f"{SHANGHAI}第七条", "七至九人"),
    "kin_kinds": Source(f"{ZHEJIANG}第三十一条", "近亲属不得同时任职"),
    "body_days_before": Source(PRACTICE),
    "first_notice_days_before": Source(PRACTICE),
    "registration_days_before": Source(PRACTICE),
    "registration_days": Source(PRACTICE, "社区登记五天"),
    "decision_days": Source(f"{SHANGHAI}第十条", "三日内作出处理决定"),
    "nomination_days_before": Source(PRACTICE),
    "qualification_days_before": Source(PRACTICE),
    "self_nomination_days_before": Source(f"{ZHEJIANG}第二十条"),
    "candidates_days_before": Source(f"{SHANGHAI}第十二条", "选举日的五日前"),
    "withdrawal_days_before": Source(f"{ZHEJIANG}第十九条", "选举日的三日前书面提出"),
    "poll_notice_days_before": Source(f"{SHANGHAI}第十四条；{PRACTICE}"),
    "invalid_rules_days_before": Source(PRACTICE),
    "run_off_days": Source(f"{SHANGHAI}第二十一条", "三十日内"),
    "rerun_days": Source(CHONGQING, "三十日内"),
    "seals_days": Source(f"{SHANGHAI}第二十四条", "当日封存"),
    "handover_days": Source(f"{SHANGHAI}第二十四条；{CHONGQING}第三十六条", "十日内"),
    "complaint_days": Source(CHONGQING, "三十日内书面答复"),
    "nomination_backers": Source(PRACTICE),
    "candidate_order": Source(f"{SHANGHAI}第十二条", "以得票多少为序"),
    "proxy_limit": Source(f"{SHANGHAI}第十六条", "不得超过三人"),
    "proxy_may_be_candidate": Source(ZHEJIANG, "候选人不得接受委托"),
    "proxies_days_before": Source(f"{SHANGHAI}第十六条", "选举日的五日前"),
    "proxy_list_days_before": Source(f"{SHANGHAI}第十六条", "选举日的两日前"),
    "mobile_tellers": Source(f"{ZHEJIANG}第二十四条", "不少于三人"),
    "teller_kin_kinds": Source(f"{SHANGHAI}第十四条；{ZHEJIANG}第二十二条"),
    "overvote_voids": Source(f"{SHANGHAI}第十九条；{PRACTICE}"),
    "double_post_voids": Source(f"{ZHEJIANG}第二十七条"),
    "write_ins": Source(f"{SHANGHAI}第十七条", "另选他人"),
    "batch_ballots": Source(HOUSE),
    "keying_errors_per_1000": Source(HOUSE),
    "turnout_applies_to": Source(f"{SHANGHAI}第二十一条；{HOUSE}"),
    "majority": Source(f"{SHANGHAI}第二十条", "获得参加投票的过半数"),
    "run_off_share": Source(f"{SHANGHAI}第二十一条", "不得少于所投票数的三分之一"),
    "min_filled": Source(HOUSE),
    "leave_vacant": Source(f"{SHANGHAI}第二十一条"),
    "higher_post_counts_lower": Source(PRACTICE),
    "recall_voters": Source(f"{SHANGHAI}第二十七条", "五分之一以上"),
    "recall_representatives": Source(f"{SHANGHAI}第二十七条", "三分之一以上"),
    "recall_days": Source(f"{SHANGHAI}第二十七条", "三十日内"),
    "recall_majority": Source(f"{SHANGHAI}第二十七条", "参加投票的过半数"),
    "recall_bar_years": Source(f"{ZHEJIANG}第三十六条", "一年内"),
    "vacancy_members": Source(f"{SHANGHAI}第二十九条"),
    "vacancy_months": Source(f"{SHANGHAI}第二十九条", "三个月内"),
    "moving_ends_office": Source(HOUSE),
}

SOURCES: dict[str, dict[str, Source]] = {
    "law_2018": COMMON | {
        "adult_age_years": Source(f"{LAW_2018}第八条", "年满十八周岁", True),
        "habitual_residents": Source(f"{LAW_2018}第八条", "本居住地区居民", True),
        "worker_months": Source(HOUSE),
        "body_kin_leaves": Source(HOUSE),
        "members_least": Source(f"{LAW_2018}第七条", "五至九人", True),
        "members_most": Source(f"{LAW_2018}第七条", "五至九人", True),
        "woman_required": Source(HOUSE),
        "term_years": Source(f"{LAW_2018}第八条", "每届任期五年", True),
        "roll_days_before": Source(f"{SHANGHAI}第十条", "选举日的二十日前"),
        "objection_days": Source(f"{SHANGHAI}第十条", "五日内"),
        "contested": Source(HOUSE),
        "proxy_kin_only": Source("参照《村民委员会组织法》（2018）", "委托本村有选举权的近亲属"),
        "turnout_all": Source(f"{LAW_2018}第九条；{HOUSE}", "过半数"),
        "turnout_household": Source(f"{LAW_2018}第九条；{HOUSE}", "过半数"),
        "turnout_representative": Source(f"{LAW_2018}第九条；{HOUSE}", "过半数"),
        "recall_turnout_representative": Source(f"{LAW_2018}第九条；{HOUSE}", "过半数"),
        "unfit_in_a_row": Source(HOUSE),
    },
    "law_2025": COMMON | {
        "adult_age_years": Source(LAW_2025, "年满十八周岁"),
        "habitual_residents": Source(LAW_2025, "经常居住、本人申请参加选举"),
        "worker_months": Source(LAW_2025, "在本社区工作满六个月的社区工作者"),
        "body_kin_leaves": Source(LAW_2025, "本人或者近亲属被提名为候选人的，应当退出"),
        "members_least": Source(LOCAL_2025, "五至九人"),
        "members_most": Source(LOCAL_2025, "五至九人"),
        "woman_required": Source(LOCAL_2025, "应当有妇女成员"),
        "term_years": Source(LAW_2025, "每届任期五年"),
        "roll_days_before": Source(LAW_2025, "选举日的二十日前公布"),
        "objection_days": Source(LAW_2025, "自名单公布之日起五日内"),
        "contested": Source(LAW_2025, "候选人名额应当多于应选名额"),
        "proxy_kin_only": Source(LAW_2025, "书面委托本社区有选举权的居民"),
        "turnout_all": Source(LAW_2025, "过半数"),
        "turnout_household": Source(LAW_2025, "户的代表过半数"),
        "turnout_representative": Source(LAW_2025, "三分之二以上"),
        "recall_turnout_representative": Source(LAW_2025, "超过三分之二的居民代表"),
        "unfit_in_a_row": Source(LAW_2025, "连续两次被评议不称职"),
    },
}  # fmt: skip
