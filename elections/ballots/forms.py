"""Forms of polling day."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from elections.ballots.models import Station
from elections.ballots.states import DoubleOutcome, Reason, StationKind
from elections.body.models import Official
from elections.timetable.models import Round
from jiedao.common.forms import LineField, OneOf, PortalForm, RowsField, TidyCharField

PAPERS_MOST = 99_999_999
FROM, UNTIL = time(8), time(16)


class StationForm(PortalForm):
    """A place or a box, the hours of polling day, the papers it gets and who stands there."""

    kind = forms.ChoiceField(
        label="种类", choices=StationKind.choices, widget=OneOf, initial=StationKind.STATION
    )
    name = TidyCharField(label="名称", max_length=40, help_text="例如：第2投票站、1号流动票箱")
    place = TidyCharField(label="地点或路线", max_length=80)
    opens = forms.TimeField(label="几点开始", help_text="例如：8:00")
    closes = forms.TimeField(label="几点结束", help_text="例如：16:00")
    serial_from = forms.IntegerField(
        label="选票从几号", min_value=1, max_value=PAPERS_MOST, help_text="印在选票存根上的编号"
    )
    serial_to = forms.IntegerField(label="到几号（含）", min_value=1, max_value=PAPERS_MOST)
    seal = TidyCharField(label="封条号", max_length=40, required=False)
    tellers = RowsField(
        label="谁在这里",
        queryset=Official.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一个人不属于本居委会这次选举。"},
    )

    def __init__(self, *args: Any, round_: Round, station: Station | None, **kwargs: Any) -> None:
        self.round, self.station = round_, station
        kwargs.setdefault("initial", _initial(station) if station else _usual(round_))
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tellers"]
        field.queryset = Official.objects.filter(election=round_.election, until__isnull=True)
        field.label_from_instance = lambda one: f"{one.name}（{one.get_duty_display()}）"

    @property
    def values(self) -> dict[str, Any]:
        known = self.cleaned_data
        day = self.round.polling_on
        return {
            **{name: known[name] for name in ("kind", "name", "place", "seal")},
            "serial_from": known["serial_from"],
            "serial_to": known["serial_to"],
            "opens_at": timezone.make_aware(datetime.combine(day, known["opens"])),
            "closes_at": timezone.make_aware(datetime.combine(day, known["closes"])),
        }

    @property
    def tellers_chosen(self) -> Collection[Official]:
        return list(self.cleaned_data["tellers"])

    def clean(self) -> None:
        super().clean()
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "结束时间要晚于开始时间。")


def _initial(station: Station) -> dict[str, Any]:
    own = ("kind", "name", "place", "seal", "serial_from", "serial_to")
    return {
        **{name: getattr(station, name) for name in own},
        "opens": timezone.localtime(station.opens_at).time(),
        "closes": timezone.localtime(station.closes_at).time(),
        "tellers": list(station.tellers.all()),
    }


def _usual(round_: Round) -> dict[str, Any]:
    """The papers follow those of the last station."""
    last = max(round_.stations.values_list("serial_to", flat=True), default=0)
    return {
        "kind": StationKind.STATION,
        "opens": FROM,
        "closes": UNTIL,
        "serial_from": last + 1,
    }


class ListingForm(PortalForm):
    """Why the box comes to this voter."""

    reason = forms.ChoiceField(label="原因", choices=Reason.choices, widget=OneOf)


class ProxyForm(PortalForm):
    """What the paper says."""

    paper = TidyCharField(label="委托书编号", max_length=40)
    near_kin = forms.BooleanField(label="委托书上写明是近亲属", required=False)


class AccountForm(PortalForm):
    """The papers of one station when it closes."""

    spoiled = forms.IntegerField(
        label="写坏换票", min_value=0, max_value=PAPERS_MOST, help_text="交回来换过的，几张"
    )
    unused = forms.IntegerField(label="剩余选票", min_value=0, max_value=PAPERS_MOST)
    seal = TidyCharField(label="票箱封条号", max_length=40, required=False)
    missing_why = LineField(
        label="对不上的原因", max_length=120, required=False, help_text="数目对得上就不用写"
    )


class DoubleForm(forms.Form):
    outcome = forms.ChoiceField(choices=DoubleOutcome.choices)
