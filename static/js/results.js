// results.js: partial updates of a page say what they did, and Back gives the focus back.
// Everything here is a comfort: without it links and forms load whole pages.

const SAID = "announcement";
const FOCUS = "pp-focus:";
const LOST = "There was no answer. Check the connection and try again.";
const [HIDDEN, SHOWN] = ["govuk-visually-hidden", "pp-lost"];

/** Read out the sentence that the new results start with. */
function announce(place) {
  const sentence = place.querySelector("[data-announce]");
  const region = document.getElementById(SAID);
  const says = sentence?.textContent.trim().replace(/\s+/g, " ");
  // What is asked for again and again is read out only when it says something else.
  if (says && region && region.textContent !== says) {
    region.textContent = says;
  }
}

/** Remember which link or field had the focus on this address, if it has a name of its own. */
function rememberFocus() {
  const { id } = document.activeElement ?? {};
  if (id) {
    sessionStorage.setItem(FOCUS + location.href, id);
  }
}

/** Give the focus back to where it was, but only to someone who comes back: htmx reloads the page then. */
function returnFocus() {
  const [navigation] = performance.getEntriesByType("navigation");
  const id = sessionStorage.getItem(FOCUS + location.href);
  if (["back_forward", "reload"].includes(navigation?.type) && id) {
    document.getElementById(id)?.focus({ preventScroll: true });
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  // A field in which nothing is chosen has no place in the address.
  const fields = event.detail.formData;
  for (const [name, value] of [...fields]) {
    if (value === "") {
      fields.delete(name);
    }
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  event.detail.target.setAttribute("aria-busy", "true");
  document.getElementById(SAID)?.classList.replace(SHOWN, HIDDEN);
});
document.addEventListener("htmx:afterSettle", (event) => {
  announce(event.detail.elt.ownerDocument);
});
/** Say that nothing came back, and leave list and fields as they were before. */
function sayLost(event) {
  event.detail.target.removeAttribute("aria-busy");
  event.detail.elt.closest("form")?.reset();
  const region = document.getElementById(SAID);
  region.textContent = LOST;
  region.classList.replace(HIDDEN, SHOWN);
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, sayLost);
}
document.addEventListener("htmx:responseError", (event) => {
  // An address that cannot be shown in part is shown as the whole page that explains it.
  location.assign(event.detail.pathInfo.finalRequestPath ?? location.href);
});
addEventListener("pagehide", rememberFocus);
document.addEventListener("htmx:beforeHistorySave", rememberFocus);
addEventListener("DOMContentLoaded", returnFocus);
if (document.readyState !== "loading") {
  returnFocus();
}
