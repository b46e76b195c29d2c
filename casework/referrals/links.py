"""The link /i/r/<token>/ of a body to one referral: how long it opens."""

from datetime import datetime

from casework.referrals.actions import link_digest
from casework.referrals.models import Referral
from casework.referrals.rules import LINK_LIVES
from casework.referrals.states import ReferralState


class LinkOver(Exception):
    """The link opens nothing any more: called back, closed, or answered a while ago."""

    def __init__(self, referral: Referral) -> None:
        super().__init__("这个链接不再使用了")
        self.referral = referral


def referral_behind(token: str, at: datetime) -> Referral | None:
    """What the link opens; None for a link that never was or was replaced. Raises `LinkOver`."""
    rows = Referral.objects.filter(token_digest=link_digest(token)).for_lists()
    found: Referral | None = rows.first()
    if found is None:
        return None
    gone = found.state == ReferralState.CALLED_BACK or not found.case.is_kept
    said = found.answered_at
    if gone or (not found.is_open and said is not None and at > said + LINK_LIVES):
        raise LinkOver(found)
    return found
