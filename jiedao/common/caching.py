"""The cache: Redis, and this process's own memory while Redis does not answer (RELIABILITY F3)."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

DOWN = (OSError, RedisError)


def _or_memory(name: str) -> Callable[..., Any]:
    def operation(self: "RedisOrMemory", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except DOWN:
            return getattr(self.memory, name)(*args, **kwargs)

    return operation


class RedisOrMemory(RedisCache):
    """A page answers although Redis is down, and limits go on counting, each process for itself.

    Nothing is kept here that may not be lost: limits, drawn posters, the sender's nudge.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.memory = LocMemCache("redis-is-down", {})

    add = _or_memory("add")
    get = _or_memory("get")
    set = _or_memory("set")
    incr = _or_memory("incr")
    delete = _or_memory("delete")
