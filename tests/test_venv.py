"""deploy/venv.sh: what is installed is what the release in hand asks for."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON = '#!/bin/sh\necho "$@" >>"$(dirname "$0")/../asked"\n'
RUN, DEV = "requirements.txt", "requirements-dev.txt"


@pytest.fixture
def checkout(tmp_path):
    """A release with both locks, and a Python that only writes down what pip was asked."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "venv.sh", tmp_path / "deploy")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    return tmp_path


def release(checkout, version):
    (checkout / RUN).write_text(f"django=={version}\n")
    (checkout / DEV).write_text(f"django=={version}\npytest==8\n")


def installs(checkout, lock):
    """Whether `lock` was installed by this call."""
    asked = checkout / ".venv" / "asked"
    asked.unlink(missing_ok=True)
    subprocess.run([checkout / "deploy" / "venv.sh", lock], check=True)
    return asked.exists() and f"-r {lock}" in asked.read_text()


def test_a_lock_is_installed_once(checkout):
    release(checkout, 1)

    assert installs(checkout, RUN)
    assert not installs(checkout, RUN)


def test_going_back_to_the_release_before_installs_its_versions_again(checkout):
    release(checkout, 1)
    assert installs(checkout, RUN)
    release(checkout, 2)
    assert installs(checkout, RUN)

    release(checkout, 1)

    assert installs(checkout, RUN)


def test_the_tools_bring_what_the_portal_itself_needs(checkout):
    release(checkout, 1)

    assert installs(checkout, DEV)
    assert not installs(checkout, RUN)
    assert not installs(checkout, DEV)
