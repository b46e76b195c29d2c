"""Pages that only explain, the choice of text size, and the worker of an own device."""

from django.urls import URLPattern, path

from jiedao.portal import views_static as views
from jiedao.portal import views_worker

urlpatterns: list[URLPattern] = [
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("contact/", views.contact, name="contact"),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("prefs/display", views.display, name="display"),
    path("sw.js", views_worker.worker, name="worker"),
]
