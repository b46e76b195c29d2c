"""A committee's own texts: made from a model, filed with the street, read by its officers."""

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from committees.covenants.models import Filing, ReadMark
from committees.covenants.policies import (
    may_answer_filing,
    may_decide,
    may_mark_read,
    may_remind,
    may_write_for,
)
from committees.covenants.states import MOVES, FilingState
from committees.journal.actions import digest, record
from committees.people.models import User
from committees.reach.states import ELECTED_ROLES
from committees.regulations.actions import Need, Wording, draft_version, needs_of
from committees.regulations.models import Regulation, RegulationVersion
from committees.regulations.requiring import require
from committees.regulations.rules import blanks_of, fill, number_in
from committees.regulations.states import Level
from committees.reminders.actions import tell
from committees.territory.models import Committee
from jiedao.common.errors import Refused
from jiedao.common.moves import check_move

# From a model to a draft of one's own


def make_own(
    model_version: RegulationVersion,
    committee: Committee,
    values: Mapping[str, str],
    *,
    by: User,
    at: datetime,
) -> RegulationVersion:
    """A draft of the committee's own, the model's text with its blanks filled.

    What the model rests on and asks for comes along; a requirement takes its number from the
    blank that says it. Blanks left open stay visible and must be filled before it comes into
    force. Refused for a model that is repealed or has a newer version, and while there is a draft.
    """
    with transaction.atomic():
        may_write_for(by, committee).require()
        model = Regulation.objects.select_for_update(of=("self",)).get(
            pk=model_version.regulation_id
        )
        _check_newest(model_version, model, timezone.localdate(at))
        regulation = _own(model, committee)
        return _draft_from(regulation, model_version, values, by=by, at=at)


def _check_newest(model_version: RegulationVersion, model: Regulation, on: date) -> None:
    newest = RegulationVersion.objects.in_force(on).filter(regulation=model).first()
    if not model.is_model or newest is None:
        raise Refused("这份范本已经不用了，请到制度库看现行的。")
    if newest != model_version:
        raise Refused("这份范本有新版，请照新版写。")


def _own(model: Regulation, committee: Committee) -> Regulation:
    """The committee's entry for this model; its public address is made of both."""
    found: Regulation = Regulation.objects.get_or_create(
        committee=committee,
        model=model,
        defaults={
            "slug": f"{model.slug[:38]}-{committee.slug}",
            "level": Level.COMMITTEE,
            "category": model.category,
            "name": model.name,
            "order": model.order,
        },
    )[0]
    return found


def _draft_from(
    regulation: Regulation,
    model_version: RegulationVersion,
    values: Mapping[str, str],
    *,
    by: User,
    at: datetime,
) -> RegulationVersion:
    given = {name: value for name, value in values.items() if value}
    return draft_version(
        regulation,
        Wording(fill(model_version.text, given)),
        by=by,
        at=at,
        taken_from=model_version,
        filled=given,
        like=model_version,
        needs=[_with_number(need, given) for need in needs_of(model_version)],
    )


def _with_number(need: Need, values: Mapping[str, str]) -> Need:
    """「每月走访户数：40」 makes the requirement 40 as well."""
    number = number_in(values.get(need.blank, ""))
    if number is None or number == need.demand.number:
        return need
    return replace(need, demand=replace(need.demand, number=number))


def usual_values(model_version: RegulationVersion, committee: Committee) -> dict[str, str]:
    """What the form starts with: what the portal knows, then what is usual."""
    known = {
        "居委会名称": committee.name,
        "办公地点": committee.address,
        "接待地点": committee.address,
        "值班电话": committee.phone,
        "联系电话": committee.phone,
        "小区名称": committee.short_name,
        "户数": str(committee.households or ""),
    }
    return {
        blank.name: known.get(blank.name) or blank.usual for blank in blanks_of(model_version.text)
    }


# The street has a newer model


def take_over(
    regulation: Regulation, model_version: RegulationVersion, *, by: User, at: datetime
) -> RegulationVersion:
    """照新版改: a draft from the newer model with what the committee filled in before, and with the
    numbers it asks of itself today: the model's own would be a step back behind its back.

    New blanks take their usual value. What it asks beyond the model is asked again, where the
    new text still has the article.
    """
    with transaction.atomic():
        current = _current(regulation, timezone.localdate(at))
        assert regulation.committee is not None  # noqa: S101
        may_write_for(by, regulation.committee).require()
        own = {_what(need): need for need in needs_of(current)}
        asked = needs_of(model_version)
        values = usual_values(model_version, regulation.committee) | dict(current.filled)
        for need in asked:
            if need.blank and _what(need) in own:
                values[need.blank] = _saying(values, need.blank, own[_what(need)].demand.number)
        draft = _draft_from(regulation, model_version, values, by=by, at=at)
        _ask_as_before(draft, own, {_what(need) for need in asked}, by=by)
    return draft


def _what(need: Need) -> tuple[str, str]:
    return need.demand.measure, need.demand.meeting_kind


def _saying(values: Mapping[str, str], blank: str, number: int) -> str:
    """What was filled in, where it says this number; else the number itself."""
    filled = values.get(blank, "")
    return filled if number_in(filled) == number else str(number)


def _ask_as_before(
    draft: RegulationVersion,
    own: Mapping[tuple[str, str], Need],
    asked: Container[tuple[str, str]],
    *,
    by: User,
) -> None:
    """Numbers without a blank stay the committee's; what it asks beyond the model comes along."""
    there = {_what(need): need for need in needs_of(draft)}
    for what, need in own.items():
        if what in asked:
            article = there[what].article
            if there[what].demand != need.demand:
                require(draft, replace(need, article=article), by=by)
        elif need.article in draft.reading.numbers:
            require(draft, need, by=by)


def edit_own(
    regulation: Regulation, model_version: RegulationVersion, *, by: User, at: datetime
) -> RegulationVersion:
    """自己改: a draft of its own present text, which from then on follows the newer model."""
    current = _current(regulation, timezone.localdate(at))
    return draft_version(
        regulation,
        Wording(current.text),
        by=by,
        at=at,
        taken_from=model_version,
        filled=current.filled,
        like=current,
    )


def renew_own(version: RegulationVersion, *, by: User, at: datetime) -> RegulationVersion:
    """写新的一版 of one's own text, still following the model it was made from. Refused for one
    that does not apply any more, and while there is a draft."""
    if version != _current(version.regulation, timezone.localdate(at)):
        raise Refused("这一版已经不是现行的，请从现行的一版改起。")
    return draft_version(
        version.regulation,
        Wording(version.text),
        by=by,
        at=at,
        taken_from=version.taken_from,
        filled=version.filled,
        like=version,
    )


def keep_own(
    regulation: Regulation, model_version: RegulationVersion, *, by: User, at: datetime
) -> Regulation:
    """保留现在的: the newer model was looked at; nobody asks again before the next one."""
    with transaction.atomic():
        regulation = Regulation.objects.select_for_update(of=("self",)).get(pk=regulation.pk)
        may_decide(by, regulation.committee_id).require()
        before = digest(regulation)
        regulation.kept = model_version
        regulation.save(update_fields=["kept"])
        record("covenants.keep", regulation, by=by, committee=regulation.committee, before=before)
    return regulation


def _current(regulation: Regulation, on: date) -> RegulationVersion:
    found = RegulationVersion.objects.in_force(on).filter(regulation=regulation).first()
    if found is None:
        raise Refused("这个制度现在没有施行的版本。")
    current: RegulationVersion = found
    return current


# 备案


def send_for_filing(version: RegulationVersion, *, by: User, at: datetime) -> Filing:
    """Charter and covenants go to the street after adoption (上海条例 art. 13).

    Refused for drafts, for regulations that need no filing, and while one is on its way or filed.
    """
    with transaction.atomic():
        version = _locked(version)
        regulation = version.regulation
        may_decide(by, regulation.committee_id).require()
        if not regulation.needs_filing:
            raise Refused("这个制度不用备案，章程和公约才要。")
        if version.is_draft:
            raise Refused("通过以后才送备案，现在还是草稿。")
        if version.filings.exclude(state=FilingState.RETURNED).exists():
            raise Refused("这一版已经送街道备案了。")
        filing = Filing.objects.create(version=version, sent_by=by, sent_at=at)
        record("covenants.file", filing, by=by, committee=regulation.committee)
    return filing


def confirm_filing(filing: Filing, *, by: User, filed_on: date, at: datetime) -> Filing:
    """已备案. The director is told. Refused before it was adopted, and on a day still to come."""
    with transaction.atomic():
        filing = _locked_filing(filing)
        may_answer_filing(by).require()
        check_move(MOVES, filing.state, FilingState.FILED)
        adopted = filing.version.adopted_on
        if filed_on > timezone.localdate(at) or (adopted and filed_on < adopted):
            raise Refused("备案日期要在通过之后，也不能晚于今天。")
        return _answer(filing, FilingState.FILED, by=by, at=at, filed_on=filed_on)


def return_filing(filing: Filing, *, by: User, remark: str, at: datetime) -> Filing:
    """街道有意见: the committee reads the remark and sends a new version. Refused without one."""
    with transaction.atomic():
        filing = _locked_filing(filing)
        may_answer_filing(by).require()
        check_move(MOVES, filing.state, FilingState.RETURNED)
        if not remark.strip():
            raise Refused("请写“意见”，说清楚哪里要改。")
        return _answer(filing, FilingState.RETURNED, by=by, at=at, remark=remark.strip())


def _answer(
    filing: Filing,
    state: FilingState,
    *,
    by: User,
    at: datetime,
    filed_on: date | None = None,
    remark: str = "",
) -> Filing:
    before = digest(filing)
    filing.state, filing.filed_on, filing.remark = state, filed_on, remark
    filing.answered_by, filing.answered_at = by, at
    filing.save()
    regulation = filing.version.regulation
    act = "covenants.filed" if state == FilingState.FILED else "covenants.remark"
    record(act, filing, by=by, committee=regulation.committee, before=before)
    words = "已经备案" if state == FilingState.FILED else "街道有意见，请看一下"
    tell(
        [filing.sent_by],
        about=filing,
        text=f"《{regulation}》{words}。",
        at=at,
        committee=regulation.committee,
        url=reverse("rules-mine"),
        key=str(state),
    )
    return filing


def _locked(version: RegulationVersion) -> RegulationVersion:
    found: RegulationVersion = (
        RegulationVersion.objects.select_for_update(of=("self",))
        .select_related("regulation__committee")
        .get(pk=version.pk)
    )
    return found


def _locked_filing(filing: Filing) -> Filing:
    found: Filing = (
        Filing.objects.select_for_update(of=("self",))
        .select_related("version__regulation__committee", "sent_by")
        .get(pk=filing.pk)
    )
    return found


# 「我看过，明白了」


def mark_read(version: RegulationVersion, *, by: User, at: datetime) -> ReadMark:
    """An officer has read and understood it. A second tap changes nothing."""
    with transaction.atomic():
        version = _locked(version)
        may_mark_read(by, version).require()
        mark, is_new = ReadMark.objects.get_or_create(
            version=version, person=by, defaults={"at": at}
        )
        if is_new:
            record("covenants.understand", mark, by=by, committee=version.regulation.committee)
    return mark


def officers_of(committee: Committee, on: date) -> list[User]:
    """Director and members who are in office on that day, by name."""
    people = User.objects.posted_in(committee, ELECTED_ROLES, on)
    return list(people.order_by("pinyin", "pk"))


def remind_readers(version: RegulationVersion, *, by: User, at: datetime) -> int:
    """Tell every officer who has not read it yet. Gives how many; once a day at most."""
    with transaction.atomic():
        version = _locked(version)
        may_remind(by, version).require()
        committee = version.regulation.committee
        assert committee is not None  # noqa: S101
        day = timezone.localdate(at)
        read = set(version.read_marks.values_list("person_id", flat=True))
        missing = [one for one in officers_of(committee, day) if one.pk not in read]
        if not missing:
            raise Refused("大家都看过了，不用提醒。")
        tell(
            missing,
            about=version,
            text=f"请看一看《{version}》，看过点“我看过，明白了”。",
            at=at,
            committee=committee,
            url=reverse("rule-version", args=[version.regulation.slug, version.day]),
            key=f"read-{day:%Y%m%d}",
        )
        record("covenants.remind", version, by=by, committee=committee)
    return len(missing)
