// map-controls.js: the buttons above the map, made here because they do nothing without scripts.

const SAID_AFTER = 250;

/** Return a button that does something to the map; sign is what is seen, name what is read out. */
function button(sign, name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = sign.length === 1 ? "pp-map__button pp-map__button--sign" : "pp-map__button";
  made.textContent = sign;
  if (name !== sign) {
    made.setAttribute("aria-label", name);
    made.title = name;
  }
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") {
      act();
    }
  });
  return made;
}

/** Make the buttons of a frame; return a function that shows on them how a view stands. */
export function makeControls(frame, view) {
  const zoomOut = button("\u2212", "Zoom out", () => view().step(-1));
  const zoomIn = button("+", "Zoom in", () => view().step(1));
  const whole = button("Fit to screen", "Fit to screen", () => view().fit());
  const reset = button("Actual size", "Actual size", () => view().reset());
  const said = document.createElement("p");
  said.className = "pp-map__zoom";
  said.setAttribute("role", "status");
  const bar = document.createElement("div");
  bar.className = "pp-map__bar pp-no-print";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Zoom the map");
  bar.append(zoomOut, zoomIn, whole, reset, said);
  frame.prepend(bar);
  let waiting = 0;
  return (shown) => {
    zoomOut.setAttribute("aria-disabled", shown.scale <= shown.whole + 0.001);
    zoomIn.setAttribute("aria-disabled", shown.isLargest);
    reset.setAttribute("aria-disabled", shown.isAtRest);
    const sentence = `Zoom ${Math.round(shown.scale * 100)}%`;
    // A pinch passes many scales; only the one it ends at is read out.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (said.textContent !== sentence) {
        said.textContent = sentence;
      }
    }, SAID_AFTER);
  };
}
