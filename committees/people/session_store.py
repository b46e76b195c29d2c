"""The engine of sessions (SESSION_ENGINE): Django's rows, which know whose they are.

So a person can be shown where she is signed in, and end one of them (RELIABILITY B9).
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """Asked for only when the apps are ready; the engine is imported before them."""
        from committees.people.models import OpenSession

        return OpenSession

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)  # type: ignore[attr-defined]
        return row
