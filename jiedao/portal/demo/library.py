"""The street's exchange, and the library of experience."""

from collections.abc import Iterator, Sequence

from jiedao.common.chinese import ngram_text
from jiedao.portal.demo import forum_texts as texts
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff
from jiedao.portal.demo.setting import Setting, moment
from jiedao.portal.demo.store import Store
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import MeetingState
from meetings.experience.models import Experience, InUse
from meetings.kinds.states import KindKey


def fill_library(
    setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff
) -> None:
    _library(setting, store, places, _exchanges(setting, store, places, staff))


def _exchanges(
    setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff
) -> Meeting:
    """One exchange was held, one is called; the clerk convenes, a committee is the host."""
    meetings = []
    for ago, host in ((20, places[-1]), (-8, places[len(places) // 2])):
        day = setting.days_ago(ago)
        meetings.append(
            Meeting(
                committee=host.committee,
                kind_id=KindKey.EXCHANGE.value,
                rules=setting.meeting_rules[KindKey.EXCHANGE],
                whole_street=True,
                title="居委会工作交流会",
                starts_at=moment(day, 9, 30),
                ends_at=moment(day, 11, 30),
                place=f"{host.committee.short_name}活动室",
                state=MeetingState.HELD if ago > 0 else MeetingState.PLANNED,
                convened_by=staff.clerk,
                created_at=moment(setting.days_ago(max(ago + 8, 1)), 10),
            )
        )
    store.add(meetings)
    store.add(
        [
            Topic(
                committee_id=meeting.committee_id,
                meeting=meeting,
                order=order,
                text=text,
                proposed_by=staff.clerk,
                proposed_at=meeting.created_at,
            )
            for meeting in meetings
            for order, text in enumerate(texts.EXCHANGE_TOPICS, 1)
        ]
    )
    return meetings[0]


def _library(
    setting: Setting, store: Store, places: Sequence[Neighbourhood], exchange: Meeting
) -> None:
    rows = []
    for n, (title, did, how, result) in enumerate(texts.EXPERIENCES):
        place = places[(n * 5 + 1) % len(places)]
        day = setting.days_ago(3 + n * 4)
        rows.append(
            Experience(
                committee=place.committee,
                meeting=exchange if n in (1, 3) else None,
                title=title,
                did=did,
                how=how,
                result=result,
                written_by=place.team.director,
                published_at=moment(day, 15, 20),
                tokens=ngram_text(title, did, how, result),
            )
        )
    store.add(rows)
    store.add(list(_used(setting, places, rows)))


def _used(
    setting: Setting, places: Sequence[Neighbourhood], rows: Sequence[Experience]
) -> Iterator[InUse]:
    for n, experience in enumerate(rows):
        known = {experience.committee_id}
        for m in range(n % 4):
            place = places[(n * 3 + m * 7 + 2) % len(places)]
            if place.committee.pk in known:
                continue
            known.add(place.committee.pk)
            told = texts.WENT_WELL[m]
            yield InUse(
                experience=experience,
                committee=place.committee,
                since=setting.days_ago(2 + n),
                told=told,
                told_on=setting.days_ago(1) if told else None,
                by=place.team.director,
            )
