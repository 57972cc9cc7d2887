import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { outbox, stamped } from "../build.js";
import { FakeClock, FakeLocks, FakeServer, FakeStorage, settle } from "../fakes.js";

const accept = (id) => stamped({ op: "accept", kind: "entity", id });

/** Pages of one browser, with or without Web Locks. */
function browser(withLocks) {
  const clock = new FakeClock();
  const storage = new FakeStorage();
  const locks = new FakeLocks();
  let opened = 0;
  return {
    clock,
    storage,
    async tab() {
      opened += 1;
      const own = withLocks ? locks.tab() : null;
      const made = outbox({ clock, storage, locks: own, firstId: opened * 0x1000 });
      clock.advance(1);
      await settle();
      const close = async () => {
        made.box.close();
        own?.die();
        await settle();
      };
      const crash = async () => {
        made.box.clock.clearTimeout(made.box.timer);
        made.box.clock.clearTimeout(made.box.liveness.timer);
        made.box.clock.clearTimeout(made.box.liveness.scanTimer);
        own?.die();
        await settle();
      };
      return { ...made, close, crash };
    },
  };
}

for (const withLocks of [true, false]) {
  describe(`queues of tabs that are gone, ${withLocks ? "with Web Locks" : "with signs of life"}`, () => {
    test("those of somebody else wait until that reviewer is back in this browser", async () => {
      const pages = browser(withLocks);
      const gone = await pages.tab();
      gone.box.belongsTo("Ada");
      gone.box.add(accept("e1"));
      await gone.close();
      const other = await pages.tab();
      assert.equal(other.box.pending, 0, "not taken before it is known who decides here");
      other.box.belongsTo("Bo");
      await settle();
      assert.equal(other.box.pending, 0);
      other.box.add(accept("e2"));
      await other.close();
      const back = await pages.tab();
      back.box.belongsTo("Ada");
      await settle();
      assert.equal(back.box.pending, 1, "hers alone");
    });

    test("the next tab sends them under their own name, before its own edits, and asks for the server's picture", async () => {
      const pages = browser(withLocks);
      const gone = await pages.tab();
      gone.box.add(accept("e1"));
      gone.box.add(accept("e2"));
      await gone.close();
      const next = await pages.tab();
      next.box.add(accept("e3"));
      const server = new FakeServer();
      assert.equal(next.box.pending, 3);
      for (let turn = 0; turn < 3; turn += 1)
        for (const message of next.sent.splice(0)) next.box.acknowledge(server.take(message));
      assert.deepEqual(
        server.log.map(({ client, id }) => [client, id]),
        [
          [gone.box.client, "e1"],
          [gone.box.client, "e2"],
          [next.box.client, "e3"],
        ],
      );
      assert.deepEqual(
        server.messages.map(({ resync }) => resync),
        [true, false],
      );
      assert.equal(next.box.saved, true);
      assert.deepEqual(
        [...pages.storage.kept.keys()].filter((key) => key.includes("queue")),
        [],
      );
    });

    test("a living tab keeps its queue to itself", async () => {
      const pages = browser(withLocks);
      const living = await pages.tab();
      living.box.add(accept("e1"));
      const other = await pages.tab();
      pages.clock.advance(40_000);
      await settle();
      assert.deepEqual([other.box.pending, other.sent.length], [0, 0]);
    });

    test("a tab that dies later is taken over by one other tab, not by all", async () => {
      const pages = browser(withLocks);
      const dying = await pages.tab();
      const others = [await pages.tab(), await pages.tab()];
      dying.box.add(accept("e1"));
      pages.clock.advance(16_000);
      await settle();
      await dying.crash();
      const server = new FakeServer();
      const senders = new Set();
      for (let turn = 0; turn < 12; turn += 1) {
        pages.clock.advance(10_000);
        await settle();
        for (const { box, sent } of others)
          for (const message of sent.splice(0)) box.acknowledge(server.take(message), senders.add(box));
      }
      assert.deepEqual(
        server.log.map(({ client, id }) => [client, id]),
        [[dying.box.client, "e1"]],
      );
      if (withLocks) assert.equal(senders.size, 1);
      assert.ok(others.every(({ box }) => box.saved));
    });

    test("a server that takes nothing of an old queue does not hold up new edits", async () => {
      const pages = browser(withLocks);
      const gone = await pages.tab();
      gone.box.add(accept("e1"));
      await gone.close();
      const next = await pages.tab();
      const refuse = next.sent.shift();
      next.box.add(accept("e2"));
      next.box.acknowledge({ ...new FakeServer().acknowledgement(refuse), acked: 0 });
      assert.equal(next.sent[0].client, next.box.client);
    });
  });
}

test("where Web Locks are refused, signs of life do", async () => {
  const clock = new FakeClock();
  const storage = new FakeStorage();
  const locks = { request: () => Promise.reject(new DOMException("no", "SecurityError")) };
  const { box } = outbox({ clock, storage, locks });
  await settle();
  assert.ok([...storage.kept.keys()].includes(`annotator:alive:${box.client}`));
});
