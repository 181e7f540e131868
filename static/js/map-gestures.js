// map-gestures.js: the map by mouse, by touch, by wheel and by keys. Each returns nothing and asks the
// view to change; nothing here takes a click, a scroll or a key that the map has no use for.

const DRAG = 5;
const KEY_STEP = 80;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Drag with the mouse; what was a drag is no click on the box under it. */
export function dragsByMouse(view) {
  const { svg } = view;
  let from = null;
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.pointerType !== "touch" && event.button === 0 && view.canPan) {
      from = [event.clientX, event.clientY];
    }
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) {
      return;
    }
    const [right, down] = [from[0] - event.clientX, from[1] - event.clientY];
    if (!dragged && Math.hypot(right, down) > DRAG) {
      dragged = true;
      svg.setPointerCapture(event.pointerId);
      svg.classList.add("pp-map__svg--dragged");
    }
    if (dragged) {
      view.pan(right, down);
      from = [event.clientX, event.clientY];
    }
  });
  const drop = () => {
    from = null;
    svg.classList.remove("pp-map__svg--dragged");
  };
  svg.addEventListener("pointerup", drop);
  svg.addEventListener("pointercancel", drop);
  // A browser would drag the address of the link away otherwise.
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener(
    "click",
    (event) => {
      // A click by key has no pointer before it, so it is never taken for the end of a drag.
      if (dragged && event.detail > 0) {
        event.preventDefault();
        event.stopPropagation();
      }
      dragged = false;
    },
    true,
  );
}

/** Two fingers zoom and move; one finger moves the map only while it is zoomed in, else the page. */
export function pinchesByTouch(view) {
  let last = null;
  const seen = ([one, other = one]) => ({
    x: (one.clientX + other.clientX) / 2,
    y: (one.clientY + other.clientY) / 2,
    apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    fingers: one === other ? 1 : 2,
  });
  const begin = (event) => {
    last = event.touches.length ? seen(event.touches) : null;
  };
  view.svg.addEventListener("touchstart", begin, { passive: true });
  view.svg.addEventListener("touchend", begin, { passive: true });
  view.svg.addEventListener("touchcancel", begin, { passive: true });
  view.svg.addEventListener(
    "touchmove",
    (event) => {
      const now = seen(event.touches);
      const pinches = now.fingers === 2 && last?.fingers === 2 && last.apart > 0;
      if (!event.cancelable || !(pinches || view.canPan)) {
        return;
      }
      if (pinches) {
        event.preventDefault();
        view.zoom((view.scale * now.apart) / last.apart, [last.x, last.y]);
      }
      // At the edge of the map the finger moves the page again.
      if (view.pan(last.x - now.x, last.y - now.y)) {
        event.preventDefault();
      }
      last = now;
    },
    { passive: false },
  );
}

/** The wheel zooms with Ctrl, as it does on maps and pages; alone it scrolls the page. */
export function zoomsByWheel(view) {
  view.region.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        view.zoom(view.scale * Math.exp(-event.deltaY / 400), [event.clientX, event.clientY]);
      }
    },
    { passive: false },
  );
}

/** While the map or a box has the focus: + - 0 zoom, and the arrows move what is zoomed in. */
export function movesByKeys(view) {
  const zooms = { "+": () => view.step(1), "=": () => view.step(1), "-": () => view.step(-1), 0: () => view.reset() };
  view.region.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const arrow = ARROWS[event.key];
    if (zooms[event.key]) {
      event.preventDefault();
      zooms[event.key]();
    } else if (arrow && view.canPan) {
      event.preventDefault();
      view.pan(arrow[0] * KEY_STEP, arrow[1] * KEY_STEP);
    }
  });
}

/** A box that gets the focus by a key comes into the window. */
export function followsFocus(view) {
  // The drawing itself must not listen: Chromium takes an SVG that listens for focus for a stop of Tab.
  view.region.addEventListener("focusin", (event) => {
    const box = event.target.closest("#map a");
    if (box && view.canPan && box.matches(":focus-visible")) {
      view.reveal(box.getBBox());
    }
  });
}
