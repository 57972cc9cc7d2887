"""How the editor's modules become one script: order, links, one instance a page."""

from __future__ import annotations

import json
import re
import subprocess
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from annotator.editor.assets import (
    ENTRY,
    FRONTEND,
    dependency_order,
    editor_assets,
    imports_of,
    scripts_of,
    style_sheets,
)
from annotator.editor.assets import bundle as bundle_from
from setup.node import find_node

NODE = find_node()
bundle = partial(bundle_from, entry="main.js")
HARNESS = Path(__file__).resolve().parents[1] / "frontend" / "harness.html"

MODULES = {
    "main.js": "import { one,\n  two } from \"./one.js\";\nimport * as deep from './deep.js';\n"
    '/** @param {import("./main.js").X} x */\nexport function mountEditor(mount) {\n'
    "  return { ...mount, one, two, deep: deep.NAME, count: deep.count() };\n}\n"
    "export const mountCourier = mountEditor;\nexport const mountReader = mountEditor;\n",
    "one.js": 'export { NAME as one } from "./deep.js";\nexport const two = `"annotator-module:"`;\n',
    "deep.js": '/** @typedef {import("./main.js").X} X */\nlet called = 0;\n'
    "export const NAME = \"import './nowhere.js'\";\nexport const count = () => (called += 1);\n",
    "unused.js": 'import "./gone.js";\n',
}

# Blob URLs and a page, as far as the scripts use them, for node: a blob becomes a data URL.
PAGE = """
Promise.withResolvers ??= () => { // every browser has it, node since 22
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};
globalThis.Blob = class { constructor(parts) { this.text = parts.join(""); } };
URL.createObjectURL = (blob) => `data:text/javascript;base64,${Buffer.from(blob.text).toString("base64")}`;
globalThis.window = globalThis;
const worn = [];
const body = { append: (styles) => worn.push(styles.textContent) };
globalThis.document = { createElement: () => ({}), body };
const heard = [];
globalThis.addEventListener = (name, listener) => heard.push(listener);
globalThis.location = { reload: () => { globalThis.reloaded = true; } };
const sent = [];
const later = () => new Promise((resolve) => setTimeout(resolve, 50));
const component = (name, data) => {
  const setTriggerValue = (key, value) => sent.push([name, key, value]);
  return { parentElement: {}, data: data && new TextEncoder().encode(JSON.stringify(data)), setTriggerValue };
};
"""


def run(script, tmp_path, **scripts):
    """Run a script that finds each of the others under its name, as a module."""
    loads = []
    for name, text in scripts.items():
        (tmp_path / f"{name}.mjs").write_text(text, "utf-8")
        loads.append(f'const {name} = (await import("./{name}.mjs")).default;\n')
    path = tmp_path / "run.mjs"
    path.write_text(PAGE + "".join(loads) + script, "utf-8")
    done = subprocess.run([NODE, path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def scripts(modules=MODULES):
    assets = bundle(modules)
    return {
        "loader": assets.loader,
        "waker": assets.waker,
        "editor": assets.mount("mountEditor"),
        "courier": assets.mount("mountCourier"),
        "reader": assets.mount("mountReader"),
    }


def test_the_entry_comes_last_and_every_module_before_those_that_import_it():
    assert dependency_order(MODULES, "main.js") == ("deep.js", "one.js", "main.js")


HOUSE = {
    "main.js": 'import { seen } from "./view/page.js";\nimport { NAME } from "./model/name.js";\n'
    "export const mountEditor = () => ({ seen, NAME });\n",
    "view/page.js": 'import { NAME, count } from "../model/name.js";\n'
    'import { edge } from "./parts/edge.js";\nexport const seen = `${NAME} ${edge} ${count()}`;\n',
    "view/parts/edge.js": 'import { count } from "../../model/name.js";\n'
    "export const edge = `edge ${count()}`;\n",
    "model/name.js": 'let called = 0;\nexport const NAME = "name";\n'
    "export const count = () => (called += 1);\n",
}


def test_a_module_is_one_however_far_the_folders_are_from_which_it_is_imported(tmp_path):
    assets = bundle(HOUSE)
    found = run(
        """
        await loader(component("loader", null));
        console.log(JSON.stringify(await editor(component("part", {}))));
        """,
        tmp_path,
        loader=assets.loader,
        editor=assets.mount("mountEditor"),
    )
    assert found == {"seen": "name edge 1 2", "NAME": "name"}


def test_a_module_that_is_missing_in_another_folder_is_named_by_its_path():
    broken = {**HOUSE, "view/page.js": 'import "../modle/name.js";'}
    with pytest.raises(ValueError, match=r"view/page\.js imports modle/name\.js"):
        dependency_order(broken, "main.js")


def test_a_module_outside_of_the_frontend_is_not_there():
    with pytest.raises(ValueError, match=r"main\.js imports \.\./secret\.js"):
        dependency_order({"main.js": 'import "../secret.js";', "secret.js": ""}, "main.js")


def test_a_style_sheet_goes_with_the_modules_it_lies_beside(tmp_path):
    for name, source in {**HOUSE, "other/page.js": ""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source, "utf-8")
    for name in ["view/wide.css", "base.css", "view/parts/edge.css", "other/foreign.css"]:
        (tmp_path / name).write_text("", "utf-8")
    assert scripts_of(tmp_path) == {**HOUSE, "other/page.js": ""}
    found = [path.relative_to(tmp_path).as_posix() for path in style_sheets(tmp_path, "main.js")]
    assert found == ["base.css", "view/parts/edge.css", "view/wide.css"]


def test_the_test_harness_wears_what_the_page_wears():
    linked = re.findall(r'rel="stylesheet" href="([^"]+)"', HARNESS.read_text("utf-8"))
    assert [HARNESS.parent.joinpath(path).resolve() for path in linked] == style_sheets(FRONTEND)


def test_types_in_comments_and_words_in_strings_are_no_imports():
    assert imports_of(MODULES["deep.js"]) == ()


def test_modules_that_import_each_other_are_named():
    circle = {"main.js": 'import "./a.js";', "a.js": 'import "./b.js";', "b.js": 'export * from "./a.js";'}
    with pytest.raises(ValueError, match=r"main\.js -> a\.js -> b\.js -> a\.js"):
        dependency_order(circle, "main.js")


def test_a_module_that_is_missing_is_named_with_who_wants_it():
    with pytest.raises(ValueError, match=r"main\.js imports gone\.js"):
        dependency_order({"main.js": 'import "./gone.js";'}, "main.js")


@given(some.permutations(list(MODULES)))
def test_the_same_modules_have_the_same_version_however_they_are_listed(names):
    assert bundle({name: MODULES[name] for name in names}) == bundle(MODULES)


@pytest.mark.parametrize("name", ["main.js", "one.js", "deep.js"])
def test_a_change_of_any_module_is_another_version(name):
    changed = {**MODULES, name: MODULES[name] + "// changed\n"}
    assert bundle(changed).version != bundle(MODULES).version


@pytest.mark.parametrize("order", ["loader first", "editor first"])
def test_editor_and_courier_get_one_instance_of_the_modules(order, tmp_path):
    first, second = ("loader", "editor") if order == "loader first" else ("editor", "loader")
    found = run(
        f"""
        const parts = [{first}, {second}, courier];
        const results = await Promise.all(parts.map((part) => part(component("part", {{}}))));
        const mounted = results.filter((result) => result?.count);
        console.log(JSON.stringify(mounted.map(({{ one, two, deep, count }}) => [one, two, deep, count])));
        """,
        tmp_path,
        **scripts(),
    )
    deep = "import './nowhere.js'"
    assert sorted(found) == [[deep, '"annotator-module:"', deep, 1], [deep, '"annotator-module:"', deep, 2]]


def test_a_page_that_gets_the_code_twice_is_dressed_once(tmp_path):
    found = run(
        """
        await loader(component("loader", null));
        await loader(component("loader", null));
        console.log(JSON.stringify(worn));
        """,
        tmp_path,
        loader=bundle(MODULES, css=".an-mark { color: red }").loader,
    )
    assert found == [".an-mark { color: red }"]


def test_a_change_of_the_styles_is_another_version():
    assert bundle(MODULES, css="a {}").version != bundle(MODULES, css="b {}").version


def test_a_message_goes_up_as_text_and_again_when_the_connection_is_back_until_it_is_answered(tmp_path):
    found = run(
        """
        await loader(component("loader", null));
        waker(component("waker", null));
        const part = await courier(component("courier", null));
        part.sendMessage({ client: "c", number: 1, operations: [] });
        const back = { source: globalThis, data: { stCommVersion: 1, type: "WEBSOCKET_CONNECTED" } };
        heard.forEach((listen) => listen({ ...back, source: {} }));
        heard.forEach((listen) => listen(back));
        await courier(component("courier", null));
        await later();
        await courier(component("courier", { client: "c", number: 1 }));
        heard.forEach((listen) => listen(back));
        await courier(component("courier", null));
        await later();
        const plain = (value) => (typeof value === "string" ? JSON.parse(value) : "now");
        console.log(JSON.stringify(sent.map(([name, key, value]) => [name, key, plain(value)])));
        process.exit(0);
        """,
        tmp_path,
        **scripts(),
    )
    message = ["courier", "message", {"client": "c", "number": 1, "operations": []}]
    wake = ["waker", "wake", "now"]
    assert found == [message, wake, message, wake]


def test_what_is_sent_at_the_same_moment_goes_one_after_the_other(tmp_path):
    found = run(
        """
        await loader(component("loader", null));
        waker(component("waker", null));
        const carrier = await courier(component("courier", null));
        const asker = await reader(component("reader", null));
        const batches = [];
        const count = () => batches.push(sent.length);
        asker.sendMessage({ number: 1, what: "next" });
        setTimeout(count, 0);
        carrier.sendMessage({ client: "c", number: 1, operations: [] });
        setTimeout(() => console.log(JSON.stringify([batches, sent.map(([name]) => name)])), 50);
        """,
        tmp_path,
        **scripts(),
    )
    assert found == [[1], ["reader", "courier"]]


def test_a_question_goes_up_as_text_and_is_forgotten_as_it_is_asked_again_by_who_wants_to_know(tmp_path):
    found = run(
        """
        await loader(component("loader", null));
        waker(component("waker", null));
        await courier(component("courier", null));
        const part = await reader(component("reader", null));
        part.sendMessage({ number: 1, what: "next" });
        const back = { source: globalThis, data: { stCommVersion: 1, type: "WEBSOCKET_CONNECTED" } };
        heard.forEach((listen) => listen(back));
        await courier(component("courier", null));
        await later();
        console.log(JSON.stringify(sent.map(([name, key, value]) => [name, key, typeof value])));
        process.exit(0);
        """,
        tmp_path,
        **scripts(),
    )
    assert found == [["reader", "message", "string"], ["waker", "wake", "number"]]


def test_an_open_page_begins_afresh_when_the_server_brings_another_version(tmp_path):
    newer = bundle({**MODULES, "deep.js": MODULES["deep.js"] + "// newer\n"})
    found = run(
        """
        await loader(component("loader", null));
        await newer(component("loader", null));
        console.log(JSON.stringify(globalThis.reloaded === true));
        """,
        tmp_path,
        newer=newer.loader,
        **scripts(),
    )
    assert found is True


def test_the_editor_as_it_ships_can_be_put_in_order_and_the_courier_stays_small():
    assets = editor_assets()
    assert dependency_order(scripts_of(FRONTEND), ENTRY)[-1] == ENTRY
    assert '[data-annotator=\\"editor\\"]' in assets.loader
    assert len(assets.waker) < 1_000
    assert len(assets.mount("mountCourier")) < 1_000
