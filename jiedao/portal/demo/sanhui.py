"""The three meetings: hearing, coordination, appraisal, each with what it was about."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from committees.notices.models import Notice
from committees.notices.rules import Words, last_minute
from committees.notices.states import NoticeKind, NoticeState
from jiedao.common.keys import ALPHABET, KEY_LENGTH
from jiedao.portal.demo import forum_texts as texts
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import elder
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store
from meetings.attendance.models import Attendee
from meetings.attendance.states import Signed
from meetings.convening.models import Meeting, Topic
from meetings.convening.states import MeetingState
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

COMMITTEE_CAME = 3
RESIDENTS_CAME = {KindKey.HEARING: 12, KindKey.COORDINATION: 2, KindKey.APPRAISAL: 23}
ABOUT = {
    KindKey.HEARING: texts.HEARING[:3],
    KindKey.COORDINATION: (*texts.DISPUTE[:2], ""),
    KindKey.APPRAISAL: (texts.APPRAISAL[0], "居委会", texts.APPRAISAL[1]),
}
"""Subject, who brought it up, whom it goes to."""
APPRAISED = 15
"""Working days from an appraisal to the plan, as the rules that a street starts with say."""


def three_meetings(setting: Setting, store: Store, places: Sequence[Neighbourhood]) -> None:
    """The first committee has held all three, of the others each one."""
    for turn, (kind, chapter) in enumerate(CHAPTERS):
        among = [one for one in places if one.is_first or one.committee.order % 3 == turn]
        chapter(setting, store, _matters(setting, store, among, kind))


def _matters(
    setting: Setting, store: Store, places: Sequence[Neighbourhood], kind: KindKey
) -> list[tuple[Neighbourhood, Matter]]:
    """One held meeting of the kind for each committee, with what it was about."""
    subject, proposer, unit = ABOUT[kind]
    held = [(place, _held(setting, place, kind, subject)) for place in places]
    store.add([meeting for _, meeting in held])
    store.add([row for place, meeting in held for row in _came(place, meeting)])
    matters = [
        Matter(
            meeting=meeting,
            subject=subject,
            proposer=proposer,
            proposed_on=setting.days_ago(25),
            accepted_on=setting.days_ago(23),
            unit=unit,
            written_by=place.team.director,
        )
        for place, meeting in held
    ]
    store.add(matters)
    store.add([_topic(place, meeting) for place, meeting in held])
    return list(zip(places, matters, strict=True))


def _held(setting: Setting, place: Neighbourhood, kind: KindKey, subject: str) -> Meeting:
    """On an afternoon some two weeks ago, called two weeks before."""
    day = setting.days_ago(9 + place.committee.order % 5)
    return Meeting(
        committee=place.committee,
        kind_id=kind.value,
        rules=setting.meeting_rules[kind],
        title=subject,
        starts_at=moment(day, 14),
        ends_at=moment(day, 15, 40),
        place="居委会二楼会议室",
        chair=place.team.director,
        is_public=kind == KindKey.HEARING,
        state=MeetingState.HELD,
        convened_by=place.team.director,
        created_at=moment(setting.days_ago(22), 10),
    )


def _topic(place: Neighbourhood, meeting: Meeting) -> Topic:
    return Topic(
        committee=place.committee,
        meeting=meeting,
        order=1,
        text=meeting.title,
        proposed_by=place.team.director,
        proposed_at=meeting.created_at,
        state="settled",
    )


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
            row.answer, row.answered_on = texts.HEARING_ANSWER, setting.days_ago(2)
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
            sides.append(Side(matter=matter, name=name, told_on=setting.days_ago(21)))
        signed_on = matter.meeting.starts_at.date()
        agreement = Agreement(
            matter=matter,
            text=texts.DISPUTE[3],
            signed_on=signed_on,
            written_by=place.team.director,
        )
        agreements.append(agreement)
        for n, (what, who) in enumerate(texts.DEEDS):
            deed = Deed(agreement=agreement, what=what, who=who, due_on=setting.days_ago(1 - 5 * n))
            if n == 0:
                deed.done_on, deed.note = setting.days_ago(3), "装好了，声音小了很多。"
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
            row.plan_filed_on, row.plan_text = setting.days_ago(4), texts.PLAN
            checks.append(
                Check(
                    appraisal=row,
                    on=setting.days_ago(1),
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


CHAPTERS = (
    (KindKey.HEARING, _hear),
    (KindKey.COORDINATION, _settle),
    (KindKey.APPRAISAL, _appraise),
)
