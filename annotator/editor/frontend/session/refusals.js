/**
 * What the server refused of this page, each told once, and which article it is about: the reviewer may have
 * gone on.
 */

/** @typedef {import("../wire/types.js").Acknowledgement} Acknowledgement */
/** @typedef {import("../wire/types.js").Notice} Notice */

export class Refusals {
  constructor() {
    /** @type {Set<number>} numbers of this page whose refusal has been told */
    this.told = new Set();
    /** @type {Map<string, string>} what the articles are called that were on screen */
    this.titles = new Map();
  }

  /** An article is on screen. @param {import("../wire/types.js").EditorData["article"]} article */
  meet({ id, title }) {
    this.titles.set(id, title || id);
  }

  /**
   * What an acknowledgement refuses and has not been told yet.
   *
   * @param {Acknowledgement} ack
   * @param {string} shown the article on screen
   * @param {import("../sync/outbox.js").Outbox} outbox
   * @returns {Notice[]}
   */
  of({ client, refused }, shown, outbox) {
    const own = client === outbox.client;
    const fresh = refused.filter(({ seq }) => !own || !this.told.has(seq));
    if (own) for (const { seq } of fresh) this.told.add(seq);
    return fresh.map(({ seq, outcome, reason }) => {
      const operation = own ? outbox.find(seq) : null;
      const about = operation?.article_id;
      const elsewhere =
        about === undefined || about === shown
          ? null
          : { article_id: about, title: this.titles.get(about) ?? about };
      const sentence = operation && "target" in operation ? notRetraced(operation.op, reason) : reason;
      return { kind: outcome, seq, reason: sentence, elsewhere };
    });
  }
}

/**
 * What a reviewer is told of a step that cannot be made.
 *
 * @param {import("../model/undo.js").Side} side
 * @param {string} reason
 * @param {string} [verb] the name of the operation that it is about, where it is known
 */
export function notRetraced(side, reason, verb) {
  const what = verb === undefined ? "That" : `“${verb.replaceAll("_", " ")}”`;
  const [undoing, below] = side === "undo" ? ["undone", "below it"] : ["done again", "after it"];
  return `${what} is not ${undoing}: ${reason}. The next ${side} goes on ${below}.`;
}
