"""Signing in and out, the demo entry, the own account."""

from django.urls import URLPattern, path

from jiedao.portal import demo_entry, views_account, views_desk, views_entry

urlpatterns: list[URLPattern] = [
    path("sign-in/", views_entry.sign_in, name="sign-in"),
    path("sign-in/code/", views_entry.sign_in_code, name="sign-in-code"),
    path("sign-in/second-factor/", views_entry.second_factor_setup, name="second-factor"),
    path("sign-in/recovery-codes/", views_entry.recovery_codes, name="recovery-codes"),
    path("sign-in/set-password/", views_entry.set_password, name="set-password"),
    path("sign-in/desk/", views_desk.sign_in_desk, name="sign-in-desk"),
    path("sign-in/resume/", views_entry.resume, name="sign-in-resume"),
    path("sign-out/", views_entry.sign_out, name="sign-out"),
    path("demo/enter/", demo_entry.demo_enter, name="demo-enter"),
    path("me/", views_account.account, name="me"),
    path("me/password/", views_account.my_password, name="my-password"),
    path("me/pin/", views_account.my_pin, name="my-pin"),
    path("me/sign-out-everywhere/", views_account.sign_out_everywhere, name="sign-out-everywhere"),
    path("me/sessions/end/", views_account.session_end, name="session-end"),
    path("me/desk/", views_desk.my_desks, name="my-desks"),
    path("me/desk/<int:pk>/close/", views_desk.desk_close, name="desk-close"),
]
