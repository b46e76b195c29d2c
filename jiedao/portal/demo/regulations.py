"""What the committees go by: most have their own of every model, a few are behind or without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from committees.covenants.actions import usual_values
from committees.covenants.models import Filing, ReadMark
from committees.covenants.states import FilingState
from committees.people.models import User
from committees.regulations.models import Basis, Regulation, RegulationVersion, Requirement
from committees.regulations.rules import blanks_of, fill
from committees.regulations.states import Category, Level, VersionState
from jiedao.common.chinese import ngram_text
from jiedao.portal.demo.neighbourhood import Neighbourhood
from jiedao.portal.demo.people import Staff
from jiedao.portal.demo.setting import Setting, dice, moment
from jiedao.portal.demo.store import Store

LAW, DUTY, CHARTER = "jumin-weiyuanhui-zuzhifa", "zhiban-zhidu", "zizhi-zhangcheng"
RENEWED_DAYS_AGO = 26
"""The street issued a new model of the duty regulation so many days ago."""
OLD_CHARTER = date(2021, 9, 1)
"""From when the charter's model applied that rests on the law of 2018."""
ON_OLD_LAW = frozenset({6, 17, 29})
SLOW = frozenset({3, 8, 9, 14, 19, 22, 27, 31})
"""Committees, by their place in the street's order, that still go by the older duty regulation."""
KEPT = frozenset({9, 22})
"""Two of them have looked at the new one and stay with theirs."""
WITHOUT = frozenset(
    {
        (2, DUTY),
        (5, "xuexi-zhidu"),
        (5, "loudao-weisheng-gongyue"),
        (12, CHARTER),
        (20, "tingqu-yijian-zhidu"),
        (24, "loudao-weisheng-gongyue"),
        (33, "gongzuo-huibao-zhidu"),
        (33, "loudao-weisheng-gongyue"),
    }
)
BEGUN = "tingqu-yijian-zhidu"
"""The first committee has only a draft of this one."""
NOT_SENT, RETURNED = frozenset({11, 25}), 15
WAITING = frozenset({(1, "loudao-weisheng-gongyue"), (7, "jumin-gongyue"), (18, CHARTER)})
REMARK = "第五条的处罚请删去，公约靠大家提醒；其他没有意见。"
FILLED = {
    "辖区范围": "本居民区各小区",
    "居民小组数": "12",
    "物业电话": "021-0000 0000",
}


@dataclass
class Model:
    """A model of the street with the version to be taken, and what comes along with it."""

    regulation: Regulation
    version: RegulationVersion
    bases: list[Basis]
    needs: list[Requirement]


@dataclass
class Rows:
    """Everything to be stored, in the order of storing."""

    regulations: list[Regulation] = field(default_factory=list)
    versions: list[RegulationVersion] = field(default_factory=list)
    bases: list[Basis] = field(default_factory=list)
    needs: list[Requirement] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    marks: list[ReadMark] = field(default_factory=list)


class Library:
    """Writes for all committees at once: a handful of inserts."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._rows = Rows()

    def write(self, store: Store, places: Sequence[Neighbourhood], staff: Staff) -> None:
        """Nothing where the models do not apply yet: the fiction may play earlier."""
        models = list(_models(self._setting.today))
        if not models:
            return
        newer = self._newer_duty(store, models, staff)
        older = self._older_charter(store, models)
        for place in places:
            for model in models:
                self._of(place, model, newer, older)
        rows = self._rows
        for group in (rows.regulations, rows.versions, rows.bases, rows.needs, rows.filings):
            store.add(group)
        store.add(rows.marks)
        for table in (Regulation, RegulationVersion, Basis, Requirement):
            store.counts[table] = table._base_manager.count()  # the seed brought some of them

    # The street

    def _newer_duty(self, store: Store, models: Sequence[Model], staff: Staff) -> Model:
        """A changed model of the duty regulation, whose review comes up next month."""
        old = next(model for model in models if model.regulation.slug == DUTY)
        day = self._setting.today - timedelta(days=RENEWED_DAYS_AGO)
        text = old.version.text.replace(
            "发现独居老人联系不上、敲门没人应，马上",
            "发现独居、高龄、失能老人联系不上或者敲门没人应，不等不拖，马上",
        )
        version = _copy_of(old.version, text, max(day, old.version.in_force_on or day))
        if version.in_force_on == old.version.in_force_on:
            return old
        version.note = "第九条写明了要马上联系哪些老人"
        version.issued_by = version.author = staff.clerk
        store.add([version])
        return _with_copies(store, old, version, old.bases)

    def _older_charter(self, store: Store, models: Sequence[Model]) -> Model:
        """The charter's model of 2021, which rests on the law of 2018."""
        new = next(model for model in models if model.regulation.slug == CHARTER)
        text = new.version.text.replace("，成员中应当有女性，近亲属不同时担任成员", "")
        text = text.replace("成员中应当有女性，近亲属不同时担任成员。", "")
        version = _copy_of(new.version, text, OLD_CHARTER)
        store.add([version])
        law = RegulationVersion.objects.filter(regulation__slug=LAW).order_by("in_force_on")[0]
        bases = [
            Basis(rests_on=law if one.rests_on.regulation.slug == LAW else one.rests_on)
            for one in new.bases[:1]
        ]
        return _with_copies(store, new, version, bases)

    # One committee and one model

    def _of(self, place: Neighbourhood, model: Model, newer: Model, older: Model) -> None:
        order, slug = place.committee.order, model.regulation.slug
        if (order, slug) in WITHOUT:
            return
        own = self._own(place, model.regulation)
        if place.is_first and slug == BEGUN:
            self._draft(place, own, model)
            return
        taken = older if slug == CHARTER and order in ON_OLD_LAW else model
        adopted = self._adoption_day(place, taken)
        last = self._adopt(place, own, taken, adopted)
        if slug == DUTY and order not in SLOW and newer is not model:
            later = self._setting.workday(self._setting.today, -2 - order % 12)
            last = self._adopt(place, own, newer, later)
        elif slug == DUTY and order in KEPT:
            own.kept = newer.version
        self._file(place, own, last)
        self._read(place, last)

    def _own(self, place: Neighbourhood, model: Regulation) -> Regulation:
        own = Regulation(
            slug=f"{model.slug}-{place.committee.slug}",
            level=Level.COMMITTEE,
            category=model.category,
            name=model.name,
            committee=place.committee,
            model=model,
            order=model.order,
        )
        self._rows.regulations.append(own)
        return own

    def _adoption_day(self, place: Neighbourhood, model: Model) -> date:
        """Some weeks or months after the model came out."""
        roll = dice("adopted", place.committee.code, model.regulation.slug)
        first = model.version.in_force_on or self._setting.today
        span = min((self._setting.today - first).days, 320)
        day = first + timedelta(days=roll.randint(span // 6, max(span // 3, span // 6)))
        return min(self._setting.calendar.add(day, 0).on, self._setting.today)

    def _draft(self, place: Neighbourhood, own: Regulation, model: Model) -> RegulationVersion:
        values = _values(place, model.version)
        text = fill(model.version.text, values)
        draft = RegulationVersion(
            regulation=own,
            text=text,
            taken_from=model.version,
            filled=values,
            author=place.team.members[0],
            created_at=moment(self._setting.today - timedelta(days=2), 15),
            tokens=ngram_text(own.name, text),
        )
        self._rows.versions.append(draft)
        self._rows.bases += [
            Basis(version=draft, rests_on=one.rests_on, article=one.article) for one in model.bases
        ]
        self._rows.needs += [_need_of(draft, one) for one in model.needs]
        return draft

    def _adopt(
        self, place: Neighbourhood, own: Regulation, model: Model, day: date
    ) -> RegulationVersion:
        version = self._draft(place, own, model)
        version.state, version.in_force_on = VersionState.IN_FORCE, day
        version.adopted_on, version.adopted_words = day, self._vote(place, own, day)
        version.recorded_later = day < self._setting.first
        version.author = version.issued_by = place.team.director
        version.created_at = version.issued_at = moment(day, 16)
        return version

    def _vote(self, place: Neighbourhood, own: Regulation, day: date) -> str:
        """Covenants by the residents' representatives, the rest by the committee itself."""
        roll = dice("vote", place.committee.code, own.slug, day)
        by_residents = own.category == Category.COVENANT
        everybody = roll.randint(32, 48) if by_residents else len(place.team.members) + 1
        there = everybody - roll.randint(0, everybody // 5)
        yes = there - (roll.randint(0, 3) if by_residents else 0)
        meeting = "居民代表会议" if by_residents else "居委会会议"
        when = f"{day.year}年{day.month}月{day.day}日"
        return f"{when}{meeting}，应到 {everybody} 人，实到 {there} 人，{yes} 人赞成"

    def _file(self, place: Neighbourhood, own: Regulation, version: RegulationVersion) -> None:
        order, model = place.committee.order, own.model
        if own.category != Category.COVENANT or order in NOT_SENT or not version.in_force_on:
            return
        sent_on = self._setting.calendar.add(version.in_force_on, 2).on
        waits = model is not None and (order, model.slug) in WAITING
        if waits:
            sent_on = self._setting.workday(self._setting.today, -3)
        if sent_on > self._setting.today:
            return
        filing = Filing(version=version, sent_by=place.team.director, sent_at=moment(sent_on, 10))
        self._rows.filings.append(filing)
        if waits:
            return
        answered = min(self._setting.calendar.add(sent_on, 3).on, self._setting.today)
        filing.answered_by, filing.answered_at = place.staff.clerk, moment(answered, 11)
        if order == RETURNED and model is not None and model.slug == "jumin-gongyue":
            filing.state, filing.remark = FilingState.RETURNED, REMARK
        else:
            filing.state, filing.filed_on = FilingState.FILED, answered

    def _read(self, place: Neighbourhood, version: RegulationVersion) -> None:
        """Everybody has read what is old; of the newest ones a few have not yet."""
        officers: list[User] = [place.team.director, *place.team.members]
        day = version.in_force_on or self._setting.today
        fresh = (self._setting.today - day).days <= RENEWED_DAYS_AGO
        for number, person in enumerate(officers):
            unread = fresh and number in ((0, 2) if place.is_first else (2, 4))
            if not unread:
                at = min(moment(day + timedelta(days=number), 10, 7 * number), self._setting.now)
                self._rows.marks.append(ReadMark(version=version, person=person, at=at))


def _models(today: date) -> Iterator[Model]:
    versions = RegulationVersion.objects.in_force(today).filter(regulation__is_model=True)
    rows = versions.select_related("regulation").prefetch_related(
        "bases__rests_on__regulation", "requirements"
    )
    for one in rows.order_by("regulation__order"):
        yield Model(one.regulation, one, list(one.bases.all()), list(one.requirements.all()))


def _copy_of(version: RegulationVersion, text: str, day: date) -> RegulationVersion:
    return RegulationVersion(
        regulation=version.regulation,
        state=VersionState.IN_FORCE,
        text=text,
        in_force_on=day,
        created_at=moment(day, 9),
        issued_at=moment(day, 9),
        tokens=ngram_text(version.regulation.name, text),
    )


def _with_copies(
    store: Store, model: Model, version: RegulationVersion, bases: Sequence[Basis]
) -> Model:
    carried = [Basis(version=version, rests_on=one.rests_on, article=one.article) for one in bases]
    needs = [_need_of(version, one) for one in model.needs]
    store.add(carried)
    store.add(needs)
    return Model(model.regulation, version, carried, needs)


def _need_of(version: RegulationVersion, need: Requirement) -> Requirement:
    return Requirement(
        version=version,
        article=need.article,
        measure=need.measure,
        meeting_kind=need.meeting_kind,
        meeting_name=need.meeting_name,
        period=need.period,
        number=need.number,
        blank=need.blank,
    )


def _values(place: Neighbourhood, version: RegulationVersion) -> dict[str, str]:
    usual = usual_values(version, place.committee)
    return {
        blank.name: usual[blank.name] or FILLED.get(blank.name, "居委会商定")
        for blank in blanks_of(version.text)
    }
