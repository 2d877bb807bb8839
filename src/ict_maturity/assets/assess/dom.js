// In: what an element is and holds; out: the element. Texts are texts here, never HTML.

/**
 * @typedef {Node | string | null | false | undefined} Child
 */

/**
 * An element with its properties and what stands in it. A property that begins with `on` is what
 * happens then; one with a hyphen, `for`, `role` and `class` are attributes.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (/-|^(class|for|role)$/.test(name)) element.setAttribute(name, value);
    else /** @type {any} */ (element)[name] = value;
  }
  element.append(...kept(children));
  return element;
}

/**
 * Put other things into an element.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...kept(children));
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
function kept(children) {
  return /** @type {any[]} */ (children.flat(2)).filter((child) => child || child === 0);
}

/**
 * The element with this id, which the page has.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  return document.getElementById(id);
}
