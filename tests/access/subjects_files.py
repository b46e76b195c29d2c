"""Files that wait for their form."""

import uuid
from collections.abc import Callable
from typing import Any

from committees.files.actions import store_file
from committees.files.models import StagedFile
from committees.territory.models import Committee
from jiedao.common.uploads import CleanFile
from tests.cast import Cast


def staged_file(cast: Cast, committee: Committee, canary: str) -> dict[str, Any]:
    """Of the director: nobody else of the committee may look at it."""
    owner = cast.east_director if committee == cast.east else cast.west_director
    photo = CleanFile("photo", ".png", b"only its owner may load this", 1, 1)
    stored = store_file(photo, name=canary, by=owner, committee=None)
    token = uuid.uuid4()
    StagedFile.objects.create(
        token=token, user=owner, form_key=uuid.uuid4(), field="photos", file=stored
    )
    return {"token": token}


FILES: dict[str, Callable[[Cast, Committee, str], dict[str, Any]]] = {"staged_file": staged_file}
