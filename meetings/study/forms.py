"""Form of study material."""

from typing import Any

from jiedao.common.forms import LineField, PlainTextField, PortalForm, UploadField


class MaterialForm(PortalForm):
    title = LineField(label="标题", max_length=80)
    text = PlainTextField(label="内容", rows=10, max_length=20_000, required=False)
    file = UploadField(label="文件（照片或者 PDF）", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        nothing = not cleaned.get("text") and not cleaned.get("file")
        if nothing and "file" not in self.errors and "text" not in self.errors:
            self.add_error("text", "请写上内容，或者选一个文件。")
        return cleaned
