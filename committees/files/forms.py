"""Why a photo is taken off."""

from typing import Any

from jiedao.common.forms import LineField, PortalForm


class WhyForm(PortalForm):
    """One sentence; one's own slip of today needs none."""

    why = LineField(label="为什么去掉", max_length=120, help_text="例如：拍到了别人的脸")

    def __init__(self, *args: Any, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = required
