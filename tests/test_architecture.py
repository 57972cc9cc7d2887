"""The tree is the design: which room may import which, how large things may grow, and no circle anywhere.

Each test lists all offenders. Folders are rooms; their arrows point one way, from the first of a list to the
last.
"""

import ast
import re
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, normpath

from annotator.editor.assets import FRONTEND

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "annotator"
SHIPPED = PACKAGE / "shipped"  # links to the top of the repository
SOURCES = sorted(
    path
    for path in (ROOT / "app.py", *PACKAGE.rglob("*.py"))
    if SHIPPED not in path.parents and path.is_file()
)
SCRIPTS = sorted(FRONTEND.rglob("*.js"))

FOUNDATION = {"errors", "core"}
LOWER = {"store", "extract", "formats", "measure"}
#: What a folder (or module) of annotator/ may import of annotator, beside itself.
ALLOWED = {
    "errors": set(),
    "core": {"errors"},
    **{layer: FOUNDATION for layer in LOWER},
    "services": FOUNDATION | LOWER,
    "presentation": FOUNDATION | LOWER | {"services"},
    "editor": FOUNDATION | LOWER | {"services"},
    "ui": FOUNDATION | LOWER | {"services", "presentation", "editor"},
    "commands": FOUNDATION | LOWER | {"services", "presentation"},
    "cli": FOUNDATION | {"commands"},
    "__main__": {"cli"},
    "app": FOUNDATION | {"ui"},
}
#: `annotator serve` starts the user interface itself, so this one command reaches past the services.
EXCEPTIONS = {("annotator/commands/serve.py", "ui")}

#: The rooms of a folder, from the top to the ground: each may import those behind it. A module that lies
#: beside the rooms is a room of its own, by its file name.
ROOMS = {
    "services": [
        ["background"],
        ["health"],
        ["imports", "release", "propose"],
        ["export", "agreement", "ingest"],
        ["training"],
        ["extractors", "accuracy", "review"],
        ["team"],
        ["gold", "database"],
        ["files"],
    ],
    "ui": [["site.py"], ["pages"], ["parts"], ["navigation.py", "session"], ["server"]],
    "store": [["__init__.py"], ["database"], ["repositories"], ["bare_sqlite_utils.py"]],
    "measure": [
        ["__init__.py"],
        ["items"],
        ["comparison"],
        ["scores"],
        ["statistics", "matching"],
        ["corpus", "suspicious"],
    ],
    "formats": [
        ["registry.py"],
        [
            *("brat.py", "conll.py", "doccano.py", "jsonl.py", "label_studio.py", "prodigy.py"),
            *("web_annotation.py", "csv", "parquet", "spacy", "uima"),
        ],
        ["reading"],
        ["contract"],
    ],
}
#: The rooms of the browser code. What a script names in a JSDoc type it depends on, too.
FRONTEND_ROOMS = [
    *(["streamlit"], ["editor.js"], ["input"], ["tools"], ["place"]),
    *(["view"], ["view/relations"], ["session"], ["sync"], ["model"], ["keys"], ["text", "look"], ["wire"]),
]

#: What the standard library cannot do: read a web page or Parquet, lock a folder everywhere, ask a cluster.
FOREIGN = {
    ("annotator/services/ingest/article_files/web_pages.py", "trafilatura"),
    ("annotator/services/files/shards.py", "filelock"),
    ("annotator/services/propose/cluster.py", "distributed"),
    ("annotator/formats/parquet/rows.py", "pyarrow"),
    ("annotator/formats/parquet/columns.py", "pyarrow"),
    ("annotator/formats/spacy/docs.py", "spacy"),  # DocBin is spaCy's own format
}
#: Packages that only these folders may import.
ONLY_IN = {
    "streamlit": {"app", "ui", "editor"},
    "spacy": {"extract", "formats"},  # FOREIGN says where in formats
    "sqlite_utils": {"store"},
    "sqlite3": {"store"},
    "distributed": {"services"},
}
STANDARD_LIBRARY_ONLY = {"core", "formats", "services", "presentation", "commands", "errors", "cli"}


def relative(path):
    return path.relative_to(ROOT).as_posix()


def layer_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if len(parts) == 1 else parts[1]


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def imports(path):
    """The dotted names that a file imports, wherever in it; of ``from a import b`` both a and a.b."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)}:{node.lineno}: imports are written out in full"
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


@cache
def module(name):
    """The file of a dotted name of annotator, or None."""
    place = ROOT.joinpath(*name.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def own(path):
    """The modules of annotator that a file imports: the innermost ones that its imports name."""
    for name in imports(path):
        if name.startswith("annotator."):
            found = module(name)
            if found is not None and found != path:
                yield found


def outside(path):
    return {name.partition(".")[0] for name in imports(path)} - {"annotator", "__future__"}


@cache
def script_imports(path):
    """What a script imports, or names in a JSDoc type, as paths below the frontend."""
    name = path.relative_to(FRONTEND).as_posix()
    written = re.findall(
        r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[\w./-]+\.js)["']""", path.read_text("utf-8")
    )
    return {normpath(f"{dirname(name) or '.'}/{found}") for found in written} - {name}


def circles(arrows):
    """Every strongly connected group of more than one (Tarjan 1972)."""
    number, low, stack, groups = {}, {}, [], []

    def visit(one):
        number[one] = low[one] = len(number)
        stack.append(one)
        for other in arrows.get(one, ()):
            if other not in number:
                visit(other)
            if other in stack:
                low[one] = min(low[one], low[other])
        if low[one] == number[one]:
            group = stack[stack.index(one) :]
            del stack[stack.index(one) :]
            if len(group) > 1:
                groups.append(sorted(group))

    for one in sorted(arrows):
        if one not in number:
            visit(one)
    return groups


def upwards(rooms, arrows, room_of):
    """Arrows that do not point down the list of rooms."""
    height = {room: level for level, row in enumerate(rooms) for room in row}
    pairs = [(one, other, room_of(one), room_of(other)) for one, others in arrows.items() for other in others]
    return sorted(
        f"{one} ({upper}) -> {other} ({lower})"
        for one, other, upper, lower in pairs
        if upper != lower and height[upper] >= height[lower]
    )


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_length(node):
    """Lines of a function without its docstring."""
    lines = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_imports_point_one_way():
    wrong = []
    for path in SOURCES:
        layer = layer_of(path)
        found = {layer_of(other) for other in own(path)} - {layer, "__init__"}
        if path != PACKAGE / "__init__.py":
            wrong += [(relative(path), other) for other in found if other not in ALLOWED[layer]]
    assert set(wrong) - EXCEPTIONS == set()


def test_rooms_of_a_folder_point_one_way():
    wrong = []
    for folder, rooms in ROOMS.items():
        home = PACKAGE / folder
        inside = {
            path: {other for other in own(path) if home in other.parents} for path in home.rglob("*.py")
        }
        arrows = {
            path.relative_to(home).as_posix(): {other.relative_to(home).as_posix() for other in others}
            for path, others in inside.items()
        }
        packages = {"__init__.py"} - {name for row in rooms for name in row}
        kept = {one: {other for other in others if other not in packages} for one, others in arrows.items()}
        wrong += upwards(rooms, {one: to for one, to in kept.items() if one not in packages}, first_part)
    assert wrong == []


def first_part(name):
    return name.partition("/")[0]


def test_rooms_of_the_browser_code_point_one_way_types_counted():
    arrows = {path.relative_to(FRONTEND).as_posix(): script_imports(path) for path in SCRIPTS}
    shown = {one: to for one, to in arrows.items() if first_part(one) != "parts"}
    wrong = upwards(FRONTEND_ROOMS, shown, script_room)
    assert wrong == []


def script_room(name):
    """The folder of a script; larger tools have folders of their own in that of the tools."""
    return "tools" if name.startswith("tools/") else dirname(name) or name


def test_no_scripts_depend_on_each_other_in_a_circle_types_counted():
    arrows = {path.relative_to(FRONTEND).as_posix(): script_imports(path) for path in SCRIPTS}
    assert circles(arrows) == []


def test_no_modules_import_each_other_in_a_circle():
    arrows = {relative(path): {relative(other) for other in own(path)} - {relative(path)} for path in SOURCES}
    packages = {name for name in arrows if name.endswith("__init__.py")}
    kept = {one: to - packages for one, to in arrows.items() if one not in packages}
    assert circles(kept) == []


def test_the_large_libraries_stay_in_their_folders():
    found = {(relative(path), layer_of(path), name) for path in SOURCES for name in outside(path)}
    assert [one for one in sorted(found) if one[1] not in ONLY_IN.get(one[2], {one[1]})] == []


def test_what_decides_needs_only_the_standard_library():
    paths = [path for path in SOURCES if layer_of(path) in STANDARD_LIBRARY_ONLY]
    found = {(relative(path), name) for path in paths for name in outside(path)}
    assert {one for one in found if one[1] not in sys.stdlib_module_names} - FOREIGN == set()


def test_measures_need_only_numpy_and_scipy_besides():
    names = {name for path in SOURCES if layer_of(path) == "measure" for name in outside(path)}
    assert names - sys.stdlib_module_names <= {"numpy", "scipy"}


def test_every_folder_has_its_place_in_the_design():
    assert {layer_of(path) for path in SOURCES} - {"__init__"} <= set(ALLOWED)
    missing = []
    for folder, rooms in ROOMS.items():
        there = {
            first_part(path.relative_to(PACKAGE / folder).as_posix())
            for path in PACKAGE.joinpath(folder).rglob("*.py")
        }
        missing += sorted(there - {room for row in rooms for room in row} - {"__init__.py"})
    scripts = {script_room(path.relative_to(FRONTEND).as_posix()) for path in SCRIPTS}
    assert missing + sorted(scripts - {room for row in FRONTEND_ROOMS for room in row} - {"parts"}) == []


def test_no_folder_is_a_warehouse():
    folders = {
        path.parent for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    full = {relative(folder): len([one for one in folder.iterdir() if one.is_file()]) for folder in folders}
    assert {folder: number for folder, number in full.items() if number > 25} == {}


def test_a_file_is_one_subject():
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in [*SOURCES, *SCRIPTS]}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_a_line_of_a_script_fits_beside_another():
    lines = ((relative(path), line) for path in SCRIPTS for line in path.read_text("utf-8").splitlines())
    assert [f"{name}: {line}" for name, line in lines if len(line) > 110] == []


def test_a_function_fits_on_a_screen():
    found = ((relative(path), node.name, body_length(node)) for path in SOURCES for node in functions(path))
    assert [one for one in found if one[2] > 50] == []


def test_nothing_is_caught_that_is_not_named():
    broad = {"Exception", "BaseException"}
    caught = (
        (f"{relative(path)}:{node.lineno}", node.type and names_in(node.type))
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
    )
    assert [place for place, names in caught if names is None or broad & names] == []


def names_in(expression):
    return {found.id for found in ast.walk(expression) if isinstance(found, ast.Name)}


def test_files_are_named_after_what_they_are_about():
    vague = {"utils", "util", "helpers", "helper", "manager", "data", "info", "misc", "common"}
    assert [
        relative(path) for path in SOURCES if vague & set(path.relative_to(ROOT).with_suffix("").parts)
    ] == []


def test_the_script_of_the_app_is_wiring_only():
    script = ROOT / "app.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 60
    assert not [node for node in ast.walk(tree(script)) if isinstance(node, ast.ClassDef)]


def test_the_rules_see_an_arrow_that_points_up_and_a_circle():
    rooms = [["pages"], ["parts"]]
    assert upwards(rooms, {"parts/a.py": {"pages/b.py"}}, first_part) == [
        "parts/a.py (parts) -> pages/b.py (pages)"
    ]
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert not [pair for pair in pairwise(FRONTEND_ROOMS) if set(pair[0]) & set(pair[1])]
