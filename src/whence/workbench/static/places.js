// From characters of the document to places on the page and back. Rows carry the place of their first character (data-s); the text nodes of
// a row's words are the document's characters, one after the other.

const rowsOf = (element) => element.querySelectorAll(".row[data-s]");

function* nodesOf(row) {
  const words = row.querySelector(".words");
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest(".back") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  // JavaScript counts in UTF-16, the document in characters
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = node.parentElement.closest("p, h2, h3, h4, h5, h6");
    if (block) yield node;
  }
}

const length = (words) => {
  let n = 0;
  for (const _ of words) n += 1;
  return n;
};
const plain = (words) => !/[\ud800-\udfff]/.test(words);

function unit(words, characters) {
  if (plain(words)) return Math.min(characters, words.length);
  let at = 0;
  for (const character of words) {
    if (characters-- <= 0) break;
    at += character.length;
  }
  return at;
}

// The row of a place, among those that are on the page.
export function rowAt(article, position) {
  let best = null;
  for (const row of rowsOf(article)) {
    const start = Number(row.dataset.s);
    if (start <= position && (!best || start > Number(best.dataset.s))) best = row;
  }
  return best;
}

// Each row's text nodes with where they begin, reckoned once for several stretches.
export function measured(row) {
  let at = Number(row.dataset.s);
  const found = [];
  for (const node of nodesOf(row)) {
    const size = plain(node.data) ? node.data.length : length(node.data);
    found.push({ node, start: at, end: at + size });
    at += size;
  }
  return found;
}

// A range over characters start..end in one row; null where the row does not have them.
export function rangeIn(nodes, start, end) {
  const range = new Range();
  let begun = false;
  for (const { node, start: a, end: z } of nodes) {
    if (!begun && start < z && end > a) {
      range.setStart(node, unit(node.data, Math.max(0, start - a)));
      begun = true;
    }
    if (begun && end <= z) {
      range.setEnd(node, unit(node.data, end - a));
      return range;
    }
    if (begun) range.setEnd(node, node.data.length);
  }
  return begun ? range : null;
}

// The character at which a point of the page lies; null outside the text.
export function positionOf(node, offset) {
  const row = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".row[data-s]");
  if (!row) return null;
  const nodes = measured(row);
  if (node.nodeType !== Node.TEXT_NODE) {
    const after = node.childNodes[offset];
    const found = nodes.find((n) => after && (after === n.node || after.contains?.(n.node) || after.compareDocumentPosition(n.node) & Node.DOCUMENT_POSITION_FOLLOWING));
    return found ? found.start : nodes.length ? nodes[nodes.length - 1].end : null;
  }
  const found = nodes.find((n) => n.node === node);
  if (!found) return null;
  const before = node.data.slice(0, offset);
  return found.start + (plain(before) ? before.length : length(before));
}
