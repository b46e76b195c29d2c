"""Finished → signed by two → published. Before that nobody but the counting team reads a figure."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.journal.actions import record
from committees.people.models import User
from committees.reach.states import Role
from elections.ballots.stations import locked_round
from elections.counting.policies import may_supervise
from elections.counting.querysets import SUPERVISING
from elections.results.building import DIFFERS, judged, obstacles
from elections.results.models import Recheck, Result, Signing
from elections.results.recount import recount
from elections.results.sheets import sha256_of
from elections.results.states import Signer
from elections.timetable.models import Election, Round
from elections.timetable.moving import step_to
from elections.timetable.states import Stage
from jiedao.common.errors import Refused
from jiedao.common.followers import Followers


@dataclass(frozen=True)
class Announced:
    """A result has just been published by the one of the two who signed it, beside the other."""

    result: Result
    by: User
    beside: User
    at: datetime


ANNOUNCED: Followers[Announced] = Followers()
"""What publication brings with it (the public notice); called in the act's transaction."""

SIGNS = {Role.SCRUTINEER: Signer.SCRUTINEER, Role.ELECTION_HEAD: Signer.HEAD}
TWO_PEOPLE = "总监票人和选举委员会主任要由两个人签字。"


def finish_count(round_: Round, *, by: User, at: datetime) -> Result:
    """Write the result sheet: batches, sheets and wall agree, or the round is void.

    Refused with every obstacle in words, and when `recount.py` would say something else.
    """
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        may_supervise(by, round_).require()
        open_ = obstacles(round_)
        if open_:
            raise Refused("".join(open_))
        raw, decided = judged(round_)
        result = Result.objects.create(
            round=round_,
            sheet=raw,
            outcome=decided.as_output(),
            sha256=raw["sha256"],
            valid=decided.valid,
            finished_by=by,
            finished_at=at,
        )
        step_to(round_.election, Stage.FINISHED, by=by, on=timezone.localdate(at))
        record("results.finish", result, by=by, committee=round_.election.committee, after="")
    return result


def send_back(result: Result, *, by: User, why: str, at: datetime) -> Round:
    """One of the two who sign wants it counted again: the unpublished sheet is thrown away.

    Refused without a reason, and once it is published: then only a correction beside it helps.
    """
    with transaction.atomic():
        result, election = locked_result(result)
        must_supervise(by, election)
        if result.published_at is not None:
            raise Refused("结果已经公布，不能退回。弄错了请在旁边写更正。")
        if not why.strip():
            raise Refused("请写为什么退回。")
        round_ = result.round
        record("results.send-back", result, by=by, committee=election.committee, after="")
        result.signings.all().delete()
        result.delete()
        step_to(election, Stage.COUNTING, by=by, on=timezone.localdate(at))
    return round_


def locked_result(result: Result) -> tuple[Result, Election]:
    rows = Result.objects.select_for_update(of=("self",)).select_related(
        "round__election__committee", "round__election__rule_set"
    )
    found: Result = rows.get(pk=result.pk)
    return found, found.round.election


def must_supervise(by: User, election: Election) -> None:
    if election.committee_id not in by.reach.committees_as(SUPERVISING):
        raise Refused("这一步由总监票人或者选举委员会主任来做。")


def sign(result: Result, *, by: User, at: datetime) -> Signing:
    """总监票人 and the head of the election body sign, two different people.

    Whoever is posted as both signs as the one that is still missing, once.
    """
    with transaction.atomic():
        result, election = locked_result(result)
        must_supervise(by, election)
        if result.published_at is not None:
            raise Refused("结果已经公布了。")
        given = set(result.signings.values_list("as_whom", flat=True))
        mine = [who for role, who in SIGNS.items() if by.reach.has(role, election.committee_id)]
        free = [who for who in mine if who not in given]
        if not free:
            raise Refused("您已经签过了。")
        try:
            with transaction.atomic():
                row = Signing.objects.create(result=result, as_whom=free[0], by=by, at=at)
        except IntegrityError:
            raise Refused(TWO_PEOPLE) from None
        record("results.sign", row, by=by, committee=election.committee, after="")
    return row


def publish(result: Result, *, by: User, at: datetime) -> Result:
    """The head announces it; from now on it never changes and everybody reads it.

    Its notice (no. 16) is released with it. Refused without both signatures, twice, while batches
    drawn for the recheck are not all looked at, and when sheet, digest and outcome no longer fit
    together: then somebody changed a row behind the portal (E12).
    """
    with transaction.atomic():
        result, election = locked_result(result)
        if not by.reach.has(Role.ELECTION_HEAD, election.committee_id):
            raise Refused("结果由选举委员会主任公布。")
        if result.published_at is not None:
            raise Refused("结果已经公布了。")
        signings = list(result.signings.select_related("by"))
        if {one.as_whom for one in signings} != set(Signer.values):
            raise Refused("还没有两个人都签字，不能公布。")
        if Recheck.objects.filter(result=result, agreed_at=None).exists():
            raise Refused("抽中的批还没有都看过，不能公布。")
        if not is_intact(result):
            raise Refused(DIFFERS)
        result.published_at = at
        result.save(update_fields=["published_at"])
        result.round.election = step_to(election, Stage.PUBLISHED, by=by, on=timezone.localdate(at))
        record("results.publish", result, by=by, committee=election.committee)
        beside = next(one.by for one in signings if one.by_id != by.pk)
        ANNOUNCED(Announced(result, by, beside, at))
    return result


def is_intact(result: Result) -> bool:
    """Does the stored sheet still have its digest, and does a recount still say the same?"""
    sheet = result.sheet
    whole = sheet.get("sha256") == result.sha256 == sha256_of(sheet)
    return bool(whole and recount(sheet) == result.outcome == sheet["claimed"])
