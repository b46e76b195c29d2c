"""Help given, on the page of a household and of a case."""

from dataclasses import dataclass
from datetime import datetime

from casework.aid.models import Aid, AidLine
from casework.aid.publicity import may_publish, runs
from casework.aid.states import AidKind
from casework.cases.models import Case
from casework.cases.policies import may_write
from casework.cases.states import CaseState
from committees.notices.models import Notice
from committees.notices.shown import state_word
from committees.notices.states import NoticeKind
from committees.people.models import User
from committees.residents.models import Household, Resident
from committees.residents.printout import Printed, Row
from jiedao.common.panels import has
from meetings.disclosure.rules import yuan_words

SHOWN = 10


@dataclass(frozen=True)
class AidSum:
    """What the street reads: how often, and how much."""

    times: int
    fen: int

    @property
    def words(self) -> str:
        money = f"，共 {yuan_words(self.fen)} 元" if self.fen else ""
        return f"帮过 {self.times} 次{money}"


@dataclass(frozen=True)
class Posted:
    """An aid notice of the case, and where it stands."""

    notice: Notice
    word: str
    colour: str
    runs: bool


@dataclass(frozen=True)
class CaseAid:
    case: Case
    aids: list[Aid]
    sum: AidSum
    masked: bool
    may_give: bool
    may_publish: bool
    notices: list[Posted]
    """Aid notices of the case, the newest first; `may_publish` while none is written or hangs."""


@dataclass(frozen=True)
class HouseholdAid:
    household: Household
    lines: list[AidLine]
    older: int
    sum: AidSum
    masked: bool


def case_aid(case: Case, reader: User, at: datetime) -> CaseAid | None:
    """A query for what was given and one for its notices, each only where there are any. None
    where nothing was given or can be."""
    own = reader.reach.works_in(case.committee_id)
    rows = AidLine.objects.sums_for(reader).filter(aid__case=case)
    rows = rows.select_related("aid__fund", "aid__given_by").order_by("-aid__on", "-pk")
    lines = list(rows) if has(case, "aids") else []
    gives = own and bool(may_write(reader, case)) and case.state != CaseState.CLOSED
    gives = gives and bool(case.cares or case.money)
    notices = _posted(case, at) if has(case, "notices") else []
    publishes = may_publish(reader, case) and not any(one.runs for one in notices)
    if not lines and not gives and not publishes and not notices:
        return None
    aids = list({line.aid_id: line.aid for line in lines}.values())
    return CaseAid(case, aids if own else [], _sum(lines), not own, gives, publishes, notices)


def _posted(case: Case, at: datetime) -> list[Posted]:
    rows = case.notices.select_related("notice").order_by("-pk")
    return [Posted(row.notice, *state_word(row.notice, at), runs(row.notice, at)) for row in rows]


def notice_case(notice: Notice, reader: User, at: datetime) -> Case | None:
    """The case an aid notice was written of, for whoever sees that case; one query."""
    if notice.kind != NoticeKind.AID:
        return None
    return Case.objects.visible_to(reader).filter(notices__notice=notice).first()


def household_aid(household: Household, reader: User, at: datetime) -> HouseholdAid | None:
    """One query. The street reads how often and how much, nothing else."""
    own = reader.reach.works_in(household.committee_id)
    if not has(household, "aid_lines"):
        return None
    rows = AidLine.objects.sums_for(reader).filter(household=household)
    lines = list(rows.select_related("aid__fund").order_by("-aid__on", "-pk"))
    if not lines:
        return None
    shown = lines[:SHOWN] if own else []
    return HouseholdAid(household, shown, len(lines) - len(shown), _sum(lines), not own)


def printed_aid(person: Resident, reader: User, at: datetime) -> Printed | None:
    """Help her household was given, on the paper she takes home; one query. None where none was."""
    if not reader.reach.works_in(person.committee_id):
        return None
    rows = AidLine.objects.sums_for(reader).filter(household=person.household_id)
    lines = rows.select_related("aid__fund").order_by("-aid__on", "-pk")
    given = [
        Row(f"{one.aid.on:%Y年%-m月%-d日}", f"{one.aid.what}，{one.aid.fund}") for one in lines
    ]
    return Printed("您家得到的帮扶", given) if given else None


def _sum(lines: list[AidLine]) -> AidSum:
    worth = (line.aid.fen for line in lines if line.aid.kind != AidKind.SERVICE)
    return AidSum(len(lines), sum(worth))
