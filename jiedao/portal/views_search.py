"""`/search ?q=`: everything a person may see, by one box. Strangers find public things only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jiedao.portal.search import Asked, find, tidy_query


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query, at = tidy_query(request.GET.get("q", "")), timezone.now()
    groups = find(Asked(query, request.user, at, timezone.localdate(at)))
    context = {"query": query, "groups": groups}
    return render(request, "portal/search.html", context)
