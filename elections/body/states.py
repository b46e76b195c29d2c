"""Places in the election body, work on polling day, and why somebody leaves."""

from django.db.models import TextChoices

from committees.reach.states import Role


class BodyPost(TextChoices):
    HEAD = "head", "主任"
    DEPUTY = "deputy", "副主任"
    MEMBER = "member", "委员"


class Leaves(TextChoices):
    """2025 law: who is nominated, or whose close kin is, leaves the election body."""

    NOMINATED = "nominated", "本人被提名为候选人"
    KIN_NOMINATED = "kin_nominated", "近亲属被提名为候选人"
    RESIGNED = "resigned", "本人辞去"
    REPLACED = "replaced", "另行推选"


class Duty(TextChoices):
    """Work on polling day (T8: not a candidate, nor near kin of one)."""

    SCRUTINEER = "scrutineer", "总监票人"
    WATCHER = "watcher", "监票人"
    CALLER = "caller", "唱票人"
    TELLER = "teller", "计票人"
    ISSUER = "issuer", "发票人"
    SCRIBE = "scribe", "代写人"
    CARRIER = "carrier", "流动票箱工作人员"


ROLE_OF_DUTY = {
    Duty.SCRUTINEER: Role.SCRUTINEER,
    Duty.TELLER: Role.TELLER,
    Duty.ISSUER: Role.ISSUER,
}
"""Work that is done in the portal comes with a posting; the rest is done with hands."""
