"""The web server's door."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from jiedao.common.chinese import pinyin_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedao.settings")

PATIENCE_MS = 5_000
"""No page waits longer for one statement (RELIABILITY F11); jobs and commands may take longer."""


def hurry(database: dict[str, Any]) -> None:
    """Have PostgreSQL stop statements of this process that take too long. SQLite cannot."""
    if "postgresql" in database["ENGINE"]:
        options = database["OPTIONS"]
        options["options"] = f"{options['options']} -c statement_timeout={PATIENCE_MS}"


hurry(settings.DATABASES["default"])
application = get_wsgi_application()
pinyin_words("字")  # its dictionary is read once, before the server forks: 70 MB that workers share
