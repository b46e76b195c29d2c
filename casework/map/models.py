"""Where a building stands on the ground. The grid of the map needs none of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from casework.map.querysets import BuildingPlaceQuerySet
from committees.territory.models import Building


class BuildingPlace(models.Model):
    """Degrees in the system of the office's own tiles; six decimals are a decimetre."""

    building = models.OneToOneField(Building, models.CASCADE, related_name="place")
    lat = models.DecimalField(
        "纬度",
        max_digits=8,
        decimal_places=6,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    lng = models.DecimalField(
        "经度",
        max_digits=9,
        decimal_places=6,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    objects = BuildingPlaceQuerySet.as_manager()

    class Meta:
        db_table = "map_building_place"
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lng__gte=-180, lng__lte=180),
                name="building_place_on_earth",
                violation_error_message="纬度在 -90 到 90 之间，经度在 -180 到 180 之间。",
            ),
        ]
