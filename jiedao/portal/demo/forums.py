"""Opinions of the party organisations, the three meetings, study, and the experience library."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from committees.notices.models import Notice
from committees.notices.rules import Words, last_minute
from committees.notices.states import NoticeKind, NoticeState
from jiedao.common.chinese import ngram_text
from jiedao.common.keys import ALPHABET, KEY_LENGTH
from jiedao.portal.demo import forum_texts as texts
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff, elder
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from meetings.attendance.models import Attendee
from meetings.attendance.states import Signed
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import MeetingState
from meetings.experience.models import Experience, InUse
from meetings.kinds.states import KindKey
from meetings.opinions.models import Opinion
from meetings.opinions.states import Source
from meetings.sanhui.models import (
    Agreement,
    Appraisal,
    Check,
    Deed,
    Matter,
    Posted,
    Score,
    Side,
)
from meetings.sanhui.states import Purpose
from meetings.study.models import Material

SESSIONS = 2
"""So many of the last study sessions of a committee have their material."""
COMMITTEE_CAME = 3
RESIDENTS_CAME = {KindKey.HEARING: 12, KindKey.COORDINATION: 2, KindKey.APPRAISAL: 23}
APPRAISED = 15
"""Working days from an appraisal to the plan, as the rules that a street starts with say."""


def write(setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff) -> None:
    """For all committees at once: each model is inserted in one go."""
    store.add(list(_opinions(setting, places)))
    store.add(list(_materials(setting, places)))
    for kind, chapter in (
        (KindKey.HEARING, _hear),
        (KindKey.COORDINATION, _settle),
        (KindKey.APPRAISAL, _appraise),
    ):
        among = [one for one in places if one.is_first or one.committee.order % 3 == _turn(kind)]
        chapter(setting, store, _matters(setting, store, among, kind))
    _library(setting, store, places, _exchanges(setting, store, places, staff))


def _turn(kind: KindKey) -> int:
    return (KindKey.HEARING, KindKey.COORDINATION, KindKey.APPRAISAL).index(kind)


def _day(setting: Setting, ago: int) -> date:
    """So many working days ago."""
    return setting.workday(setting.today, -ago)


# Opinions, study


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
                asked_on=_day(setting, ago),
                asked_by=team.director,
            )
            if n or place.committee.order % 3:
                row.given, row.given_on, row.given_by = given, _day(setting, ago - 1), team.branch
            if n:
                row.answer, row.answered_on = answer, _day(setting, ago - 3)
                row.answered_by = team.director
                row.followed, row.followed_on = followed, _day(setting, ago - 9)
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


# The three meetings


def _matters(
    setting: Setting, store: Store, places: Sequence[Neighbourhood], kind: KindKey
) -> list[tuple[Neighbourhood, Matter]]:
    """One held meeting of the kind for each committee, with what it was about."""
    subject, proposer, unit = {
        KindKey.HEARING: texts.HEARING[:3],
        KindKey.COORDINATION: (*texts.DISPUTE[:2], ""),
        KindKey.APPRAISAL: (texts.APPRAISAL[0], "居委会", texts.APPRAISAL[1]),
    }[kind]
    held = [
        Meeting(
            committee=place.committee,
            kind_id=kind.value,
            rules=setting.meeting_rules[kind],
            title=subject,
            starts_at=moment(_day(setting, 9 + place.committee.order % 5), 14),
            ends_at=moment(_day(setting, 9 + place.committee.order % 5), 15, 40),
            place="居委会二楼会议室",
            chair=place.team.director,
            is_public=kind == KindKey.HEARING,
            state=MeetingState.HELD,
            convened_by=place.team.director,
            created_at=moment(_day(setting, 22), 10),
        )
        for place in places
    ]
    store.add(held)
    store.add([row for place, one in zip(places, held, strict=True) for row in _came(place, one)])
    matters = [
        Matter(
            meeting=meeting,
            subject=subject,
            proposer=proposer,
            proposed_on=_day(setting, 25),
            accepted_on=_day(setting, 23),
            unit=unit,
            written_by=place.team.director,
        )
        for place, meeting in zip(places, held, strict=True)
    ]
    store.add(matters)
    store.add(
        [
            Topic(
                committee=place.committee,
                meeting=meeting,
                order=1,
                text=subject,
                proposed_by=place.team.director,
                proposed_at=meeting.created_at,
                state="settled",
            )
            for place, meeting in zip(places, held, strict=True)
        ]
    )
    return list(zip(places, matters, strict=True))


def _came(place: Neighbourhood, meeting: Meeting) -> Iterator[Attendee]:
    """The committee, and the residents whom the matter concerns."""
    roll = dice("came to the forum", place.committee.code, meeting.kind_id)
    people = [(user.name, user) for user in place.team.members[:COMMITTEE_CAME]]
    residents = [(elder(roll), None) for _ in range(RESIDENTS_CAME[KindKey(meeting.kind_id)])]
    for name, user in (*people, *residents):
        yield Attendee(
            meeting=meeting,
            user=user,
            name=name,
            office="委员" if user else "",
            arrived_at=meeting.starts_at - timedelta(minutes=roll.randint(1, 12)),
            signed=Signed.PAPER,
            signed_by=place.team.director,
        )


def _hear(setting: Setting, store: Store, told: list[tuple[Neighbourhood, Matter]]) -> None:
    notices = list(_announced(told))
    store.add(notices)
    posted = [
        Posted(meeting=matter.meeting, purpose=Purpose.BEFORE, notice=notice)
        for (_, matter), notice in zip(told, notices, strict=True)
    ]
    store.add(posted)
    rows = []
    for place, matter in told:
        row = Opinion(
            committee=place.committee,
            meeting=matter.meeting,
            source=Source.HEARING,
            to_whom=matter.unit,
            asked=matter.subject,
            asked_on=matter.meeting.starts_at.date(),
            asked_by=place.team.director,
            given=texts.HEARING[3],
            given_on=matter.meeting.starts_at.date(),
            given_by=place.team.members[0],
        )
        if not place.is_first:
            row.answer, row.answered_on = texts.HEARING_ANSWER, _day(setting, 2)
            row.answered_by = place.team.director
        rows.append(row)
    store.add(rows)


def _announced(told: list[tuple[Neighbourhood, Matter]]) -> Iterator[Notice]:
    """The notice that hung on the board before each hearing."""
    taken = set(Notice.objects.values_list("key", flat=True))
    for place, matter in told:
        meeting, director = matter.meeting, place.team.director
        roll = dice("hearing notice", place.committee.code)
        while (key := "".join(roll.choice(ALPHABET) for _ in range(KEY_LENGTH))) in taken:
            pass
        taken.add(key)
        day = meeting.starts_at.date()
        said = Words(
            f"听证会：{matter.subject}",
            f"这件事由{matter.proposer}提出。和这件事有关的居民都可以来，也可以先把意见告诉居委会。",
            meeting.place,
            f"{day.month}月{day.day}日 下午 2:00",
            place.committee.phone,
        )
        yield Notice(
            key=key,
            committee=place.committee,
            kind=NoticeKind.MEETING,
            title=said.title,
            body=said.body,
            place=said.place,
            happens=said.happens,
            contact_phone=said.contact_phone,
            state=NoticeState.RELEASED,
            publish_at=meeting.created_at,
            expires_at=last_minute(day),
            author=director,
            released_by=director,
            created_at=meeting.created_at,
            tokens=said.tokens,
        )


def _settle(setting: Setting, store: Store, told: list[tuple[Neighbourhood, Matter]]) -> None:
    sides, agreements, deeds = [], [], []
    for place, matter in told:
        for name in texts.DISPUTE[1:3]:
            sides.append(Side(matter=matter, name=name, told_on=_day(setting, 21)))
        signed_on = matter.meeting.starts_at.date()
        agreement = Agreement(
            matter=matter,
            text=texts.DISPUTE[3],
            signed_on=signed_on,
            written_by=place.team.director,
        )
        agreements.append(agreement)
        for n, (what, who) in enumerate(texts.DEEDS):
            deed = Deed(agreement=agreement, what=what, who=who, due_on=_day(setting, 1 - 5 * n))
            if n == 0:
                deed.done_on, deed.note = _day(setting, 3), "装好了，声音小了很多。"
            deeds.append(deed)
    for rows in (sides, agreements, deeds):
        store.add(rows)


def _appraise(setting: Setting, store: Store, told: list[tuple[Neighbourhood, Matter]]) -> None:
    made, scores, checks = [], [], []
    for place, matter in told:
        on = matter.meeting.starts_at.date()
        row = Appraisal(
            matter=matter,
            present=26,
            opinions=texts.APPRAISAL[2],
            made_on=on,
            plan_due_on=setting.workday(on, APPRAISED),
            written_by=place.team.director,
        )
        if not place.is_first:
            row.plan_filed_on, row.plan_text = _day(setting, 4), texts.PLAN
            checks.append(
                Check(
                    appraisal=row,
                    on=_day(setting, 1),
                    text="垃圾房早上冲过了，草坪补了一半。",
                    by=place.team.members[0],
                )
            )
        made.append(row)
        scores += [
            Score(appraisal=row, order=order, item=item, good=good, fair=fair, poor=poor)
            for order, (item, good, fair, poor) in enumerate(texts.SCORES, 1)
        ]
    for rows in (made, scores, checks):
        store.add(rows)


# The street's exchange, the library


def _exchanges(
    setting: Setting, store: Store, places: Sequence[Neighbourhood], staff: Staff
) -> Meeting:
    """One exchange was held, one is called; the clerk convenes, a committee is the host."""
    meetings = []
    for ago, host in ((20, places[-1]), (-8, places[len(places) // 2])):
        day = _day(setting, ago)
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
                created_at=moment(_day(setting, max(ago + 8, 1)), 10),
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
        day = _day(setting, 3 + n * 4)
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
                since=_day(setting, 2 + n),
                told=told,
                told_on=_day(setting, 1) if told else None,
                by=place.team.director,
            )
