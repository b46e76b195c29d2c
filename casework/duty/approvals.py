"""Whose consent a swap needs: the committee's own rule, else the street's."""

from casework.duty.models import SwapRule
from casework.duty.states import SwapApproval
from committees.territory.models import Committee


def approval_of(committee: Committee) -> SwapApproval:
    """One query. An office without any rule asks its director (DOMAIN §4.2)."""
    return _pick(_known(committee), committee.pk)


def street_approval() -> SwapApproval:
    found = SwapRule.objects.filter(committee=None).values_list("approval", flat=True).first()
    return SwapApproval(found or SwapApproval.DIRECTOR)


def own_approval(committee: Committee) -> SwapApproval | None:
    """None while the committee follows the street."""
    found = SwapRule.objects.filter(committee=committee).values_list("approval", flat=True).first()
    return SwapApproval(found) if found else None


def _known(committee: Committee) -> dict[int | None, str]:
    rows = SwapRule.objects.filter(committee=committee) | SwapRule.objects.filter(committee=None)
    return dict(rows.values_list("committee_id", "approval"))


def _pick(known: dict[int | None, str], committee_id: int) -> SwapApproval:
    return SwapApproval(known.get(committee_id) or known.get(None) or SwapApproval.DIRECTOR)
