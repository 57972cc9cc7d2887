"""The tree is the design: which folder may import which, and how large things may grow."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "annotator" / "shipped"  # links to the top of the repository
SOURCES = sorted(
    path for path in (ROOT / "app.py", *(ROOT / "annotator").rglob("*.py")) if SHIPPED not in path.parents
)
SOURCES = [path for path in SOURCES if path.is_file()]
SCRIPTS = sorted([*(ROOT / "annotator").rglob("*.js"), *(ROOT / "tests" / "frontend").rglob("*.js")])

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

#: What the standard library cannot do: read a web page or Parquet, lock a folder everywhere, ask a cluster.
FOREIGN = {
    ("annotator/services/ingest/article_files/web_pages.py", "trafilatura"),
    ("annotator/services/files/shards.py", "filelock"),
    ("annotator/services/propose/cluster.py", "distributed"),
    ("annotator/formats/parquet.py", "pyarrow"),
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


def relative(path):
    return path.relative_to(ROOT).as_posix()


def layer_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if len(parts) == 1 else parts[1]


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path):
    """The dotted names that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)}:{node.lineno}: imports are written out in full"
            if node.module == "annotator":
                yield from (f"annotator.{alias.name}" for alias in node.names)
            else:
                yield node.module


def own_layers(path):
    """The layers of annotator that a file imports; ``from annotator import __version__`` is none."""
    for name in imports(path):
        first, _, rest = name.partition(".")
        layer = rest.partition(".")[0]
        if first == "annotator" and layer and layer != "__version__":
            yield layer


def outside(path):
    return {name.partition(".")[0] for name in imports(path)} - {"annotator", "__future__"}


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


every_source = pytest.mark.parametrize("path", SOURCES, ids=relative)


@every_source
def test_imports_point_one_way(path):
    layer = layer_of(path)
    if path == ROOT / "annotator" / "__init__.py":
        assert not list(own_layers(path))
        return
    allowed = ALLOWED[layer] | {layer}
    wrong = {found for found in own_layers(path) if found not in allowed}
    assert not {found for found in wrong if (relative(path), found) not in EXCEPTIONS}


@every_source
def test_the_large_libraries_stay_in_their_folders(path):
    layer = layer_of(path)
    assert not {name for name in outside(path) if layer not in ONLY_IN.get(name, {layer})}


@pytest.mark.parametrize("layer", ["core", "formats", "services", "commands", "errors", "cli"])
def test_what_decides_needs_only_the_standard_library(layer):
    others = {(relative(path), name) for path in SOURCES if layer_of(path) == layer for name in outside(path)}
    foreign = {(path, name) for path, name in others if name not in sys.stdlib_module_names}
    assert not foreign - FOREIGN


def test_measures_need_only_numpy_and_scipy_besides():
    names = {name for path in SOURCES if layer_of(path) == "measure" for name in outside(path)}
    assert names - sys.stdlib_module_names <= {"numpy", "scipy"}


def test_every_folder_has_its_place_in_the_design():
    assert {layer_of(path) for path in SOURCES} - {"__init__"} <= set(ALLOWED)


@every_source
def test_a_file_is_one_subject(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_a_script_is_one_subject(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@every_source
def test_a_function_fits_on_a_screen(path):
    too_long = {node.name: body_length(node) for node in functions(path) if body_length(node) > 50}
    assert not too_long


@every_source
def test_nothing_is_caught_that_is_not_named(path):
    broad = [
        f"{relative(path)}:{node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or {"Exception", "BaseException"}
            & {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
        )
    ]
    assert not broad


@every_source
def test_files_are_named_after_what_they_are_about(path):
    vague = {"utils", "util", "helpers", "helper", "manager", "data", "info", "misc", "common"}
    assert not vague & set(path.relative_to(ROOT).with_suffix("").parts)


def test_the_script_of_the_app_is_wiring_only():
    script = ROOT / "app.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 60
    assert not [node for node in ast.walk(tree(script)) if isinstance(node, ast.ClassDef)]
