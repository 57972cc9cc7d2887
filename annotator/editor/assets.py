"""The browser code of the editor, made into strings that Streamlit can carry.

Streamlit's inline components cannot import each other's modules, and its file-backed ones are served
without a version. So the plain ES modules of ``frontend/`` and its folders travel as one *loader* script: it
makes a blob URL of each module, dependencies first, and imports the entry once per content hash. Within it a
module is called by its path below ``frontend/``, whatever those that import it write. The components that
show something are a few lines each (:meth:`Assets.mount`): they wait for the loader, so that editor and
courier share one module instance. The loader is half a megabyte, which a browser takes 20 ms to decode and
hash each time it is mounted: it is on the page only until the code has come. The scripts around the modules
are in ``transport/``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath

FRONTEND = Path(__file__).with_name("frontend")
#: Scripts and styles of the components of other pages; each is sent by itself.
PARTS = FRONTEND / "parts"
TRANSPORT = Path(__file__).with_name("transport")
ENTRY = "streamlit/main.js"

# A static import or re-export at the start of a line. Types in JSDoc (`import("./state.js").State`) stand
# behind a `*` and are no dependencies; they may well point in a circle.
_STATIC = re.compile(
    r"""^(?P<head>(?:import|export)\s*(?:[\w\s{},*$]+?\s*from\s*)?)"""
    r"""(?P<quote>["'])(?P<name>\.\.?/[\w./-]+)(?P=quote)""",
    re.MULTILINE,
)
_MARK = "annotator-module:"


@dataclass(frozen=True, slots=True)
class Assets:
    """Browser code under one content hash.

    Attributes:
        version: hash of all modules and styles; another one never shares a module instance with this one.
        loader: JavaScript of the component that brings the modules and the styles.
        waker: JavaScript of the component that asks for a run of the whole page; always mounted.
    """

    version: str
    loader: str
    waker: str

    def mount(self, function: str) -> str:
        """JavaScript of a component that hands everything to an exported function of the entry.

        Messages go up as JSON text under the trigger ``message``, so that the server can bound their size
        before it parses them.
        """
        return _script("part.js", VERSION=self.version, FUNCTION=function)


def imports_of(source: str, name: str = "") -> tuple[str, ...]:
    """The modules that a module imports, in order, without repetition.

    Args:
        source: its text.
        name: its path; the paths of the others are written from where it begins.
    """
    found = (_beside(name, match["name"]) for match in _STATIC.finditer(source))
    return tuple(dict.fromkeys(found))


def _beside(name: str, written: str) -> str:
    """The path that a module at ``name`` means by a relative one."""
    return normpath(f"{dirname(name) or '.'}/{written}")


def dependency_order(modules: Mapping[str, str], entry: str) -> tuple[str, ...]:
    """The entry and everything it needs, dependencies before dependents.

    Args:
        modules: path to source.
        entry: the module that is imported from outside; it comes last.

    Raises:
        ValueError: a module is missing, or modules import each other in a circle (blob URLs cannot do that).
    """
    done: list[str] = []

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            raise ValueError(f"modules import each other: {' -> '.join((*trail, name))}")
        if name not in modules:
            raise ValueError(f"{trail[-1] if trail else 'the page'} imports {name}, which is not there")
        if name not in done:
            for found in imports_of(modules[name], name):
                visit(found, (*trail, name))
            done.append(name)

    visit(entry, ())
    return tuple(done)


def bundle(modules: Mapping[str, str], css: str = "", entry: str = ENTRY) -> Assets:
    """Make the loader of some modules; pure, the same input gives the same strings."""
    order = dependency_order(modules, entry)
    linked = [(name, _link(modules[name], name)) for name in order]
    version = hashlib.sha256(json.dumps([linked, css]).encode()).hexdigest()[:16]
    loader = _script("page.js", "loader.js", VERSION=version, MODULES=linked, STYLES=css)
    return Assets(version, loader, _script("waker.js"))


def _link(source: str, name: str) -> str:
    """A module whose imports are marks that the loader puts blob URLs in the place of."""
    return _STATIC.sub(lambda found: f'{found["head"]}"{_MARK}{_beside(name, found["name"])}"', source)


def _script(*names: str, **constants: object) -> str:
    """Scripts of ``transport/`` behind their constants."""
    given = [f"const {key} = {json.dumps(value, ensure_ascii=False)};" for key, value in constants.items()]
    return "\n".join((*given, *map(_transport, names)))


@cache
def _transport(name: str) -> str:
    return TRANSPORT.joinpath(name).read_text("utf-8")


@cache
def editor_assets() -> Assets:
    """The editor's browser code as it stands on disk when it is first asked for."""
    return bundle(scripts_of(FRONTEND), "\n".join(path.read_text("utf-8") for path in style_sheets(FRONTEND)))


def scripts_of(folder: Path) -> dict[str, str]:
    """Path below a folder and source of every module in it and in its folders."""
    found = sorted(folder.rglob("*.js"))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def style_sheets(folder: Path, entry: str = ENTRY) -> list[Path]:
    """The style sheets that lie beside the entry or a module that it needs, by their names."""
    rooms = {folder / dirname(name) for name in dependency_order(scripts_of(folder), entry)}
    found = (path for path in folder.rglob("*.css") if path.parent in rooms)
    return sorted(found, key=lambda path: (path.name, path))
