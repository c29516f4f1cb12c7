// One file on its way: its line on the page, and how far it is.
import { whoIsHere } from "./log_in.js";

const WORDS = {
  waits: "Menunggu",
  stored: "Tersimpan",
  broke: "Sambungan terputus. Berkas ini belum tersimpan.",
  trouble: "Server sedang terganggu. Berkas ini belum tersimpan.",
  ended: "Sesi berakhir. Silakan masuk kembali di tab lain, lalu coba lagi.",
  other: "Akun lain sedang masuk di peramban ini. Masuklah kembali dengan akun semula.",
};

export const made = (tag, properties = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};

export class Upload {
  constructor(file, list) {
    this.file = file;
    this.state = "waits";
    this.bar = made("progress", { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", `Unggah ${file.name}`);
    this.said = made("span", { className: "upload-said", textContent: WORDS.waits });
    this.line = made("li", { className: "upload" }, made("b", { textContent: file.name }), this.bar, this.said);
    list.append(this.line);
  }

  say(state, text) {
    this.state = state;
    this.line.dataset.state = state;
    this.said.textContent = text;
    this.bar.hidden = state !== "sending";
  }

  // Sends the file as the form would; settles once there is an answer, or none.
  send(form, name) {
    this.say("sending", "");
    const body = new FormData(form);
    body.delete(name);
    body.append(name, this.file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Upload", "1");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      this.bar.value = (100 * loaded) / (total || 1);
      this.said.textContent = `${Math.floor((100 * loaded) / (total || 1))}%`;
    });
    return new Promise((settle) => {
      request.addEventListener("loadend", () => settle(this.receive(request)));
      request.send(body);
    });
  }

  async receive({ status, responseText }) {
    let answer = null;
    try { answer = JSON.parse(responseText); } catch { /* a page: the log-in, or one that says what is wrong */ }
    if (answer && status === 201) {
      this.held = answer.held;
      return this.say("stored", WORDS.stored);
    }
    if (answer && status === 422) {
      this.twin = answer.twin;
      return this.say("refused", answer.reasons.join(" "));
    }
    if (!status) return this.say("broke", WORDS.broke);
    const who = status === 403 || status === 200 ? await whoIsHere() : "same";
    return this.say("broke", WORDS[who] ?? WORDS.trouble);
  }
}
