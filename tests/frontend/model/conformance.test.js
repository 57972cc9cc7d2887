import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { answers } from "../../conformance/scene.js";

const folder = new URL("../../conformance/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const scenes = read("scenes.json");
const schema = read("schema.json");

function becomes(changes) {
  const after = {};
  for (const [kind, id, , fields] of changes) {
    const key = `${kind}:${id}`;
    after[key] = fields === null ? null : { ...after[key], ...fields };
  }
  return after;
}

for (const file of readdirSync(new URL("cases/", folder)).sort()) {
  describe(`the browser decides as Python does: ${file.replace(".json", "")}`, () => {
    for (const wanted of read(`cases/${file}`)) {
      test(wanted.name, () => {
        const given = answers(
          scenes[wanted.scene],
          { ...schema, keys: wanted.keys ?? {} },
          wanted.operations,
        ).answers;
        for (const earlier of given.slice(0, -1)) assert.equal(earlier.refused, undefined);
        const last = given.at(-1);
        if ("refused" in wanted) assert.equal(last.refused, wanted.refused);
        else assert.deepEqual(becomes(last.changes ?? assert.fail(last.refused)), wanted.becomes);
      });
    }
  });
}
