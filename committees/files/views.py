"""A staged file, to its owner alone."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from committees.files.actions import serve_file
from committees.files.models import StagedFile
from committees.people.access import me, signed_in


@signed_in
@require_safe
def staged_file(request: HttpRequest, token: uuid.UUID) -> HttpResponseBase:
    """What waits for the form to be sent again."""
    rows = StagedFile.objects.visible_to(me(request)).select_related("file")
    return serve_file(get_object_or_404(rows, pk=token).file)
