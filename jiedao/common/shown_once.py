"""A secret that its owner sees once: it waits, sealed, in the session for the next page."""

from django.http import HttpRequest

from jiedao.common.crypto import seal, unseal

PREFIX = "shown-once:"


def keep_for_next_page(request: HttpRequest, name: str, secret: str) -> None:
    """Hand `secret` to the page after the redirect."""
    request.session[PREFIX + name] = seal(secret)


def take_from_last_page(request: HttpRequest, name: str) -> str:
    """The secret handed over, which is then forgotten; empty when there is none."""
    return unseal(request.session.pop(PREFIX + name, ""))
