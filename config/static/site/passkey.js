// Says in the page when the browser brought no passkey: cancelled, out of time, none at hand, or not able to.
document.addEventListener("allauth.error", event => {
  event.preventDefault();
  document.getElementById("passkey-problem").hidden = false;
});
