// The text comes in pieces as it is scrolled to, and goes again when it is far away; what is drawn over it are highlights, not elements.
import { api } from "./common.js";
import { measured, rangeIn, rowAt } from "./places.js";

const FAR = 12; // pieces beyond which what was loaded is let go of

export class Pieces {
  constructor(article, onLoad, onLeave) {
    this.article = article;
    this.doc = article.dataset.doc;
    this.uncertain = article.dataset.uncertain ? "true" : "false";
    this.extents = article.dataset.pieces.trim().split(" ").filter(Boolean).map((p) => p.split("-").map(Number));
    this.sections = [...article.querySelectorAll(".piece")];
    this.layers = new Map(); // piece → layers
    this.loading = new Map();
    this.onLoad = onLoad;
    this.onLeave = onLeave;
    this.shown = new Set();
    this.sections.forEach((section, n) => {
      if (!("full" in section.dataset)) section.style.minHeight = `${Math.max(4, this.extents[n][2] * 4)}rem`;
    });
    this.watch = new IntersectionObserver((changes) => {
      for (const change of changes) {
        const n = Number(change.target.dataset.n);
        this.shown[change.isIntersecting ? "add" : "delete"](n);
        if (change.isIntersecting) this.load(n);
      }
      this.letGo();
    }, { rootMargin: "1200px 0px" });
    for (const section of this.sections) this.watch.observe(section);
  }

  load(n, again = false) {
    const section = this.sections[n];
    if (!section) return Promise.resolve();
    if (!again && "full" in section.dataset && this.layers.has(n)) return Promise.resolve();
    if (this.loading.has(n)) return this.loading.get(n);
    const work = api(`/api/d/${this.doc}/piece/${n}?uncertain=${this.uncertain}`)
      .then((found) => {
        if (again || !("full" in section.dataset)) {
          // rendered by the program's own templates, which escape every character of the document
          section.innerHTML = found.html;
          section.dataset.full = "";
          section.style.minHeight = "";
        }
        this.layers.set(n, found.layers);
        this.onLoad(n);
      })
      .finally(() => this.loading.delete(n));
    this.loading.set(n, work);
    return work;
  }

  letGo() {
    if (!this.shown.size) return;
    const near = [...this.shown];
    const low = Math.min(...near) - FAR, high = Math.max(...near) + FAR;
    this.sections.forEach((section, n) => {
      if (!("full" in section.dataset) || (n >= low && n <= high)) return;
      this.onLeave(n);
      section.style.minHeight = `${section.offsetHeight}px`;
      section.replaceChildren();
      delete section.dataset.full;
      this.layers.delete(n);
    });
  }

  async again() {
    const full = this.sections.map((s, n) => ("full" in s.dataset ? n : -1)).filter((n) => n >= 0);
    await Promise.all(full.map((n) => this.load(n, true)));
  }

  // The piece of a place, loaded. Notes stand in pieces of their own at the end, wherever they were written.
  async at(position) {
    const holding = this.extents.map(([a, z], n) => (a <= position && position < z ? n : -1)).filter((n) => n >= 0);
    for (const n of holding.length ? holding : [this.sections.length - 1]) await this.load(n);
    return rowAt(this.article, position);
  }
}

const names = ["person", "place", "group", "event", "decided", "doubt", "target", "picked"];
export const canDraw = typeof Highlight !== "undefined" && CSS.highlights;

export class Drawing {
  constructor(article) {
    this.article = article;
    this.on = new Set();
    this.byPiece = new Map();
    if (canDraw) for (const name of names) CSS.highlights.set(`w-${name}`, new Highlight());
  }

  // Draws the layers of one piece anew.
  draw(section, n, layers) {
    this.wipe(n);
    if (!canDraw || !layers) return;
    const rows = [...section.querySelectorAll(".row[data-s]")].map((row) => ({ start: Number(row.dataset.s), row, nodes: null }));
    rows.sort((a, b) => a.start - b.start);
    const made = [];
    for (const [name, spans] of Object.entries(layers)) {
      if (!this.on.has(name)) continue;
      const highlight = CSS.highlights.get(`w-${name}`);
      for (const [start, end] of spans) {
        let at = -1;
        for (let i = 0, j = rows.length - 1; i <= j; ) {
          const m = (i + j) >> 1;
          if (rows[m].start <= start) { at = m; i = m + 1; } else j = m - 1;
        }
        if (at < 0) continue;
        rows[at].nodes ??= measured(rows[at].row);
        const range = rangeIn(rows[at].nodes, start, end);
        if (range) {
          highlight.add(range);
          made.push([highlight, range]);
        }
      }
    }
    this.byPiece.set(n, made);
  }

  wipe(n) {
    for (const [highlight, range] of this.byPiece.get(n) || []) highlight.delete(range);
    this.byPiece.delete(n);
  }

  // One stretch, or several, shown as what is looked at just now.
  only(name, spans) {
    if (!canDraw) return;
    const highlight = CSS.highlights.get(`w-${name}`);
    highlight.clear();
    for (const [start, end] of spans) {
      const row = rowAt(this.article, start);
      const range = row && rangeIn(measured(row), start, end);
      if (range) highlight.add(range);
    }
  }
}
