/**
 * An article that the server has said it opens and that does not come. The acknowledgement and the picture
 * are drawn apart, and a page of Streamlit's may lose the second; nobody would ask again, as the wish counts
 * as granted.
 */

/** @typedef {import("../wire/types.js").Acknowledgement} Acknowledgement */
/** @typedef {import("../wire/types.js").OpenRequest} OpenRequest */

/** How long (ms) after its acknowledgement a picture may take. */
export const PATIENCE = 6000;
/** How often an article is asked for again: what never comes shall not be asked for without end. */
export const TRIES = 3;

export class Coming {
  /**
   * @param {{clock: import("../wire/types.js").Clock, outbox: Pick<import("../sync/outbox.js").Outbox,
   *   "flight" | "shown" | "wanted" | "requestOpen">, isThere: () => boolean}} given isThere: the editor is
   *   on the page
   */
  constructor({ clock, outbox, isThere }) {
    this.clock = clock;
    this.outbox = outbox;
    this.isThere = isThere;
    this.from = "";
    this.tries = 0;
    /** @type {any} */
    this.timer = null;
  }

  /** The server has taken a message, before the outbox is told. @param {Acknowledgement} ack */
  answered(ack) {
    const { flight, shown } = this.outbox;
    if (
      flight === null ||
      flight.open === null ||
      flight.client !== ack.client ||
      flight.number !== ack.number
    )
      return;
    this.forget();
    // where something was refused the server may stay, and says so itself
    if (ack.refused.length > 0 || ("article_id" in flight.open && flight.open.article_id === shown)) return;
    if (this.from !== shown) this.tries = 0;
    this.from = shown;
    const { open } = flight;
    this.timer = this.clock.setTimeout(() => this.#look(open), PATIENCE);
  }

  /** The server's picture of an article has come. @param {string} articleId */
  came(articleId) {
    if (articleId !== this.from) this.forget();
  }

  /** Nothing is waited for any more: the reviewer has gone elsewhere. */
  forget() {
    this.clock.clearTimeout(this.timer);
  }

  /** @param {OpenRequest} open */
  #look(open) {
    const { shown, wanted } = this.outbox;
    if (shown !== this.from || wanted !== null || !this.isThere() || this.tries === TRIES) return;
    this.tries += 1;
    this.outbox.requestOpen(open);
  }
}
