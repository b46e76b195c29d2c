"""今日, 更多, and the calendar feed."""

from django.urls import URLPattern, path

from jiedao.portal import feeds
from jiedao.portal import views_today as views

urlpatterns: list[URLPattern] = [
    path("today/", views.today, name="today"),
    path("more/", views.more, name="more"),
    path("calendar/<str:token>.ics", feeds.calendar_feed, name="calendar-feed"),
    path("me/calendar/", feeds.my_calendar, name="my-calendar"),
    path("me/calendar/make/", feeds.my_calendar_make, name="my-calendar-make"),
    path("me/calendar/revoke/", feeds.my_calendar_revoke, name="my-calendar-revoke"),
]
