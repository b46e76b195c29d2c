"""The street's overview and what hangs on it."""

from django.urls import URLPattern, path

from jiedao.portal import (
    views_street,
    views_street_calls,
    views_street_late,
    views_street_meetings,
)

urlpatterns: list[URLPattern] = [
    path("street/", views_street.street, name="street"),
    path("street/export/", views_street.street_export, name="street-export"),
    path("street/list/<slug:name>/", views_street.street_list, name="street-list"),
    path("street/definitions/", views_street.definitions, name="definitions"),
    path("street/definitions/<slug:key>/", views_street.definition, name="definition"),
    path("street/c/<slug:slug>/", views_street_calls.street_committee, name="street-committee"),
    path(
        "street/c/<slug:slug>/contacts/", views_street_calls.street_contact, name="street-contact"
    ),
    path("street/today/", views_street_calls.street_today, name="street-today"),
    path("street/late/", views_street_late.street_late, name="street-late"),
    path("street/late/remind/", views_street_late.street_remind, name="street-remind"),
    path("street/meetings/", views_street_meetings.street_meetings, name="street-meetings"),
    path(
        "street/meetings/export/",
        views_street_meetings.street_meetings_export,
        name="street-meetings-export",
    ),
]
