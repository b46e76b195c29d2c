"""The public home, committee pages and search."""

from django.urls import URLPattern, path

from jiedao.portal import health, views_search
from jiedao.portal import views_public as views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("c/<slug:slug>/", views.committee_page, name="committee-page"),
    path("c/<slug:slug>/notices/", views.committee_notices, name="committee-notices"),
    path("c/<slug:slug>/affairs/", views.committee_affairs, name="committee-affairs"),
    path("c/<slug:slug>/notices.xml", views.committee_feed, name="committee-feed"),
    path("c/<slug:slug>/qr/", views.committee_qr, name="committee-qr"),
    path("c/<slug:slug>/qr", views.committee_qr),
    path("search/", views_search.search, name="search"),
    path("search", views_search.search),
    path("healthz", health.healthz, name="healthz"),
    path("healthz/", health.healthz),
]
