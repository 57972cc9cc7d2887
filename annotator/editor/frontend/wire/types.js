/**
 * The shapes that the modules of the editor share. Types only: nothing here runs. Offsets count Unicode code
 * points, half-open, everywhere but inside offsets.js.
 *
 * @typedef {"entity" | "relation"} Kind
 * @typedef {"pending" | "accepted" | "rejected" | "corrected" | "added"} Status
 * @typedef {"new" | "in_progress" | "complete" | "skipped" | "flagged"} ReviewStatus
 * @typedef {"machine" | "human"} Origin
 *
 * @typedef {{id: string, start: number, end: number, label: string, origin: Origin, score: number | null,
 *   attributes: Record<string, string>, status: Status}} Entity  never changed in place: an edit makes a new
 *   object
 * @typedef {{id: string, head: string, tail: string, label: string, origin: Origin, score: number | null,
 *   attributes: Record<string, string>, status: Status, pattern: string | null}} Relation
 * @typedef {{kind: Kind, id: string}} Item  names an entity or a relation; also what is focused
 *
 * @typedef {{label: string, title: string, colour: string, key: string | null, description: string, examples:
 *   string[]}} EntityLabel
 * @typedef {{label: string, head: string[], tail: string[], symmetric: boolean, title: string, key: string |
 *   null, description: string, examples: string[]}} RelationLabel
 * @typedef {{name: string, on: Kind, labels: string[] | null, values: string[], default: string | null, key:
 *   string | null}} Attribute
 * @typedef {{name: string, version: string, entity_labels: EntityLabel[], relation_labels: RelationLabel[],
 *   attributes: Attribute[], keys?: Record<string, string[]>}} Schema  keys: commands whose keys are not the
 *   default ones
 *
 * @typedef {{client: string, seq: number}} DecisionRef  one decision: the browser that made it and its number
 *   there
 * @typedef {DecisionRef & {verb: string}} UndoEntry
 * @typedef {DecisionRef & {verb: string, article_id: string}} PreviousDecision
 * @typedef {DecisionRef & {verb: string, reason: string, by: string, payload: object}} Collision
 * @typedef {{completed: number, total: number, today: number}} Progress
 * @typedef {{id: string, title: string, source: string, published: string | null, text: string, furniture:
 *   [number, number][]}} ArticleData
 * @typedef {{id: number, status: ReviewStatus, comment: string, mode: string, revision: number, extractor:
 *   {name: string, version: string} | null}} ReviewData
 *
 * @typedef {{value: string, granularity: string}} DateTime  the time that a date names, as records carry it
 * @typedef {{words: string, time: DateTime | null}} DateTold
 *
 * @typedef {{kind: Kind, id: string, by: (Record<string, string> | null)[]}} HeldItem  by: the attributes it
 *   has with each reviewer; null: not there
 * @typedef {HeldItem[]} Place  where reviewers differ: all that any of them has there
 * @typedef {{reviewers: string[], places: Place[]}} Adjudication
 *
 * @typedef {object} EditorData  what Python sends to the editor component
 * @property {string} format
 * @property {string} generation
 * @property {string} reviewer
 * @property {ArticleData} article
 * @property {ReviewData} review
 * @property {Entity[]} entities
 * @property {Relation[]} relations
 * @property {DateTold[]} dates  what the dates of the entities mean
 * @property {Schema} schema
 * @property {UndoEntry[]} undo  newest last
 * @property {UndoEntry[]} redo  newest last
 * @property {PreviousDecision | null} previous  the newest decision of this reviewer in another article that
 *   stands
 * @property {PreviousDecision | null} following  what this reviewer took back last in another article, if
 *   nothing was decided since
 * @property {Collision[]} collisions
 * @property {Progress} progress
 * @property {DecisionRef | null} acked
 * @property {Adjudication | null} adjudication  the review was made of several: where they differ
 * @property {string | null} locked  why this reviewer can only read it
 * @property {boolean} [kept]  nobody else is given the article; false until the first decision where articles
 *   are shared out
 *
 * @typedef {["entity" | "relation" | "review", string, Record<string, any> | null, Record<string, any> |
 *   null]} Change [kind, id, before, after]: the fields that differ; all of them (null on the other side)
 *   where an item appears or goes
 *
 * @typedef {{op: "accept" | "reject" | "delete", kind: Kind, id: string} | {op: "relabel", kind: Kind, id:
 *   string, label: string} | {op: "move", kind: "entity", id: string, start: number, end: number} | {op:
 *   "add_entity", id: string, start: number, end: number, label: string} | {op: "add_relation", id: string,
 *   head: string, tail: string, label: string, pattern?: string} | {op: "flip", kind: "relation", id: string}
 *   | {op: "reattach", kind: "relation", id: string, head: string, tail: string} | {op: "set_attribute",
 *   kind: Kind, id: string, name: string, value: string}} Simple
 * @typedef {Simple | {op: "accept_all", items: Item[]} | {op: "batch", operations: Simple[], comment?:
 *   string} | {op: "complete", empty?: boolean} | {op: "skip"} | {op: "flag", comment: string}} Decided  what
 *   decide() answers
 * @typedef {Decided | {op: "undo" | "redo", target: DecisionRef}} Operation
 * @typedef {Operation & {article_id: string, revision: number, seconds: number}} Stamped
 * @typedef {Stamped & {seq: number}} Numbered
 *
 * @typedef {{next: true, after: string} | {article_id: string}} OpenRequest
 * @typedef {{format: "annotator-message/1", client: string, number: number, resync: boolean, open:
 *   OpenRequest | null, operations: Numbered[]}} Message
 * @typedef {{seq: number, outcome: "refused" | "collided", reason: string}} RefusedOperation
 * @typedef {{format: "annotator-ack/1", client: string, acked: number, article_id: string | null, revision:
 *   number, refused: RefusedOperation[], resync: boolean, renew?: boolean, number: number, progress?:
 *   Progress}} Acknowledgement
 *
 * @typedef {{format: "annotator-ask/1", number: number, what: string, [parameter: string]: unknown}} Question
 * @typedef {{format: string, number: number, what: string, fault?: string, [part: string]: unknown}} Answer
 *   fault: why there is no answer, in a sentence
 *
 * @typedef {{label: string, words: string, head: string, tail: string, attributes: Record<string, string>,
 *   rejected: boolean}} ItemThen how an item was at one moment; words of an entity, head and tail of a
 *   relation
 * @typedef {{kind: Kind, id: string, start: number, end: number, before: ItemThen | null, after: ItemThen |
 *   null}} HistoryItem
 * @typedef {{sequence: number, reviewer: string, at: string, verb: string, target: number | null, of: string,
 *   outcome: "applied" | "refused" | "collided", reason: string, by: string, comment: string, items:
 *   HistoryItem[], count: number}} HistoryRow target, of: the decision that an undo or redo is about, and its
 *   verb; items: the first few of count
 * @typedef {{rows: HistoryRow[], older: boolean}} HistoryPage  newest first; older: there is more in the log
 *
 * @typedef {{article_id: string, title: string, status: ReviewStatus, start: number, end: number, before:
 *   string, words: string, after: string, places: number}} SearchHit  an article that was found; before,
 *   words, after: the sentence at start
 *
 * @typedef {"saved" | "saving" | "offline"} SaveStatus
 * @typedef {{status: SaveStatus, saved: boolean, pending: number, message: string | null}} SaveState pending
 *   counts unacknowledged operations; message is a sentence where something needs saying (storage full, …)
 *
 * @typedef {{now(): number, setTimeout(job: () => void, milliseconds: number): any, clearTimeout(timer: any):
 *   void}} Clock
 * @typedef {{getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key:
 *   string): void, key(index: number): string | null, readonly length: number}} KeyStorage
 * @typedef {{request(name: string, job: () => Promise<unknown>): Promise<unknown>}} Locks
 *
 * @typedef {{refused: string | null, changed: Set<string>, open: OpenRequest | null, asks?: Asked}} Result of
 *   an operation. refused: the sentence to show, then nothing happened. changed: itemKey()s. open: an article
 *   that has been asked for already with the same message; there is nothing to do but wait for receive().
 *   asks: nothing has happened yet, the same once more does it.
 * @typedef {{what: string, sentence: string, yes: string}} Asked  what: by which it is known again; yes: on
 *   the button that does it
 * @typedef {{kind: "refused" | "collided" | "told", seq: number, reason: string, elsewhere: {article_id:
 *   string, title: string} | null, tone?: "told" | "gold" | "lost"}} Notice  elsewhere: it is about an
 *   article that was left already; tone of what is told: gold: it is another one now; lost: there is none any
 *   more
 * @typedef {{changed: Set<string>, focus: Item | null, previousFocus: Item | null, status: SaveStatus, saved:
 *   boolean, reset: boolean, review: boolean, notices: Notice[]}} ReviewEvent changed: itemKey()s of items
 *   that appeared, changed or went (not those whose focus changed: see focus, previousFocus); reset: another
 *   article, draw everything; review: status, comment, progress or undo stacks changed; notices: sentences to
 *   show
 *
 * @typedef {"normal" | "select" | "caret" | "hint" | "choose" | "preview" | "list" | "input" | "help" |
 *   "settings" | "history" | "missed" | "search" | "adjudicate"} Mode normal; select: a stretch of text waits
 *   for a label; caret: the text caret of `i`; hint: letters on legal targets after `r`; choose: a relation
 *   waits for its label; preview: `m`; list: a list that filters as you type; input: a text field has the
 *   keyboard; help: the `?` overlay; settings: those of `,`; history: the history panel has the keyboard;
 *   missed: something is asked about what was probably missed; search: the field of `/` has it; adjudicate:
 *   versions of several reviewers are shown
 * @typedef {{focusKind: Kind | null, mode: Mode}} KeyContext
 * @typedef {{key: string, code: string, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean, altKey:
 *   boolean}} KeyPress
 * @typedef {{command: string, label?: string, index?: number, name?: string, letter?: string, extend?:
 *   boolean}} Command command names stand in command_of_key.js. label: a label's own key; index: the n-th
 *   label shown, from 0; name: an attribute.
 */

export {};
