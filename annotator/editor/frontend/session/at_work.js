/**
 * What the parts of a review see of it: only the review writes its fields. Types only: nothing here runs.
 *
 * @typedef {{article_id: string, steps: import("../model/undo.js").Side[],
 *   told: import("../wire/types.js").Notice}} Opening
 *   an article that undo or redo leads to, and what was pressed since
 *
 * @typedef {Readonly<{
 *   data: import("../wire/types.js").EditorData,
 *   article: import("../wire/types.js").EditorData["article"],
 *   schema: import("../wire/types.js").Schema,
 *   offsets: import("../text/offsets.js").Offsets,
 *   state: import("../model/state.js").State,
 *   history: import("../model/undo.js").History,
 *   outbox: import("../sync/outbox.js").Outbox,
 *   activity: import("./activity.js").Activity,
 *   collisions: import("../wire/types.js").EditorData["collisions"],
 *   progress: import("../wire/types.js").EditorData["progress"],
 *   previous: import("../wire/types.js").PreviousDecision | null,
 *   following: import("../wire/types.js").PreviousDecision | null,
 *   left: import("../wire/types.js").EditorData | null,
 *   opening: Opening | null,
 *   revision: number,
 * }>} AtWork
 */

export {};
