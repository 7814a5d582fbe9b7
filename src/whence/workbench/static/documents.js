// The list of documents: filtered as one types; files dropped are put on the desk and read, with progress.
import { api, make, own, say, trying } from "./common.js";

let rows = [...document.querySelectorAll("#files-list tbody tr")];
const filter = document.getElementById("filter");
const more = document.getElementById("more");
const MOST = 200; // rows at once: a table of thousands takes a browser long to lay out
let most = MOST;

function list() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let fitting = 0;
  for (const row of rows) {
    const fits = words.every((w) => row.textContent.toLowerCase().includes(w));
    fitting += fits;
    row.hidden = !fits || fitting > most;
  }
  document.getElementById("count").textContent = words.length ? `${fitting} of ${rows.length}` : `${rows.length} documents`;
  if (more) {
    more.hidden = fitting <= most;
    more.textContent = `Show ${fitting - most} more`;
  }
}
// What has been read since, in the list as the program sets it.
async function fresh() {
  const page = new DOMParser().parseFromString(await api("/"), "text/html");
  const body = page.querySelector("#files-list tbody");
  if (!body) return;
  document.querySelector("#files-list tbody").replaceWith(document.adoptNode(body));
  rows = [...document.querySelectorAll("#files-list tbody tr")];
  document.querySelector("main > .none")?.remove();
  list();
}

filter.addEventListener("input", () => { most = MOST; list(); });
more?.addEventListener("click", () => { most += 2000; list(); });

const drop = document.getElementById("drop");
const reading = document.getElementById("reading");
const failed = document.getElementById("failed");
let watching = false;
let before = null;
let listed = 0, at = 0; // how many of those just read are in the list, and since when

function show(state) {
  reading.hidden = !state.busy;
  const done = state.read + state.as_before + state.failed.length;
  const bar = document.getElementById("progress");
  bar.max = Math.max(1, state.total);
  bar.value = done;
  const left = state.seconds_left === null ? "" : `, about ${state.seconds_left < 90 ? `${state.seconds_left} s` : `${Math.round(state.seconds_left / 60)} min`} left`;
  document.getElementById("reading-said").replaceChildren(`${done} of ${state.total} read${left}`, state.now ? ": " : "", state.now ? own(state.now) : "");
  failed.replaceChildren(...state.failed.map((f) => make("li", {}, own(f.name), ` ${f.why}`)));
}

async function watch() {
  if (watching) return;
  watching = true;
  for (;;) {
    const state = await trying(() => api("/api/reading"));
    if (!state) break;
    show(state);
    if (state.read !== listed && (!state.busy || Date.now() - at > 1500)) {
      listed = state.read;
      at = Date.now();
      await trying(fresh);
    }
    if (before?.busy && !state.busy) {
      say(`${state.read} new, ${state.as_before} as before, ${state.failed.length} not read.`);
    }
    before = state;
    if (!state.busy) break;
    await new Promise((wait) => setTimeout(wait, 400));
  }
  watching = false;
}

async function put(files) {
  const bad = [];
  for (const file of files) {
    try {
      await api(`/api/files/${encodeURIComponent(file.name)}`, { method: "PUT", raw: file });
      before = { busy: true };
      listed = 0;
      watch();
    } catch (error) {
      bad.push(`${file.name}: ${error.message}`);
    }
  }
  if (bad.length) say(bad.join(" "));
}

// Folders, too: what the browser gives as entries is walked.
async function walk(entry) {
  if (entry.isFile) return [await new Promise((done, no) => entry.file(done, no))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const batch = await new Promise((done, no) => reader.readEntries(done, no));
    if (!batch.length) return found;
    for (const inner of batch) found.push(...(await walk(inner)));
  }
}

for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
  const files = entries.length ? (await Promise.all(entries.map(walk))).flat() : [...event.dataTransfer.files];
  put(files);
});
document.getElementById("files").addEventListener("change", (event) => put([...event.target.files]));
document.getElementById("cancel").addEventListener("click", () => trying(() => api("/api/reading/cancel", { method: "POST" })));
watch();
