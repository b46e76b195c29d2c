"""Every figure on which an election turns, as one immutable value. No ORM, no clock, no floats.

DOMAIN §1.3 and §2.2–2.4. `LAW_2018` and `LAW_2025` are what the portal ships; a street copies one
and adjusts it, and an election keeps the set it was opened with.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

from elections.rulesets.states import Kin, Mode, Order, Round, Voids
from meetings.kinds.rules import FRACTION_WORDS, parse_share


@dataclass(frozen=True)
class Share:
    """A share of a number of people; `inclusive` says whether exactly the share is enough.

    过半数 and 超过 exclude the number, 以上 and 不得少于 include it (Civil Code art. 1259).
    """

    numerator: int
    denominator: int
    inclusive: bool

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ValueError("比例要大于 0，最多是 1。")

    def met_by(self, votes: int, base: int) -> bool:
        """Is `votes` enough of `base`? No vote at all is never enough, not even of nobody."""
        return votes >= self.least(base)

    def least(self, base: int) -> int:
        """The smallest number of votes that is enough of `base`; at least one."""
        whole, rest = divmod(base * self.numerator, self.denominator)
        return max(1, whole + (1 if rest or not self.inclusive else 0))

    @property
    def text(self) -> str:
        """How it is stored and typed: 「>1/2」, 「>=2/3」."""
        return f"{'>=' if self.inclusive else '>'}{self.numerator}/{self.denominator}"

    @property
    def typed(self) -> str:
        """How a form shows it: 「超过1/2」, 「2/3以上」."""
        part = f"{self.numerator}/{self.denominator}"
        return f"{part}以上" if self.inclusive else f"超过{part}"

    @property
    def part(self) -> str:
        """「半数」「三分之二」「7分之3」."""
        return FRACTION_WORDS.get(
            Fraction(self.numerator, self.denominator),
            f"{self.denominator}分之{self.numerator}",
        )

    @property
    def words(self) -> str:
        """「过半数」「三分之二以上」「超过三分之二」."""
        if self.inclusive:
            return f"{self.part}以上"
        return "过半数" if self.part == "半数" else f"超过{self.part}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 「>1/2」, 「超过1/2」 or 「2/3以上」; ValueError with a Chinese sentence."""
        tidy = text.replace(" ", "").replace("＞", ">").replace("≥", ">=").replace("＝", "=")
        inclusive = tidy.startswith(">=") or tidy.endswith("以上")
        if not inclusive and not tidy.startswith((">", "超过")):
            raise ValueError("请写成“超过1/2”或者“2/3以上”。")
        fraction = parse_share(tidy.strip(">=").removeprefix("超过").removesuffix("以上"))
        return cls(fraction.numerator, fraction.denominator, inclusive)


HALF = Share(1, 2, inclusive=False)
TWO_THIRDS = Share(2, 3, inclusive=True)
THIRD = Share(1, 3, inclusive=True)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The defaults are those of the 2025 law, filled up from the Shanghai village rule (DOMAIN §2).

    `…_days_before`: calendar days before polling day; `…_days`: calendar days after an event,
    which itself is not counted; `…_least` and `…_most` include the number.
    """

    # who may be on the roll (T1)
    adult_age_years: int = 18
    habitual_residents: bool = True
    worker_months: int = 6
    # the election body
    body_least: int = 7
    body_most: int = 9
    body_kin_leaves: bool = True
    # the committee to be elected, and its term
    members_least: int = 5
    members_most: int = 9
    woman_required: bool = True
    kin_kinds: tuple[str, ...] = (Kin.SPOUSE, Kin.PARENT_CHILD, Kin.SIBLING)
    term_years: int = 5
    # the timetable
    body_days_before: int = 35
    first_notice_days_before: int = 34
    registration_days_before: int = 33
    registration_days: int = 5
    roll_days_before: int = 20
    objection_days: int = 5
    decision_days: int = 3
    nomination_days_before: int = 15
    qualification_days_before: int = 12
    self_nomination_days_before: int = 10
    candidates_days_before: int = 5
    withdrawal_days_before: int = 3
    poll_notice_days_before: int = 3
    invalid_rules_days_before: int = 1
    run_off_days: int = 30
    rerun_days: int = 30
    seals_days: int = 0
    handover_days: int = 10
    complaint_days: int = 30
    # candidates
    nomination_backers: int = 10
    contested: bool = True
    candidate_order: str = Order.VOTES
    # proxies, mobile boxes, tellers (T6–T8)
    proxy_limit: int = 3
    proxy_kin_only: bool = False
    proxy_may_be_candidate: bool = False
    proxies_days_before: int = 5
    proxy_list_days_before: int = 2
    mobile_tellers: int = 3
    teller_kin_kinds: tuple[str, ...] = (Kin.SPOUSE, Kin.PARENT_CHILD, Kin.SIBLING)
    # reading and counting ballots (T3, R36)
    overvote_voids: str = Voids.SECTION
    double_post_voids: str = Voids.BALLOT
    write_ins: bool = True
    batch_ballots: int = 50
    keying_errors_per_1000: int = 4
    # the result (T2, T4, T5)
    turnout_all: Share = HALF
    turnout_household: Share = HALF
    turnout_representative: Share = TWO_THIRDS
    turnout_applies_to: tuple[str, ...] = (Round.FIRST, Round.RECALL)
    majority: Share = HALF
    run_off_share: Share = THIRD
    min_filled: int = 5
    leave_vacant: bool = False
    higher_post_counts_lower: bool = False
    # recall, by-election, end of office (T9, T10)
    recall_voters: Share = Share(1, 5, inclusive=True)
    recall_representatives: Share = THIRD
    recall_days: int = 30
    recall_turnout_representative: Share = Share(2, 3, inclusive=False)
    recall_majority: Share = HALF
    recall_bar_years: int = 1
    vacancy_members: int = 3
    vacancy_months: int = 3
    unfit_in_a_row: int = 2
    moving_ends_office: bool = False

    def turnout(self, mode: str, round_: str) -> Share:
        """How many of those entitled must vote for this round to be valid (T2, T9)."""
        if mode == Mode.REPRESENTATIVE:
            recall = round_ == Round.RECALL
            return self.recall_turnout_representative if recall else self.turnout_representative
        return self.turnout_household if mode == Mode.HOUSEHOLD else self.turnout_all


LAW_2025 = Rules()
LAW_2018 = replace(
    LAW_2025,
    worker_months=0,
    body_kin_leaves=False,
    woman_required=False,
    contested=False,
    proxy_kin_only=True,
    turnout_representative=HALF,
    recall_turnout_representative=HALF,
    unfit_in_a_row=0,
)
LAWS = {"law_2018": LAW_2018, "law_2025": LAW_2025}
