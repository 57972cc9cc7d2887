/**
 * Decisions that met those of somebody else: shows theirs and yours, and lets the reviewer choose.
 */

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("../wire/types.js").Operation} Operation */
/** @typedef {import("../wire/types.js").Numbered} Numbered */

const SETTLED = "annotator:settled";
const MOST_SETTLED = 200;
/** What travels with an operation and is no part of it. */
const ENVELOPE = ["seq", "article_id", "revision", "seconds"];

export class Collisions {
  /** @param {Stage} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Set<string>} */
    this.shown = new Set();
  }

  /** Show those that came with the article and have not been answered yet. */
  showAll() {
    const settled = new Set(readSettled());
    for (const { client, seq, reason, payload } of this.editor.review.collisions) {
      if (!settled.has(`${client}:${seq}`))
        this.#show(`${client}:${seq}`, reason, /** @type {Operation} */ (payload));
    }
  }

  /**
   * Show one that an acknowledgement told of.
   *
   * @param {number} seq of this browser
   * @param {string} reason
   */
  show(seq, reason) {
    const { collisions, outbox } = this.editor.review;
    const stored = collisions.find((found) => found.client === outbox.client && found.seq === seq);
    this.#show(
      `${outbox.client}:${seq}`,
      reason,
      outbox.find(seq) ?? /** @type {Operation | undefined} */ (stored?.payload) ?? null,
    );
  }

  /**
   * @param {string} key
   * @param {string} reason
   * @param {Operation | null} operation
   */
  #show(key, reason, operation) {
    if (this.shown.has(key)) return;
    this.shown.add(key);
    const { editor } = this;
    const answers = [{ title: "Keep theirs", action: () => settle(key) }];
    if (operation?.op) {
      const mine = bare(operation);
      answers.unshift({
        title: "Apply mine",
        action: () => {
          settle(key);
          editor.together(() => editor.dispatch(mine));
        },
      });
    }
    const yours = operation?.op ? ` Yours: ${inWords(operation, editor.page.wordsOf)}.` : "";
    editor.messages.ask(`${reason.replace(/\.?$/, ".")}${yours}`, answers, "refused");
  }
}

/**
 * An operation without its envelope, to be done again.
 *
 * @param {Operation} operation
 * @returns {Operation}
 */
export function bare(operation) {
  const fields = Object.entries(operation).filter(([name]) => !ENVELOPE.includes(name));
  return /** @type {Operation} */ (Object.fromEntries(fields));
}

/**
 * What an operation wants, in a few words.
 *
 * @param {Operation} operation
 * @param {(entityId: string) => string} wordsOf
 * @returns {string}
 */
export function inWords(operation, wordsOf) {
  const item =
    "kind" in operation ? (operation.kind === "entity" ? `“${wordsOf(operation.id)}”` : "the relation") : "";
  switch (operation.op) {
    case "accept":
    case "reject":
    case "delete":
    case "flip":
      return `${operation.op} ${item}`;
    case "relabel":
      return `${item} as ${operation.label}`;
    case "move":
      return `other boundaries of ${item}`;
    case "set_attribute":
      return `${operation.name} of ${item}: ${operation.value}`;
    case "reattach":
      return `${item} from “${wordsOf(operation.head)}” to “${wordsOf(operation.tail)}”`;
    case "add_relation":
      return `“${wordsOf(operation.head)}” ${operation.label} “${wordsOf(operation.tail)}”`;
    case "accept_all":
      return `accept ${operation.items.length} items`;
    case "batch":
      return `${operation.operations.length} changes in one`;
    default:
      return operation.op.replace("_", " ");
  }
}

/** @returns {string[]} */
function readSettled() {
  try {
    const value = JSON.parse(localStorage.getItem(SETTLED) ?? "[]");
    return Array.isArray(value) ? value.filter((key) => typeof key === "string") : [];
  } catch {
    return []; // storage that is blocked or damaged: asked again at worst
  }
}

/** @param {string} key */
function settle(key) {
  try {
    localStorage.setItem(SETTLED, JSON.stringify([...readSettled(), key].slice(-MOST_SETTLED)));
  } catch {
    return; // blocked or full storage: it is asked again when the article is opened again
  }
}
