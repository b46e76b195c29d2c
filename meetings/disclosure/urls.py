"""居务公开. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.disclosure import views

urlpatterns: list[URLPattern] = [
    path("disclosure/", views.desk, name="disclosure"),
    path("disclosure/accounts/new/", views.account_new, name="account-new"),
    path("disclosure/accounts/new", views.account_new),
    path("disclosure/accounts/<int:pk>/", views.account, name="account"),
    path("disclosure/accounts/<int:pk>/edit/", views.account_edit, name="account-edit"),
    path("disclosure/accounts/<int:pk>/edit", views.account_edit),
    path("disclosure/accounts/<int:pk>/review/", views.account_review, name="account-review"),
    path("disclosure/accounts/<int:pk>/review", views.account_review),
    path("disclosure/accounts/<int:pk>/publish/", views.account_publish, name="account-publish"),
    path("resolutions/<int:pk>/publish/", views.outcome_publish, name="resolution-publish"),
]
