// The panel at the side: one record with what is known of it, and what a person can decide; names; what to look at next; citations.
import { api, make, own, say, suggest, trying } from "./common.js";

const KINDS = { quotation: "quotation", attribution: "reported speech or thought", claim: "claim", time: "time", citation: "citation", event: "event", entity: "name" };
const EDTF_HINT = "1981, 1981-06, 1981-06-20, 198X, 1981-06~ (about), 1914/1918";

// A time on a scale of years: from its first to its last possible day; an end that is open runs to the edge.
function drawn(earliest, latest) {
  const year = (day) => {
    const [, sign, y, m, d] = /^(-?)(\d{4})-(\d\d)-(\d\d)/.exec(day);
    return (sign ? -1 : 1) * Number(y) + (Number(m) - 1) / 12 + (Number(d) - 1) / 366;
  };
  const from = earliest ? year(earliest) : year(latest) - 5, to = latest ? year(latest) + 1 / 366 : year(earliest) + 5;
  const length = Math.max(to - from, 0.01);
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => length / n <= 4) ?? 2000;
  const first = Math.floor(from / step) * step - (length < step / 2 ? 0 : step), last = Math.ceil(to / step) * step + (length < step / 2 ? 0 : step);
  const at = (y) => (100 * (y - first)) / (last - first);
  const made = (name, values, words) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [k, v] of Object.entries(values)) element.setAttribute(k, v);
    if (words !== undefined) element.textContent = words;
    return element;
  };
  const svg = made("svg", { class: "when", width: "100%", height: "2.4em", role: "img", "aria-label": `between ${first} and ${last}` });
  for (let y = first; y <= last; y += step) {
    svg.append(made("line", { x1: `${at(y)}%`, x2: `${at(y)}%`, y1: "0", y2: "1.1em" }));
    svg.append(made("text", { x: `${at(y)}%`, y: "2.1em", "text-anchor": y === first ? "start" : y === last ? "end" : "middle" }, String(y)));
  }
  svg.append(made("rect", { x: `${earliest ? at(from) : 0}%`, width: `${Math.max((latest ? at(to) : 100) - (earliest ? at(from) : 0), 0.8)}%`, y: ".3em", height: ".5em", rx: "2" }));
  return svg;
}

export class Panel {
  constructor(page) {
    this.page = page; // what read.js offers: doc, decide, go, draw, refresh
    this.element = document.getElementById("panel");
    this.record = null;
    this.picked = new Set();
  }

  // Whether somebody is writing in it.
  get busy() {
    return this.element.contains(document.activeElement) && document.activeElement.matches("input, textarea");
  }

  show(title, ...children) {
    delete this.element.dataset.record;
    const close = make("button", { type: "button", className: "plain close", textContent: "×", ariaLabel: "Close" });
    close.addEventListener("click", () => this.close());
    this.element.replaceChildren(make("header", {}, make("h2", { textContent: title }), close), ...children);
    this.element.hidden = false;
    document.body.classList.add("with-panel");
  }

  close() {
    this.picked.clear();
    this.element.hidden = true;
    document.body.classList.remove("with-panel");
    this.record = this.wanted = null;
    this.page.remember(null);
    this.page.draw.only("target", []);
  }

  // A record in the panel; ``again``: after a decision, which may have taken it away. Null where it is not there.
  async describe(id, { again = false } = {}) {
    this.wanted = id;
    const asked = api(`/api/d/${this.page.doc}/record/${encodeURIComponent(id)}`);
    const found = await (again ? asked.catch(() => null) : trying(() => asked));
    if (!found || this.wanted !== id) return null; // another one was asked for meanwhile
    this.record = found;
    this.page.draw.only("target", found.spans);
    this.show(KINDS[found.kind] || found.kind, ...this.body(found));
    this.element.dataset.record = id;
    this.page.remember(id);
    this.page.turnTo(found.sheet);
    if (!again) this.element.scrollTop = 0;
    return found;
  }

  body(r) {
    const facts = make("dl", { className: "facts-list" });
    for (const [name, words] of r.facts) facts.append(make("dt", { textContent: name }), make("dd", {}, own(words)));
    const status = r.entries.length
      ? make("ul", { className: "entries" }, ...r.entries.map((e) => this.entry(e)))
      : make("p", { className: "none", textContent: "Nobody has decided about this yet." });
    return [
      make("blockquote", {}, own(r.words)),
      make("p", { className: "facts" }, `${r.place}${r.uncertain ? " · not sure" : ""}`),
      facts,
      this.actions(r),
      make("h3", { textContent: "Decisions" }),
      status,
      ...(r.claims?.length ? [make("h3", { textContent: "Claims that rest on it" }), this.claimList(r.claims)] : []),
    ];
  }

  entry(e) {
    const back = make("button", { type: "button", className: "plain", textContent: "take back" });
    back.addEventListener("click", () => this.page.takeBack(e.id));
    return make("li", {}, own(e.said), make("span", { className: "facts" }, " ", own(e.by), ` ${e.at.slice(0, 10)}`, e.because ? ": " : "", e.because ? own(e.because) : ""), e.words ? make("p", { className: "remark" }, own(e.words)) : "", " ", back);
  }

  button(letter, words, run, title) {
    const made = make("button", { type: "button", title: title || words }, make("kbd", { textContent: letter }), ` ${words}`);
    made.addEventListener("click", run);
    return made;
  }

  actions(r) {
    const because = make("input", { id: "because", autocomplete: "off", placeholder: "why (optional)" });
    because.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.element.querySelector(".decide form")?.requestSubmit(); // what was written before the reason
    });
    const row = make("div", { className: "actions" },
      this.button("a", "Accept", () => this.act("accept"), "Read rightly; it does not say that it is true"),
      this.button("r", "Reject", () => this.act("reject"), "Read wrongly: there is no such thing here"));
    const forms = [];
    if (["quotation", "attribution", "claim"].includes(r.kind)) {
      const list = make("datalist", { id: "panel-names" });
      const input = make("input", { id: "speaker", value: r.holder || "", autocomplete: "off" });
      input.setAttribute("list", "panel-names");
      suggest(input, list);
      forms.push(this.form("s", "Who says it", input, list, () => input.value.trim() ? this.correct("speaker", input.value) : say("Type a name, or choose “nobody told”."),
        this.small("the author", () => this.correct("speaker", "the author")), this.small("nobody told", () => this.correct("speaker", ""))));
    }
    if (r.kind === "time") {
      const input = make("input", { id: "edtf", value: r.edtf || "", autocomplete: "off", placeholder: EDTF_HINT });
      const picture = make("output", { className: "facts" });
      let asked = 0;
      const look = async () => {
        const mine = ++asked;
        const found = await api(`/api/edtf?words=${encodeURIComponent(input.value)}`).catch(() => null);
        if (!found || mine !== asked) return;
        picture.replaceChildren(found.said || `from ${found.earliest ?? "no first day"} to ${found.latest ?? "no last day"}`);
        if (!found.said) picture.append(drawn(found.earliest, found.latest));
      };
      input.addEventListener("input", look);
      if (input.value) look();
      forms.push(this.form("d", "What day", input, picture, () => this.correct("edtf", input.value)));
    }
    if (r.kind === "entity") {
      const input = make("input", { id: "speaker", value: r.words, autocomplete: "off" });
      const kind = make("select", { id: "entity-kind" }, ...["person", "organisation", "place", "group", "work", "event", "other"].map((k) => make("option", { textContent: k, selected: r.facts.some(([n, w]) => n === "kind" && w === k) })));
      kind.addEventListener("change", () => this.correct("kind", kind.value));
      forms.push(this.form("s", "Called", input, () => this.correct("name", input.value)), make("label", {}, "Kind ", kind));
      row.append(this.button("p", "Names", () => this.names(), "merge and split names"));
    }
    if (r.choices) {
      const values = { told_as: ["happened", "did_not_happen", "intended", "expected", "possible"], polarity: ["positive", "negative"], certainty: ["asserted", "hedged", "questioned"] };
      for (const [field, list] of Object.entries(values)) {
        const select = make("select", { id: `choose-${field}` }, make("option", { value: "", textContent: "–" }), ...list.map((v) => make("option", { value: v, textContent: v.replaceAll("_", " "), selected: r.choices[field] === v })));
        select.addEventListener("change", () => select.value && this.correct(field, select.value));
        forms.push(make("label", { className: "line" }, `${field.replaceAll("_", " ")} `, select));
      }
    }
    if (r.works?.length) {
      const select = make("select", { id: "source" }, make("option", { value: "", textContent: "none told" }), ...r.works.map((w) => make("option", { textContent: w, selected: w === r.work })));
      select.addEventListener("change", () => this.correct("source", select.value));
      forms.push(make("label", { className: "line" }, "On the source ", select));
    }
    const mark = make("input", { id: "mark", autocomplete: "off", placeholder: "checked, ask the source …" });
    mark.setAttribute("list", "marks");
    const comment = make("textarea", { id: "comment", rows: 2 });
    row.append(
      this.button("e", "Extent", () => this.extent(), "Choose other words in the text, then this"),
      this.button("y", "Cite", () => this.cite(r.spans[0][0], r.spans[r.spans.length - 1][1])));
    forms.push(
      this.form("m", "Your mark", mark, make("datalist", { id: "marks" }, ...["checked", "ask the source", "doubtful", "important"].map((m) => make("option", { value: m }))), () => this.act("mark", { value: mark.value })),
      this.form("c", "Comment", comment, () => this.act("comment", { value: comment.value })));
    return make("div", { className: "decide" }, row, make("label", { className: "line" }, "Because ", because), ...forms);
  }

  small(words, run) {
    const made = make("button", { type: "button", className: "plain", textContent: words });
    made.addEventListener("click", run);
    return made;
  }

  form(letter, words, input, ...rest) {
    const run = rest.find((r) => typeof r === "function");
    const others = rest.filter((r) => typeof r !== "function");
    const made = make("form", { className: "line" }, make("label", {}, make("span", {}, letter ? make("kbd", { textContent: letter }) : "", ` ${words}`), input), make("button", { textContent: "Keep" }), ...others);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    return made;
  }

  because() {
    return document.getElementById("because")?.value || "";
  }

  async act(action, more = {}) {
    if (!this.record) return;
    const records = this.picked.size ? [...this.picked] : [this.record.id];
    await this.page.decide({ action, records, because: this.because(), ...more });
  }

  async correct(field, value) {
    await this.act("correct", { field, value });
  }

  async extent() {
    const chosen = this.page.chosen();
    if (!chosen) return say("Choose the words that it should cover, then press e.");
    await this.act("correct", { field: "spans", spans: [chosen] });
    return undefined;
  }

  // -- words that the machine missed ------------------------------------------------------------------------------

  adding([start, end]) {
    const words = this.page.wordsOf(start, end);
    const who = make("input", { id: "add-who", autocomplete: "off", placeholder: "who says it; else whose words it stands in" });
    const list = make("datalist", { id: "add-names" });
    who.setAttribute("list", "add-names");
    suggest(who, list);
    const when = make("input", { id: "add-when", autocomplete: "off", placeholder: EDTF_HINT });
    const name = make("input", { id: "add-name", autocomplete: "off", placeholder: "whose name it is; else these words" });
    const kind = make("select", { id: "add-kind" }, ...["person", "organisation", "place", "group", "work", "event"].map((k) => make("option", { textContent: k })));
    const add = (kind_, fields) => this.page.decide({ action: "add", kind: kind_, spans: [[start, end]], fields });
    const comment = make("input", { id: "add-comment", autocomplete: "off" });
    this.show("Add what was missed",
      make("blockquote", {}, own(words)),
      this.form("", "A claim", who, list, () => add("claim", { speaker: who.value })),
      this.small("a quotation by this speaker", () => add("quotation", { speaker: who.value })),
      this.form("", "A time", when, () => add("time", { edtf: when.value })),
      this.form("", "A name", name, make("label", {}, "of a ", kind), () => add("entity", { name: name.value, entity: kind.value })),
      this.form("", "A comment", comment, () => this.page.decide({ action: "comment", kind: "place", spans: [[start, end]], value: comment.value })));
    who.focus();
  }

  // -- claims ---------------------------------------------------------------------------------------------------------

  claimList(claims) {
    return make("ul", { className: "entries" }, ...claims.map((c) => {
      const go = make("button", { type: "button", className: "plain" }, own(c.words));
      go.addEventListener("click", async () => {
        await this.page.go(c.spans[0][0]);
        await this.describe(c.id);
      });
      return make("li", {}, go, make("span", { className: "facts" }, " ", own(c.voice), c.polarity === "negative" ? " · says that it is not so" : "", c.told_as && c.told_as !== "happened" ? ` · ${c.told_as.replaceAll("_", " ")}` : ""));
    }));
  }

  async claims(start, end) {
    const found = await trying(() => api(`/api/d/${this.page.doc}/claims?start=${start}&end=${end}`));
    if (!found) return;
    this.record = this.wanted = null;
    this.show("Claims here", found.length ? this.claimList(found) : make("p", { className: "none", textContent: "No claim is read in this paragraph." }));
  }

  // -- names ----------------------------------------------------------------------------------------------------------

  async names() {
    const found = await trying(() => api(`/api/d/${this.page.doc}/people`));
    if (!found) return;
    const picked = [];
    const said = make("p", { className: "facts", textContent: "Choose two that are one; the first keeps its name." });
    const one = make("button", { type: "button", textContent: "These are one", disabled: true });
    one.addEventListener("click", async () => {
      await this.page.decide({ action: "same", records: picked.slice(1), other: picked[0] });
      this.names();
    });
    const filter = make("input", { type: "search", placeholder: "find a name", ariaLabel: "Find a name" });
    const list = make("ul", { className: "people" });
    for (const person of found) {
      const box = make("input", { type: "checkbox", ariaLabel: `Choose ${person.name}` });
      box.addEventListener("change", () => {
        if (box.checked) picked.push(person.id);
        else picked.splice(picked.indexOf(person.id), 1);
        one.disabled = picked.length < 2;
      });
      const go = make("button", { type: "button", className: "plain" }, own(person.name));
      go.addEventListener("click", async () => {
        await this.page.go(person.places[0][0]);
        this.page.draw.only("picked", person.places);
      });
      const item = make("li", {}, box, " ", go, make("span", { className: "facts" }, ` ${person.kind} · ${person.places.length}`));
      for (const form of person.names.length > 1 ? person.names : []) {
        const at = person.places.find(([a, z]) => this.page.wordsOf(a, z) === form);
        const apart = at ? this.small("is another", () => this.page.decide({ action: "different", kind: "entity", spans: [at], other: person.id }).then(() => this.names())) : null;
        item.append(make("div", { className: "form" }, own(form), " ", apart));
      }
      list.append(item);
    }
    filter.addEventListener("input", () => {
      for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(filter.value.toLowerCase());
    });
    this.record = this.wanted = null;
    this.show("Names", said, one, filter, list);
  }

  // -- what to look at next ----------------------------------------------------------------------------------------

  async queue(step = 0) {
    const found = await trying(() => api(`/api/d/${this.page.doc}/queue`));
    if (!found) return;
    if (!found.length) return say("Nothing in this document waits for a decision.");
    if (step) {
      this.at = this.at === undefined ? 0 : (this.at + step + found.length) % found.length;
      const q = found[Math.min(this.at, found.length - 1)];
      await this.page.go(q.start);
      if (q.record) await this.describe(q.record);
      else this.page.draw.only("target", [[q.start, q.end]]);
      say(q.why);
      return undefined;
    }
    const list = make("ol", { className: "lines" });
    for (const [n, q] of found.entries()) {
      const go = make("button", { type: "button", className: "plain", textContent: q.why });
      go.addEventListener("click", async () => {
        this.at = n;
        await this.page.go(q.start);
        if (q.record) await this.describe(q.record);
        else this.page.draw.only("target", [[q.start, q.end]]);
      });
      list.append(make("li", {}, go, " ", make("q", {}, own(q.words)), make("span", { className: "facts" }, ` ${q.place}`)));
    }
    this.record = this.wanted = null;
    this.show("To look at", make("p", { className: "facts", textContent: "Least sure and most leaned on first. n goes to the next." }), list);
    return undefined;
  }

  // -- citations ------------------------------------------------------------------------------------------------------

  async cite(start, end) {
    const styles = await trying(() => api("/api/styles"));
    if (!styles) return;
    const style = make("select", { id: "style" }, ...styles.map((s) => make("option", { textContent: s, selected: s === localStorage.getItem("style") })));
    const form = make("select", { id: "form" }, ...["text", "markdown", "html"].map((f) => make("option", { textContent: f, selected: f === localStorage.getItem("form") })));
    const out = make("textarea", { id: "citation", rows: 7, readOnly: true, ariaLabel: "Citation" });
    const ask = async () => {
      localStorage.setItem("style", style.value);
      localStorage.setItem("form", form.value);
      const query = new URLSearchParams({ start, end, style: style.value, form: form.value });
      const found = await trying(() => api(`/api/d/${this.page.doc}/cite?${query}`));
      if (!found) return;
      const place = `${found.anchor.document.slice(0, 12)} ${found.anchor.spans[0].start}–${found.anchor.spans[0].end}`;
      out.value = `${found.words}\n${found.note}\n[${place}]`;
    };
    style.addEventListener("change", ask);
    form.addEventListener("change", ask);
    const copy = make("button", { type: "button", textContent: "Copy" });
    copy.addEventListener("click", async () => {
      out.select();
      await navigator.clipboard.writeText(out.value).catch(() => document.execCommand("copy"));
      say("Copied.");
    });
    this.show("Cite", make("label", { className: "line" }, "Style ", style), make("label", { className: "line" }, "As ", form), out, copy);
    await ask();
    copy.focus();
  }
}
