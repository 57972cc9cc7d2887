"""The settings of Streamlit that the design rests on, and none that Streamlit does not know."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config

SETTINGS = tomllib.loads(
    (Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)


def flattened(table, prefix=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


@pytest.mark.parametrize("name", [name for name, _ in flattened(SETTINGS)])
def test_streamlit_knows_the_setting(name):
    assert name in config.get_config_options()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.headless", True),
        ("server.fileWatcherType", "none"),
        ("runner.postScriptGC", False),
        ("client.toolbarMode", "minimal"),
        ("browser.gatherUsageStats", False),
    ],
)
def test_the_setting_is_the_one_that_the_design_rests_on(name, value):
    assert dict(flattened(SETTINGS))[name] == value
