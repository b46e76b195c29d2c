"""How a committee decides: from convening to minutes."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "会议"

    def ready(self) -> None:
        """Acts that run when a meeting is over register themselves."""
        from meetings.items import returning  # noqa: F401
