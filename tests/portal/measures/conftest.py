"""East has adopted the street's models; West has adopted nothing."""

from datetime import date

import pytest
from django.utils import timezone

from committees.regulations.models import Regulation, RegulationVersion
from jiedao.portal.measures.lived import Lived
from tests.portal.street_scene import Scene

MONTH = date(2026, 10, 1)
"""A month that is over, in a quarter and a year that are not."""
NOW = timezone.make_aware(timezone.datetime(2026, 11, 23, 10))


@pytest.fixture
def adopted(cast):
    """Every requirement of the models binds East, as its own text asks it."""
    models = RegulationVersion.objects.filter(regulation__is_model=True).select_related(
        "regulation"
    )
    for version in models:
        own = Regulation.objects.create(
            slug=f"dongyuan-{version.regulation.slug}",
            level="committee",
            category=version.regulation.category,
            name=version.regulation.name,
            committee=cast.east,
            model=version.regulation,
        )
        text = RegulationVersion.objects.create(
            regulation=own,
            state="in_force",
            text=version.text,
            taken_from=version,
            in_force_on=date(2026, 1, 1),
        )
        for one in version.requirements.all():
            one.pk, one.version = None, text
            one.save(force_insert=True)


@pytest.fixture
def scene(cast):
    return Scene(cast.east_director, NOW)


@pytest.fixture
def lived(cast):
    def read(month=MONTH, now=NOW):
        return Lived([cast.east, cast.west], month, now)

    return read
