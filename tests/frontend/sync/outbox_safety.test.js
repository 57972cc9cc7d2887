import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { outbox, stamped } from "../build.js";
import { FakeClock, FakeServer, FakeStorage, randomFrom } from "../fakes.js";

const accept = (id = "e1") => stamped({ op: "accept", kind: "entity", id });
const seqs = (message) => message.operations.map(({ seq }) => seq);
const ack = (message, fields = {}) => ({
  format: "annotator-ack/1",
  client: message.client,
  acked: seqs(message).at(-1) ?? 0,
  article_id: "a1",
  revision: 1,
  refused: [],
  resync: false,
  number: message.number,
  ...fields,
});

describe("storage that fails", () => {
  test("a full storage is told, and nothing is lost from memory", () => {
    const { box, sent, storage } = outbox();
    storage.quota = 300;
    for (let at = 0; at < 5; at += 1) box.add(accept(`e${at}`));
    assert.equal(box.status, "offline");
    assert.match(box.state.message, /takes no more \(QuotaExceededError\); keep this page open/);
    storage.quota = 10;
    box.acknowledge(ack(sent[0]));
    assert.deepEqual(seqs(sent[1]), [2, 3, 4, 5]);
    box.acknowledge(ack(sent[1]));
    assert.deepEqual(box.state, { status: "saved", saved: true, pending: 0, message: null });
  });

  const DAMAGED = {
    "no JSON": "{",
    "another shape": '{"entries": 3}',
    "an entry without a number":
      '{"entries": [{"operation": {"op": "accept", "article_id": "a1"}, "resync": false}]}',
    "numbers with a gap": JSON.stringify({
      entries: [1, 3].map((seq) => ({ operation: { seq, op: "skip", article_id: "a1" }, resync: false })),
    }),
    null: "null",
  };
  for (const [name, text] of Object.entries(DAMAGED)) {
    test(`a damaged queue is set aside and does not stop the others: ${name}`, () => {
      const storage = new FakeStorage();
      storage.setItem("annotator:queue:c-dead", text);
      const { box, clock, sent } = outbox({ storage });
      clock.advance(100);
      assert.equal(storage.getItem("annotator:damaged:c-dead"), text);
      assert.equal(storage.getItem("annotator:queue:c-dead"), null);
      box.add(accept());
      assert.equal(sent.length, 1);
    });
  }

  test("a storage that may not be read at all does not stop the work", () => {
    const broken = {
      get length() {
        throw new DOMException("no", "SecurityError");
      },
    };
    for (const method of ["key", "getItem", "setItem", "removeItem"])
      broken[method] = () => {
        throw new DOMException("no", "SecurityError");
      };
    const { box, clock, sent } = outbox({ storage: broken });
    clock.advance(1000);
    box.add(accept());
    assert.deepEqual(sent.map(seqs), [[1]]);
  });
});

describe("nothing that was typed is lost", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    test(`through lost messages, lost answers, dead servers and closed tabs (seed ${seed})`, () => {
      const random = randomFrom(seed);
      const clock = new FakeClock();
      const storage = new FakeStorage();
      const server = new FakeServer();
      const late = [];
      const typed = [];
      let tab = null;
      let tabs = 0;
      const open = () => {
        tabs += 1;
        const made = outbox({
          clock,
          storage,
          firstId: tabs * 1000,
          send: (message) => void onTheWay.push([tab, message]),
        });
        return made.box;
      };
      const onTheWay = [];
      tab = open();
      for (let step = 0; step < 120; step += 1) {
        const what = random();
        if (what < 0.45) typed.push(`${tab.client} ${tab.add(accept(`e${step}`))}`);
        else if (what < 0.75) {
          const [from, message] = onTheWay.shift() ?? [];
          const answer = message && random() > 0.2 ? server.take(structuredClone(message)) : null;
          if (answer !== null && random() > 0.2)
            random() > 0.2 ? from.acknowledge(answer) : late.push([from, answer]);
        } else if (what < 0.8) late.splice(0).forEach(([from, answer]) => from.acknowledge(answer));
        else if (what < 0.85) server.alive = !server.alive;
        else if (what < 0.88) {
          tab.close();
          tab = open();
        } else clock.advance(random() * 8000);
      }
      server.alive = true;
      for (let turn = 0; turn < 60 && !(tab.saved && turn > 10); turn += 1) {
        for (const [from, message] of onTheWay.splice(0)) from.acknowledge(server.take(message));
        clock.advance(16_000);
      }
      const written = server.log.map(({ client, seq }) => `${client} ${seq}`);
      assert.deepEqual([...written].sort(), [...typed].sort());
      assert.deepEqual(
        typed.filter((name) => name.startsWith(tab.client)),
        written.filter((name) => name.startsWith(tab.client)),
      );
      assert.deepEqual(
        [...storage.kept.keys()].filter((key) => key.includes("queue")),
        [],
      );
    });
  }
});
