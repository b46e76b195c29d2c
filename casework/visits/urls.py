"""走访: the plan, the figures, the paper, and the case that follows an alarm or a visit."""

from django.urls import URLPattern, path

from casework.visits import views, views_case

urlpatterns: list[URLPattern] = [
    path("visits/", views.plan, name="visits"),
    path("visits/month/", views.month, name="visits-month"),
    path("visits/sheet/", views.sheet, name="visits-sheet"),
    path("street/visits/", views.street_visits, name="street-visits"),
    path("knocks/<int:pk>/case/", views_case.make_case, name="knock-case"),
    path("log/<int:pk>/urgent/", views_case.make_urgent_case, name="log-urgent"),
]
