"""Writing minutes, having them signed, locking, adding to them, letting residents read them."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Conflict, Refused
from jiedao.common.moves import check_move
from meetings.attendance.models import Attendee
from meetings.convening.models import Meeting
from meetings.minutes.drafting import record_of, resident_names
from meetings.minutes.models import Addendum, Minutes, Revision, Signature
from meetings.minutes.policies import may_edit, may_lock, may_release, may_write
from meetings.minutes.rules import PublicText, draft_text, merged, public_text
from meetings.minutes.states import MOVES, MinutesState

BODY_MOST = 40_000


def start_minutes(meeting: Meeting, *, by: User, at: datetime) -> Minutes:
    """The draft writes itself from what is on record; a second call returns the same minutes.

    Refused before the meeting was opened, and for people of other committees.
    """
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        may_write(by, meeting).require()
        there: Minutes | None = Minutes.objects.filter(meeting=meeting).first()
        if there is not None:
            return there
        minutes = Minutes.objects.create(
            meeting=meeting, body=draft_text(record_of(meeting)), drafted_by=by, drafted_at=at
        )
        _keep(minutes, by, at)
        record("minutes.start", minutes, by=by, committee=meeting.committee, label=meeting.title)
    return minutes


def save_minutes(
    minutes: Minutes, *, by: User, body: str, version: int, at: datetime
) -> tuple[Minutes, bool]:
    """Save the text; (minutes, merged): was it put together with what somebody else saved?

    When two people changed different paragraphs since `version`, both changes are kept. Where
    they changed the same paragraph, `Conflict`: the page shows both texts.
    """
    with transaction.atomic():
        minutes = _locked(minutes)
        may_edit(by, minutes).require()
        _sensible(body)
        before, together = digest(minutes), version != minutes.version
        minutes.body = _merged(minutes, _lf(body), version) if together else _lf(body)
        minutes.version += 1
        minutes.save(update_fields=["body", "version"])
        _keep(minutes, by, at)
        record("minutes.save", minutes, by=by, committee=minutes.meeting.committee, before=before)
    return minutes, together


def _merged(minutes: Minutes, mine: str, version: int) -> str:
    base = minutes.revisions.filter(number=version).values_list("body", flat=True).first()
    together = None if base is None else merged(base, minutes.body, mine)
    if together is None:
        raise Conflict(minutes)
    return together


def send_round(minutes: Minutes, *, by: User, at: datetime) -> Minutes:
    """草稿 → 待签字: one line for everybody who sat at the table."""
    with transaction.atomic():
        minutes = _locked(minutes)
        may_edit(by, minutes).require()
        check_move(MOVES, minutes.state, MinutesState.SIGNING)
        came = Attendee.objects.filter(meeting=minutes.meeting, arrived_at__isnull=False)
        names = [(one.name, one.office) for one in came.order_by("pk")]
        if not names:
            raise Refused("还没有人签到。先在会议页上写明谁到会，再送签。")
        minutes.signatures.all().delete()
        Signature.objects.bulk_create(
            Signature(minutes=minutes, name=name, office=office) for name, office in names
        )
        _move(minutes, MinutesState.SIGNING, "minutes.sign-round", by)
    return minutes


def take_back(minutes: Minutes, *, by: User, at: datetime) -> Minutes:
    """待签字 → 草稿: somebody will not sign it as it is. Signatures given so far are void."""
    with transaction.atomic():
        minutes = _locked(minutes)
        may_write(by, minutes.meeting).require()
        check_move(MOVES, minutes.state, MinutesState.DRAFT)
        minutes.signatures.all().delete()
        _move(minutes, MinutesState.DRAFT, "minutes.hand-back", by)
    return minutes


def note_signatures(
    minutes: Minutes, *, by: User, signed: set[int], notes: dict[int, str], at: datetime
) -> Minutes:
    """Write down who has signed on paper, and for the others why not."""
    with transaction.atomic():
        minutes = _locked(minutes)
        may_write(by, minutes.meeting).require()
        if minutes.state != MinutesState.SIGNING:
            raise Refused("纪要不在签字，不能改签字栏。")
        before = digest(minutes)
        for line in minutes.signatures.select_for_update():
            line.signed_at = (line.signed_at or at) if line.pk in signed else None
            line.note = "" if line.signed_at else notes.get(line.pk, "").strip()
            line.seen_by = by if line.signed_at or line.note else None
            line.save()
        record("minutes.sign", minutes, by=by, committee=minutes.meeting.committee, before=before)
    return minutes


def lock_minutes(minutes: Minutes, *, by: User, at: datetime) -> Minutes:
    """待签字 → 已锁定, with the SHA-256 of the text. From now on only addenda.

    What they were written from (topics, votes, outcomes, who came) stays as it is.
    """
    with transaction.atomic():
        minutes = _locked(minutes)
        check_move(MOVES, minutes.state, MinutesState.LOCKED)
        may_lock(by, minutes).require()
        text = hashlib.sha256(minutes.body.encode()).hexdigest()
        Meeting.objects.filter(pk=minutes.meeting_id).update(sealed_at=at)
        closed = {"locked_at": at, "locked_by": by, "digest": text}
        _move(minutes, MinutesState.LOCKED, "minutes.lock", by, **closed)
    return minutes


def add_addendum(minutes: Minutes, *, by: User, text: str, at: datetime) -> Addendum:
    """补正 to locked minutes: the next number, for good. Refused while the text can be edited."""
    with transaction.atomic():
        minutes = _locked(minutes)
        may_write(by, minutes.meeting).require()
        if minutes.state != MinutesState.LOCKED:
            raise Refused("纪要还能改，直接改就行。补正是锁定以后用的。")
        number = minutes.addenda.count() + 1
        addendum = Addendum.objects.create(minutes=minutes, number=number, text=text, by=by, at=at)
        committee = minutes.meeting.committee
        record("minutes.amend", addendum, by=by, committee=committee, label=f"{number}")
    return addendum


def proposed_public(minutes: Minutes) -> PublicText:
    """What residents would read: released before, or made now from text and register."""
    return public_text(minutes.body, resident_names(minutes.meeting, minutes.body))


def release_minutes(minutes: Minutes, *, by: User, text: str, at: datetime) -> Minutes:
    """Let residents read `text`; the person has seen it in the preview."""
    with transaction.atomic():
        minutes = _locked(minutes)
        may_release(by, minutes).require()
        _sensible(text)
        before = digest(minutes)
        minutes.public_body = _lf(text)
        minutes.released_at, minutes.released_by = at, by
        minutes.version += 1
        minutes.save(update_fields=["public_body", "released_at", "released_by", "version"])
        committee = minutes.meeting.committee
        record("minutes.release", minutes, by=by, committee=committee, before=before)
    return minutes


def take_down(minutes: Minutes, *, by: User, at: datetime) -> Minutes:
    """Residents no longer read it; the text stays for the next release."""
    with transaction.atomic():
        minutes = _locked(minutes)
        may_release(by, minutes).require()
        before = digest(minutes)
        minutes.released_at = minutes.released_by = None
        minutes.version += 1
        minutes.save(update_fields=["released_at", "released_by", "version"])
        committee = minutes.meeting.committee
        record("minutes.take-down", minutes, by=by, committee=committee, before=before)
    return minutes


def _locked(minutes: Minutes) -> Minutes:
    rows = Minutes.objects.select_for_update(of=("self",))
    locked: Minutes = rows.select_related("meeting__committee").get(pk=minutes.pk)
    return locked


def _move(minutes: Minutes, state: MinutesState, act: str, by: User, **changes: Any) -> None:
    before = digest(minutes)
    minutes.state = state
    for name, value in changes.items():
        setattr(minutes, name, value)
    minutes.version += 1
    minutes.save()
    _follow(minutes)
    record(act, minutes, by=by, committee=minutes.meeting.committee, before=before)


def _keep(minutes: Minutes, by: User, at: datetime) -> None:
    Revision.objects.create(
        minutes=minutes, number=minutes.version, body=minutes.body, by=by, at=at
    )


def _follow(minutes: Minutes) -> None:
    """A change of state is a version without a text of its own: the last text stands for it."""
    last = minutes.revisions.order_by("-number").first()
    if last is not None:
        Revision.objects.filter(pk=last.pk).update(number=minutes.version)


def _sensible(text: str) -> None:
    if not text.strip():
        raise Refused("纪要还是空的，请先写上。")
    if len(text) > BODY_MOST:
        raise Refused(f"太长了，最多 {BODY_MOST} 字，现在 {len(text)} 字。")


def _lf(text: str) -> str:
    """Browsers send lines with CR LF; what is stored and compared has LF alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
