"""The way from an empty portal to the first published rota (R18). Every line is computed."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as NOBODY
from django.db.models import Q

from casework.duty.models import Rota
from casework.duty.states import RotaState
from committees.calendar.querysets import missing_years
from committees.people.models import Posting
from committees.reach.states import Role
from committees.territory.models import Building, Committee, PublicNumber
from jiedao.portal.context import exists

KEEPERS = frozenset({Role.CLERK, Role.ADMIN})


@dataclass(frozen=True)
class Step:
    """One line: how many of how many are ready, and where to go on. `of` 0 is not ready."""

    label: str
    words: str
    ready: int
    of: int
    href: str
    button: str
    roles: frozenset[Role] = KEEPERS
    """Who may open `href`; anybody else reads the line without a button."""

    @property
    def done(self) -> bool:
        return 0 < self.of <= self.ready

    def opens_for(self, roles: frozenset[Role]) -> bool:
        return bool(self.roles & roles) and exists(self.href)


def first_steps(today: date) -> list[Step]:
    """In the order in which they make sense. Seven queries."""
    committees = list(Committee.objects.all())
    total = len(committees)
    described = sum(1 for row in committees if row.address and row.phone)
    numbers = PublicNumber.objects.exclude(phone="").count()
    housed = Building.objects.values("estate__committee").distinct().count()
    return [
        Step(
            "居委会名录",
            f"现在有 {total} 个居委会。" if total else "还没有居委会，用表格导入。",
            total,
            max(total, 1),
            "/settings/committees/import/",
            "导入名录",
        ),
        Step(
            "地址和电话",
            f"{described} / {total} 个填好了地址和电话，居民能找得到。",
            described,
            total,
            "/settings/committees/",
            "去填",
        ),
        _days_off(today),
        Step(
            "夜间和急事电话",
            f"写好了 {numbers} 个。供水、燃气、供电、街道值班，下班以后居民看得到。",
            numbers,
            1,
            "/settings/street/",
            "去填",
        ),
        _directors(today, total),
        Step(
            "楼栋",
            f"{housed} / {total} 个添好了楼栋，走访时就能写 3-502。",
            housed,
            total,
            "/settings/committees/",
            "去添",
        ),
        _rotas(today, total),
    ]


def _days_off(today: date) -> Step:
    missing = missing_years(today)
    if missing:
        years = "、".join(f"{year} 年" for year in missing)
        words = f"还差 {years}。期限和值班都按它算。"
    else:
        words = "已经录入，期限和值班都按它算。"
    ready = 0 if missing else 1
    return Step("节假日和调休", words, ready, 1, "/settings/periods/", "去录入")


def _directors(today: date, total: int) -> Step:
    directors = Posting.objects.on(today).filter(role=Role.DIRECTOR, user__is_active=True)
    opened = directors.values("committee").distinct().count()
    came_in = directors.exclude(Q(user__password__in=[""]) | Q(user__password__startswith=NOBODY))
    ready = came_in.values("committee").distinct().count()
    words = f"开了 {opened} / {total} 个主任的账号，其中 {ready} 位已经设好密码。"
    href, admin = "/settings/users/onboard/", frozenset({Role.ADMIN})
    return Step("主任的账号", words, ready, total, href, "开账号", admin)


def _rotas(today: date, total: int) -> Step:
    published = Rota.objects.filter(state=RotaState.PUBLISHED, month__gte=today.replace(day=1))
    ready = published.values("committee").distinct().count()
    words = f"{ready} / {total} 个公布了值班表。主任登录以后，在“值班表”里排好，再公布。"
    clerk = frozenset({Role.CLERK})
    return Step("第一张值班表", words, ready, total, "/street/duty/", "看值班", clerk)
