"""Help given: the ledger, one giving, its sheet to sign."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.aid import actions, policies
from casework.aid.actions import given_before
from casework.aid.figures import MONTHS, by_month
from casework.aid.forms import AidForm, LedgerFilter, RefuseForm, SignForm
from casework.aid.models import Aid, AidPaper, Fund
from casework.aid.rules import asks_why
from casework.aid.shown import ShownAid, shown_aid
from casework.cases.forms import refusal_in
from casework.cases.models import Case
from casework.cases.views import get_or_post
from committees.files.shown import picture_of, taken_off
from committees.files.taking_off import Place
from committees.files.views_photos import photo_pages
from committees.journal.actions import record
from committees.people.access import at_work, home_committee, me, sent
from committees.people.models import User
from committees.residents.models import Household
from committees.submissions.drafts import draft_fields
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import attachment, see_other
from jiedao.common.pages import keyset_page
from jiedao.common.sheets import XLSX_TYPE, workbook
from meetings.disclosure.rules import yuan_words

PAGE = 30
AGAIN = "今年已经给过了，请看下面；还要给，请写一句“为什么再帮一次”。"
HEAD = [
    "日期",
    "给什么",
    "名称",
    "来源",
    "给谁",
    "金额（元）",
    "谁发",
    "批准",
    "签收",
    "再帮的原因",
]


@require_safe
@at_work
def aids(request: HttpRequest) -> HttpResponse:
    """帮扶台账: newest first, with the sums of the year by fund and month."""
    by, committee, today = me(request), home_committee(request), timezone.localdate()
    form = LedgerFilter(request.GET, today=today)
    form.is_valid()
    found = _of_filter(by, committee.pk, form)
    page = keyset_page(found.for_lists(), ("-on", "-id"), request.GET.get("after"), PAGE)
    funds = list(Fund.objects.all())
    sums = by_month(by, committee, form.chosen_year, funds)
    context = {
        "form": form,
        "year": form.chosen_year,
        "page": page,
        "rows": [shown_aid(aid) for aid in page.rows],
        "funds": [fund for fund in funds if fund.enabled or sums.of_column(fund.pk)],
        "table": [(month, _cells(sums, month, funds)) for month in MONTHS if sums.times.get(month)],
        "sums": sums,
        "foot": [_yuan(sums.of_column(fund.pk)) for fund in _used(funds, sums)],
        "total": _yuan(sums.total),
        "query": request.GET.urlencode(),
    }
    return render(request, "casework/aid/list.html", context)


def _used(funds: list[Fund], sums: Any) -> list[Fund]:
    return [fund for fund in funds if fund.enabled or sums.of_column(fund.pk)]


def _cells(sums: Any, row: int, funds: list[Fund]) -> list[str]:
    cells = [_yuan(sums.cells.get((row, fund.pk), 0)) for fund in _used(funds, sums)]
    return [*cells, _yuan(sums.of_row(row)), str(sums.times.get(row, 0))]


def _yuan(fen: int) -> str:
    return yuan_words(fen) if fen else ""


def _of_filter(by: User, committee_id: int, form: LedgerFilter) -> Any:
    found = Aid.objects.visible_to(by).kept().filter(committee=committee_id)
    found = found.of_year(form.chosen_year)
    fund = form.cleaned_data.get("fund")
    return found.filter(fund=fund) if fund else found


@require_safe
@at_work
def export(request: HttpRequest) -> HttpResponse:
    """The ledger for Excel, one row for each household; the journal knows who took it."""
    by, committee = me(request), home_committee(request)
    form = LedgerFilter(request.GET, today=timezone.localdate())
    form.is_valid()
    found = _of_filter(by, committee.pk, form).for_lists().order_by("on", "pk")
    rows = [row for aid in found for row in _sheet_rows(shown_aid(aid))]
    title = f"{committee.short_name}{form.chosen_year}年帮扶台账"
    record("aid.export", committee, by=by, committee=committee, after="", label=f"{len(rows)} 行")
    return attachment(workbook(title, HEAD, rows), f"{title}.xlsx", XLSX_TYPE)


def _sheet_rows(shown: ShownAid) -> list[list[Any]]:
    aid = shown.aid
    yes = f"{aid.decided_by}" if aid.decided_by else shown.word
    return [
        [
            aid.on,
            aid.get_kind_display(),
            aid.what,
            aid.fund.name,
            name,
            aid.fen / 100 if aid.fen else None,
            aid.given_by.name,
            yes,
            line.signed_by,
            line.again_why,
        ]
        for line, name in shown.rows
    ]


@get_or_post
@at_work
@once
def new(request: HttpRequest) -> HttpResponseBase:
    """记帮扶. The same help again this year is shown with day and amount, and asks for a word."""
    by, committee = me(request), home_committee(request)
    case = _case_of(request)
    initial = {**_initial(request, case), **draft_fields(request)}
    form = AidForm(sent(request), committee=committee, by=by, case=case, initial=initial)
    before = []
    if form.is_valid():
        words = form.words
        before = given_before(words)
        if asks_why(before, words.again_why, urgent=words.urgent):
            form.asks_again = True
            form.add_error(
                "again_why", "今年已经给过了，请看下面；还要给，请写一句“为什么再帮一次”。"
            )
        else:
            with refusal_in(form):
                aid = actions.give(committee, by=by, words=words, at=timezone.now())
                waits = "等另一位主任或委员批准。" if aid.two_people else "可以打印签收表了。"
                messages.success(
                    request, f"记好了，{waits}", extra_tags=f"undo:/aid/{aid.pk}/undo/"
                )
                return see_other(reverse("aid", args=[aid.pk]))
    context = {
        "form": form,
        "case": case,
        "before": [(one, _yuan(one.fen)) for one in before],
    }
    return render(request, "casework/aid/new.html", context, status=422 if form.is_bound else 200)


def _case_of(request: HttpRequest) -> Case | None:
    """The case the page was opened from; one that is not this committee's does not exist."""
    number = request.POST.get("case") or request.GET.get("case") or ""
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    own = Case.objects.visible_to(me(request)).kept().filter(committee=home_committee(request))
    found: Case = get_object_or_404(own.for_lists(), pk=int(number))
    return found


def _initial(request: HttpRequest, case: Case | None) -> dict[str, Any]:
    if case is not None and case.household is not None:
        return {"to": case.household.dwelling.door}
    if case is not None:
        return {"to": case.who}
    number = request.GET.get("household", "")
    if number.isascii() and number.isdigit() and len(number) <= 18:
        own = Household.objects.filter(committee=home_committee(request)).select_related("dwelling")
        home = own.filter(pk=int(number)).first()
        return {"to": home.dwelling.door} if home else {}
    return {}


def find_aid(request: HttpRequest, pk: int) -> Aid:
    found: Aid = get_object_or_404(
        Aid.objects.visible_to(me(request)).for_lists().select_related("committee"), pk=pk
    )
    return found


@require_safe
@at_work
def aid(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, find_aid(request, pk))


def _page(
    request: HttpRequest, found: Aid, *, problem: str = "", status: int = 200
) -> HttpResponse:
    by, now = me(request), timezone.now()
    rows = list(found.papers.select_related("file", "removed_by").order_by("pk"))
    kept = [paper for paper in rows if paper.is_kept]
    context = {
        "aid": found,
        "shown": shown_aid(found),
        "photos": [picture_of(one, paper_place(found, one), by=by, at=now) for one in kept],
        "photos_off": taken_off(rows, lambda one: paper_place(found, one), by=by, at=now),
        "may_decide": bool(policies.may_decide(by, found)),
        "may_sign": bool(policies.may_hand_out(by, found)),
        "may_remove": bool(policies.may_remove(by, found, timezone.localdate(now))),
        "may_restore": bool(policies.may_restore(by, found, now)),
        "problem": problem,
    }
    return render(request, "casework/aid/aid.html", context, status=status)


def _tap(request: HttpRequest, pk: int, act: Callable[..., Aid], done: str) -> HttpResponse:
    found = find_aid(request, pk)
    try:
        act(found, by=me(request), at=timezone.now())
    except Refused as refused:
        return _page(request, found, problem=refused.reason, status=422)
    messages.success(request, done)
    return see_other(reverse("aid", args=[pk]))


@require_POST
@at_work
@once
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.approve, "批准了，可以发了。")


@require_POST
@at_work
@once
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.take_back, "已撤销。30 天内可以在这里恢复。")


@require_POST
@at_work
@once
def restore(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _tap(request, pk, actions.bring_back, "已恢复。")


@get_or_post
@at_work
@once
def refuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """不批准, with a reason."""
    found = find_aid(request, pk)
    form = RefuseForm(sent(request))
    if form.is_valid():
        with refusal_in(form):
            why = form.cleaned_data["why"]
            actions.refuse(found, by=me(request), why=why, at=timezone.now())
            messages.success(request, "没有批准，已经告诉登记的人。")
            return see_other(reverse("aid", args=[pk]))
    context = {"form": form, "aid": found, "shown": shown_aid(found)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/aid/refuse.html", context, status=status)


@get_or_post
@at_work
@once
def sign(request: HttpRequest, pk: int) -> HttpResponseBase:
    """记签收: names from the signed paper, and its photo."""
    found = find_aid(request, pk)
    files = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SignForm(*files, aid=found, lines=list(found.lines.all()))
    if form.is_valid():
        said = form.cleaned_data
        on: date = said["on"] or timezone.localdate()
        with refusal_in(form):
            actions.sign_for(
                found,
                by=me(request),
                names=form.names,
                on=on,
                photos=said["photos"],
                at=timezone.now(),
            )
            messages.success(request, "签收记好了。")
            return see_other(reverse("aid", args=[pk]))
    context = {"form": form, "aid": found, "shown": shown_aid(found)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/aid/sign.html", context, status=status)


@require_safe
@at_work
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """R24: the list of recipients with a column for the signature."""
    found = find_aid(request, pk)
    may = policies.may_hand_out(me(request), found)
    context = {"aid": found, "shown": shown_aid(found), "refusal": may.reason, "spare": range(2)}
    return render(request, "casework/aid/sheet.html", context)


# The photo of the signed paper


def paper_place(aid: Aid, paper: AidPaper) -> Place:
    return Place(
        slice="aid",
        committee=aid.committee,
        label=str(aid),
        kept=aid.is_kept,
        back=reverse("aid", args=[aid.pk]),
        picture=reverse("aid-paper", args=[aid.pk, paper.pk]),
    )


def _paper(request: HttpRequest, pk: int, photo_pk: int) -> AidPaper:
    rows = AidPaper.objects.visible_to(me(request)).filter(aid=pk)
    found: AidPaper = get_object_or_404(rows.select_related("file", "aid__committee"), pk=photo_pk)
    return found


paper, paper_remove, paper_restore = photo_pages(
    _paper, lambda found: paper_place(found.aid, found)
)
