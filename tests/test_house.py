"""The house rules that no single slice can keep alone."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
APPS = ("committees", "meetings", "casework", "elections")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SLICE_ORDER = (
    "states",
    "rules",
    "querysets",
    "models",
    "policies",
    "actions",
    "reminders",
    "forms",
    "views",
    "urls",
)
BANNED = (
    "督办", "落后", "提交失败", "非法", "系统异常", "闭环", "赋能", "抓手", "到岗率", "漏签",
    "迟报", "旷工", "失独", "版本冲突", "校验失败", "考核排名",
)  # fmt: skip
SPOKEN = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.S)


def _slices() -> list[Path]:
    return [
        folder
        for app in APPS
        for folder in (ROOT / app).iterdir()
        if folder.is_dir() and (folder / "__init__.py").exists() and folder.name != "migrations"
    ]


def test_every_model_of_a_slice_is_gathered_by_its_app() -> None:
    """`makemigrations --check` does not notice a slice nobody imports."""
    written = {
        (folder.parent.name, node.name.lower())
        for folder in _slices()
        for source in [folder / "models.py"]
        if source.exists()
        for node in ast.parse(source.read_text()).body
        if isinstance(node, ast.ClassDef) and _is_table(node)
    }
    known = {
        (model._meta.app_label, model._meta.model_name)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
    }
    assert written == known


def _is_table(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base) for base in node.bases}
    tables = {
        "models.Model",
        "Versioned",
        "Recyclable",
        "Dated",
        "Job",
        "AbstractBaseUser",
        "AbstractBaseSession",
        "Device",
    }
    return bool(bases & tables) and "abstract = True" not in ast.unparse(node)


def test_a_file_of_a_slice_imports_only_what_comes_before_it() -> None:
    wrong = [
        f"{source.relative_to(ROOT)} imports {name}"
        for folder in _slices()
        for position, own in enumerate(SLICE_ORDER)
        for source in [folder / f"{own}.py"]
        if source.exists()
        for name in _imports(source)
        for later in SLICE_ORDER[position + 1 :]
        if name == f"{folder.parent.name}.{folder.name}.{later}"
    ]
    assert wrong == []


def _imports(source: Path) -> list[str]:
    tree = ast.parse(source.read_text())
    top_level = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return [node.module for node in top_level if node.module]


def test_every_constraint_has_a_name_of_its_own() -> None:
    names = [
        constraint.name
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    ]
    assert len(names) == len(set(names))


def _tables_people_read() -> list[type[Model]]:
    """Every table but the machinery: counters, chain heads, heartbeats and link rows."""
    machinery = {
        "AidRule", "Authenticator", "BatchRow", "BoardPosting", "CaseRule", "ChainHead",
        "ClockLevel", "ClockRule", "Correction", "Counter", "Department", "EntryCode",
        "FeedKey", "Fund", "Heartbeat", "Indicator", "InvitedBody", "LabelKind",
        "LadderStep", "Made", "MadeLabel", "NoticeFile", "PublicNumber", "Rung",
        "SpecialDay", "StoredFile", "Street", "Submission", "TemplateStep", "Topic",
    }  # fmt: skip
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if model.__name__ not in machinery
    ]


@pytest.mark.parametrize("model", _tables_people_read(), ids=lambda model: model.__name__)
def test_every_table_people_read_says_who_may_see_its_rows(model: type[Model]) -> None:
    assert callable(getattr(model._default_manager.all(), "visible_to", None))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_speaks_the_office_s_chinese(path: Path) -> None:
    """Full-width punctuation after Chinese, no banned word, no inline style or script."""
    text = SPOKEN.sub("", path.read_text())
    assert [word for word in BANNED if word in text] == []
    assert re.findall(r"[一-龥][,;:?!](?![^{%]*[%}]})", text) == []
    assert re.findall(r'\sstyle="|\son(?:click|change|submit|load)=|<script>', text) == []
