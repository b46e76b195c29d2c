"""What casework tells the list of a new director: elections and casework do not know each other."""

from datetime import timedelta

from casework.cases.models import Case
from casework.duty.models import Shift
from elections.office.contents import OPEN_CASES, SHIFTS, Asked


def open_cases(asked: Asked) -> str:
    """「12 件，其中 2 件超期」."""
    cases = Case.objects.filter(committee=asked.committee).open()
    number = cases.count()
    late = cases.overdue(asked.on).count()
    if not number:
        return ""
    return f"{number} 件" + (f"，其中 {late} 件超期" if late else "")


def shifts(asked: Asked) -> str:
    """「值班排到 12月31日」."""
    rows = Shift.objects.filter(committee=asked.committee).published()
    coming = rows.between(asked.on, asked.on + timedelta(days=62))
    last = coming.order_by("-day").values_list("day", flat=True).first()
    return f"值班排到 {last.month}月{last.day}日" if last else "值班还没有排"


def join() -> None:
    OPEN_CASES.join(open_cases)
    SHIFTS.join(shifts)
