"""Addresses of elections: public, own, the desk of one, and the street's."""

from django.urls import URLPattern, path

from elections.desk import views, views_notices, views_public, views_street

urlpatterns: list[URLPattern] = [
    path("elections/", views_public.elections, name="elections"),
    path("elections/new/", views_street.election_new, name="election-new"),
    path("street/elections/", views_street.street_elections, name="street-elections"),
    path("e/<str:key>/", views_public.election, name="election"),
    path("e/<str:key>/desk/", views.desk, name="election-desk"),
    path("e/<str:key>/desk/next/", views.move_on, name="election-next"),
    path("e/<str:key>/stop/", views.stop, name="election-stop"),
    path("e/<str:key>/wipe/", views.wipe_page, name="election-wipe"),
    path("e/<str:key>/notices/", views_notices.notices, name="election-notices"),
    path("e/<str:key>/notices/<slug:number>/", views_notices.announce, name="election-announce"),
    path("e/<str:key>/officials/", views_notices.officials, name="election-officials"),
    path("e/<str:key>/officials/new/", views_notices.official_new, name="election-official-new"),
    path(
        "e/<str:key>/officials/<int:pk>/release/",
        views_notices.official_release,
        name="election-official-release",
    ),
]
