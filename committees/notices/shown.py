"""How a notice is shown at the desk."""

from datetime import datetime

from committees.notices.models import Notice
from committees.notices.policies import has_appeared
from committees.notices.states import NoticeState


def state_word(notice: Notice, at: datetime) -> tuple[str, str]:
    """(word, colour) of UX C.4."""
    if notice.state == NoticeState.RELEASED:
        if notice.expires_at and notice.expires_at <= at:
            return "已过期", "grey"
        return ("已发布", "green") if has_appeared(notice, at) else ("等发布", "blue")
    return {
        NoticeState.DRAFT: ("草稿", "grey"),
        NoticeState.REVIEW: ("等确认", "amber"),
        NoticeState.WITHDRAWN: ("已撤下", "grey"),
    }[NoticeState(notice.state)]
