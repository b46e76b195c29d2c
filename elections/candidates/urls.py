"""Addresses of nominations, of the ballot and of the candidates."""

from django.urls import URLPattern, path

from elections.candidates import views, views_list

urlpatterns: list[URLPattern] = [
    path("e/<str:key>/candidates", views_list.candidates_page, name="election-candidates"),
    path("e/<str:key>/candidates/", views_list.candidates_page),
    path("e/<str:key>/candidates/<int:pk>/photo/", views_list.photo, name="candidate-photo"),
    path("e/<str:key>/nominations/", views.nominations, name="election-nominations"),
    path("e/<str:key>/nominations/new/", views.nomination_new, name="election-nominate"),
    path("e/<str:key>/nominations/kin/", views.kin_new, name="election-kin"),
    path("e/<str:key>/nominations/kin/<int:pk>/remove/", views.kin_remove, name="kin-remove"),
    path("e/<str:key>/nominations/<int:pk>/", views.candidate_page, name="election-candidate"),
    path(
        "e/<str:key>/nominations/<int:pk>/answer/", views.candidate_answer, name="candidate-answer"
    ),
    path(
        "e/<str:key>/nominations/<int:pk>/review/", views.candidate_review, name="candidate-review"
    ),
    path(
        "e/<str:key>/nominations/<int:pk>/withdraw/",
        views.candidate_withdraw,
        name="candidate-withdraw",
    ),
    path(
        "e/<str:key>/nominations/<int:pk>/present/",
        views.candidate_present,
        name="candidate-present",
    ),
    path("e/<str:key>/nominations/<int:pk>/photo/", views_list.own_photo, name="nomination-photo"),
    path("e/<str:key>/ballot/", views_list.ballot, name="election-ballot"),
    path("e/<str:key>/ballot/order/", views_list.ballot_order, name="ballot-order"),
    path("e/<str:key>/ballot/list/", views_list.ballot_list, name="ballot-list"),
    path("e/<str:key>/ballot/sample/", views_list.ballot_sample, name="ballot-sample"),
]
