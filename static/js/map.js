// map.js: zoom and pan for the map of the theory of change. Without it the map is a drawing that
// scrolls, and all its boxes are links all the same.

import { makeControls } from "./map-controls.js";
import { dragsByMouse, followsFocus, movesByKeys, pinchesByTouch, zoomsByWheel } from "./map-gestures.js";
import { MapView } from "./map-view.js";

const GESTURES = [dragsByMouse, pinchesByTouch, zoomsByWheel, movesByKeys, followsFocus];

let view = null;

/** Take the map on the page in hand, unless it is in hand already, and keep the zoom of its like. */
function start() {
  const frame = document.querySelector("[data-map]");
  const svg = frame?.querySelector("svg[viewBox]#map");
  if (!svg || view?.svg === svg) {
    return;
  }
  const before = view;
  frame.querySelector(".pp-map__bar")?.remove();
  const tell = makeControls(frame, () => view);
  view = new MapView(svg, svg.parentElement, tell);
  GESTURES.forEach((gesture) => gesture(view));
  if (before && !before.isAtRest && before.layout === view.layout) {
    view.show(before.scale, before.x, before.y);
    const picked = svg.querySelector("[aria-current]");
    if (picked) {
      view.reveal(picked.getBBox());
    }
  } else {
    tell(view);
  }
}

let zoomed = null;
addEventListener("beforeprint", () => {
  if (view && !view.isAtRest) {
    zoomed = [view.scale, view.x, view.y];
    view.reset();
  }
});
addEventListener("afterprint", () => {
  if (zoomed) {
    view.show(...zoomed);
    zoomed = null;
  }
});
addEventListener("resize", () => {
  if (view && !view.isAtRest) {
    view.show(view.scale, view.x, view.y);
  }
});
document.addEventListener("htmx:afterSettle", start);
start();
