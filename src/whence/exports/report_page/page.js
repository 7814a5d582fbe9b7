// A comfort, not a need: words and the lines about them light up together.
"use strict";
(function () {
  const index = new Map();
  const records = (element) => (element.dataset.r || "").split(" ");
  for (const element of document.querySelectorAll("[data-r]")) {
    for (const record of records(element)) {
      if (!index.has(record)) index.set(record, []);
      index.get(record).push(element);
    }
  }
  const isWords = (element) => element.closest(".words") !== null;
  let lit = [];

  // From a line to its words; from words to the lines about them.
  function light(element) {
    for (const other of lit) other.classList.remove("lit");
    lit = [];
    if (!element) return;
    const fromWords = isWords(element);
    for (const record of records(element)) {
      for (const other of index.get(record) || []) {
        if (other === element || isWords(other) !== fromWords) lit.push(other);
      }
    }
    for (const other of lit) other.classList.add("lit");
  }

  // The ribbon stays at hand while one reads, with a frame around what is on the screen.
  function way(article, figure) {
    const svg = figure.querySelector("svg");
    const copy = document.createElement("div");
    copy.className = "way";
    const small = document.createElementNS(svg.namespaceURI, "svg");
    small.setAttribute("width", "100%");
    small.setAttribute("height", "1em");
    small.setAttribute("aria-hidden", "true");
    small.append(svg.querySelector(".voices").cloneNode(true));
    for (const link of small.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
    for (const rect of small.querySelectorAll("rect")) rect.setAttribute("height", "1em");
    for (const text of small.querySelectorAll("text")) text.remove();
    const here = document.createElement("div"); // beside the picture, which need not be painted again when it moves
    here.className = "here";
    copy.append(small, here);
    article.querySelector(".part").before(copy);
    const rows = article.querySelectorAll(".row[data-x]");
    const seen = new Set();
    // Moved by transforms alone, and not at every frame: a long page would stutter.
    let waits = false;
    function move() {
      waits = false;
      let first = 101, last = -1;
      for (const row of seen) {
        const [from, to] = row.dataset.x.split(" ").map(Number);
        first = Math.min(first, from);
        last = Math.max(last, to);
      }
      here.style.transform = last < 0 ? "scaleX(0)" : `translateX(${first}%) scaleX(${Math.max(0.4, last - first) / 100})`;
    }
    const watch = new IntersectionObserver((changes) => {
      for (const change of changes) seen[change.isIntersecting ? "add" : "delete"](change.target);
      if (!waits) setTimeout(move, 150);
      waits = true;
    });
    for (const row of rows) watch.observe(row);
  }
  for (const article of document.querySelectorAll("article")) {
    const figure = article.previousElementSibling && article.previousElementSibling.querySelector(".ribbon");
    if (figure && article.querySelector(".part")) way(article, figure);
  }

  const holder = (event) => (event.target.closest ? event.target.closest("[data-r]") : null);
  let kept = null;
  document.addEventListener("mouseover", (event) => light(holder(event) || kept));
  document.addEventListener("focusin", (event) => light(holder(event) || kept));
  // After following a line's link, all of its words stay lit until the next click.
  document.addEventListener("click", (event) => {
    const element = holder(event);
    kept = element && event.target.closest("a") && !isWords(element) ? element : null;
    light(kept);
  });
})();
