// Sends a form in the background, also when its page is gone meanwhile.
import { typed } from "./boxes.js";

const LONGEST_FLIGHT = 60000; // characters a browser still sends for a page that is gone

// The answer; null when there is no connection. Files are sent by the form itself, never in the background.
export async function post(form) {
  const body = new FormData(form);
  [...body].forEach(([name, value]) => value instanceof File && body.delete(name));
  const keepalive = JSON.stringify(typed(form)).length < LONGEST_FLIGHT;
  const headers = { "X-Autosave": "1", Accept: "application/json, text/html" };
  const asked = { method: "POST", body, credentials: "same-origin", redirect: "manual", headers, keepalive };
  return fetch(form.action, asked).catch(() => null);
}
