"""All models of the meetings app, gathered for Django from their slices."""

from meetings.convening.models import InvitedBody, Meeting, Topic

__all__ = ["InvitedBody", "Meeting", "Topic"]
