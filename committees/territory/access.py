"""Whose pages these are: the street's clerk and the administrator keep the directory."""

from django.views.decorators.http import require_http_methods

from committees.people.access import posted_as
from committees.reach.states import Role

keeps_directory = posted_as(Role.CLERK, Role.ADMIN)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
"""A page with a form; any other method is a 405."""
