"""Signing in and out, the demo entry, the own account."""

from django.urls import URLPattern, path

from jiedao.portal import views_entry as views

urlpatterns: list[URLPattern] = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.sign_in_code, name="sign-in-code"),
    path("sign-in/second-factor/", views.second_factor_setup, name="second-factor"),
    path("sign-in/recovery-codes/", views.recovery_codes, name="recovery-codes"),
    path("sign-in/set-password/", views.set_password, name="set-password"),
    path("sign-in/desk/", views.sign_in_desk, name="sign-in-desk"),
    path("sign-in/resume/", views.resume, name="sign-in-resume"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("demo/enter/", views.demo_enter, name="demo-enter"),
    path("me/", views.account, name="me"),
    path("me/password/", views.my_password, name="my-password"),
    path("me/pin/", views.my_pin, name="my-pin"),
    path("me/sign-out-everywhere/", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("me/desk/", views.my_desks, name="my-desks"),
    path("me/desk/<int:pk>/close/", views.desk_close, name="desk-close"),
]
