"""The one cast of every test: East and West, the street, the partners, a stranger.

All people are invented; their phone numbers use no operator's prefix.
"""

from dataclasses import dataclass
from datetime import date

from committees.people.models import Posting, User
from committees.reach.states import Role
from committees.territory.models import Committee, PartnerBody, Street

LONG_AGO = date(2024, 1, 1)
BODIES = (
    ("branch", "居民区党总支"),
    ("station", "社区工作站"),
    ("owners", "业主委员会"),
    ("property", "物业公司"),
)


@dataclass(frozen=True)
class Cast:
    """Who plays in the tests. East and West are two committees of one street."""

    street: Street
    east: Committee
    west: Committee
    clerk: User
    leader: User
    admin: User
    auditor: User
    east_director: User
    east_member: User
    east_second_member: User
    east_branch: User
    east_station: User
    east_owners: User
    east_property: User
    west_director: User
    west_member: User
    stranger: User
    """Signed up once, holds no posting today."""


def gather_cast() -> Cast:
    street = Street.objects.create(name="清和街道", phone="021-0000 0000")
    east = _committee(street, 1, "东苑", "dongyuan")
    west = _committee(street, 2, "西苑", "xiyuan")
    numbers = iter(range(1, 100))
    postings = []

    def person(name: str, role: Role | None, committee: Committee | None = None) -> User:
        user = User(name=name, phone=f"100000000{next(numbers):02d}")
        user.set_unusable_password()
        user.save()
        if role is not None:
            postings.append(Posting(user=user, role=role, committee=committee, since=LONG_AGO))
        return user

    cast = Cast(
        street=street,
        east=east,
        west=west,
        clerk=person("李敏", Role.CLERK),
        leader=person("沈建华", Role.STREET_LEADER),
        admin=person("许明", Role.ADMIN),
        auditor=person("袁静", Role.AUDITOR),
        east_director=person("周桂英", Role.DIRECTOR, east),
        east_member=person("王桂珍", Role.MEMBER, east),
        east_second_member=person("赵国强", Role.MEMBER, east),
        east_branch=person("陆书平", Role.BRANCH, east),
        east_station=person("顾小琴", Role.STATION, east),
        east_owners=person("何业安", Role.OWNERS, east),
        east_property=person("陈工友", Role.PROPERTY, east),
        west_director=person("吴秀兰", Role.DIRECTOR, west),
        west_member=person("郑月娥", Role.MEMBER, west),
        stranger=person("钱多", None),
    )
    postings.append(
        Posting(
            user=cast.stranger,
            role=Role.MEMBER,
            committee=west,
            since=LONG_AGO,
            until=date(2024, 12, 31),
        )
    )
    Posting.objects.bulk_create(postings)
    PartnerBody.objects.bulk_create(
        PartnerBody(committee=committee, kind=kind, name=f"{committee.short_name}{name}")
        for committee in (east, west)
        for kind, name in BODIES
    )
    return cast


def _committee(street: Street, order: int, short: str, slug: str) -> Committee:
    return Committee.objects.create(
        street=street,
        code=f"9901010019{order:02d}",
        name=f"{short}居委会",
        short_name=short,
        slug=slug,
        order=order,
        address=f"清和路 {order}00 弄",
        phone=f"021-0000 000{order}",
        hours="工作日 8:30–11:30，13:30–17:00",
        households=1_200,
        pinyin=slug,
        initials=slug[:2],
    )
