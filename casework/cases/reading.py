"""Looking at what not everybody may see: written down each time."""

from casework.cases import policies
from casework.cases.models import Case
from casework.cases.states import CaseKind
from committees.journal.actions import record
from committees.people.models import User


def note_reading(case: Case, *, by: User) -> None:
    """Opening a hardship record or a private case writes one journal row, whoever opens it
    (CONTRACTS, Figures)."""
    if case.kind == CaseKind.HARDSHIP or case.private:
        _record_reading("cases.read", case, by)


def reveal_phone(case: Case, *, by: User) -> None:
    """显示: one journal row each time. Refused: strangers to the committee."""
    policies.may_write(by, case).require()
    _record_reading("cases.reveal", case, by)


def _record_reading(act: str, case: Case, by: User) -> None:
    record(act, case, by=by, committee=case.committee, after="", label=str(case))
