"""What a production environment must not look like (`manage.py check --deploy`)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from jiedao.env import ENV, Environment


@register(Tags.security, deploy=True)
def production_environment(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuses demo mode, keys nobody chose, the filesystem broker and SQLite for an office."""
    return unfit_for_production(ENV, demo=settings.JIEDAO_DEMO)


def unfit_for_production(env: Environment, *, demo: bool) -> list[CheckMessage]:
    """One error for every reason why this environment may not serve a real office."""
    reasons = [
        (demo, "jiedao.E001", "JIEDAO_DEMO is on: anybody could enter without a password."),
        (not env.secret_is_given, "jiedao.E002", "SECRET_KEY is not set."),
        (
            not env.redis_url,
            "jiedao.E003",
            "REDIS_URL is not set: the filesystem broker is for one machine.",
        ),
        (
            not env.database_url.startswith("postgres"),
            "jiedao.E004",
            "DATABASE_URL is not PostgreSQL.",
        ),
        (not all(env.field_keys), "jiedao.E005", "FIELD_KEYS is not set."),
        (not env.index_key, "jiedao.E006", "INDEX_KEY is not set."),
        (not env.served_over_https, "jiedao.E007", "ALLOWED_HOSTS names no public host."),
    ]
    return [Error(text, id=code) for unfit, code, text in reasons if unfit]
