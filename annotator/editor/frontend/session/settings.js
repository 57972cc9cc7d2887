/**
 * What a reviewer has chosen for this browser: typeface, size, how to go on. Values only, no DOM. An entry of
 * SETTINGS is all that a new setting needs: the popover, the storage and the checks follow from it.
 */

/** @typedef {import("../wire/types.js").KeyStorage} KeyStorage */
/** @typedef {{value: string, title: string}} Option */
/** @typedef {{name: string, title: string, options: readonly Option[], fallback: string}} Setting */

export const SETTINGS_KEY = "annotator:settings";

/** @type {readonly Setting[]} */
export const SETTINGS = [
  {
    name: "face",
    title: "Typeface of the text",
    fallback: "serif",
    options: [
      { value: "serif", title: "Serif" },
      { value: "sans", title: "Sans" },
    ],
  },
  {
    name: "size",
    title: "Size of the text",
    fallback: "18",
    options: ["15", "16", "18", "20", "22"].map((value) => ({ value, title: value })),
  },
  {
    name: "missed",
    title: "After the last decision, ask about what was probably missed",
    fallback: "on",
    options: [
      { value: "on", title: "On" },
      { value: "off", title: "Off" },
    ],
  },
  {
    name: "walk",
    title: "Which item comes next",
    fallback: "reading",
    options: [
      { value: "reading", title: "Next in the text" },
      { value: "uncertain", title: "Least certain" },
    ],
  },
];

export class Settings {
  /** @param {KeyStorage} storage */
  constructor(storage) {
    this.storage = storage;
    /** @type {Set<(name: string) => void>} */
    this.listeners = new Set();
    this.chosen = read(storage);
  }

  /** @param {string} name of a row of SETTINGS @returns {string} */
  get(name) {
    const chosen = this.chosen.get(name);
    if (chosen === undefined) throw new TypeError(`${name} is no setting`);
    return chosen;
  }

  /**
   * Choose a value, and keep it. What is not offered is not taken.
   *
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    if (this.get(name) === value || !offers(name, value)) return;
    this.chosen.set(name, value);
    try {
      this.storage.setItem(SETTINGS_KEY, JSON.stringify(Object.fromEntries(this.chosen)));
    } catch {
      // a full or forbidden storage: the choice holds as long as the page does
    }
    this.#tell([name]);
  }

  /** Another tab of this browser has chosen. */
  reload() {
    const former = this.chosen;
    this.chosen = read(this.storage);
    this.#tell([...this.chosen.keys()].filter((name) => former.get(name) !== this.chosen.get(name)));
  }

  /**
   * @param {(name: string) => void} listener told the name of each setting that changes
   * @returns {() => void} stop
   */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** @param {readonly string[]} names */
  #tell(names) {
    for (const name of names) for (const listener of this.listeners) listener(name);
  }
}

/** @param {string} name @param {unknown} value */
function offers(name, value) {
  return SETTINGS.some(
    (found) => found.name === name && found.options.some((option) => option.value === value),
  );
}

/**
 * What is kept, each value by itself: one that is damaged or no longer offered gives way to the fallback.
 *
 * @param {KeyStorage} storage
 * @returns {Map<string, string>}
 */
function read(storage) {
  const kept = parsed(storage.getItem(SETTINGS_KEY));
  return new Map(
    SETTINGS.map(({ name, fallback }) => {
      const value = Object.hasOwn(kept, name) ? kept[name] : undefined;
      return [name, typeof value === "string" && offers(name, value) ? value : fallback];
    }),
  );
}

/** @param {string | null} text @returns {Record<string, unknown>} */
function parsed(text) {
  try {
    const kept = JSON.parse(text ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}
