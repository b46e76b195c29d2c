"""What a draft asks for and what it rests on."""

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from committees.regulations.actions import Need, locked_draft, requirement_of
from committees.regulations.models import Basis, RegulationVersion, Requirement
from committees.regulations.policies import may_write
from committees.regulations.rules import demand_fault, says_number
from jiedao.common.errors import Refused


def require(version: RegulationVersion, need: Need, *, by: User) -> Requirement:
    """Add a requirement to a draft, or change the one of the same measure.

    Refused when the draft has no such article, or the demand makes no sense.
    """
    with transaction.atomic():
        version = locked_draft(version)
        may_write(by, version.regulation).require()
        _check_need(version, need)
        old = version.requirements.filter(
            measure=need.demand.measure, meeting_kind=need.demand.meeting_kind
        ).first()
        before = digest(old) if old else ""
        made = requirement_of(version, need)
        if old:
            made.pk, made.blank = old.pk, old.blank
        made.save()
        record(
            "regulations.require",
            made,
            by=by,
            committee=version.regulation.committee,
            before=before,
        )
    return made


def _check_need(version: RegulationVersion, need: Need) -> None:
    fault = demand_fault(need.demand)
    if fault:
        raise Refused(fault)
    if need.article not in version.reading.numbers:
        raise Refused(f"正文里没有第 {need.article} 条，请看一下“依据第几条”。")


def stop_requiring(requirement: Requirement, *, by: User) -> RegulationVersion:
    """Take a requirement off a draft."""
    with transaction.atomic():
        version = locked_draft(requirement.version)
        may_write(by, version.regulation).require()
        before = digest(requirement)
        record(
            "regulations.unrequire",
            requirement,
            by=by,
            committee=version.regulation.committee,
            before=before,
            after="",
        )
        Requirement.objects.filter(pk=requirement.pk).delete()
    return version


def rest_on(
    version: RegulationVersion, other: RegulationVersion, *, article: int, by: User
) -> Basis:
    """Write down what a draft rests on. Refused for itself, drafts, and articles not there."""
    with transaction.atomic():
        version = locked_draft(version)
        may_write(by, version.regulation).require()
        if other.is_draft or other.regulation_id == version.regulation_id:
            raise Refused("依据要选已经施行的另一个制度。")
        if article and article not in other.reading.numbers and not other.is_summary:
            raise Refused(f"“{other}”里没有第 {article} 条。")
        made, is_new = Basis.objects.get_or_create(version=version, rests_on=other, article=article)
        if is_new:
            record("regulations.rest", made, by=by, committee=version.regulation.committee)
    return made


def stop_resting(basis: Basis, *, by: User) -> RegulationVersion:
    with transaction.atomic():
        version = locked_draft(basis.version)
        may_write(by, version.regulation).require()
        before = digest(basis)
        record(
            "regulations.unrest",
            basis,
            by=by,
            committee=version.regulation.committee,
            before=before,
            after="",
        )
        Basis.objects.filter(pk=basis.pk).delete()
    return version


def unsaid(version: RegulationVersion) -> list[str]:
    """Requirements whose article does not say their number: shown beside the draft."""
    read = version.reading
    found = []
    for one in version.requirements.all():
        article = read.article(one.article)
        if article is not None and not says_number(article.text, one.number):
            found.append(f"{article.label}里没有写“{one.number}”，请核对：{one}。")
    return found
