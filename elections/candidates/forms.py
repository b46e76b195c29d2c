"""Forms of nominations and of the list. People are named as on paper and found on the roll."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from elections.body.models import BodyMember
from elections.body.querysets import serving
from elections.candidates.actions import Proposal
from elections.candidates.models import Candidate
from elections.candidates.rules import STATEMENT_MOST
from elections.electorate.models import Voter
from elections.rulesets.states import Kin, Order
from elections.timetable.models import Contest, Election
from jiedao.common.chinese import room_key, tidy
from jiedao.common.forms import (
    DayField,
    LineField,
    PlainTextField,
    PortalForm,
    RowsField,
    UploadField,
)

MOST_BACKERS = 500
HOW = "写姓名；名单上有同名的，后面加楼号室号，例如 王桂珍 3-502"


def find_voters(election: Election, lines: Sequence[str]) -> tuple[list[Voter], list[str]]:
    """The voters that these lines name, and a sentence for each line that names nobody or several.
    One query."""
    asked = [_name_and_door(line) for line in lines]
    names = {name for name, _ in asked}
    rows = Voter.objects.filter(election=election, name__in=names, listed=True).order_by("pk")
    found, wrong = [], []
    known: dict[str, list[Voter]] = {}
    for voter in rows:
        known.setdefault(voter.name, []).append(voter)
    for line, (name, door) in zip(lines, asked, strict=True):
        same = [one for one in known.get(name, []) if not door or one.door == door]
        if len(same) == 1:
            found.append(same[0])
        elif same:
            wrong.append(f"“{line}”在名单上有 {len(same)} 个，请加楼号室号。")
        else:
            wrong.append(f"“{line}”不在选民名单上。")
    return found, wrong


def _name_and_door(line: str) -> tuple[str, str]:
    name, _, door = tidy(line).partition(" ")
    return name, (room_key(door) or door) if door else ""


class NominationForm(PortalForm):
    """The paper of a nomination."""

    post = forms.ChoiceField(label="提名什么职务", widget=forms.RadioSelect)
    nominee = LineField(label="提名谁", max_length=80, help_text=HOW)
    backers = PlainTextField(
        label="联名的选民", rows=6, help_text="一行写一个人，照提名表上的签名。"
    )
    votes = forms.IntegerField(
        label="提名票数",
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text="开会投票提名的才写。",
    )
    kin = RowsField(
        label="选举委员会里哪些人是他的近亲属",
        queryset=BodyMember.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾上的人和被提名的人自己，都会退出选举委员会。",
        error_messages={
            "invalid_choice": "有一个人不在选举委员会里。",
            "invalid_pk_value": "有一个人不在选举委员会里。",
        },
    )
    on = DayField(label="哪天提名", quick=("今天", "昨天"))

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        self.election = election
        super().__init__(*args, **kwargs)
        posts: Any = self.fields["post"]
        contests = Contest.objects.filter(round__election=election, round__number=1)
        posts.choices = [(one.post, one.get_post_display()) for one in contests.order_by("pk")]
        kin: Any = self.fields["kin"]
        kin.queryset = serving(election, with_reserves=True)

    def clean_nominee(self) -> Voter:
        found, wrong = find_voters(self.election, [self.cleaned_data["nominee"]])
        if wrong:
            raise ValidationError(wrong)
        return found[0]

    def clean_backers(self) -> list[Voter]:
        lines = [line for line in self.cleaned_data["backers"].split("\n") if line.strip()]
        if len(lines) > MOST_BACKERS:
            raise ValidationError(f"最多写 {MOST_BACKERS} 个人。")
        found, wrong = find_voters(self.election, lines)
        if wrong:
            raise ValidationError(wrong)
        return found

    def proposal(self) -> Proposal:
        fields = self.cleaned_data
        return Proposal(
            voter=fields["nominee"],
            post=fields["post"],
            backers=fields["backers"],
            votes=fields["votes"] or 0,
            kin=list(fields["kin"]),
        )


class ReviewForm(PortalForm):
    """资格联审: the outcome and where its paper lies; nothing else is written here (R37)."""

    fits = forms.TypedChoiceField(
        label="审查结果",
        choices=((1, "资格符合"), (0, "资格不符合")),
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    paper = LineField(
        label="联审材料编号",
        max_length=60,
        help_text="只写编号，审查的内容留在纸上。",
    )


class PresentForm(PortalForm):
    statement = PlainTextField(
        label="简介",
        rows=4,
        required=False,
        max_length=STATEMENT_MOST,
        help_text=f"最多 {STATEMENT_MOST} 个字，每位候选人一样。",
    )
    photo = UploadField(label="照片", kinds=("photo",), required=False, help_text="近期免冠照片。")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class KinForm(PortalForm):
    """Two candidates who are near kin."""

    one = forms.ModelChoiceField(
        label="候选人",
        queryset=Candidate.objects.none(),
        error_messages={"invalid_choice": "请选这次选举的候选人。"},
    )
    kin = forms.ChoiceField(label="是什么关系", choices=Kin, widget=forms.RadioSelect)
    other = forms.ModelChoiceField(
        label="另一位候选人",
        queryset=Candidate.objects.none(),
        error_messages={"invalid_choice": "请选这次选举的候选人。"},
    )

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.queryset = Candidate.objects.filter(election=election).standing()


class OrderForm(PortalForm):
    """The rule, and for every name the figures it may rest on."""

    by = forms.ChoiceField(label="怎么排列", choices=Order, widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for row in candidates:
            for name, label, value in (
                ("votes", "提名票数", row.nomination_votes),
                ("strokes", "姓氏笔画", row.strokes),
                ("lot", "抽签号", row.lot),
            ):
                self.fields[f"{name}_{row.pk}"] = forms.IntegerField(
                    label=f"{row.label} {label}",
                    min_value=0,
                    max_value=100_000 if name == "votes" else 200,
                    required=False,
                    initial=value or None,
                )
        self.prepare()

    @property
    def lines(self) -> list[tuple[Candidate, list[Any]]]:
        """A candidate with the three fields of her line."""
        return [
            (row, [self[f"{name}_{row.pk}"] for name in ("votes", "strokes", "lot")])
            for row in self.candidates
        ]

    @property
    def figures(self) -> dict[int, tuple[int, int, int]]:
        fields = self.cleaned_data

        def figure(name: str, pk: int) -> int:
            return fields.get(f"{name}_{pk}") or 0

        return {
            row.pk: (figure("votes", row.pk), figure("strokes", row.pk), figure("lot", row.pk))
            for row in self.candidates
        }


class ListForm(PortalForm):
    """Where no more names than seats stand: why that is lawful."""

    def __init__(self, *args: Any, contests: Sequence[Contest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contests = contests
        for contest in contests:
            self.fields[f"exception_{contest.pk}"] = LineField(
                label=f"{contest.get_post_display()}等额的理由",
                max_length=120,
                required=False,
                initial=contest.exception,
                help_text="候选人多于应选人数的不用写。依法可以等额的，写文件和理由。",
            )
        self.prepare()

    @property
    def exceptions(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[f"exception_{one.pk}"] for one in self.contests}
