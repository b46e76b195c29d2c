"""What election body and officials must be before an election moves on."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from elections.body.querysets import on_duty, serving
from elections.body.rules import size_fits
from elections.body.states import BodyPost, Duty
from elections.timetable.models import Election
from elections.timetable.preflight import Line, before
from elections.timetable.states import Stage

FROM_BODY_ON = (
    (Stage.PREPARING, Stage.BODY),
    (Stage.BODY, Stage.REGISTRATION),
    (Stage.REGISTRATION, Stage.ROLL),
    (Stage.ROLL, Stage.NOMINATION),
    (Stage.ROLL, Stage.CANDIDATES),
    (Stage.NOMINATION, Stage.CANDIDATES),
    (Stage.CANDIDATES, Stage.POLLING),
)
LEAST_ON_DUTY = ((Duty.SCRUTINEER, 1), (Duty.CALLER, 1), (Duty.TELLER, 2), (Duty.ISSUER, 1))
"""Two tellers: each batch is counted by two, blind to each other (R36)."""


@before(*FROM_BODY_ON)
def body_is_whole(election: Election, on: date) -> Iterator[Line]:
    members = list(serving(election))
    verdict = size_fits(election.rule_set.rules(), len(members))
    words = verdict.reason or f"选举委员会有 {len(members)} 人"
    yield Line(words, bool(verdict), "body/", "去名单", election.key)
    heads = [one for one in members if one.post == BodyPost.HEAD]
    signs_in = any(one.posting_id for one in heads)
    words = "选举委员会有主任，有账号" if signs_in else "选举委员会主任还没有定，或者没有账号"
    yield Line(words, signs_in, "body/", "去名单", election.key)


@before((Stage.CANDIDATES, Stage.POLLING))
def officials_are_there(election: Election, on: date) -> Iterator[Line]:
    there = Counter(one.duty for one in on_duty(election))
    for duty, least in LEAST_ON_DUTY:
        number = there[duty]
        words = f"{duty.label} {number} 人，至少 {least} 人"
        yield Line(words, number >= least, "officials/", "去安排", election.key)
