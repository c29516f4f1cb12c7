// Who is logged in at this browser now; a log-in in another tab gives every open page a new token.
const { person, sessionUrl } = document.body.dataset;

// {person, token}, person null for nobody; null when the server does not answer.
async function here() {
  const answer = await fetch(sessionUrl, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

function renew(token) {
  for (const box of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) box.value = token;
  document.body.setAttribute("data-hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

// "same": the person this page was made for, whose token the forms have from now on; else "other", "ended", "offline".
export async function whoIsHere() {
  const found = await here();
  if (!found) return "offline";
  if (!found.person) return "ended";
  if (String(found.person) !== person) return "other";
  renew(found.token);
  return "same";
}
