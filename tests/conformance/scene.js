/**
 * A review in the short form that cases are written in, for the reducer.
 */

import { Refused, decide } from "../../annotator/editor/frontend/model/decide.js";
import { redone, undone } from "../../annotator/editor/frontend/model/undo.js";
import { sound } from "../../annotator/editor/frontend/model/soundness.js";
import { applyChanges, createState } from "../../annotator/editor/frontend/model/state.js";

const ITEM = { origin: "machine", score: null, attributes: {}, status: "pending" };

/** What the editor would be sent for a scene. */
export function dataOf({ text, status, comment, entities, relations }, schema) {
  return {
    format: "annotator-editor/1",
    generation: "1",
    reviewer: "reviewer-1",
    article: { id: "a1", title: "", source: "", published: null, text, furniture: [] },
    review: { id: 1, status, comment, mode: "assisted", revision: 0, extractor: null },
    entities: entities.map((entity) => ({ ...ITEM, ...entity })),
    relations: relations.map((relation) => ({ ...ITEM, pattern: null, ...relation })),
    dates: [],
    schema,
    undo: [],
    redo: [],
    previous: null,
    following: null,
    collisions: [],
    progress: { completed: 0, total: 1, today: 0 },
    acked: null,
  };
}

/**
 * Decide operations one after the other; the n-th is decision n of client c-1 for undo and redo.
 * @returns answers ({changes} or {refused}) and the state at the end
 */
export function answers(scene, schema, operations) {
  const state = createState(dataOf(scene, schema));
  const made = new Map();
  const given = operations.map((operation, at) => {
    try {
      const changes = changesOf(state, schema, operation, made);
      applyChanges(state, changes);
      made.set(at + 1, changes);
      return { changes };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { refused: error.message };
    }
  });
  return { answers: given, state };
}

function changesOf(state, schema, operation, made) {
  const target = made.get(operation.target?.seq) ?? [];
  if (operation.op === "undo") return sound(state, schema, undone(state, target), true);
  if (operation.op === "redo") return sound(state, schema, redone(state, target), true);
  return sound(state, schema, decide(state, schema, operation), false);
}
