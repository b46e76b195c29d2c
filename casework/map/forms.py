"""Why a map with needs is printed."""

from casework.map.actions import LONGEST_REASON
from jiedao.common.forms import PlainTextField, PortalForm


class PrintReasonForm(PortalForm):
    reason = PlainTextField(
        label="为什么要打印",
        rows=2,
        max_length=LONGEST_REASON,
        help_text="例如：停水时上门送水。这句话和您的名字会记下来",
        error_messages={"required": "请写“为什么要打印”，例如：停水时上门送水。"},
    )
