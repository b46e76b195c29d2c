"""Small records of a street for tests: a shift, a visit, a case, a meeting, each in one line."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from casework.duty.models import Rota, Shift
from casework.log.models import LogEntry
from committees.people.models import User
from committees.residents.models import Dwelling, Household, Resident
from committees.territory.models import Building, Committee, Estate
from meetings.convening.models import Meeting
from meetings.resolutions.models import ActionItem, Resolution
from tests.gatherings import a_meeting, a_topic


class Scene:
    """Makes records of committees; `by` writes them all."""

    def __init__(self, by: User, now: datetime) -> None:
        self.by, self.now = by, now
        self.today = timezone.localdate(now)
        self._numbers = iter(range(1, 100_000))

    def shift(
        self,
        committee: Committee,
        day: date,
        *,
        minutes_late: int | None = 0,
        state: str = "published",
        hour: int = 0,
    ) -> Shift:
        """A shift of an hour; `minutes_late` None: nobody checked in."""
        month = day.replace(day=1)
        rota, _ = Rota.objects.get_or_create(
            committee=committee, month=month, defaults={"state": state}
        )
        starts_at = timezone.make_aware(datetime(day.year, day.month, day.day, hour))
        seat = next(self._numbers) % 30_000
        came = None if minutes_late is None else starts_at + timedelta(minutes=minutes_late)
        return Shift.objects.create(
            committee=committee,
            rota=rota,
            day=day,
            slot="morning",
            seat=seat,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            checked_in_at=came,
        )

    def shifts(self, committee: Committee, day: date, *, manned: int, missing: int) -> None:
        for _ in range(manned):
            self.shift(committee, day)
        for _ in range(missing):
            self.shift(committee, day, minutes_late=None)

    def entry(self, committee: Committee, day: date, **changes: Any) -> LogEntry:
        values = {"kind": "call", "text": "问停水的事", "author": self.by}
        return LogEntry.objects.create(
            committee=committee, happened_on=day, **{**values, **changes}
        )

    def visits(self, committee: Committee, day: date, households: int) -> None:
        for _ in range(households):
            self.entry(committee, day, kind="home", household=self.household(committee))

    def household(self, committee: Committee, name: str = "张小明") -> Household:
        number = next(self._numbers)
        estate, _ = Estate.objects.get_or_create(committee=committee, name="一小区")
        building, _ = Building.objects.get_or_create(estate=estate, number="3")
        dwelling = Dwelling.objects.create(
            committee=committee, building=building, room=str(number), door=f"3-{number}"
        )
        household = Household.objects.create(committee=committee, dwelling=dwelling)
        Resident.objects.create(committee=committee, household=household, name=name, is_head=True)
        return household

    def case(self, committee: Committee, due_on: date, **changes: Any) -> Case:
        number = next(self._numbers)
        values = {
            "title": f"第 {number} 件事",
            "kind": "issue",
            "owner": self.by,
            "opened_by": self.by,
            "opened_at": self.now,
            "year": self.today.year,
            "number": number,
        }
        return Case.objects.create(committee=committee, due_on=due_on, **{**values, **changes})

    def item(self, committee: Committee, due_on: date, *, done_on: date | None = None) -> Any:
        """A thing agreed at a meeting a month earlier; `done_on`: done that day and confirmed."""
        made_on = due_on - timedelta(days=30)
        outcome = self.outcome(committee, made_on, publish_by=None)
        done = None if done_on is None else self._noon(done_on)
        return ActionItem.objects.create(
            committee=committee,
            resolution=outcome,
            what="换灯",
            due_on=due_on,
            person=self.by,
            written_by=self.by,
            state="confirmed" if done else "accepted",
            proof="换好了" if done else "",
            done_at=done,
            confirmed_at=done,
            confirmed_by=self.by if done else None,
        )

    def outcome(self, committee: Committee, made_on: date, publish_by: date | None) -> Resolution:
        """An outcome of a joint meeting; with `publish_by` residents are to read it."""
        meeting = a_meeting(
            committee,
            title="小区联席会议",
            place="二楼",
            starts_at=self._noon(made_on),
            convened_by=self.by,
            state="held",
        )
        return Resolution.objects.create(
            committee=committee,
            year=made_on.year,
            number=next(self._numbers) % 30_000,
            meeting=meeting,
            topic=a_topic(meeting, "楼道灯", state="settled"),
            kind="other",
            text="换灯",
            made_on=made_on,
            publish_by=publish_by,
            written_by=self.by,
        )

    @staticmethod
    def _noon(day: date) -> datetime:
        return timezone.make_aware(datetime(day.year, day.month, day.day, 12))

    def representatives(self, committee: Committee, day: date, state: str = "held") -> Meeting:
        return a_meeting(
            committee,
            "representatives",
            title="居民代表会议",
            place="活动室",
            starts_at=timezone.make_aware(datetime(day.year, day.month, day.day, 14)),
            convened_by=self.by,
            state=state,
        )
