/**
 * What becomes of two entities that a reviewer has chosen for a relation, by letters, by clicking or by
 * dragging: a new relation, or another end for one that is there. Asks for the label only where more than one
 * is legal.
 */

import { legalEnds } from "../model/legal.js";

/** @typedef {import("./tool.js").Stage} Stage */
/** @typedef {import("../model/legal.js").RelationLabel} RelationLabel */
/** @typedef {import("../wire/types.js").Relation} Relation */
/** @typedef {import("../wire/types.js").Simple} Simple */
/** @typedef {import("../session/review.js").Review} Review */
/** @typedef {{left: number, top: number, bottom: number}} Anchor */

/**
 * @typedef {object} Quest
 * @property {string} fixed the entity at the end that stays
 * @property {"head" | "tail"} end the end that is looked for
 * @property {Relation | null} relation the one that shall have another end; null: a new one
 */

/**
 * The entities that may be the end looked for, in reading order; the one that is there already is none of
 * them.
 *
 * @param {Review} review
 * @param {Quest} quest
 */
export function targetsOf({ state, schema }, { fixed, end, relation }) {
  const present = relation?.[end];
  return legalEnds(state, schema, fixed, end, relation?.id ?? null).filter(({ id }) => id !== present);
}

/**
 * The operation that gives a quest its end, where the label is known.
 *
 * @param {Quest} quest
 * @param {string} other the entity chosen
 * @param {string} label
 * @param {string} newId for a relation to be added
 * @returns {import("../wire/types.js").Decided}
 */
export function joined({ fixed, end, relation }, other, label, newId) {
  const [head, tail] = end === "tail" ? [fixed, other] : [other, fixed];
  if (relation === null) return { op: "add_relation", id: newId, head, tail, label };
  const { id } = relation;
  /** @type {Simple} */
  const moved = { op: "reattach", kind: "relation", id, head, tail };
  if (label === relation.label) return moved;
  return { op: "batch", operations: [moved, { op: "relabel", kind: "relation", id, label }] };
}

/**
 * Join: at once where the present label stays legal or only one is, else after asking.
 *
 * @param {Stage} editor
 * @param {Quest} quest
 * @param {string} other
 */
export function join(editor, quest, other) {
  const { review, page, tools } = editor;
  const labels = targetsOf(review, quest).find(({ id }) => id === other)?.labels ?? [];
  if (labels.length === 0) return editor.messages.refuse(refusal(quest, other));
  const kept = labels.find((found) => found.label === quest.relation?.label);
  const only = kept ?? (labels.length === 1 ? labels[0] : null);
  const take = (/** @type {string} */ label) =>
    void editor.dispatch(joined(quest, other, label, review.newId()));
  if (only) return take(only.label);
  const [head, tail] = quest.end === "tail" ? [quest.fixed, other] : [other, quest.fixed];
  tools.choose({
    title: `${page.wordsOf(head)} → ${page.wordsOf(tail)}`,
    options: labels.map(({ label, title, key }) => ({ value: label, title: title || label, key })),
    anchor: page.anchorOf(other),
    filter: false,
    onChoose: take,
    onCancel: () => undefined,
  });
}

/** @param {Quest} quest @param {string} other */
function refusal({ fixed, end, relation }, other) {
  if (other === fixed) return "a relation needs two different entities";
  if (other === relation?.[end]) return `this entity is the ${end} of the relation already`;
  return "no relation label may join these two";
}
