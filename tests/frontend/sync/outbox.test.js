import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { outbox, stamped } from "../build.js";
import { FakeServer, FakeStorage } from "../fakes.js";

const ACCEPT = { op: "accept", kind: "entity", id: "e1" };
const accept = (id = "e1") => stamped({ ...ACCEPT, id });
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

describe("sending", () => {
  test("the first edit after a pause is sent at once, what follows waits for its answer", () => {
    const { box, sent } = outbox();
    box.add(accept());
    box.add(accept("e2"));
    box.add(accept("e3"));
    assert.deepEqual(sent.map(seqs), [[1]]);
    box.acknowledge(ack(sent[0]));
    assert.deepEqual(sent.map(seqs), [[1], [2, 3]]);
    box.acknowledge(ack(sent[1]));
    assert.equal(sent.length, 2);
    assert.equal(box.saved, true);
  });

  test("a message holds the whole queue in the shape of the wire", () => {
    const { box, sent } = outbox();
    box.add(accept());
    assert.deepEqual(sent[0], {
      format: "annotator-message/1",
      client: box.client,
      number: 1,
      resync: false,
      open: null,
      operations: [
        { op: "accept", kind: "entity", id: "e1", article_id: "a1", revision: 0, seconds: 1, seq: 1 },
      ],
    });
    assert.match(box.client, /^c-[0-9a-f]{16}$/);
  });

  test("an operation is in the storage before it is sent", () => {
    const storage = new FakeStorage();
    const seen = [];
    const { box } = outbox({ storage, send: () => void seen.push([...storage.kept.values()].join("")) });
    box.add(accept("e7"));
    assert.match(seen[0], /"id":"e7"/);
  });

  test("what is acknowledged leaves the storage, and an empty queue leaves no trace", () => {
    const { box, sent, storage } = outbox();
    const queues = () => [...storage.kept.keys()].filter((key) => key.startsWith("annotator:queue:"));
    box.add(accept());
    assert.deepEqual(queues(), [`annotator:queue:${box.client}`]);
    box.acknowledge(ack(sent[0]));
    assert.deepEqual(queues(), []);
  });

  test("without an answer it is sent again under a new number, ever more patiently", () => {
    const { box, sent, clock } = outbox();
    box.add(accept());
    const begin = clock.time;
    const times = [];
    for (let second = 0; second < 60; second += 1) {
      const before = sent.length;
      clock.advance(1000);
      if (sent.length > before) times.push((clock.time - begin) / 1000);
    }
    assert.deepEqual(times, [3, 9, 21, 36, 51]);
    assert.deepEqual(
      sent.map(({ number }) => number),
      [1, 2, 3, 4, 5, 6],
    );
    assert.ok(sent.every((message) => seqs(message).join() === "1"));
    assert.equal(box.status, "offline");
    box.acknowledge(ack(sent.at(-1)));
    assert.equal(box.status, "saved");
    box.add(accept());
    assert.equal(sent.length, 7);
    assert.equal(box.status, "saving");
  });

  test("when nothing can be sent it is tried again", () => {
    let mounted = false;
    const sent = [];
    const { box, clock } = outbox({
      send: (message) => {
        if (!mounted) throw new Error("nothing is mounted");
        sent.push(message);
      },
    });
    box.add(accept());
    assert.deepEqual(box.state, {
      status: "offline",
      saved: false,
      pending: 1,
      message: "not sent: nothing is mounted",
    });
    mounted = true;
    clock.advance(6000);
    assert.deepEqual(sent.map(seqs), [[1]]);
  });

  test("a connection that is back is used at once", () => {
    const { box, sent, clock } = outbox();
    box.add(accept());
    clock.advance(4000);
    box.retry();
    assert.equal(sent.length, 3);
  });

  test("the listener hears of each change of the state once", () => {
    const heard = [];
    const { box, sent } = outbox({ onState: ({ status, pending }) => heard.push(`${status} ${pending}`) });
    box.add(accept());
    box.add(accept());
    box.acknowledge(ack(sent[0]));
    box.acknowledge(ack(sent[0]));
    box.acknowledge(ack(sent[1]));
    assert.deepEqual(heard, ["saving 1", "saving 2", "saving 1", "saved 0"]);
  });
});

describe("acknowledgements", () => {
  test("an answer to an older message trims the queue but is not the one that is waited for", () => {
    const { box, sent, clock } = outbox();
    box.add(accept());
    clock.advance(3000);
    box.add(accept("e2"));
    assert.deepEqual(sent.map(seqs), [[1], [1]]);
    box.acknowledge(ack(sent[0]));
    assert.deepEqual([box.pending, sent.length], [1, 2]);
    box.acknowledge(ack(sent[1]));
    assert.deepEqual(seqs(sent[2]), [2]);
  });

  const HARMLESS = {
    "the same one again": (message) => ack(message),
    "one that came late": (message) => ack(message, { acked: 0, number: 0 }),
    "one for another tab": () => ack({ client: "c-other", number: 9, operations: [] }, { acked: 99 }),
  };
  for (const [name, made] of Object.entries(HARMLESS)) {
    test(`an acknowledgement is harmless: ${name}`, () => {
      const { box, sent } = outbox();
      box.add(accept());
      box.acknowledge(ack(sent[0]));
      box.add(accept("e2"));
      box.acknowledge(made(sent[0]));
      assert.deepEqual([box.pending, sent.length, box.status], [1, 2, "saving"]);
    });
  }

  test("an answer that took nothing is not asked for again at once", () => {
    const { box, sent, clock } = outbox();
    box.add(accept());
    box.acknowledge(ack(sent[0], { acked: 0 }));
    assert.equal(sent.length, 1);
    assert.equal(box.status, "offline");
    clock.advance(6000);
    assert.equal(sent.length, 2);
  });

  test("a server that forgot what it had (a restored backup) is sent the rest under a new name", () => {
    const { box, sent, clock } = outbox();
    const server = new FakeServer();
    for (let at = 0; at < 5; at += 1) {
      box.add(accept(`e${at}`));
      box.acknowledge(server.take(sent.at(-1)));
    }
    const former = box.client;
    server.last.set(former, 2);
    box.add(accept("e5"));
    box.add(stamped({ op: "undo", target: { client: former, seq: 6 } }));
    box.add(stamped({ op: "undo", target: { client: former, seq: 2 } }));
    for (let turn = 0; turn < 5; turn += 1) {
      box.acknowledge(server.take(sent.at(-1)));
      clock.advance(15_000);
    }
    assert.notEqual(box.client, former);
    assert.equal(box.saved, true);
    const targets = server.log.slice(-2).map(({ target }) => target);
    assert.deepEqual(targets, [
      { client: box.client, seq: 6 },
      { client: former, seq: 2 },
    ]);
  });

  test("data that is older than an acknowledgement is completed by what was acknowledged since", () => {
    const { box, sent } = outbox();
    for (const id of ["e1", "e2", "e3"]) box.add(accept(id));
    box.acknowledge(ack(sent[0]));
    box.acknowledge(ack(sent[1]));
    const missing = (seq) =>
      box.operationsAfter("a1", { client: box.client, seq }).map((operation) => operation.seq);
    assert.deepEqual([missing(1), missing(3)], [[2, 3], []]);
    assert.deepEqual(box.operationsAfter("another", { client: box.client, seq: 1 }), []);
    assert.deepEqual(box.operationsAfter("a1", { client: "c-other", seq: 1 }), []);
  });
});

describe("asking for another article", () => {
  const NEXT = { next: true };

  test("it goes with the operation that it follows", () => {
    const { box, sent } = outbox();
    box.add(stamped({ op: "complete" }), { open: NEXT });
    assert.deepEqual([sent.length, sent[0].open, seqs(sent[0])], [1, NEXT, [1]]);
  });

  test("it waits for the message under way, and is not repeated once answered", () => {
    const { box, sent } = outbox();
    box.add(accept());
    box.add(stamped({ op: "complete" }), { open: NEXT });
    assert.equal(sent.length, 1);
    box.acknowledge(ack(sent[0]));
    assert.deepEqual([sent[1].open, seqs(sent[1])], [NEXT, [2]]);
    box.acknowledge(ack(sent[1]));
    box.add(accept());
    assert.equal(sent[2].open, null);
  });

  test("it needs no operation", () => {
    const { box, sent } = outbox();
    box.requestOpen({ article_id: "a7" });
    assert.deepEqual([sent[0].open, sent[0].operations], [{ article_id: "a7" }, []]);
    assert.equal(box.status, "saved");
  });

  test("an article that has come needs no more asking, though its acknowledgement is lost", () => {
    const { box, sent, clock } = outbox();
    box.received(null, "a1");
    box.requestOpen(NEXT);
    box.received(null, "a1");
    box.received(null, "a2");
    clock.advance(60_000);
    assert.equal(sent.length, 1);
  });

  test("newer data of the same article does not count as the next one", () => {
    const { box, sent, clock } = outbox();
    box.received(null, "a1");
    box.requestOpen(NEXT);
    box.received(null, "a1");
    clock.advance(11_000);
    assert.deepEqual(
      sent.map(({ open }) => open),
      [NEXT, NEXT],
    );
  });

  test("it is patient before it asks again, as the next but one might open", () => {
    const { box, sent, clock } = outbox();
    box.requestOpen(NEXT);
    clock.advance(9000);
    assert.equal(sent.length, 1);
    clock.advance(2000);
    assert.deepEqual(sent[1].open, NEXT);
    assert.equal(box.status, "offline");
  });

  test("an operation that only the server can foresee asks for its picture until it is written", () => {
    const { box, sent } = outbox();
    box.add(accept(), { resync: true });
    box.acknowledge(ack(sent[0]));
    box.add(accept());
    assert.deepEqual(
      sent.map(({ resync }) => resync),
      [true, false],
    );
  });
});

test("a client id that is somebody else's is left for a new one, under which everything is sent again", () => {
  const { box, sent, storage } = outbox();
  const former = box.client;
  box.add(accept());
  box.add({ ...stamped({ op: "undo", target: { client: former, seq: 1 } }) }, { resync: true });
  box.acknowledge(ack(sent[0], { acked: 0, article_id: null, revision: 0, resync: true, renew: true }));
  assert.notEqual(box.client, former);
  assert.deepEqual(seqs(sent[1]), [1, 2]);
  assert.equal(sent[1].client, box.client);
  assert.deepEqual(sent[1].operations[1].target, { client: box.client, seq: 1 });
  const queues = [...storage.kept.keys()].filter((key) => key.startsWith("annotator:queue:"));
  assert.deepEqual(queues, [`annotator:queue:${box.client}`]);
});

test("the ids of items, which everybody sees, hold nothing of the client id", () => {
  const { box } = outbox();
  assert.ok(!box.newId().includes(box.client.slice(2, 8)));
});

test("new ids differ between pages and within one", () => {
  const [one, other] = [outbox({ firstId: 0x100000 }).box, outbox({ firstId: 0x200000 }).box];
  const ids = [one.newId(), one.newId(), other.newId()];
  assert.equal(new Set(ids).size, 3);
  for (const id of ids) assert.match(id, /^h[0-9a-f]{6}-\d+$/);
});
