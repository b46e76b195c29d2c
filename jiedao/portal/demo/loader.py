"""Loads the whole fiction in one transaction: all of it is there, or nothing."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Model

from casework.cases.models import Case, CaseEvent
from casework.doors.models import DoorRecord
from casework.log.doors import rebuild_doors
from casework.log.models import LogEntry
from committees.numbering.models import Counter
from committees.territory.models import Street
from jiedao.portal.demo import (
    care,
    elections,
    forums,
    minutes,
    office,
    people,
    reports,
    stories,
    surveys,
    territory,
)
from jiedao.portal.demo.accounts import Books
from jiedao.portal.demo.cases import Beginning, Cases
from jiedao.portal.demo.duty import Duty, street_slots
from jiedao.portal.demo.helping import Helping
from jiedao.portal.demo.log_entries import Log
from jiedao.portal.demo.meetings import Meetings
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.notices import Board
from jiedao.portal.demo.outcomes import Outcomes
from jiedao.portal.demo.people import Company, Staff, Team
from jiedao.portal.demo.regulations import Library
from jiedao.portal.demo.setting import AHEAD, Setting, days_between
from jiedao.portal.demo.store import Store
from jiedao.portal.demo.troubles import trouble_of

SERIES = "case"
"""As `casework.cases` numbers them."""
Tell = Callable[[str], None]


def load(
    setting: Setting,
    directory: Sequence[tuple[str, str]] | None = None,
    tell: Tell = lambda line: None,
) -> Store:
    """Load the committees of `directory` (all 34) and say how many rows of each kind there are."""
    store = Store()
    with transaction.atomic():
        street = territory.street()
        store.add([street])
        store.add(territory.departments(street))
        store.add(territory.public_numbers(street))
        company = found(setting, store, street, directory or territory.directory())
        board = Board(setting)
        places = []
        for number, team in enumerate(company.teams, 1):
            place = move_in(setting, store, team, company.staff)
            care.write(setting, store, place)
            live(setting, store, place, board)
            surveys.write(setting, store, place)
            place.homes.clear()  # with a full register they are a third of the memory
            places.append(place)
            tell(f"{number}/{len(company.teams)} {team.committee}")
        forums.write(setting, store, places, company.staff)
        minutes.write(setting, store, places)
        board.write_street(store, company.staff, street.phone)
        Library(setting).write(store, places, company.staff)
        store.add(list(office.contacts(setting, places)))
        store.add(list(office.messages(setting, places)))
        office.plan_reminders(setting, store)
        office.journal(street, places, company.staff)
        store.take_stock()
        elections.write(setting, store, places, company.staff)
        stories.write(setting, store, places, company.staff)
    return store


def found(
    setting: Setting, store: Store, street: Street, directory: Sequence[tuple[str, str]]
) -> Company:
    """The committees, the bodies beside them, and everybody who works there."""
    committees = [
        territory.committee(street, order, code, name)
        for order, (code, name) in enumerate(directory, 1)
    ]
    store.add(committees)
    street_slots(store)
    bodies = {committee.code: territory.bodies(committee) for committee in committees}
    store.add([body for four in bodies.values() for body in four])
    company = people.gather(setting, committees, bodies)
    store.add(company.users)
    store.add(company.postings)
    since = company.postings[0].since
    store.add([row for team in company.teams for row in people.mandates(team, since)])
    store.add([row for team in company.teams for row in people.specialised(team)])
    return company


def move_in(setting: Setting, store: Store, team: Team, staff: Staff) -> Neighbourhood:
    """Build the estates of one committee and let the families in."""
    land = territory.ground(setting, team.committee)
    groups: tuple[Sequence[Model], ...] = (
        land.estates,
        land.buildings,
        land.dwellings,
        land.households,
        land.residents,
    )
    for rows in groups:
        store.add(rows)
    if setting.full_register:
        team.committee.households = len(land.households)
        team.committee.save(update_fields=["households"])
    return Neighbourhood(
        committee=team.committee,
        team=team,
        homes=land.homes(),
        buildings=[f"{building.number} 号楼" for building in land.buildings],
        trouble=trouble_of(team.committee.name),
        staff=staff,
    )


def live(setting: Setting, store: Store, place: Neighbourhood, board: Board) -> None:
    """The history of one committee, a year at a time, and the weeks to come."""
    duty, meetings = Duty(setting, place), Meetings(setting, place)
    log = Log(setting, place)
    cases = Cases(setting, place, log)
    outcomes, books = Outcomes(setting, place, board), Books(setting, place, board)
    duty.start(store)
    for first, last in setting.years():
        is_now = last == setting.today
        duty.write(store, first, setting.last_planned if is_now else last)
        work(store, log, cases, first, last)
        told = meetings.write(store, first, last + AHEAD if is_now else last)
        outcomes.write(store, told)
        books.keep(store, first, last)
        board.write(store, place, first, last)
        store.settle()
    reports.write(setting, store, place)
    store.counts[DoorRecord] += rebuild_doors([place.committee], on=setting.today)


def work(store: Store, log: Log, cases: Cases, first: date, last: date) -> None:
    """Log and cases of one year. Cases are numbered in the order in which they were opened."""
    entries: list[LogEntry] = []
    begun = [one for one in cases.late if first <= one.opened_at.date() <= last]
    for day in days_between(first, last):
        entries += log.day(day)
        begun += cases.begun_on(day)
    entries += [beginning.entry for beginning in begun if beginning.entry]
    entries.sort(key=lambda entry: (entry.happened_on, entry.recorded_at))
    store.add(entries)
    _open(store, cases, begun)


def _open(store: Store, cases: Cases, begun: list[Beginning]) -> None:
    rows: list[Case] = []
    events: list[CaseEvent] = []
    counters: dict[int, Counter] = {}
    for beginning in sorted(begun, key=lambda one: one.opened_at):
        year = beginning.opened_at.year
        counter = counters.setdefault(
            year, Counter(committee=cases.committee, series=SERIES, year=year)
        )
        counter.last += 1
        case, timeline = cases.told(beginning, counter.last)
        rows.append(case)
        events += timeline
    helped = Helping(cases.setting, rows, events)
    store.add(rows)
    store.add(events)
    store.add(list(counters.values()))
    helped.write(store)
