"""敲门没人应."""

from django.urls import URLPattern, path

from casework.knocks import views

urlpatterns: list[URLPattern] = [
    path("knocks/", views.knocks, name="knocks"),
    path("knocks/<int:pk>/", views.knock, name="knock"),
    path("knocks/<int:pk>/steps/", views.step, name="knock-step"),
    path("knocks/<int:pk>/seen/", views.seen, name="knock-seen"),
    path("knocks/<int:pk>/call-off/", views.call_off, name="knock-call-off"),
    path("knocks/<int:pk>/reopen/", views.reopen, name="knock-reopen"),
    path("street/knocks/", views.street_knocks, name="street-knocks"),
]
