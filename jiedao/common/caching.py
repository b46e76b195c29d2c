"""The cache: Redis, and this process's own memory while Redis does not answer (RELIABILITY F3)."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

DOWN = (OSError, RedisError)


def _or_memory(name: str) -> Callable[..., Any]:
    def operation(self: "RedisOrMemory", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except DOWN:
            return getattr(self.memory, name)(*args, **kwargs)

    return operation


class OneClient(RedisCacheClient):
    """Keeps what Django makes anew for each question, which takes as long as the question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self._made:
            self._made[write] = super().get_client(key, write=write)
        return self._made[write]


class RedisOrMemory(RedisCache):
    """A page answers although Redis is down, and limits go on counting, each process for itself.

    Nothing is kept here that may not be lost: limits, drawn posters, the sender's nudge.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient
        self.memory = LocMemCache("redis-is-down", {})

    add = _or_memory("add")
    get = _or_memory("get")
    set = _or_memory("set")
    incr = _or_memory("incr")
    delete = _or_memory("delete")
