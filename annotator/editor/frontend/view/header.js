/**
 * Above the text: title, where it is from, and how much is left to decide.
 */

import { button, element, setAttribute } from "../look/elements.js";

/**
 * @typedef {{entities: number, relations: number, pendingEntities: number, pendingRelations: number, marked:
 *   number, proposed: number}} Counts  marked: entities that stand; proposed: items that a machine proposed
 */

export class Header {
  /** @param {import("../wire/types.js").ArticleData} article */
  constructor(article) {
    this.left = element("span", {});
    const origin = [sourceName(article.source), dayOf(article.published)].filter(Boolean).join(" · ");
    this.meta = element("div", { class: "an-meta" }, origin, origin ? " · " : "", this.left);
    /** @type {HTMLElement | null} */
    this.offered = null;
    const title = element("h1", { dir: "auto" }, article.title || article.id);
    this.root = element("header", { class: "an-head" }, title, this.meta);
  }

  /**
   * Offer to keep the article before the first decision does it; null: it is kept.
   *
   * @param {(() => void) | null} keep
   */
  offer(keep) {
    this.offered?.remove();
    const told = { class: "an-keep", title: "Your first decision keeps it, too" };
    this.offered = keep && button(told, keep, "Keep it for me");
    if (this.offered) this.meta.append(this.offered);
  }

  /**
   * @param {Counts} counts
   * @param {import("../wire/types.js").ReviewStatus} status
   * @param {string} comment
   * @param {{blind: boolean, lost: boolean}} how  blind: it is reviewed without proposals; lost: it was
   *   complete, and is not
   */
  show(counts, status, comment, { blind, lost }) {
    const [bold, rest] = leftToDecide(counts, status, comment, { blind, lost });
    setAttribute(
      this.left,
      "data-standing",
      lost ? "lost" : status === "complete" ? "complete" : blind ? "blind" : null,
    );
    if (this.left.textContent === bold + rest) return;
    this.left.replaceChildren(element("b", {}, bold), rest);
  }
}

/**
 * The line about what is left, its telling part first.
 *
 * @param {Counts} counts
 * @param {import("../wire/types.js").ReviewStatus} status
 * @param {string} comment
 * @param {{blind: boolean, lost: boolean}} [how]
 * @returns {[string, string]}
 */
export function leftToDecide(counts, status, comment, { blind, lost } = { blind: false, lost: false }) {
  if (status === "complete") return ["complete", ""];
  if (status === "skipped") return ["skipped", ""];
  if (status === "flagged") return ["flagged", comment ? `: ${comment}` : ""];
  const isDecided = counts.pendingEntities + counts.pendingRelations === 0;
  const marked = counts.marked === 1 ? "1 entity is marked" : `${counts.marked} entities are marked`;
  if (lost && isDecided) return ["Not complete any more.", ` ${marked}; complete it again when it is right.`];
  if (blind)
    return [
      "Blind: without proposals.",
      ` Mark everything you find${counts.marked === 0 ? "." : `: ${marked} so far.`}`,
    ];
  if (counts.proposed === 0) return ["nothing proposed", counts.marked === 0 ? "" : `: ${marked}`];
  if (isDecided) return ["everything decided", ""];
  const parts = [`${counts.pendingEntities} of ${counts.entities} entities`];
  if (counts.relations > 0) parts.push(`${counts.pendingRelations} of ${counts.relations} relations`);
  return lost
    ? ["Not complete any more:", ` ${parts.join(" and ")} left to decide`]
    : [parts.join(" and "), " left to decide"];
}

/**
 * @param {string} source
 * @returns {string} the host of an address; anything else as it is
 */
export function sourceName(source) {
  const found = /^https?:\/\/(?:www\.)?([^/:?#]+)/i.exec(source);
  return found ? found[1] : source;
}

/**
 * @param {string | null} published ISO date or date-time
 * @returns {string} such as `24 March 2021`; what is no date stays as it is
 */
export function dayOf(published) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(published ?? "");
  if (!found) return published ?? "";
  const day = new Date(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])));
  if (Number.isNaN(day.getTime())) return published ?? "";
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/**
 * How many items there are, and how many of them nobody has decided on.
 *
 * @param {import("../model/state.js").State} state
 * @returns {Counts}
 */
export function countItems(state) {
  const [entities, relations] = [state.entities.size, state.relations.size];
  const counts = { entities, relations, pendingEntities: 0, pendingRelations: 0, marked: 0, proposed: 0 };
  for (const { status, origin } of state.entities.values()) {
    if (status === "pending") counts.pendingEntities += 1;
    if (status !== "rejected") counts.marked += 1;
    if (origin === "machine") counts.proposed += 1;
  }
  for (const { status, origin } of state.relations.values()) {
    if (status === "pending") counts.pendingRelations += 1;
    if (origin === "machine") counts.proposed += 1;
  }
  return counts;
}
