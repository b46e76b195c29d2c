"""委托投票: registered from a paper, refused with the rule that forbids it (T6, E3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from elections.ballots.models import Issued, Proxy
from elections.ballots.policies import may_prepare
from elections.ballots.stations import locked_round
from elections.candidates.models import Candidate
from elections.candidates.states import CandidateState
from elections.electorate.models import Voter
from elections.rulesets.models import RuleSet
from elections.timetable.models import Round
from jiedao.common.errors import Refused

STANDING = (
    CandidateState.NOMINATED,
    CandidateState.ACCEPTED,
    CandidateState.QUALIFIED,
    CandidateState.FORMAL,
)
CHAIN = "受委托人自己也委托了别人，不能再受委托（委托不能转托）。"


@dataclass(frozen=True)
class Authorisation:
    """What the paper says. `near_kin`: declared on it, asked where only near kin may hold one."""

    giver: Voter
    holder: Voter
    paper: str
    near_kin: bool = False


def last_day(round_: Round, rule_set: RuleSet) -> date:
    """The last day on which one is registered."""
    return round_.polling_on - timedelta(days=rule_set.proxies_days_before)


def register_proxy(round_: Round, said: Authorisation, *, by: User, on: date) -> Proxy:
    """Write down who votes for whom.

    Refused after the deadline; without the number of the paper; when giver or holder is not on
    the roll or they are one person; when the holder has the full number already, is a candidate,
    or gave her own vote away; when the giver holds somebody's or has a ballot already.
    """
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        may_prepare(by, round_.election).require()
        _in_time(round_, on)
        if not said.paper.strip():
            raise Refused("请写委托书编号：委托要有书面委托书。")
        _two_voters(round_, said)
        _holder_may(round_, said)
        _giver_may(round_, said)
        row = Proxy(
            round=round_,
            giver=said.giver,
            holder=said.holder,
            paper=said.paper.strip(),
            registered_on=on,
            registered_by=by,
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise Refused(f"{said.giver.name}已经委托了别人。") from None
        record("ballots.proxy", row, by=by, committee=round_.election.committee)
    return row


def withdraw_proxy(row: Proxy, *, by: User, on: date) -> Proxy:
    """The giver took it back. Refused once its holder has fetched the ballot."""
    with transaction.atomic():
        round_ = locked_round(row.round_id)
        row = Proxy.objects.select_for_update().get(pk=row.pk)
        may_prepare(by, round_.election).require()
        if row.withdrawn_on is not None:
            raise Refused("这份委托已经撤回了。")
        if Issued.objects.filter(proxy=row).exists():
            raise Refused("受委托人已经领了票，不能再撤回。")
        before = digest(row)
        row.withdrawn_on = on
        row.save(update_fields=["withdrawn_on"])
        committee = round_.election.committee
        record("ballots.proxy-back", row, by=by, committee=committee, before=before)
    return row


def _in_time(round_: Round, on: date) -> None:
    rule_set = round_.election.rule_set
    until = last_day(round_, rule_set)
    if on > until:
        raise Refused(
            f"委托投票要在 {until:%Y}年{until.month}月{until.day}日以前登记"
            f"（投票日前 {rule_set.proxies_days_before} 天截止），现在过了。"
        )


def _two_voters(round_: Round, said: Authorisation) -> None:
    for voter in (said.giver, said.holder):
        if voter.election_id != round_.election_id or not voter.listed:
            raise Refused(f"{voter.name}不在选民名单上，委托人和受委托人都要是登记的选民。")
    if said.giver.pk == said.holder.pk:
        raise Refused("不能委托给自己。")


def _holder_may(round_: Round, said: Authorisation) -> None:
    rule_set, holder = round_.election.rule_set, said.holder
    in_force = Proxy.objects.filter(round=round_).in_force()
    held = in_force.filter(holder=holder).count()
    if held >= rule_set.proxy_limit:
        raise Refused(
            f"一人最多受 {rule_set.proxy_limit} 人委托，{holder.name}已经受了 {held} 人委托。"
        )
    stands = Candidate.objects.filter(voter=holder, state__in=STANDING).exists()
    if stands and not rule_set.proxy_may_be_candidate:
        raise Refused(f"候选人不能接受委托，{holder.name}是候选人。")
    if rule_set.proxy_kin_only and not said.near_kin:
        raise Refused("只能委托近亲属，请核对委托书上写的关系。")
    if in_force.filter(giver=holder).exists():
        raise Refused(CHAIN)


def _giver_may(round_: Round, said: Authorisation) -> None:
    if Proxy.objects.filter(round=round_, holder=said.giver).in_force().exists():
        raise Refused("委托人自己受了别人委托，不能再委托出去（委托不能转托）。")
    if Issued.objects.filter(round=round_, voter=said.giver).exists():
        raise Refused(f"{said.giver.name}已经领了票，不能再委托。")
