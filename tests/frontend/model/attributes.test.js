import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  attributesInWords,
  attributesOf,
  inLine,
  tellingValues,
} from "../../../annotator/editor/frontend/model/attributes.js";
import { schema } from "../build.js";

const hostile = "</style><img src=x onerror=alert(1)>";
const attribute = (name, values, given = {}) => ({
  name,
  on: "entity",
  labels: null,
  values,
  default: null,
  key: null,
  ...given,
});

/** The schema of the tests with other attributes. */
const having = (...attributes) => ({ ...schema, attributes });

describe("the attributes of an item", () => {
  test("all that its label may carry are shown with key, value and what one press gives", () => {
    const met = { label: "met_with", attributes: { polarity: "negated" } };
    assert.deepEqual(attributesOf(schema, "relation", met), [
      { name: "polarity", value: "negated", key: "p", next: "affirmed", telling: true },
      { name: "certainty", value: null, key: "c", next: "asserted", telling: false },
    ]);
    const urged = { label: "represents", attributes: {} };
    assert.deepEqual(
      attributesOf(schema, "relation", urged).map(({ name }) => name),
      ["polarity"],
    );
  });

  test("an entity has those of entities", () => {
    const person = { label: "PERSON", attributes: {} };
    assert.deepEqual(
      attributesOf(schema, "entity", person).map(({ name, next }) => [name, next]),
      [["role", "actor"]],
    );
    assert.deepEqual(attributesOf(schema, "entity", { label: "GPE", attributes: {} }), []);
  });

  test("one that the label may not carry is shown as it stands, and cannot be changed", () => {
    const place = { label: "GPE", attributes: { role: "actor" } };
    assert.deepEqual(attributesOf(schema, "entity", place), [
      { name: "role", value: "actor", key: null, next: null, telling: true },
    ]);
  });

  test("the default says nothing, whether it was given or not", () => {
    const own = having(attribute("polarity", ["affirmed", "negated"], { default: "affirmed" }));
    for (const attributes of [{}, { polarity: "affirmed" }]) {
      assert.deepEqual(tellingValues(attributesOf(own, "entity", { label: "PERSON", attributes })), []);
    }
  });

  test("names that every object has are no values of an attribute", () => {
    const own = having(attribute("constructor", ["a", "b"]), attribute("toString", ["c"]));
    assert.deepEqual(
      attributesOf(own, "entity", { label: "PERSON", attributes: {} }).map(({ value }) => value),
      [null, null],
    );
  });

  test("of many values three stand in the line", () => {
    const names = ["a", "b", "c", "d", "e"];
    const own = having(...names.map((name) => attribute(name, [name, "none"], { default: "none" })));
    const attributes = Object.fromEntries(names.map((name) => [name, name]));
    assert.deepEqual(tellingValues(attributesOf(own, "entity", { label: "PERSON", attributes })), [
      "a",
      "b",
      "c",
      "+2",
    ]);
  });

  for (const [value, shown] of [
    ["a value of thirty or more characters", "a value of thirty or mo…"],
    ["two\nlines\tand a tab", "two lines and a tab"],
    ["\u202etxet\u2066 esrever", "txet esrever"],
    [hostile, "</style><img src=x oner…"],
    ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"],
  ]) {
    test(`${JSON.stringify(value)} stands in the line as ${JSON.stringify(shown)}`, () =>
      assert.equal(inLine(value).length <= 24 && inLine(value), shown));
  }

  test("a screen reader is told what was set, also where it is the default again", () => {
    assert.equal(
      attributesInWords({ polarity: "affirmed", certainty: "planned" }),
      ", polarity: affirmed, certainty: planned",
    );
    assert.equal(attributesInWords({}), "");
  });
});
