"""The environment, read once."""

import stat

import pytest

from jiedao.env import DEMO_STREET, keep_street, read
from jiedao.portal.management.commands.prepare import keep_private


def test_the_street_is_named_by_the_environment_then_by_the_office_then_by_the_demo(tmp_path):
    given = {"DATA_DIR": str(tmp_path)}
    assert read(given).street_name == DEMO_STREET

    keep_street(tmp_path, "安平街道")
    assert read(given).street_name == "安平街道"
    assert read({**given, "STREET_NAME": "和顺街道"}).street_name == "和顺街道"


def test_keys_nobody_chose_are_made_once_and_kept_from_others(tmp_path):
    first, second = (read({"DATA_DIR": str(tmp_path)}) for _ in range(2))

    assert not first.secret_is_given
    assert first.secret_key == second.secret_key
    assert len({first.secret_key, first.field_keys[0], first.index_key}) == 3
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_a_public_name_means_https(tmp_path):
    given = {"DATA_DIR": str(tmp_path), "ALLOWED_HOSTS": "portal.example.cn"}
    assert read(given).served_over_https
    assert not read({"DATA_DIR": str(tmp_path)}).served_over_https


def test_a_port_that_is_no_number_is_refused(tmp_path):
    with pytest.raises(ValueError, match="invalid literal"):
        read({"DATA_DIR": str(tmp_path), "PORT": "eight"})


def test_the_folder_with_data_is_the_portals_own(tmp_path):
    folder = tmp_path / "deep" / "var"

    keep_private(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("tiles", "host"),
    [
        ("", ""),
        ("tiles/{z}/{x}/{y}.png", ""),
        ("https://tiles.example.cn/{z}/{x}/{y}.png?k=1", "https://tiles.example.cn"),
        ("https://{s}.tiles.example.cn/{z}/{x}/{y}.png", "https://*.tiles.example.cn"),
    ],
)
def test_pictures_of_the_ground_come_from_the_one_host_the_office_named(tmp_path, tiles, host):
    assert read({"DATA_DIR": str(tmp_path), "MAP_TILES": tiles}).map_host == host
