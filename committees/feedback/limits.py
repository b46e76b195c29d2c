"""How often a stranger may send something. Counted in the cache, by address, for one hour."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = timedelta(hours=1)


def within_limit(name: str, request: HttpRequest, *, most: int, span: timedelta = HOUR) -> bool:
    """Count this request; False from the `most + 1`st of one address within `span`."""
    key = _key(name, request)
    if cache.add(key, 1, int(span.total_seconds())):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two calls
        return True


def is_used_up(name: str, request: HttpRequest, *, most: int) -> bool:
    """Has this address been counted `most` times? For pages where only mistakes are counted."""
    return int(cache.get(_key(name, request), 0)) >= most


def _key(name: str, request: HttpRequest) -> str:
    address = hashlib.sha256(client_address(request).encode()).hexdigest()[:24]
    return f"limit:{name}:{address}"


def client_address(request: HttpRequest) -> str:
    """Behind our own TLS proxy the address it wrote down (deploy/nginx.conf overwrites it)."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
