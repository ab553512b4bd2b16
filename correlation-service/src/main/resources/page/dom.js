// Elements are made, never parsed: what others wrote is always text.
const SVG = 'http://www.w3.org/2000/svg';

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) listen(node, name.slice(2), value);
    else if (name === 'style') for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (name === 'value') { if (node.nodeName !== 'OPTION') node.shown = value; node.value = value; }
    else if (name === 'shown') node.shown = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

function listen(node, type, action) {
  node.heard = node.heard || {};
  if (!node.heard[type]) node.addEventListener(type, event => node.heard[type](event));
  node.heard[type] = action;
}

export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);
export const s = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

const keyOf = node => node.nodeType === 1 ? node.getAttribute('data-key') : null;

// Makes an element look like a new one and keeps what a person is using: focus, scrolling, what was opened or typed.
export function patch(old, next) {
  if (old.nodeType !== next.nodeType || old.nodeName !== next.nodeName || keyOf(old) !== keyOf(next)) {
    old.replaceWith(next);
    return next;
  }
  if (old.nodeType === 3) {
    if (old.data !== next.data) old.data = next.data;
    return old;
  }
  attributes(old, next);
  for (const [type, action] of Object.entries(next.heard || {})) listen(old, type, action);
  if (old.nodeName !== 'TEXTAREA') children(old, next);
  return old;
}

function attributes(old, next) {
  const kept = old.nodeName === 'DETAILS' || old.nodeName === 'DIALOG' ? 'open' : null;
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && name !== kept) old.removeAttribute(name);
  for (const { name, value } of [...next.attributes]) {
    if (name !== kept && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // What a person typed or chose stays until the page itself means something else.
  if (next.shown !== undefined && old.shown !== next.shown) {
    old.value = next.value;
    old.shown = next.shown;
  }
}

function children(old, next) {
  const keyed = new Map();
  for (const child of old.childNodes) if (keyOf(child) !== null) keyed.set(keyOf(child), child);
  let at = old.firstChild;
  for (const child of [...next.childNodes]) {
    const known = keyOf(child) === null ? null : keyed.get(keyOf(child));
    if (known && known !== at) old.insertBefore(known, at);
    if (known) {
      at = patch(known, child).nextSibling;
    } else if (at && keyOf(at) === null && keyOf(child) === null) {
      at = patch(at, child).nextSibling;
    } else {
      old.insertBefore(child, at);
    }
  }
  while (at) {
    const after = at.nextSibling;
    at.remove();
    at = after;
  }
}
