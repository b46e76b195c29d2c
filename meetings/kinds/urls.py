"""设置 → 会议类别."""

from django.urls import URLPattern, path

from meetings.kinds import views

S = "settings/meeting-kinds/"

urlpatterns: list[URLPattern] = [
    path(S, views.kinds, name="meeting-kinds"),
    path(f"{S}new/", views.kind_new, name="meeting-kind-new"),
    path(f"{S}<slug:key>/", views.kind, name="meeting-kind"),
    path(f"{S}<slug:key>/switch/", views.kind_switch, name="meeting-kind-switch"),
]
