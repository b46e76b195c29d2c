"""The street's overview and what hangs on it."""

from django.urls import URLPattern, path

from jiedao.portal import views_street as views

urlpatterns: list[URLPattern] = [
    path("street/", views.street, name="street"),
    path("street/export/", views.street_export, name="street-export"),
    path("street/list/<slug:name>/", views.street_list, name="street-list"),
    path("street/definitions/", views.definitions, name="definitions"),
    path("street/definitions/<slug:key>/", views.definition, name="definition"),
    path("street/c/<slug:slug>/", views.street_committee, name="street-committee"),
    path("street/c/<slug:slug>/contacts/", views.street_contact, name="street-contact"),
    path("street/today/", views.street_today, name="street-today"),
    path("street/late/", views.street_late, name="street-late"),
    path("street/late/remind/", views.street_remind, name="street-remind"),
    path("street/meetings/", views.street_meetings, name="street-meetings"),
    path("street/meetings/export/", views.street_meetings_export, name="street-meetings-export"),
]
