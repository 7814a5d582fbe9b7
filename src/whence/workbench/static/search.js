// Search as one types. The address holds what is asked, so that it can be kept and sent.
import { api, make, own, say, suggest, trying } from "./common.js";

const names = document.getElementById("names");
for (const field of ["voice", "about", "name", "other"]) {
  const input = document.querySelector(`main input[name=${field}]`);
  if (input) suggest(input, names);
}

// Two names that are one person's, in whichever documents.
const link = document.getElementById("link");
link?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = { action: "same", one: link.elements.one.value, other: link.elements.other.value.trim() };
  if (!body.other) return say("Type the other name.");
  if (await trying(() => api("/api/names", { method: "POST", body }))) location.reload();
  return undefined;
});

const form = document.getElementById("ask");
if (form) {
  const said = document.getElementById("said");
  const lines = document.getElementById("lines");
  const given = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name && given.has(field.name)) field.value = given.get(field.name);
  let asked = 0;

  const line = (l) => make("li", {},
    make("a", { href: `/d/${l.document}#c${l.start}` }, make("q", {}, own(l.words))), " ",
    make("span", { className: "facts" }, own(l.voice), " · ", own(l.title || l.name), `, ${l.place}${l.page ? `, p. ${l.page}` : ""}`,
      l.when.length ? ` · ${l.when.join(", ")}` : "", l.sources.length ? " · on " : "", l.sources.length ? own(l.sources.join("; ")) : ""));

  // People and works that are called so, above the lines.
  async function beside(words, mine) {
    const q = encodeURIComponent(words || "");
    const [people, works] = words ? await Promise.all([api(`/api/names?q=${q}&limit=8`), api(`/api/works?q=${q}&limit=6`)]).catch(() => [[], []]) : [[], []];
    if (mine !== asked) return;
    const list = (title, links) => (links.length ? make("p", { className: "beside" }, make("span", { className: "facts", textContent: `${title} ` }), ...links.flatMap((l, n) => (n ? [" · ", l] : [l]))) : "");
    document.getElementById("beside").replaceChildren(
      list("People", people.map((n) => make("a", { href: `/who?name=${encodeURIComponent(n)}` }, own(n)))),
      list("Sources", works.map((w) => make("a", { href: `/work?label=${encodeURIComponent(w.label)}` }, own(w.label)))));
  }

  async function ask() {
    const query = new URLSearchParams();
    for (const field of form.elements) if (field.name && field.value.trim()) query.set(field.name, field.value.trim());
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    for (const link of document.querySelectorAll("[data-form]")) link.href = `/api/find.${link.dataset.form}?${query}`;
    const mine = ++asked;
    if (!query.size) {
      lines.replaceChildren();
      said.textContent = "Words, or who says it, about whom, on which source, when.";
      return;
    }
    beside(query.get("q"), mine);
    const found = await api(`/api/find?${query}`).catch((error) => ({ lines: [], said: error.message }));
    if (mine !== asked) return;
    lines.replaceChildren(...found.lines.map(line));
    const count = found.lines.length;
    said.textContent = found.said || (count ? `${found.more ? "the first " : ""}${count} ${count === 1 ? "line" : "lines"}` : "Nothing was found.");
  }

  form.addEventListener("input", ask);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  ask();
}
