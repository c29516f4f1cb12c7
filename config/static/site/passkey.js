// Has a button ask the browser for a passkey, and says in the page when it brought none: cancelled, out of time, none
// at hand, or not able to.
const problem = document.getElementById("passkey-problem");
const { task, button, credential } = problem.dataset;
window.allauth.webauthn.forms[task]({ ids: { add: button, authenticate: button, credential, data: "passkey-data" } });

document.addEventListener("allauth.error", event => {
  event.preventDefault();
  problem.hidden = false;
});
