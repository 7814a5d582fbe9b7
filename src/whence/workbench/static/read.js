// The reading page: the text in pieces, layers over it, one record at a time in the panel, and every decision a key away.
import { Refused, api, key, make, makeGood, say, takeBack, trying } from "./common.js";
import { Panel } from "./panel.js";
import { Drawing, Pieces, canDraw } from "./pieces.js";
import { measured, positionOf, rangeIn, rowAt } from "./places.js";

const article = document.getElementById("text");
const RECORD = /^(?:q|a|cl|t|c|e|ev)\d+$/;
const draw = new Drawing(article);
const pieces = new Pieces(article, (n) => draw.draw(pieces.sections[n], n, pieces.layers.get(n)), (n) => draw.wipe(n));
let position = Number(article.dataset.position);

const page = {
  doc: article.dataset.doc,
  draw,

  // Goes to a place of the text.
  async go(at) {
    const row = await pieces.at(at);
    if (!row) return null;
    const nodes = measured(row);
    const range = rangeIn(nodes, at, at + 1);
    const box = (range && range.getBoundingClientRect().height ? range : row).getBoundingClientRect();
    scrollTo({ top: scrollY + box.top - innerHeight / 4, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)));
    const now = (range && document.contains(range.startContainer) ? range : row).getBoundingClientRect();
    if (now.top < 60 || now.top > innerHeight / 2) scrollBy({ top: now.top - innerHeight / 4, behavior: "instant" }); // pieces above have grown
    return row;
  },

  // The address always leads back to what is looked at.
  remember(record) {
    const query = new URLSearchParams(location.search);
    if (record) query.set("record", record);
    else query.delete("record");
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
  },

  // The original beside the text goes along.
  turnTo(sheet) {
    const shown = document.getElementById("original");
    if (shown && sheet) shown.src = `/api/d/${page.doc}/original#navpanes=0&page=${sheet}`;
  },

  wordsOf(start, end) {
    const row = rowAt(article, start);
    const range = row && rangeIn(measured(row), start, end);
    return range ? range.toString() : "";
  },

  // The words that are chosen in the text, as characters of the document.
  chosen() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return page.kept ?? null;
    const range = selection.getRangeAt(0);
    const start = positionOf(range.startContainer, range.startOffset);
    const end = positionOf(range.endContainer, range.endOffset);
    return start !== null && end !== null && start < end ? [start, end] : null;
  },

  async decide(decision) {
    const before = panel.record;
    if (panel.busy) document.activeElement.blur();
    try {
      const done = await api(`/api/d/${page.doc}/decide`, { method: "POST", body: { position, ...decision } });
      position = done.position;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      say(error.message);
      if (error.status === 409) await page.refresh(before);
      return false;
    }
    panel.picked.clear();
    if (decision.action === "add") panel.close();
    getSelection().removeAllRanges();
    page.kept = null;
    await page.refresh(before);
    say(decision.action === "accept" ? "Accepted: read rightly." : "Kept.", { name: "Undo", run: () => page.takeBack() });
    return true;
  },

  async refresh(record) {
    const top = article.getBoundingClientRect().top;
    const [, above] = await Promise.all([pieces.again(), api(`/api/d/${page.doc}/above?uncertain=${pieces.uncertain}`)]);
    // set by the program's own templates, which escape every character of the document
    document.getElementById("above").innerHTML = above.html;
    scrollBy({ top: article.getBoundingClientRect().top - top, behavior: "instant" });
    position = Math.max(position, above.position);
    if (record && panel.wanted === record.id && !panel.busy) { // else somebody has gone on to the next one meanwhile
      if (!(await panel.describe(record.id, { again: true }))) {
        const after = items().findIndex((i) => Number(i.closest(".row")?.dataset.s ?? -1) >= record.spans[0][0]);
        panel.close();
        panel.gone = page.index === undefined ? Math.max(after, 0) : page.index;
      }
    }
  },

  async after(done) {
    if (!done) return;
    position = done.position;
    await page.refresh(panel.record);
  },

  takeBack: async (entry) => page.after(await takeBack(entry)),
  makeGood: async () => page.after(await makeGood()),
};
const panel = new Panel(page);
globalThis.whence = { page, panel, pieces }; // for whoever looks at the page with the browser's tools

// -- layers --------------------------------------------------------------------------------------------------------------

for (const box of article.querySelectorAll("[data-layer]")) {
  if (!canDraw) box.disabled = true;
  const set = () => {
    draw.on[box.checked ? "add" : "delete"](box.dataset.layer);
    for (const [n, layers] of pieces.layers) draw.draw(pieces.sections[n], n, layers);
  };
  box.addEventListener("change", set);
  if (box.checked) draw.on.add(box.dataset.layer);
}

// -- choosing a record ---------------------------------------------------------------------------------------------------

const recordsOf = (element) => (element?.dataset.r || "").split(" ").filter((r) => RECORD.test(r));

// The entries of the margin that can be decided about.
const items = () => [...article.querySelectorAll(".margin .item[data-r]")].filter((i) => recordsOf(i).length && i.offsetParent);

function light(records) {
  for (const lit of article.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const record of records) {
    for (const element of article.querySelectorAll(`[data-r~="${CSS.escape(record)}"]`)) element.classList.add("lit");
  }
}

article.addEventListener("mouseover", (event) => {
  const held = event.target.closest("[data-r]");
  if (held) light([...recordsOf(held), ...panel.picked]);
});

async function pick(element, several, keep = false) {
  const [record] = recordsOf(element);
  if (!record) return false;
  if (several) {
    panel.picked[panel.picked.has(record) ? "delete" : "add"](record);
    if (panel.record) panel.picked.add(panel.record.id);
    light(panel.picked);
    say(`${panel.picked.size} chosen; what you decide holds for all of them.`);
    return true;
  }
  page.index = items().findIndex((i) => recordsOf(i)[0] === record);
  if (page.index < 0) page.index = undefined;
  if (!keep) panel.picked.clear();
  light([record, ...panel.picked]);
  const found = Boolean(await panel.describe(record));
  const top = element.getBoundingClientRect().top;
  if (found && innerWidth < 1200 && top > innerHeight / 2) scrollBy({ top: top - innerHeight / 4, behavior: "instant" }); // the panel lies below
  return found;
}

article.addEventListener("click", async (event) => {
  if (!getSelection().isCollapsed) return;
  const held = event.target.closest("[data-r]");
  const link = event.target.closest("a[href]");
  if (held && recordsOf(held).length && !event.target.closest("sup, .number, .back")) {
    event.preventDefault();
    await pick(held, event.shiftKey || event.ctrlKey || event.metaKey);
  } else if (link) follow(event, link);
});
document.getElementById("above").addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link) follow(event, link);
});

// Links of the report lead to places that may not be loaded yet.
async function follow(event, link) {
  const hash = link.getAttribute("href");
  const place = /^#[ct](\d+)$/.exec(hash);
  const entry = /^#e-(.+)$/.exec(hash);
  if (!place && !entry) return;
  event.preventDefault();
  if (place) {
    history.replaceState(null, "", hash.replace("#t", "#c"));
    await land(Number(place[1]));
  } else if (RECORD.test(entry[1])) {
    const found = await panel.describe(entry[1]);
    if (found) await page.go(found.spans[0][0]);
  }
}

async function land(at) {
  const row = await page.go(at);
  if (row) {
    row.classList.add("landed");
    setTimeout(() => row.classList.remove("landed"), 2500);
  }
}

async function arrive() {
  const place = /^#[ct](\d+)$/.exec(location.hash);
  if (place) await land(Number(place[1]));
  const wanted = new URLSearchParams(location.search).get("record");
  if (wanted && RECORD.test(wanted)) {
    const found = await panel.describe(wanted);
    if (found && !place) await page.go(found.spans[0][0]);
  }
}
addEventListener("hashchange", arrive);

// -- chosen words --------------------------------------------------------------------------------------------------------

const toolbar = document.getElementById("chosen");
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const inside = selection.rangeCount && !selection.isCollapsed && article.contains(selection.anchorNode);
  if (inside) {
    page.kept = page.chosen();
    const box = selection.getRangeAt(0).getBoundingClientRect();
    toolbar.style.top = `${scrollY + box.bottom + 6}px`;
    toolbar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 260))}px`;
  }
  toolbar.hidden = !inside;
});
for (const [letter, words, run] of [
  ["+", "Add", () => add()],
  ["e", "Extent", () => panel.extent()],
  ["y", "Cite", () => cite()],
]) {
  const button = make("button", { type: "button" }, make("kbd", { textContent: letter }), ` ${words}`);
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps what is chosen
  button.addEventListener("click", run);
  toolbar.append(button);
}

function add() {
  const chosen = page.chosen();
  if (chosen) panel.adding(chosen);
  else say("Choose words in the text, then press +.");
}

function cite() {
  const chosen = page.chosen();
  if (chosen) panel.cite(...chosen);
  else if (panel.record) panel.cite(panel.record.spans[0][0], panel.record.spans.at(-1)[1]);
  else say("Choose words, or a record, then press y.");
}

// -- keys ----------------------------------------------------------------------------------------------------------------

function step(by) {
  const found = items();
  if (!found.length) return;
  const now = found.findIndex((i) => recordsOf(i)[0] === panel.record?.id);
  let next = now + by;
  if (now < 0 && panel.gone !== undefined) {
    next = by > 0 ? panel.gone : panel.gone - 1; // what was rejected left its place to the next one
  } else if (now < 0) {
    next = found.findIndex((i) => i.getBoundingClientRect().top > 80);
    if (next < 0) next = found.length - 1;
  }
  const item = found[Math.min(Math.max(next, 0), found.length - 1)];
  panel.gone = undefined;
  scrollBy({ top: item.getBoundingClientRect().top - innerHeight / 4, behavior: "instant" });
  pick(item, false, true); // what was chosen with x stays chosen
}

const focus = (id) => {
  const field = document.getElementById(id);
  if (!field) return say("Choose something of that kind first.");
  field.focus();
  field.select?.();
  return undefined;
};

key("j", "next entry of the margin", () => step(1));
key("k", "the one before", () => step(-1));
key("n", "what to look at next", () => trying(() => panel.queue(1)));
key("a", "accept: read rightly", () => panel.act("accept"));
key("r", "reject: read wrongly", () => panel.act("reject"));
key("s", "who says it", () => focus("speaker"));
key("d", "what day", () => focus("edtf"));
key("e", "extent: the chosen words", () => panel.extent());
key("m", "your own mark", () => focus("mark"));
key("c", "comment", () => focus("comment"));
key("x", "choose several", () => panel.record && (panel.picked.add(panel.record.id), say(`${panel.picked.size} chosen; j or k for the next, then x.`)));
key("+", "add what was missed: the chosen words", add);
key("y", "cite the chosen words", cite);
key("w", "what this paragraph claims", claimsHere);
key("p", "names: merge and split", () => panel.names());
key("q", "all that is to be looked at", () => panel.queue());
key("u", "undo", () => page.takeBack());
key("U", "redo", () => page.makeGood());
key("v", "show or hide what is not sure", () => document.getElementById("uncertain").click());
key("Escape", "close the panel", () => panel.close());

// The paragraph of what is chosen, else the one at the top of the window.
function claimsHere() {
  const rows = [...article.querySelectorAll(".row[data-s]")].sort((a, b) => a.dataset.s - b.dataset.s);
  const at = panel.record ? panel.record.spans[0][0] : null;
  let row = at === null ? null : rowAt(article, at);
  row ??= rows.find((r) => r.getBoundingClientRect().bottom > 90);
  if (!row) return;
  const nodes = measured(row);
  if (nodes.length) panel.claims(Number(row.dataset.s), nodes.at(-1).end);
}

// The ribbon of voices stays at hand while one reads, with a frame around what is on the screen.
function way() {
  const svg = document.querySelector("#above .ribbon svg");
  if (!svg) return;
  const copy = make("div", { className: "way" });
  const small = document.createElementNS(svg.namespaceURI, "svg");
  small.setAttribute("width", "100%");
  small.setAttribute("height", "1em");
  small.setAttribute("aria-hidden", "true");
  small.append(svg.querySelector(".voices").cloneNode(true));
  for (const link of small.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
  for (const rect of small.querySelectorAll("rect")) rect.setAttribute("height", "1em");
  for (const words of small.querySelectorAll("text")) words.remove();
  const here = make("div", { className: "here" });
  copy.append(small, here);
  article.querySelector(".piece").before(copy);
  let waits = false;
  function move() {
    waits = false;
    let first = 101, last = -1;
    for (const row of article.querySelectorAll(".row[data-x]")) {
      const box = row.getBoundingClientRect();
      if (box.bottom < 60 || box.top > innerHeight) continue;
      const [from, to] = row.dataset.x.split(" ").map(Number);
      first = Math.min(first, from);
      last = Math.max(last, to);
    }
    here.style.transform = last < 0 ? "scaleX(0)" : `translateX(${first}%) scaleX(${Math.max(0.4, last - first) / 100})`;
  }
  addEventListener("scroll", () => {
    if (!waits) setTimeout(move, 150);
    waits = true;
  }, { passive: true });
  move();
}
way();

const doing = { claims: claimsHere, queue: () => panel.queue(), names: () => panel.names(), undo: () => page.takeBack(), redo: () => page.makeGood(), original };
for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => doing[button.dataset.do]());

// The file itself, at the page of what is chosen, in the browser's own viewer.
function original() {
  const shown = document.getElementById("original");
  if (shown) shown.remove();
  else {
    const sheet = `#navpanes=0&page=${panel.record?.sheet ?? 1}`;
    document.getElementById("main").append(make("iframe", { id: "original", title: "The original file", src: `/api/d/${page.doc}/original${sheet}` }));
  }
  document.body.classList.toggle("with-original", !shown);
}

arrive();
document.body.dataset.ready = ""; // clicks are heard from here on
