// The log: taking one decision back, merging another person's log.
import { api, key, makeGood, say, takeBack, trying } from "./common.js";

for (const button of document.querySelectorAll("[data-take-back]")) {
  button.addEventListener("click", async () => {
    if (await takeBack(button.dataset.takeBack)) location.reload();
  });
}
key("u", "take the last decision back", async () => (await takeBack()) && location.reload());
key("U", "make it good again", async () => (await makeGood()) && location.reload());
document.getElementById("merge").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  const done = await trying(() => api("/api/log", { method: "POST", raw: file }));
  if (!done) return;
  say(`${done.added} decisions added, ${done.known} known already; ${done.differing.length} decided differently.`);
  setTimeout(() => location.reload(), 1500);
});
