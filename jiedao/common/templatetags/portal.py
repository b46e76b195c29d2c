"""Small tags of the screens: icons, the form's key, addresses, days in words."""

import uuid
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiedao.common import dates
from jiedao.common.masks import mask_phone

register = template.Library()

SMALLEST_MB = 100_000
SOON_DAYS = 3  # UX C.4: from here on a deadline is amber


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "bell" %}`: one of the sprite's icons. A word must stand beside it."""
    return format_html(
        '<svg class="i" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def place(path: str) -> str:
    """`{% place "/help/" %}`: a fixed address, also when the portal lives below a path."""
    return get_script_prefix() + path.removeprefix("/")


@register.simple_tag(takes_context=True)
def form_key(context: dict[str, Any]) -> SafeString:
    """The hidden field that makes a second sending harmless.

    A form shown again keeps the key it was sent with, a draft opened by `?draft=` keeps its own;
    otherwise the key is new.
    """
    request: HttpRequest | None = context.get("request")
    key = None
    if request is not None:
        key = _real_key(request.POST.get("idempotency_key")) or _real_key(request.GET.get("draft"))
    return format_html(
        '<input type="hidden" name="idempotency_key" value="{}">', key or uuid.uuid4()
    )


def _real_key(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """「有 2 处要改」 with a link to each field; nothing while the form has no errors."""
    return {"form": form, "faults": faults_of(form)}


def faults_of(form: BaseForm | None) -> list[tuple[str, str]]:
    """(id of the field or "", sentence) of every error, in the order of the screen."""
    if form is None or not form.is_bound:
        return []
    faults = [("", str(message)) for message in form.non_field_errors()]
    for field in form.hidden_fields() + form.visible_fields():
        target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
        faults += [(target, str(message)) for message in field.errors]
    return faults


@register.simple_tag(takes_context=True)
def query_with(context: dict[str, Any], **changes: object) -> str:
    """The query string of this page with some values changed; None or "" takes one away."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def cn_day(day: date | None) -> str:
    """「11月23日 星期一」."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return dates.cn_day(day, timezone.localdate())


@register.filter
def cn_time(at: datetime | None) -> str:
    """「下午 2:00」."""
    return dates.cn_time(at) if at else ""


@register.filter
def cn_moment(at: datetime | None) -> str:
    """「今天 10:42」, 「11月20日 下午 2:00」."""
    return dates.cn_moment(at, timezone.now()) if at else ""


@register.filter
def deadline(due: date | None) -> str:
    """「还有 4 天」, 「今天到期」, 「超 2 天」."""
    return dates.days_left_words((due - timezone.localdate()).days) if due else ""


@register.filter
def deadline_colour(due: date) -> str:
    """red when late, amber from three days before, grey earlier."""
    left = (due - timezone.localdate()).days
    if left < 0:
        return "red"
    return "amber" if left <= SOON_DAYS else "grey"


@register.filter
def undo_address(message: Any) -> str:
    """Where the 撤销 button of a message posts to: its tag `undo:/log/7/undo`, or ""."""
    tags = str(getattr(message, "extra_tags", "") or "")
    return tags.removeprefix("undo:") if tags.startswith("undo:") else ""


@register.filter
def masked_phone(phone: str) -> str:
    """138****1234, as lists show a number."""
    return mask_phone(phone)


@register.filter
def initial_of(name: object) -> str:
    """The character in the circle of a person chip."""
    return str(name).strip()[:1]


@register.filter
def megabytes(size: int) -> str:
    """2.1 MB, and 30 KB where that would say 0.0."""
    return f"{size / 1_000_000:.1f} MB" if size >= SMALLEST_MB else f"{-(-size // 1_000)} KB"
