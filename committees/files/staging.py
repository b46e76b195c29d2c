"""A refused form keeps its files: nobody chooses a photo twice because a word was missing.

What was let through as any other upload waits under the form's key, for its owner alone. The page
that shows the form again lists it; sent again, the form brings back what it lists (`once` does
both, for every form with files). Carried out, the form leaves nothing here; given up, the night
clears it away after a week.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from committees.files.actions import discard_files, store_file
from committees.files.models import StagedFile, StoredFile
from committees.people.models import User
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile, KeptUpload, accept, accepted

KEPT, DROP = "kept_file", "drop_file"
"""Names of the fields that list what is here, and of the boxes 「不要了」."""
KEEP_DAYS = 7
MOST_STAGED = 40
"""Of one person; beyond it the oldest ones go."""
MOST_HELD = 10
"""Of one form that came after the session had ended."""
GONE = "先传上来的文件有 {} 个已经不在了，没有附上。请打开看看，再加一次。"


@dataclass(frozen=True)
class Staged:
    """A line of 「已经传上来」."""

    token: uuid.UUID
    name: str
    size: int
    is_photo: bool


def bring_back(request: HttpRequest, key: uuid.UUID) -> None:
    """Put the files that the form lists, and nobody dropped, before those sent with it now.

    Only the sender's own, of this very form. What is here no longer is told in a message.
    """
    listed = _tokens(request, KEPT) - _tokens(request, DROP)
    if not listed:
        return
    rows = list(_of_form(request.user, key).filter(pk__in=listed))
    for field in {row.field for row in rows}:
        back = [_as_upload(row.file) for row in rows if row.field == field]
        request.FILES.setlist(field, [*back, *request.FILES.getlist(field)])
    if missing := len(listed) - len(rows):
        messages.warning(request, GONE.format(missing))


def keep(request: HttpRequest, key: uuid.UUID) -> None:
    """After a form was refused: stage its files that were let through, forget the dropped ones.

    Files of somebody who is not signed in are not kept.
    """
    user = request.user
    if not user.is_authenticated:
        return
    if dropped := _tokens(request, DROP):
        _discard(_of_form(user, key).filter(pk__in=dropped))
    fresh = [one for one in _accepted_files(request) if not isinstance(one[1], KeptUpload)]
    for field, file, clean in fresh:
        _stage(user, key, field, str(file.name), clean)
    if fresh:
        _keep_the_newest(user)


def hold(request: HttpRequest, person: User | None) -> list[str]:
    """For a form that came just after its person's session had ended: the files wait for her, and
    stand on the page that offers to go on. Gives the names of those that could not be kept.

    `person` is None where this browser does not say whose session it was: a stranger's files are
    not kept, and not looked at.
    """
    key = _uuid(request.POST.get("idempotency_key", ""))
    sent = [(field, file) for field, files in request.FILES.lists() for file in files]
    lost = []
    for number, (field, file) in enumerate(sent):
        if person is None or key is None or number >= MOST_HELD:
            lost.append(str(file.name))
            continue
        try:
            _stage(person, key, field, str(file.name), accept(file))
        except Refused:
            lost.append(str(file.name))
    if person is not None and key is not None and sent:
        _discard(_of_form(person, key).filter(pk__in=_tokens(request, DROP)))
        _keep_the_newest(person)
    return lost


def held_files(user: Any, key: str) -> list[Staged]:
    """What waits for the form of this key."""
    number = _uuid(key)
    return [_as_line(row) for row in _of_form(user, number)] if number is not None else []


def give_up(user: Any, key: str) -> None:
    """The form will not be sent: nothing waits for it."""
    number = _uuid(key)
    if number is not None:
        forget(user, number)


def look_at_files(request: HttpRequest, kinds: Sequence[str]) -> None:
    """For a page that does not look at its form yet: let through what can be, so that it stays."""
    for _, files in request.FILES.lists():
        for file in files[:MOST_STAGED]:
            with suppress(Refused):
                accept(file, kinds)


def forget(user: Any, key: uuid.UUID) -> None:
    """The form was carried out, or its draft given up: nothing waits for it any more."""
    _discard(_of_form(user, key))


def forget_old(at: datetime) -> int:
    """Clear away what waited longer than a week. Gives the number of files."""
    return _discard(StagedFile.objects.filter(added_at__lt=at - timedelta(days=KEEP_DAYS)))


def staged_files(request: HttpRequest) -> list[Staged]:
    """What the form on this page already has: from this sending, or of the draft it opens."""
    if request.method == "POST":
        return _of_this_sending(request)
    return held_files(request.user, request.GET.get("draft", ""))


def _as_line(row: StagedFile) -> Staged:
    return Staged(row.token, row.file.name, row.file.size, row.file.kind == "photo")


def _of_this_sending(request: HttpRequest) -> list[Staged]:
    key = _uuid(request.POST.get("idempotency_key", ""))
    if key is None or not request.user.is_authenticated:
        return []
    found = {
        token: Staged(token, str(file.name), len(clean.content), clean.kind == "photo")
        for field, file, clean in _accepted_files(request)
        for token in [_token(request.user, key, field, clean)]
    }
    return list(found.values())


def _accepted_files(
    request: HttpRequest,
) -> Iterator[tuple[str, "UploadedFile[Any]", CleanFile]]:
    for field, files in request.FILES.lists():
        for file in files:
            clean = accepted(file)
            if clean is not None:
                yield field, file, clean


def _stage(user: User, key: uuid.UUID, field: str, name: str, clean: CleanFile) -> None:
    """One row and its file; a second sending of the same file at the same moment adds nothing."""
    token = _token(user, key, field, clean)
    if StagedFile.objects.filter(pk=token).exists():
        return
    stored = None
    try:
        with transaction.atomic():
            stored = store_file(clean, name=name, by=user, committee=None)
            StagedFile.objects.create(
                token=token, user=user, form_key=key, field=field[:40], file=stored
            )
    except IntegrityError:
        if stored is not None:
            default_storage.delete(stored.path)


def _token(user: Any, key: uuid.UUID, field: str, clean: CleanFile) -> uuid.UUID:
    return uuid.uuid5(key, f"{user.pk} {field} {clean.digest}")


def _of_form(user: Any, key: uuid.UUID) -> Any:
    rows = StagedFile.objects.visible_to(user).filter(form_key=key)
    return rows.select_related("file").order_by("added_at", "pk")


def _discard(rows: Any) -> int:
    with transaction.atomic():
        return discard_files([row.file for row in rows.select_related("file")])


def _keep_the_newest(user: Any) -> None:
    mine = StagedFile.objects.visible_to(user).order_by("-added_at")
    too_many = list(mine.values_list("pk", flat=True)[MOST_STAGED:])
    if too_many:
        _discard(StagedFile.objects.filter(pk__in=too_many))


def _as_upload(stored: StoredFile) -> KeptUpload:
    with default_storage.open(stored.path) as file:
        content = file.read()
    suffix = Path(stored.path).suffix
    kind = "photo" if stored.kind == "photo" else "pdf"
    clean = CleanFile(kind, suffix, content, stored.width, stored.height)  # type: ignore[arg-type]
    return KeptUpload(stored.name, clean)


def _tokens(request: HttpRequest, name: str) -> set[uuid.UUID]:
    sent = (_uuid(text) for text in request.POST.getlist(name))
    return {token for token in sent if token is not None}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
