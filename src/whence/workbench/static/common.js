// What all pages share: asking the workbench, saying things, keys. No markup is ever made from what a document says.

export class Refused extends Error {
  constructor(status, said) {
    super(said);
    this.status = status;
  }
}

export async function api(path, { method = "GET", body, raw } = {}) {
  const headers = { "x-whence": "1" };
  if (body !== undefined) headers["content-type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)) });
  } catch {
    throw new Refused(0, "The workbench does not answer; is it still running? Nothing that it confirmed is lost.");
  }
  const kind = answer.headers.get("content-type") || "";
  const found = kind.includes("json") ? await answer.json() : await answer.text();
  if (!answer.ok) throw new Refused(answer.status, (found && found.said) || String(found));
  return found;
}

export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && key !== "list") element[key] = value;
    else if (value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return element;
}

// Words of a document: kept apart in direction from the words around them.
export const own = (words, properties = {}) => make("bdi", { textContent: words, ...properties });

const toast = document.getElementById("toast");
let hides;
export function say(words, action) {
  toast.replaceChildren(words);
  if (action) {
    const button = make("button", { type: "button", textContent: action.name });
    button.addEventListener("click", action.run);
    toast.append(" ", button);
  }
  toast.classList.add("shown");
  clearTimeout(hides);
  hides = setTimeout(() => toast.classList.remove("shown"), 8000);
}

export async function trying(work) {
  try {
    return await work();
  } catch (error) {
    say(error.message);
    if (!(error instanceof Refused)) throw error;
    return undefined;
  }
}

// Keys: one letter each, never while somebody types.
const keys = new Map();
export function key(letter, words, run) {
  keys.set(letter, { words, run });
}

const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (typing(event.target)) event.target.blur();
    keys.get("Escape")?.run(event);
    return;
  }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const found = keys.get(event.key);
  if (!found) return;
  event.preventDefault();
  found.run(event);
});

const dialog = document.getElementById("keys");
function showKeys() {
  const list = document.getElementById("keys-list");
  list.replaceChildren();
  for (const [letter, { words }] of keys) list.append(make("dt", {}, make("kbd", { textContent: letter })), make("dd", { textContent: words }));
  dialog.showModal();
}
key("?", "these keys", showKeys);
key("/", "search the ledger", () => document.getElementById("quick").focus());
document.querySelector("[data-key-help]").addEventListener("click", showKeys);

export async function takeBack(entry) {
  const done = await trying(() => api("/api/undo", { method: "POST", body: entry ? { entry } : {} }));
  if (done) say(done.said);
  return done;
}

export async function makeGood() {
  const done = await trying(() => api("/api/redo", { method: "POST" }));
  if (done) say(done.said);
  return done;
}

// A list of names to choose from, as one types.
export function suggest(input, list) {
  let asked = 0;
  input.addEventListener("input", async () => {
    const mine = ++asked;
    const found = await api(`/api/names?q=${encodeURIComponent(input.value)}`).catch(() => []);
    if (mine === asked) list.replaceChildren(...found.map((name) => make("option", { value: name })));
  });
}

// Says something on the page that comes next.
export function later(words) {
  sessionStorage.setItem("said", words);
  location.reload();
}
const waiting = sessionStorage.getItem("said");
if (waiting) {
  sessionStorage.removeItem("said");
  say(waiting);
}
