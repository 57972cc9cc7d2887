/**
 * Going along relations and back: `]` to the other end, `[` back to where one was, the same by the chips.
 *
 * From a relation `]` shows the end that is out of sight; the focus stays, so that one decides there. From an
 * entity the focus goes to the other end of its first relation; pressed again, to that of the next one.
 */

import { otherEnd, standingRelations } from "../model/related.js";

/** @typedef {import("../view/scene.js").Scene} Scene */
/** @typedef {import("../wire/types.js").Item} Item */
/** @typedef {{focus: Item, top: number}} Place where one was: the focus, and how far the text was scrolled */

const MOST_PLACES = 50;
const ROOM = 56;

export class Journey {
  /** @param {Scene} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Place[]} newest last */
    this.places = [];
    /**
     * @type {{origin: string, at: string} | null} the entity whose relations are gone along, and the end
     *   reached
     */
    this.walk = null;
  }

  /**
   * The entity at the place that `[` leads to, while what one went to is still focused.
   *
   * @returns {string | null}
   */
  get cameFrom() {
    const { focus, state } = this.editor.review;
    const left = this.places.at(-1)?.focus;
    if (!left || !focus) return null;
    if (left.kind === "entity") return this.walk?.at === focus.id ? left.id : null;
    return left.id === focus.id ? (state.relations.get(left.id)?.head ?? null) : null;
  }

  /** Another article: nothing of this one is remembered. */
  forget() {
    this.places = [];
    this.walk = null;
  }

  /** To the other end. */
  along() {
    const { review, messages, page } = this.editor;
    const { focus, state } = review;
    const relation = focus?.kind === "relation" ? state.relations.get(focus.id) : undefined;
    if (relation) {
      const away = [relation.tail, relation.head].find((id) => !page.focusView.sees(id));
      if (away === undefined) return messages.refuse("both ends of this relation are in sight");
      return this.to(away);
    }
    if (focus?.kind !== "entity")
      return messages.refuse("nothing is focused: j goes to the next item to decide");
    const origin = this.walk?.at === focus.id ? this.walk.origin : focus.id;
    const ends = [...new Set(standingRelations(state, origin).map((found) => otherEnd(found, origin)))];
    if (ends.length === 0) return messages.refuse("this entity has no relation to go along");
    const at = origin === focus.id ? 0 : (ends.indexOf(focus.id) + 1) % ends.length;
    this.to(ends[at], origin);
    messages.say(`${page.wordsOf(ends[at])}, ${at + 1} of ${ends.length} from ${page.wordsOf(origin)}`);
  }

  /**
   * To an entity at the end of the focused item's relation; where a relation is focused, it stays so.
   *
   * @param {string} entityId
   * @param {string} [origin] the entity that one began at
   */
  to(entityId, origin) {
    const { review, page } = this.editor;
    const { focus } = review;
    if (!focus) return;
    const goesOn = focus.kind === "entity" && (this.walk?.at === focus.id || entityId === focus.id);
    if (!goesOn) this.#leave(focus);
    if (focus.kind === "relation" || entityId === focus.id) {
      page.focusView.show(page.text.marksOf(entityId), ROOM);
      page.focusView.connect();
      return;
    }
    this.walk = { origin: origin ?? focus.id, at: entityId };
    review.focusOn({ kind: "entity", id: entityId });
  }

  /** Back to where one was. */
  back() {
    const { review, messages, page, pane } = this.editor;
    let place = this.places.pop();
    while (place && !review.state.item(place.focus.kind, place.focus.id)) place = this.places.pop();
    if (!place) return messages.refuse("there is nowhere to go back to");
    this.walk = null;
    review.focusOn(place.focus);
    pane.scrollTop = place.top;
    page.focusView.connect();
  }

  /** @param {Item} focus */
  #leave(focus) {
    const last = this.places.at(-1)?.focus;
    // to and fro between the ends of one relation is one journey
    if (last && last.kind === focus.kind && last.id === focus.id) return;
    this.places.push({ focus, top: this.editor.pane.scrollTop });
    if (this.places.length > MOST_PLACES) this.places.shift();
  }
}
