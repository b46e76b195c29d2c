"""Other people's accounts."""

from django.urls import URLPattern, path

from committees.people import views, views_onboard

urlpatterns: list[URLPattern] = [
    path("people/", views.people, name="people"),
    path("people/new/", views.person_new, name="person-new"),
    path("people/slips/", views.slips, name="slips"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/edit/", views.person_edit, name="person-edit"),
    path("people/<int:pk>/reset/", views.person_reset, name="person-reset"),
    path("people/<int:pk>/unlock/", views.pin_unlock, name="pin-unlock"),
    path("people/<int:pk>/phone/", views.phone_reveal, name="person-phone"),
    path("people/<int:pk>/postings/new/", views.posting_new, name="posting-new"),
    path("people/postings/<int:pk>/end/", views.posting_end, name="posting-end"),
    path("settings/users/", views.users, name="users"),
    path("settings/users/review/", views_onboard.rights_review, name="rights-review"),
    path("settings/users/onboard/", views_onboard.onboard_choose, name="onboard-choose"),
    path("settings/users/onboard/<slug:slug>/", views_onboard.onboard, name="onboard"),
]
