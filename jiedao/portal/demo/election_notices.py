"""What hangs on the board by now, of each election."""

from collections.abc import Sequence
from datetime import timedelta

from committees.notices.models import Notice
from committees.notices.rules import Words, last_minute
from committees.notices.states import NoticeKind, NoticeState
from elections.desk.facts import facts_of
from elections.timetable.announcements import ANNOUNCEMENTS
from elections.timetable.models import Announcement
from elections.timetable.states import Stage
from jiedao.common.keys import ALPHABET, KEY_LENGTH
from jiedao.portal.demo.election_chapter import Chapter
from jiedao.portal.demo.setting import dice, moment

HUNG: dict[str, tuple[str, ...]] = {
    Stage.PREPARING: (),
    Stage.REGISTRATION: ("1", "2", "3"),
    Stage.ROLL: ("1", "2", "3", "4"),
    Stage.NOMINATION: ("1", "2", "3", "4", "7"),
    Stage.POLLING: ("1", "2", "3", "4", "7", "8", "9", "10", "11", "15"),
}


def announce(chapter: Chapter, numbers: Sequence[str]) -> None:
    """Those that hang by now, as two people released them on the day of their step."""
    known = {one.number: one for one in ANNOUNCEMENTS}
    team, notices = chapter.place.team, []
    for number in numbers:
        if number not in HUNG[Stage(chapter.election.stage)]:
            continue
        facts = facts_of(chapter.election, number)
        at = moment(min(chapter.days[known[number].step], chapter.setting.today), 8)
        words = Words(
            known[number].title(facts), known[number].text(facts), contact_phone=facts.phone
        )
        notices.append(
            Notice(
                key=_free_key(chapter, number),
                committee=chapter.place.committee,
                kind=NoticeKind.ELECTION,
                title=words.title,
                body=words.body,
                contact_phone=words.contact_phone,
                state=NoticeState.RELEASED,
                publish_at=at,
                expires_at=last_minute(chapter.election.polling_on + timedelta(days=30)),
                author=team.director,
                released_by=team.members[0],
                created_at=at,
                tokens=words.tokens,
            )
        )
    chapter.store.add(notices)
    hung = [number for number in numbers if number in HUNG[Stage(chapter.election.stage)]]
    chapter.store.add(
        [
            Announcement(election=chapter.election, number=number, notice=notice)
            for number, notice in zip(hung, notices, strict=True)
        ]
    )


def _free_key(chapter: Chapter, number: str) -> str:
    roll = dice("election notice", chapter.place.committee.code, number)
    while True:
        key = "".join(roll.choice(ALPHABET) for _ in range(KEY_LENGTH))
        if not Notice.objects.filter(key=key).exists():
            return key
