"""Addresses of the election body."""

from django.urls import URLPattern, path

from elections.body import views

urlpatterns: list[URLPattern] = [
    path("e/<str:key>/body/", views.body_page, name="election-body"),
    path("e/<str:key>/body/new/", views.member_new, name="election-body-new"),
    path("e/<str:key>/body/<int:pk>/head/", views.member_head, name="election-body-head"),
    path("e/<str:key>/body/<int:pk>/leave/", views.member_leave, name="election-body-leave"),
]
