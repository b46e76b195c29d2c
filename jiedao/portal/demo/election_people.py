"""The election committee, the officials of polling day, and the accounts they need."""

from django.contrib.auth.hashers import make_password

from committees.people.models import Posting, User
from committees.people.querysets import phone_index
from committees.reach.states import Role
from elections.body.models import BodyMember, Official
from elections.body.states import ROLE_OF_DUTY, BodyPost, Duty
from elections.timetable.states import Stage, StepCode
from jiedao.common.chinese import pinyin_of
from jiedao.portal.demo.election_chapter import Chapter
from jiedao.portal.demo.people import elder, mobile, younger
from jiedao.portal.demo.setting import dice

BODY, RESERVES = 7, 2
DUTIES = (
    Duty.SCRUTINEER,
    Duty.TELLER,
    Duty.TELLER,
    Duty.ISSUER,
    Duty.CALLER,
    Duty.WATCHER,
    Duty.SCRIBE,
    Duty.CARRIER,
    Duty.CARRIER,
    Duty.CARRIER,
)


def _newcomer(chapter: Chapter, name: str) -> User:
    phone = mobile(next(chapter.numbers))
    pinyin, initials = pinyin_of(name)
    user = User(
        name=name,
        pinyin=pinyin,
        initials=initials,
        phone=phone,
        phone_index=phone_index(phone),
        password=make_password(None),
    )
    chapter.store.add([user])
    return user


def _posting(chapter: Chapter, user: User, role: Role) -> Posting:
    since = chapter.days[StepCode.BODY]
    posting = Posting(
        user=user,
        role=role,
        committee=chapter.place.committee,
        since=min(since, chapter.setting.today),
    )
    chapter.store.add([posting])
    return posting


def _names(chapter: Chapter, wanted: int, *what: object) -> list[str]:
    """So many names that differ from one another and from those who work in the committee."""
    roll = dice("election people", chapter.place.committee.code, *what)
    taken = {user.name for user in chapter.place.team.everybody}
    found: list[str] = []
    while len(found) < wanted:
        name = elder(roll) if len(found) % 2 else younger(roll)
        if name not in taken:
            taken.add(name)
            found.append(name)
    return found


def found_body(chapter: Chapter) -> None:
    """Seven and two in line; of the one that is late only four have been found."""
    late = chapter.election.stage == Stage.PREPARING
    names = _names(chapter, 4 if late else BODY + RESERVES, "body")
    members = [
        BodyMember(
            election=chapter.election,
            name=name,
            rank=rank,
            reserve=rank > BODY,
            since=min(chapter.days[StepCode.BODY], chapter.setting.today),
        )
        for rank, name in enumerate(names, 1)
    ]
    if not late:
        head = members[0]
        head.post, head.user = BodyPost.HEAD, _newcomer(chapter, head.name)
        head.posting = _posting(chapter, head.user, Role.ELECTION_HEAD)
    chapter.store.add(members)


def call_officials(chapter: Chapter) -> list[Official]:
    officials = []
    for duty, name in zip(DUTIES, _names(chapter, len(DUTIES), "officials"), strict=True):
        official = Official(
            election=chapter.election,
            duty=duty,
            name=name,
            kin_checked=True,
            since=min(chapter.days[StepCode.POLL_NOTICE], chapter.setting.today),
        )
        if role := ROLE_OF_DUTY.get(duty):
            official.user = _newcomer(chapter, name)
            official.posting = _posting(chapter, official.user, role)
        officials.append(official)
    chapter.store.add(officials)
    return officials
