"""Does the task queue answer, and how much waits in it? One second at most, for either broker."""

import os
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from jiedao.env import ENV

QUEUE = "celery"
PATIENCE_S = 1.0


def broker_answers() -> bool:
    return queue_depth() is not None


def queue_depth() -> int | None:
    """Tasks nobody has taken yet; None when the broker does not answer."""
    return _redis_depth(ENV.redis_url) if ENV.redis_url else _folder_depth(_folder())


def _redis_depth(url: str) -> int | None:
    try:
        with Redis.from_url(
            url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S
        ) as redis:
            return int(redis.llen(QUEUE))
    except RedisError:
        return None


def _folder_depth(folder: Path) -> int | None:
    if not os.access(folder, os.W_OK):
        return None
    return sum(1 for _ in folder.glob(f"*.{QUEUE}.msg"))


def _folder() -> Path:
    return ENV.data_dir / "broker" / "queue"
