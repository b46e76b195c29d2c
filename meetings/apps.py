"""How a committee decides: from convening to minutes."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "会议"

    def ready(self) -> None:
        """What other floors and slices ask for registers itself."""
        from meetings.convening import ladders  # noqa: F401
        from meetings.items import returning  # noqa: F401
        from meetings.kinds import offered  # noqa: F401
