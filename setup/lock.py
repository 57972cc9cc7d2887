"""Write the lock files anew, with the newest versions that pyproject.toml allows (`make lock`).

The locks hold for every supported Python and platform, carry a hash of each file, and name no host and no
path of the machine they were made on.
"""

import json
import shutil
from pathlib import Path

from setup.node import find_node_tools
from setup.steps import ROOT, VENV_PYTHON, SetupError, answer, end_with, run_step

COMPILE = (
    *("pip", "compile", "--quiet", "--upgrade", "--universal", "--generate-hashes"),
    *("--fork-strategy", "fewest"),  # one version for all Pythons, so that scores of 3.11 hold on 3.13
    *("--python-version", "3.11"),  # the oldest; else uv locks for the Python it runs on and newer
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
)

LOCKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("requirements.txt", ("--group", "build", "pyproject.toml")),
    (
        "requirements-dev.txt",
        ("--constraint", "requirements.txt", "--group", "build", "--group", "dev", "pyproject.toml"),
    ),
    ("setup/requirements-node.txt", ("--group", "node")),
    ("setup/requirements-label-studio.txt", ("--no-deps", "--group", "label-studio")),
)
"""Each lock with what it is compiled from. The dev lock holds the runtime's packages in the same versions."""


def find_uv() -> list[str | Path]:
    """The uv that requirements-dev.txt pins, else the one on PATH."""
    if answer([VENV_PYTHON, "-m", "uv", "--version"]) is not None:
        return [VENV_PYTHON, "-m", "uv"]
    found = shutil.which("uv")
    if found is None:
        raise SetupError("uv is needed to write the locks: run `make test` first, which installs it.")
    return [found]


def main() -> None:
    """Write all locks."""
    uv = find_uv()
    for name, sources in LOCKS:
        run_step(f"Locking {name}", [*uv, *COMPILE, "--output-file", name, *sources])
    tools = find_node_tools()
    if tools is None:
        raise SetupError("npm is needed to write package-lock.json.")
    run_step("Locking package-lock.json", [*tools.npm, "install", "--package-lock-only"])
    leave_out_funding(ROOT / "package-lock.json")


def leave_out_funding(lock: Path) -> None:
    """Take out who pays for a package: addresses that nothing is installed from."""
    content = json.loads(lock.read_text("utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    end_with(main)
