"""Polling day."""

from django.urls import URLPattern, path

from elections.ballots import views_issue, views_proxies, views_stations

E, STATION = "e/<str:key>", "e/<str:key>/stations/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{E}/stations/", views_stations.stations, name="stations"),
    path(f"{E}/stations/new/", views_stations.station_new, name="station-new"),
    path(f"{E}/stations/new", views_stations.station_new),
    path(f"{E}/stations/open/", views_stations.polling_open, name="polling-open"),
    path(f"{E}/stations/close/", views_stations.polling_close, name="polling-close"),
    path(f"{STATION}/", views_stations.station_edit, name="station"),
    path(f"{STATION}/remove/", views_stations.station_remove, name="station-remove"),
    path(f"{STATION}/list/", views_stations.box_list, name="station-list"),
    path(f"{STATION}/list/<int:listing>/off/", views_stations.box_unlist, name="station-unlist"),
    path(f"{E}/proxies/", views_proxies.proxies, name="proxies"),
    path(f"{E}/proxies/<int:pk>/back/", views_proxies.proxy_withdraw, name="proxy-back"),
    path(f"{E}/issue/", views_issue.issue, name="issue"),
    path(f"{E}/issue/<int:pk>/back/", views_issue.issue_back, name="issue-back"),
    path(f"{E}/issue/doubles/<int:pk>/", views_issue.double_settle, name="issue-double"),
    path(f"{E}/issue/at/<int:pk>/close/", views_issue.issue_close, name="issue-close"),
]
