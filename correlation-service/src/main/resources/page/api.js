// The REST API of the host that served this page; docs/api.md tells it.
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch('api/v1/' + path, { headers: { Accept: 'application/json' }, ...options });
  } catch (e) {
    throw new Problem(0, 'Expected an answer of the mesh, but it cannot be reached.');
  }
  const text = await response.text();
  if (response.ok) return { response, text };
  let detail = `Expected ${path.split('?')[0]} to work, but the answer was ${response.status}`;
  try {
    detail = JSON.parse(text).detail || detail;
  } catch (e) { /* not a problem document: the status is all there is */ }
  throw new Problem(response.status, detail);
}

export async function get(path) {
  const { text } = await call(path);
  return JSON.parse(text);
}

export async function text(path) {
  return (await call(path, { headers: {} })).text;
}

export async function post(path, body) {
  const { text } = await call(path, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return text ? JSON.parse(text) : null;
}

export async function orElse(promise, otherwise) {
  try {
    return await promise;
  } catch (e) {
    return otherwise;
  }
}

export function query(values) {
  const given = Object.entries(values).filter(([, v]) => v !== null && v !== undefined && v !== '');
  return given.length ? '?' + new URLSearchParams(given) : '';
}

export const path = (...parts) => parts.map(encodeURIComponent).join('/');
