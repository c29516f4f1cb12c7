// The room in which candidates present: its lines are fetched anew every few seconds, its clock runs by the server's time.
// Without a connection the lines stay and the clock goes on. The console only learns that its buttons are of before.

document.documentElement.classList.add("js");

let ahead = 0; // milliseconds by which this device is ahead of the server

function tick() {
  for (const clock of document.querySelectorAll("[data-countdown]")) {
    const seconds = Math.round((Date.parse(clock.dataset.countdown) - Date.now() + ahead) / 1000);
    const left = Math.abs(seconds);
    clock.textContent = `${seconds < 0 ? "lewat " : ""}${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
    clock.classList.toggle("is-over", seconds < 0);
  }
}

const title = (room) => room.querySelector(".live-title");

// Whose page it is does not judge every candidate; what is on the floor now decides.
function showWhose(room) {
  const notMine = (room.dataset.notMine ?? "").split(" ");
  room.classList.toggle("is-not-mine", notMine.includes(title(room)?.dataset.entry));
}

document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
  if (!elt.matches("[data-live]")) return;
  const told = Date.parse(xhr.getResponseHeader("Date") ?? "");
  if (told) ahead = Date.now() - told;
  elt.classList.toggle("is-away", xhr.status === 0 || xhr.status >= 500);
  // The console is not drawn anew under the finger of who is about to tap: it says that it is of before.
  const changed = elt.querySelector("[data-live-changed]");
  if (changed && xhr.status === 200) changed.hidden = xhr.getResponseHeader("ETag") === elt.dataset.seen;
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const room = detail.target.closest("[data-live]");
  if (!room) return;
  detail.shouldSwap = detail.shouldSwap && room.dataset.said !== detail.serverResponse;
  if (!detail.shouldSwap) return;
  const before = title(room)?.textContent;
  room.dataset.said = detail.serverResponse;
  queueMicrotask(() => {
    showWhose(room);
    tick();
    const said = document.querySelector("[data-live-said]");
    if (said && title(room)?.textContent !== before) said.textContent = title(room).textContent;
  });
});

document.querySelectorAll("[data-live]").forEach(showWhose);
tick();
setInterval(tick, 1000);
