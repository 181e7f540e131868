// map-choice.js: a box that is chosen puts its chain and its panel in place, and keeps the focus.
// Without it a box is a link, and the page loads.

const RESULTS = "#results";

/** Return the link of a box under a plain click or Enter; anything else is the browser's own. */
function chosen(event) {
  const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  return isPlain && !event.defaultPrevented ? event.target.closest?.("#map a[href]") : null;
}

document.addEventListener("click", async (event) => {
  const link = chosen(event);
  if (!link || !globalThis.htmx) {
    return;
  }
  event.preventDefault();
  const { id } = link;
  const address = link.getAttribute("href");
  await globalThis.htmx.ajax("GET", address.split("#")[0], {
    source: document.querySelector(RESULTS),
    target: RESULTS,
    select: RESULTS,
    swap: "outerHTML show:none",
    push: address,
  });
  const box = document.getElementById(id);
  if (box) {
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
});
