"""The guide from zero, for the clerk and the administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.people.access import me
from committees.territory.access import keeps_directory
from jiedao.portal.guide import first_steps


@keeps_directory
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is ready, and the one thing to do next."""
    roles = me(request).reach.roles
    steps = first_steps(timezone.localdate())
    mine = [step for step in steps if step.opens_for(roles)]
    context = {
        "steps": steps,
        "mine": mine,
        "following": next((step for step in mine if not step.done), None),
        "ready": sum(1 for step in steps if step.done),
    }
    return render(request, "portal/start.html", context)
