// What is typed and not stored yet, kept on this device until the server has it: one draft for each person and form,
// all of its boxes or none. Gone with the log-out, and when another person logs in here.
import { differing, pathOf } from "./boxes.js";

const PREFIX = "paritrana-draft:";
const LEFT = "paritrana-left";
const SENT = "paritrana-sent"; // of this tab: the draft a button has sent
const { person } = document.body.dataset;
let left = false; // the person logged out in another tab

// A browser may forbid its store, or have it full: then there is no draft, and everything else works.
function attempt(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

// The draft of one form: {boxes: what was typed, known: {box: the values the server had or was sent}}.
export class Draft {
  constructor(form, path = pathOf(form)) {
    this.key = `${PREFIX}${person}:${path}`;
    this.known = {};
  }

  // What is on its way counts as the own value when it is met again.
  sends(boxes, stored) {
    for (const name of differing(boxes, stored)) (this.known[name] ??= []).push(boxes[name] ?? "");
    this.keep(boxes, stored);
  }

  keep(boxes, stored) {
    const open = differing(boxes, stored);
    if (!open.length) { this.forget(); return; }
    const known = Object.fromEntries(open.map((name) => [name, [...(this.known[name] ?? []), stored[name] ?? ""]]));
    if (person && !left) attempt(() => localStorage.setItem(this.key, JSON.stringify({ boxes, known })));
  }

  // What the server has not got yet, and whether it has newer values there.
  open(stored) {
    const { boxes, known } = attempt(() => JSON.parse(localStorage.getItem(this.key))) ?? { boxes: {}, known: {} };
    const names = Object.keys(known).filter((name) => (boxes[name] ?? "") !== (stored[name] ?? ""));
    return {
      boxes: Object.fromEntries(names.map((name) => [name, boxes[name] ?? ""])),
      isOvertaken: !names.every((name) => known[name].includes(stored[name] ?? "")),
    };
  }

  forget() {
    attempt(() => localStorage.removeItem(this.key));
  }

  get isKept() {
    return attempt(() => localStorage.getItem(this.key)) != null;
  }

  // The next page of this tab says whether the button has stored it.
  leaves() {
    attempt(() => sessionStorage.setItem(SENT, this.key));
  }
}

function wipe(isWiped) {
  const keys = attempt(() => Object.keys(localStorage)) ?? [];
  keys.filter((key) => key.startsWith(PREFIX) && isWiped(key)).forEach((key) => localStorage.removeItem(key));
}

if (person) {
  wipe((key) => !key.startsWith(`${PREFIX}${person}:`));
  const sent = attempt(() => sessionStorage.getItem(SENT));
  if (sent && document.querySelector(".notice-success")) wipe((key) => key === sent);
  attempt(() => sessionStorage.removeItem(SENT));
}
addEventListener("storage", ({ key }) => { left ||= key === LEFT; });
document.addEventListener("submit", ({ target }) => {
  if (!target.action?.endsWith?.("/keluar/")) return;
  left = true;
  wipe(() => true);
  attempt(() => localStorage.setItem(LEFT, String(Date.now())));
});
