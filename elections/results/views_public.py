"""The result for everybody, its sheet, and the program that recounts it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.reach.querysets import reach_of
from elections.results.archive import recount_source
from elections.results.holding import in_force
from elections.results.models import Result
from elections.results.panels import published_of
from elections.timetable.models import Election
from jiedao.common.http import attachment
from jiedao.common.keys import tidy_key


def readable_election(request: HttpRequest, key: str) -> Election:
    """A real election for everybody, a rehearsal for those who see it."""
    rows = Election.objects.select_related("committee", "rule_set")
    found: Election | None = rows.filter(key=tidy_key(key)).first()
    if found is None:
        raise Http404
    if found.rehearsal and not Election.objects.visible_to(request.user).filter(pk=found.pk):
        raise Http404
    return found


@require_safe
def results(request: HttpRequest, key: str) -> HttpResponse:
    """Figures, names, the two sums in words, digest and recount; or when it will be published."""
    election = readable_election(request, key)
    context = {
        "election": election,
        "rounds": published_of(election),
        "base": "base.html" if reach_of(request.user).seats else "base_public.html",
    }
    return render(request, "elections/results/public.html", context)


@require_safe
def sheet_json(request: HttpRequest, key: str) -> HttpResponse:
    """The result sheet of the last published round, `?round=2` of another one. 404 before."""
    election = readable_election(request, key)
    rows = Result.objects.filter(round__election=election, published_at__isnull=False)
    asked = request.GET.get("round", "")
    if asked:
        rows = rows.filter(round__number=int(asked) if asked.isascii() and asked.isdigit() else 0)
    result = rows.order_by("-round__number").first()
    if result is None:
        raise Http404
    options = {"ensure_ascii": False, "indent": 1}
    answer = JsonResponse(in_force(result)[0], json_dumps_params=options)
    answer["Content-Disposition"] = f'attachment; filename="sheet-{election.key}.json"'
    return answer


@require_safe
def recount_py(request: HttpRequest, key: str) -> HttpResponse:
    readable_election(request, key)
    return attachment(recount_source(), "recount.py", "text/x-python; charset=utf-8")
