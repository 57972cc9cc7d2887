"""Find a Chromium for the browser tests, or install one.

In this order: ANNOTATOR_CHROMIUM, the machine's Chromium or Chrome, Playwright's own, a download of
Playwright's own, and Debian's package where this is root on a machine with apt. Each is proven by running it:
on Ubuntu `chromium-browser` may be a stub of a snap, and Playwright's build may lack libraries of a desktop.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from setup.steps import VENV_PYTHON, SetupError, StepFailed, answer, run_step

VARIABLE = "ANNOTATOR_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FIXED_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
MISSING = f"""No Chromium was found and none could be installed: please install Chromium or Chrome, \
or set {VARIABLE} to its path."""

__all__ = ["VARIABLE", "ensure_browser", "find_installed", "works"]


def works(browser: str | Path) -> bool:
    """Whether this is a Chromium or a Chrome that starts here."""
    return "chrom" in (answer([browser, "--version"]) or "").lower()


def find_installed(environment: Mapping[str, str]) -> str | None:
    """The first browser of this machine that works; the one that ANNOTATOR_CHROMIUM names must."""
    named = environment.get(VARIABLE)
    if named:
        if works(named):
            return named
        raise SetupError(f"{VARIABLE}={named} is no Chromium that starts here.")
    on_path = (shutil.which(name, path=environment.get("PATH")) for name in NAMES)
    return next((place for place in (*on_path, *FIXED_PLACES) if place and works(place)), None)


def ensure_browser() -> str:
    """The path of a browser that works, which is installed first where there is none. Raises SetupError."""
    found = find_installed(os.environ) or _playwrights_own()
    if found:
        return found
    for title, command in _installations():
        try:
            run_step(title, command, extra_environment={"DEBIAN_FRONTEND": "noninteractive"}, optional=True)
        except StepFailed:
            continue  # the reason has been printed; the next way may work
        found = find_installed(os.environ) or _playwrights_own()
        if found:
            return found
    raise SetupError(MISSING)


def _playwrights_own() -> str | None:
    """The browser that Playwright has downloaded before, if it starts."""
    place = answer([VENV_PYTHON, "-c", ASK_PLAYWRIGHT])
    return place if place and works(place) else None


def _installations() -> Iterator[tuple[str, list[str | Path]]]:
    """The commands that may bring a browser to this machine, in order, each with its title."""
    yield "Downloading Playwright's Chromium", [VENV_PYTHON, "-m", "playwright", "install", "chromium"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        yield "Reading Debian's list of packages", ["apt-get", "update"]
        yield "Installing Debian's package chromium", [*install]
