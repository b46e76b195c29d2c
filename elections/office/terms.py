"""Which rules hold for a committee in office, and when its term ends."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from committees.terms.models import Mandate
from committees.terms.states import Origin
from committees.territory.models import Committee
from elections.office.rules import term_alarm, term_ends
from elections.results.models import MandateOrigin
from elections.rulesets.models import RuleSet
from elections.rulesets.rules import LAW_2025, Rules
from elections.timetable.models import Election

NEW_LAW_SINCE = date(2026, 1, 1)
"""《城市居民委员会组织法》（2025 年修订） is in force from this day."""


def rules_for(committee: Committee, on: date) -> Rules:
    """Those of its last real election; without one, the law in force that day."""
    held = Election.objects.public().filter(committee=committee, polling_on__lte=on)
    last = held.select_related("rule_set").order_by("-polling_on", "-pk").first()
    return last.rule_set.rules() if last else law_on(on)


def law_on(on: date) -> Rules:
    return RuleSet.objects.get(code=_law_code(on)).rules()


def _law_code(on: date) -> str:
    return "law_2025" if on >= NEW_LAW_SINCE else "law_2018"


SAME_ROUND = timedelta(days=92)
"""Run-offs seat the last ones up to three months after the first: still one and the same term."""


@dataclass(frozen=True)
class Term:
    """A committee's term in office: its first and last day, empty where nobody wrote it down.
    `alarm`: 12, 6 or 3 months before the end, 0 when it is over, None while there is time."""

    committee: Committee
    began_on: date | None
    ends_on: date | None
    alarm: int | None
    election: Election | None

    @property
    def words(self) -> str:
        """「任期已经到了，晚了 40 天」, 「不到 6 个月就到」; empty while there is time."""
        if self.alarm is None or self.ends_on is None:
            return ""
        day = f"{self.ends_on.year}年{self.ends_on.month}月{self.ends_on.day}日"
        if self.alarm:
            return f"任期 {day}到，不到 {self.alarm} 个月了"
        return f"任期 {day}已经到了，还没有换届"


def terms_of(committees: Iterable[Committee], today: date) -> list[Term]:
    """One for each committee, in the given order. Four queries and the committees."""
    rows = list(committees)
    began = _began(rows, today)
    sets, laws = _sets_of(rows), {one.code: one.rules() for one in RuleSet.objects.all()}
    open_ones = Election.objects.public().under_way().filter(committee__in=rows)
    elections = {one.committee_id: one for one in open_ones.order_by("pk")}
    return [
        _term(one, began.get(one.pk), sets.get(one.pk, ""), laws, elections.get(one.pk), today)
        for one in rows
    ]


def _term(
    committee: Committee,
    began: date | None,
    code: str,
    laws: Mapping[str, Rules],
    election: Election | None,
    today: date,
) -> Term:
    if began is None:
        return Term(committee, None, None, None, election)
    rules = laws.get(code) or laws[_law_code(began)]
    ends = term_ends(began, rules)
    return Term(committee, began, ends, term_alarm(ends, today), election)


def _began(committees: Collection[Committee], today: date) -> dict[int, date]:
    """The first day of the last whole committee elected, by committee."""
    elected = Mandate.objects.filter(committee__in=committees, origin=Origin.ELECTION)
    days = elected.filter(since__lte=today).order_by("committee", "-since")
    found: dict[int, date] = {}
    last: dict[int, date] = {}
    for committee, day in days.values_list("committee", "since").distinct():
        if day >= last.setdefault(committee, day) - SAME_ROUND:
            found[committee] = day
    return found


def _sets_of(committees: Collection[Committee]) -> dict[int, str]:
    """The rule set under which each was elected; nothing for terms older than the portal."""
    origins = MandateOrigin.objects.filter(
        mandate__committee__in=committees, mandate__origin=Origin.ELECTION
    ).order_by("mandate__since")
    code = "result__round__election__rule_set__code"
    return dict(origins.values_list("mandate__committee", code))


def near_its_end(committee: Committee, today: date) -> bool:
    """Is there anything to say about the term? One query, for the page of every morning."""
    origins = MandateOrigin.objects.filter(mandate=OuterRef("pk"))
    years = origins.values("result__round__election__rule_set__term_years")[:1]
    elected = Mandate.objects.filter(committee=committee, origin=Origin.ELECTION)
    days = elected.filter(since__lte=today).order_by("-since", "-pk")
    rows = list(days.values_list("since", Subquery(years)))
    if not rows:
        return False
    began = min(day for day, _ in rows if day >= rows[0][0] - SAME_ROUND)
    rules = replace(LAW_2025, term_years=rows[0][1] or LAW_2025.term_years)
    return term_alarm(term_ends(began, rules), today) is not None
