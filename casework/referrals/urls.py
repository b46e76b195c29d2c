"""请别的单位."""

from django.urls import URLPattern, path

from casework.referrals import views

urlpatterns: list[URLPattern] = [
    path("cases/<int:pk>/refer/", views.refer, name="case-refer"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    path("referrals/<int:pk>/assign/", views.assign, name="referral-assign"),
    path("referrals/<int:pk>/call-back/", views.call_back, name="referral-call-back"),
    path("referrals/<int:pk>/print/", views.slip, name="referral-slip"),
    path("street/referrals/", views.street, name="street-referrals"),
]
