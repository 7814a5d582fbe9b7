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
