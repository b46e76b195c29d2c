"""The private address of a person's calendar: made, shown once, taken back."""

from datetime import datetime

from django.db import transaction

from committees.journal.actions import record
from committees.people.models import FeedKey, User
from jiedao.common.crypto import keyed_digest
from jiedao.common.keys import feed_token


def make_feed_key(person: User, *, at: datetime) -> str:
    """A new key, to be shown once; every earlier one of this person stops working.

    192 bits; the table keeps a keyed digest only (RELIABILITY C15).
    """
    with transaction.atomic():
        _revoke(person, at)
        token = feed_token()
        key = FeedKey.objects.create(user=person, digest=feed_digest(token), made_at=at)
        record("calendar.make", key, by=person)
    return token


def revoke_feed_key(person: User, *, at: datetime) -> None:
    """Take the key back: the feed answers 404 from now on. Nothing happens without a key."""
    with transaction.atomic():
        for key in _revoke(person, at):
            record("calendar.revoke", key, by=person)


def live_feed_key(person: User) -> FeedKey | None:
    return FeedKey.objects.filter(user=person, revoked_at=None).order_by("-pk").first()


def owner_of_feed(token: str) -> User | None:
    """Whose key this is; None for an unknown or revoked one, and for a person without a posting."""
    key = (
        FeedKey.objects.filter(digest=feed_digest(token), revoked_at=None)
        .select_related("user")
        .first()
    )
    if key is None or not key.user.reach.seats:
        return None
    return key.user


def feed_digest(token: str) -> str:
    return keyed_digest(f"calendar:{token}")


def _revoke(person: User, at: datetime) -> list[FeedKey]:
    User.objects.select_for_update().get(pk=person.pk)
    live = list(FeedKey.objects.filter(user=person, revoked_at=None))
    for key in live:
        key.revoked_at = at
    FeedKey.objects.bulk_update(live, ["revoked_at"])
    return live
