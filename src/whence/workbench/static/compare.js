// Accounts beside each other: a person may say which of them are of one event, and which is of another.
import { api, key, later, makeGood, say, takeBack, trying } from "./common.js";

const position = Number(document.getElementById("compared").dataset.position);
const told = (box) => ({ document: box.dataset.document, event: box.dataset.event });

async function decide(button) {
  const boxes = [...button.closest("details").querySelectorAll("input[data-event]")];
  const chosen = boxes.filter((b) => b.checked);
  const action = button.dataset.events;
  if (action === "same" && chosen.length < 2) return say("Choose the accounts that are of one event: two or more.");
  if (action === "different" && chosen.length !== 1) return say("Choose the one account that is of another event.");
  const [left, ...rest] = action === "same" ? chosen : [chosen[0], ...boxes.filter((b) => b !== chosen[0])];
  const done = await trying(() => api("/api/events", { method: "POST", body: { action, position, left: told(left), right: rest.map(told) } }));
  if (done) later(action === "same" ? "Kept: they are one event." : "Kept: it is another event.");
  return undefined;
}

for (const button of document.querySelectorAll("[data-events]")) button.addEventListener("click", () => decide(button));
key("u", "undo", async () => (await takeBack()) && location.reload());
key("U", "redo", async () => (await makeGood()) && location.reload());
