"""Taking a photo off and putting it back: the same page for every record that has photos."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.files.actions import serve_file
from committees.files.forms import WhyForm
from committees.files.policies import is_own_of_today, may_put_back, may_take_off
from committees.files.taking_off import Photo, Place, put_back, take_off
from committees.people.access import at_work, me, sent
from committees.submissions.once import once
from jiedao.common.errors import Refused
from jiedao.common.http import see_other

Find = Callable[[HttpRequest, int, int], Any]
PhotoPage = Callable[[HttpRequest, int, int], HttpResponseBase]


def photo_pages(
    find: Find, place: Callable[[Any], Place]
) -> tuple[PhotoPage, PhotoPage, PhotoPage]:
    """The three pages of a record's photos: look, take off, put back.

    `find` gives the photo to whoever may see its record, and nobody else.
    """

    @require_safe
    @at_work
    def look(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
        photo = find(request, pk, photo_pk)
        return show_photo(request, photo, place(photo))

    @require_http_methods(["GET", "HEAD", "POST"])
    @at_work
    @once
    def remove(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
        photo = find(request, pk, photo_pk)
        return take_off_page(request, photo, place(photo))

    @require_POST
    @at_work
    @once
    def restore(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
        photo = find(request, pk, photo_pk)
        return put_back_at_once(request, photo, place(photo))

    return look, remove, restore


def show_photo(request: HttpRequest, photo: Photo, place: Place) -> HttpResponseBase:
    """The picture. One that is off the record is there only for who may put it back."""
    by, at, committee = me(request), timezone.now(), place.committee.pk
    if photo.removed_at is not None and not may_put_back(by, photo, photo.file, committee, at):
        raise Http404
    return serve_file(photo.file)


def take_off_page(request: HttpRequest, photo: Photo, place: Place) -> HttpResponse:
    """Look at it once more, say why if need be, and it is off; 撤销 puts it back."""
    by, at = me(request), timezone.now()
    own = is_own_of_today(by, photo.file, at)
    form = WhyForm(sent(request), required=not own)
    allowed = may_take_off(by, photo.file, place.committee.pk, at)
    if form.is_valid():
        try:
            take_off(photo, place, by=by, why=form.cleaned_data["why"], at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            words = "照片去掉了，30 天内可以放回。"
            messages.success(request, words, extra_tags=f"undo:{place.restore}")
            return see_other(place.back)
    context = {"form": form, "place": place, "photo": photo, "allowed": allowed}
    status = 422 if form.is_bound else 200
    return render(request, "committees/files/take_off.html", context, status=status)


def put_back_at_once(request: HttpRequest, photo: Photo, place: Place) -> HttpResponse:
    """放回 in one tap; a refusal stands above the record."""
    try:
        put_back(photo, place, by=me(request), at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, "照片放回去了。")
    return see_other(place.back)
