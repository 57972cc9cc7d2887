import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SETTINGS, SETTINGS_KEY, Settings } from "../../../annotator/editor/frontend/session/settings.js";
import { FakeStorage } from "../fakes.js";

function storage(text) {
  const made = new FakeStorage();
  if (text !== undefined) made.setItem(SETTINGS_KEY, text);
  return made;
}

const all = (settings) => Object.fromEntries(SETTINGS.map(({ name }) => [name, settings.get(name)]));
const FALLBACKS = Object.fromEntries(SETTINGS.map(({ name, fallback }) => [name, fallback]));

describe("settings of a browser", () => {
  test("what was chosen is there again when the page is loaded again", () => {
    const kept = storage();
    new Settings(kept).set("face", "sans");
    assert.deepEqual(all(new Settings(kept)), { ...FALLBACKS, face: "sans" });
  });

  const DAMAGED = [
    undefined,
    "",
    "{",
    "null",
    "3",
    '"sans"',
    "[]",
    '{"face": 3}',
    '{"face": null}',
    '{"face": "comic", "size": "9999"}',
    '{"size": ["18"]}',
    '{"face": {"toString": "sans"}}',
    '{"__proto__": {"face": "sans"}}',
    '{"constructor": "x", "unknown": "y"}',
  ];
  for (const text of DAMAGED) {
    test(`${text ?? "an empty storage"} gives the fallbacks`, () =>
      assert.deepEqual(all(new Settings(storage(text))), FALLBACKS));
  }

  test("one damaged value leaves the others as they were chosen", () => {
    const settings = new Settings(storage('{"face": "sans", "size": "1e9"}'));
    assert.deepEqual(all(settings), { ...FALLBACKS, face: "sans" });
  });

  test("a value that is not offered is not taken", () => {
    const settings = new Settings(storage());
    settings.set("size", "400");
    assert.equal(settings.get("size"), "18");
    assert.throws(() => settings.get("nonsense"), TypeError);
  });

  test("whoever listens is told of a change once, and of none where nothing changes", () => {
    const settings = new Settings(storage());
    const told = [];
    const stop = settings.subscribe((name) => void told.push(name));
    settings.set("face", "sans");
    settings.set("face", "sans");
    stop();
    settings.set("face", "serif");
    assert.deepEqual(told, ["face"]);
  });

  test("what another tab has chosen holds here too", () => {
    const kept = storage();
    const settings = new Settings(kept);
    const told = [];
    settings.subscribe((name) => void told.push(name));
    new Settings(kept).set("size", "20");
    settings.reload();
    assert.deepEqual([settings.get("size"), told], ["20", ["size"]]);
  });

  test("a full storage does not forbid to choose", () => {
    const full = storage();
    full.quota = 0;
    const settings = new Settings(full);
    settings.set("face", "sans");
    assert.equal(settings.get("face"), "sans");
  });

  test("every fallback is one of the values offered, and no value stands twice", () => {
    for (const { options, fallback } of SETTINGS) {
      const values = options.map((option) => option.value);
      assert.ok(values.includes(fallback));
      assert.equal(new Set(values).size, values.length);
    }
  });
});
