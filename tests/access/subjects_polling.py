"""Polling day, count and result in each state, for the access matrix: rehearsals, so that several
stand beside each other in one committee."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from committees.files.models import StoredFile
from committees.territory.models import Committee
from elections.ballots.models import DoubleIssue, Issued, MobileListing, Proxy, Station
from elections.ballots.states import Way
from elections.counting.models import Batch, WallPhoto
from elections.results.models import Challenge, Correction, Result
from elections.results.sheets import sha256_of
from elections.timetable.models import Election, Round
from tests.cast import Cast
from tests.elections.makers import an_election
from tests.elections.polling import Poll, a_poll

Made = dict[str, Any]
Maker = Callable[[Cast, Committee, str], Made]


def _poll(committee: Committee, canary: str, stage: str = "polling") -> Poll:
    """Open stations that say the secret word."""
    poll = a_poll(committee, roll=12, stage=stage, rehearsal=True)
    Station.objects.filter(round=poll.round).update(place=canary)
    Round.objects.filter(pk=poll.round.pk).update(opened_at=timezone.now())
    return poll.fresh()


def _key(stage: str) -> Maker:
    def make(cast: Cast, committee: Committee, canary: str) -> Made:
        return {"key": _poll(committee, canary, stage).election.key}

    return make


def _station(cast: Cast, committee: Committee, canary: str) -> Made:
    poll = _poll(committee, canary)
    return {"key": poll.election.key, "pk": poll.stations[0].pk}


def _listing(committee: Committee, canary: str) -> tuple[Poll, MobileListing]:
    poll = _poll(committee, canary)
    Station.objects.filter(pk=poll.stations[1].pk).update(kind="mobile")
    row = MobileListing.objects.create(
        round=poll.round, station=poll.stations[1], voter=poll.voters[5], reason="old"
    )
    return poll, row


def _box(cast: Cast, committee: Committee, canary: str) -> Made:
    poll, row = _listing(committee, canary)
    return {"key": poll.election.key, "pk": row.station_id}


def _on_list(cast: Cast, committee: Committee, canary: str) -> Made:
    poll, row = _listing(committee, canary)
    return {"key": poll.election.key, "pk": row.station_id, "listing": row.pk}


def _proxied(committee: Committee, canary: str) -> tuple[Poll, Proxy]:
    poll = _poll(committee, canary)
    row = Proxy.objects.create(
        round=poll.round,
        giver=poll.voters[5],
        holder=poll.voters[6],
        paper=canary[:40],
        registered_on=timezone.localdate(),
        registered_by=poll.head,
    )
    return poll, row


def _proxies(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _proxied(committee, canary)[0].election.key}


def _proxy(cast: Cast, committee: Committee, canary: str) -> Made:
    poll, row = _proxied(committee, canary)
    return {"key": poll.election.key, "pk": row.pk}


def _mark(poll: Poll, table: Any, **more: Any) -> Any:
    return table.objects.create(
        round=poll.round,
        voter=poll.voters[5],
        station=poll.stations[0],
        minute=timezone.now(),
        by=poll.issuer,
        **more,
    )


def _issued(cast: Cast, committee: Committee, canary: str) -> Made:
    poll = _poll(committee, canary)
    return {"key": poll.election.key, "pk": _mark(poll, Issued, way=Way.OWN).pk}


def _double(cast: Cast, committee: Committee, canary: str) -> Made:
    poll = _poll(committee, canary)
    _mark(poll, Issued, way=Way.OWN)
    return {"key": poll.election.key, "pk": _mark(poll, DoubleIssue).pk}


def _counting(committee: Committee, canary: str) -> Poll:
    poll = _poll(committee, canary, "counting")
    later = timezone.now() + timedelta(minutes=1)
    Round.objects.filter(pk=poll.round.pk).update(closed_at=later)
    Batch.objects.create(round=poll.round, number=1, size=5)
    return poll.fresh()


def _count(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _counting(committee, canary).election.key}


def _batch(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _counting(committee, canary).election.key, "batch": 1}


def _photo(cast: Cast, committee: Committee, canary: str) -> Made:
    poll = _counting(committee, canary)
    file = StoredFile.objects.create(
        committee=committee, kind="photo", name=canary, path=f"{poll.election.key}.jpg", size=1
    )
    photo = WallPhoto.objects.create(round=poll.round, file=file)
    return {"key": poll.election.key, "pk": photo.pk}


def a_sheet(canary: str) -> dict[str, Any]:
    """A published sheet whose only name is the secret word."""
    seats = {"post": "chair", "elected": [canary], "tied": [], "vacant": 0, "next": "none"}
    outcome = {"valid": True, "void_reason": None, "base": 5, "contests": [seats]}
    raw = {
        "rule_set": "law_2025",
        "mode": "all",
        "round": "first",
        "entitled": 8,
        "issued": 5,
        "collected": 5,
        "invalid": 0,
        "blank": 0,
        "contests": [{"post": "chair", "seats": 1, "invalid_sections": 0, "votes": [[canary, 5]]}],
        "kin": [],
        "parameters": {},
        "claimed": {**outcome, "explanation": [f"{canary}得 5 票。"]},
    }
    return {**raw, "sha256": sha256_of(raw)}


def _result(round_: Round, by: Any, canary: str, *, published: bool) -> Result:
    sheet = a_sheet(canary)
    return Result.objects.create(
        round=round_,
        sheet=sheet,
        outcome=sheet["claimed"],
        sha256=sheet["sha256"],
        valid=True,
        finished_by=by,
        published_at=timezone.now() if published else None,
    )


def _ended(committee: Committee, canary: str, stage: str) -> tuple[Poll, Result]:
    poll = _poll(committee, canary, stage)
    return poll, _result(poll.round, poll.head, canary, published=stage == "published")


def _finished(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _ended(committee, canary, "finished")[0].election.key}


def _published(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _ended(committee, canary, "published")[0].election.key}


def _public(cast: Cast, committee: Committee, canary: str) -> Made:
    """A real one, which everybody reads; at most one of a committee is under way."""
    running = Election.objects.under_way().filter(committee=committee, rehearsal=False)
    election = running.first() or an_election(committee)
    number = election.rounds.count() + 1
    round_ = election.rounds.create(number=number, polling_on=election.polling_on)
    _result(round_, cast.clerk, canary, published=True)
    return {"key": election.key}


def _correction(cast: Cast, committee: Committee, canary: str) -> Made:
    poll, result = _ended(committee, canary, "published")
    row = Correction.objects.create(
        result=result,
        sheet=result.sheet,
        outcome=result.outcome,
        sha256=result.sha256,
        why=canary,
        made_by=poll.scrutineer,
    )
    return {"key": poll.election.key, "pk": row.pk, "step": "agree"}


def _challenged(committee: Committee, canary: str) -> tuple[Poll, Challenge]:
    poll = _poll(committee, canary)
    today = timezone.localdate()
    row = Challenge.objects.create(
        election=poll.election, filed_by=canary, filed_on=today, words=canary, due_on=today
    )
    return poll, row


def _challenges(cast: Cast, committee: Committee, canary: str) -> Made:
    return {"key": _challenged(committee, canary)[0].election.key}


def _challenge(cast: Cast, committee: Committee, canary: str) -> Made:
    poll, row = _challenged(committee, canary)
    return {"key": poll.election.key, "pk": row.pk}


POLLING: dict[str, Maker] = {
    "poll": _key("polling"),
    "poll_station": _station,
    "poll_box": _box,
    "poll_listing": _on_list,
    "poll_proxies": _proxies,
    "poll_proxy": _proxy,
    "poll_issued": _issued,
    "poll_double": _double,
    "poll_count": _count,
    "poll_batch": _batch,
    "poll_photo": _photo,
    "poll_finished": _finished,
    "poll_published": _published,
    "poll_public": _public,
    "poll_correction": _correction,
    "poll_challenges": _challenges,
    "poll_challenge": _challenge,
}
