"""Opinions of the party organisations and study; then the three meetings and the library."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from jiedao.portal.demo import forum_texts as texts
from jiedao.portal.demo.library import fill_library
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff
from jiedao.portal.demo.sanhui import three_meetings
from jiedao.portal.demo.setting import Setting
from jiedao.portal.demo.store import Store
from meetings.convening.models import Meeting
from meetings.convening.states import MeetingState
from meetings.kinds.states import KindKey
from meetings.opinions.models import Opinion
from meetings.opinions.states import Source
from meetings.study.models import Material

SESSIONS = 2
"""So many of the last study sessions of a committee have their material."""


def write(setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff) -> None:
    """For all committees at once: each model is inserted in one go."""
    store.add(list(_opinions(setting, places)))
    store.add(list(_materials(setting, places)))
    three_meetings(setting, store, places)
    fill_library(setting, store, places, staff)


def _opinions(setting: Setting, places: Sequence[Neighbourhood]) -> Iterator[Opinion]:
    """Of each committee one waits for its answer or its words, the others went all the way."""
    for place in places:
        team = place.team
        for n, (asked, given, answer, followed) in enumerate(texts.OPINIONS):
            ago = 4 + n * 14 + place.committee.order % 4
            row = Opinion(
                committee=place.committee,
                source=Source.BRANCH,
                body=team.bodies[0],
                asked=asked,
                asked_on=setting.days_ago(ago),
                asked_by=team.director,
            )
            if n or place.committee.order % 3:
                row.given, row.given_on, row.given_by = (
                    given,
                    setting.days_ago(ago - 1),
                    team.branch,
                )
            if n:
                row.answer, row.answered_on = answer, setting.days_ago(ago - 3)
                row.answered_by = team.director
                row.followed, row.followed_on = followed, setting.days_ago(ago - 9)
                row.followed_by = team.members[0]
            yield row


def _materials(setting: Setting, places: Sequence[Neighbourhood]) -> Iterator[Material]:
    of_committee = {place.committee.pk: place.team for place in places}
    seen: dict[int, int] = {}
    rows = Meeting.objects.filter(kind__key=KindKey.STUDY, starts_at__lte=setting.now)
    recent = rows.filter(starts_at__gte=setting.now - timedelta(days=100))
    for meeting in recent.exclude(state=MeetingState.CANCELLED).order_by("-starts_at", "-pk"):
        nth = seen.get(meeting.committee_id, 0)
        if nth >= SESSIONS or meeting.committee_id not in of_committee:
            continue
        seen[meeting.committee_id] = nth + 1
        title, text = texts.MATERIALS[(nth + meeting.committee_id) % len(texts.MATERIALS)]
        yield Material(
            meeting=meeting,
            title=title,
            text=text,
            added_by=of_committee[meeting.committee_id].director,
            added_at=meeting.starts_at - timedelta(days=2),
        )
