import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, forgetPlace } from "../../../annotator/editor/frontend/place/address.js";

test("the address follows the article on screen and keeps what else it says", () => {
  const pushed = [];
  const history = { pushState: (_state, _title, address) => pushed.push(address) };
  follow("a:2", { location: { href: "http://localhost/?article=a1&theme=dark" }, history });
  follow("a1", { location: { href: "http://localhost/?article=a1" }, history });
  follow("a1", { location: { href: "http://localhost/" }, history });
  assert.deepEqual(pushed, ["/?article=a%3A2&theme=dark", "/?article=a1"]);
});

test("the place in the address goes once the reviewer has gone on from it, and nothing else does", () => {
  const replaced = [];
  const at = (href) => ({
    location: { href },
    history: { state: { key: 1 }, replaceState: (...given) => replaced.push(given) },
  });
  forgetPlace(at("http://localhost/?article=a1&at=4-9&theme=dark"));
  forgetPlace(at("http://localhost/?article=a1"));
  assert.deepEqual(replaced, [[{ key: 1 }, "", "/?article=a1&theme=dark"]]);
});
