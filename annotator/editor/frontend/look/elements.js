/**
 * Making DOM elements. Strings become text nodes, never markup.
 */

/**
 * @typedef {Record<string, string | number | boolean | null | undefined>} Attributes
 *   `true` gives an empty attribute, `false`, `null` and `undefined` give none
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children);
  return made;
}

/**
 * @param {string} tag
 * @param {Attributes} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children);
  return made;
}

/**
 * Set an attribute if it is not so already; writing the same value again would cost a style recalculation.
 *
 * @param {Element} target
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function setAttribute(target, name, value) {
  if (value === false || value === null || value === undefined) {
    if (target.hasAttribute(name)) target.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (target.getAttribute(name) !== text) target.setAttribute(name, text);
}

/**
 * @param {Element} target
 * @param {string} text
 */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/**
 * A key cap; nothing where there is no key.
 *
 * @param {string} keys as shown, such as `⇧ →`
 * @returns {HTMLElement | ""}
 */
export function keyCap(keys) {
  return keys === "" ? "" : element("kbd", {}, keys);
}

/**
 * A button that never takes the focus away from the text.
 *
 * @param {Attributes} attributes
 * @param {() => void} action
 * @param {...(Node | string)} children
 */
export function button(attributes, action, ...children) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", (event) => {
    event.stopPropagation();
    action();
  });
  return made;
}

/**
 * Have exactly these children; one that stands in its place already is not touched, as it would be laid out
 * anew.
 *
 * @param {Element} parent
 * @param {readonly Element[]} children
 */
export function setChildren(parent, children) {
  const before = [...parent.children];
  const moves = children.some((child, at) => child !== before[at] && child.parentElement === parent);
  if (moves || before.length !== children.length) return parent.replaceChildren(...children);
  before.forEach((child, at) => {
    if (child !== children[at]) child.replaceWith(children[at]);
  });
}
