"""Regulations of the cast. The street's models come from the seed."""

from datetime import date, datetime

from committees.covenants.actions import make_own, usual_values
from committees.people.models import User
from committees.regulations.actions import Wording, draft_version
from committees.regulations.applying import issue, put_in_force
from committees.regulations.models import Regulation, RegulationVersion
from committees.regulations.rules import blanks_of
from committees.territory.models import Committee
from jiedao.portal.demo.setting import SHANGHAI
from tests.cast import Cast

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
TODAY = NOON.date()
SPRING = date(2026, 3, 5)
WORDS = "2026年3月5日居民代表会议，应到 40 人，实到 35 人，33 人赞成"


def model(slug: str = "zhiban-zhidu") -> RegulationVersion:
    """The version of a seeded model that applies on TODAY."""
    found: RegulationVersion = RegulationVersion.objects.in_force(TODAY).get(regulation__slug=slug)
    return found


def filled(version: RegulationVersion, committee: Committee) -> dict[str, str]:
    """Every blank of a model with something in it."""
    usual = usual_values(version, committee)
    return {blank.name: usual[blank.name] or "现场写明" for blank in blanks_of(version.text)}


def own_draft(
    by: User, committee: Committee, slug: str = "zhiban-zhidu", **values: str
) -> RegulationVersion:
    version = model(slug)
    return make_own(version, committee, filled(version, committee) | values, by=by, at=NOON)


def own(
    cast: Cast, slug: str = "zhiban-zhidu", *, west: bool = False, **values: str
) -> RegulationVersion:
    """A committee's own version, adopted in spring."""
    by = cast.west_director if west else cast.east_director
    draft = own_draft(by, cast.west if west else cast.east, slug, **values)
    return put_in_force(draft, by=by, adopted_on=SPRING, adopted_words=WORDS, at=NOON)


def newer_model(
    cast: Cast, slug: str = "zhiban-zhidu", *, on: date = date(2026, 9, 1)
) -> RegulationVersion:
    """The street has issued a changed model."""
    old = model(slug)
    text = old.text.replace("起身招呼", "先打招呼")
    assert text != old.text
    draft = draft_version(old.regulation, Wording(text), by=cast.clerk, at=NOON, like=old)
    return issue(draft, by=cast.clerk, in_force_on=on, at=NOON)


def street_draft(cast: Cast, name: str = "街道值守办法", text: str = "第一条 有人值守。"):
    from committees.regulations.actions import enter_regulation

    entry = Regulation(name=name, level="street", category="street")
    return enter_regulation(entry, Wording(text), by=cast.clerk, at=NOON)
