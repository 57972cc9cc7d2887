"""The lock files: everything pinned and hashed, nothing of the machine that wrote them."""

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import annotator

ROOT = Path(__file__).resolve().parents[2]
LOCKS = (
    *("requirements.txt", "requirements-dev.txt"),
    *("setup/requirements-node.txt", "setup/requirements-label-studio.txt"),
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def requirements(name):
    """The requirements of a lock with their hashes, by name; continuation lines joined."""
    lines = re.sub(r"\\\n\s*", " ", read(name)).splitlines()
    locked = {}
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split(" --hash=")
            parsed = Requirement(requirement)
            locked[canonicalize_name(parsed.name)] = (parsed, [entry.strip() for entry in hashes])
    return locked


def version(requirement):
    (pin,) = requirement.specifier
    assert pin.operator == "=="
    return pin.version


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name):
    locked = requirements(name)
    assert locked
    for requirement, hashes in locked.values():
        assert version(requirement) != "999.9.9"
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", entry) for entry in hashes), requirement


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json"])
def test_no_lock_names_a_host_or_a_path(name):
    assert re.search(r"\w+://|--(extra-)?index-url|--find-links|(?m:^|[\s\"'])/\w", read(name)) is None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]),
        ("requirements-dev.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        ("setup/requirements-node.txt", PROJECT["dependency-groups"]["node"]),
        ("setup/requirements-label-studio.txt", PROJECT["dependency-groups"]["label-studio"]),
    ],
)
def test_a_lock_has_what_pyproject_asks_for_in_a_version_that_it_allows(name, wanted):
    locked = requirements(name)
    for text in wanted:
        asked = Requirement(text)
        found, _ = locked[canonicalize_name(asked.name)]
        assert version(found) in asked.specifier
        assert (found.marker is None) == (asked.marker is None)


def test_the_checks_run_with_the_versions_that_people_get():
    runtime, checks = requirements("requirements.txt"), requirements("requirements-dev.txt")
    assert {name: version(pin) for name, (pin, _) in runtime.items()}.items() <= {
        name: version(pin) for name, (pin, _) in checks.items()
    }.items()


@pytest.mark.parametrize("name", LOCKS[:2])
def test_what_is_installed_is_not_under_the_gpl(name):
    strict = re.compile(r"\b(A|L)?GPL|General Public License", re.IGNORECASE)
    installed = {canonicalize_name(found.name): found for found in importlib.metadata.distributions()}
    for locked in requirements(name).keys() & installed.keys():
        stated = installed[locked].metadata
        short = (stated.get("License") or "").partition("\n")[0]
        expression = stated.get("License-Expression") or short
        if " OR " in expression and not all(strict.search(offered) for offered in expression.split(" OR ")):
            continue  # whoever uses it chooses one of them
        licences = [short, expression, *stated.get_all("Classifier", [])]
        assert not [licence for licence in licences if strict.search(licence)], locked


def test_npm_packages_are_pinned_to_one_version_and_hashed():
    asked = json.loads(read("package.json"))["devDependencies"]
    locked = json.loads(read("package-lock.json"))["packages"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", wanted) for wanted in asked.values())
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert all(entry["integrity"].startswith("sha512-") for path, entry in locked.items() if path)


def test_the_version_is_the_same_wherever_it_is_written():
    assert PROJECT["project"]["version"] == annotator.__version__
