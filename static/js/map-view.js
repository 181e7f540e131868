// map-view.js: what of the map is seen. At rest the drawing stands on the page as the server gave it.
// Zoomed, it is seen through a window no taller than the screen, which the SVG's viewBox moves.

const STEPS = [0.1, 0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
const MOST = STEPS.at(-1);
const LEAST_HEIGHT = 280;
const ABOVE_AND_BELOW = 90;
const MARGIN = 24;

/** Return the place nearest to x where a window of a size stays on a length; in its middle if larger. */
function kept(x, size, length) {
  return size >= length ? (length - size) / 2 : Math.min(Math.max(x, 0), length - size);
}

export class MapView {
  /** svg is the drawing, region the part of the page that it scrolls in; told is called after each change. */
  constructor(svg, region, told) {
    Object.assign(this, { svg, region, told });
    [, , this.width, this.height] = svg.getAttribute("viewBox").split(/[\s,]+/).map(Number);
    this.rest = ["width", "height", "viewBox"].map((name) => [name, svg.getAttribute(name)]);
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.isAtRest = true;
  }

  /** What another drawing must be alike in to be seen through the same window. */
  get layout() {
    return `${this.width} ${this.height}`;
  }

  /** The size of the window on the page, in pixels. */
  get window() {
    const most = Math.max(LEAST_HEIGHT, innerHeight - ABOVE_AND_BELOW);
    return [this.region.clientWidth, Math.min(most, Math.ceil(this.height * this.scale))];
  }

  /** The scale at which all of the drawing is seen, never larger than it was drawn. */
  get whole() {
    const most = Math.max(LEAST_HEIGHT, innerHeight - ABOVE_AND_BELOW);
    return Math.min(1, this.region.clientWidth / this.width, most / this.height);
  }

  /** Whether some of the drawing is outside the window. */
  get canPan() {
    const [width, height] = this.window;
    return !this.isAtRest && (width / this.scale < this.width - 0.5 || height / this.scale < this.height - 0.5);
  }

  /** Whether it cannot be made larger. */
  get isLargest() {
    return this.scale >= MOST;
  }

  /** Show the drawing as the server gave it. */
  reset() {
    this.isAtRest = true;
    this.scale = 1;
    this.rest.forEach(([name, value]) => this.svg.setAttribute(name, value));
    this.svg.classList.remove("pp-map__svg--pans");
    this.told(this);
  }

  /** Show all of the drawing at once. */
  fit() {
    this.show(this.whole, 0, 0);
    this.comeIntoSight();
  }

  /** Show at the next scale in a direction, +1 for larger. */
  step(direction) {
    const next = STEPS.filter((each) => (each - this.scale) * direction > 0.005);
    const found = direction > 0 ? next[0] : Math.max(next.at(-1) ?? 0, this.whole);
    if (found && (found - this.scale) * direction > 0) {
      this.zoom(found, this.middle());
    }
  }

  /** Show at a scale, while a point of the page stays over the same point of the drawing. */
  zoom(scale, [pageX, pageY]) {
    const to = Math.min(Math.max(scale, this.whole), MOST);
    const [x, y] = this.drawn(pageX, pageY);
    const wasAtRest = this.isAtRest;
    const before = this.region.getBoundingClientRect();
    this.scale = to;
    // A window that has just opened stands elsewhere on the screen: its own middle takes the point.
    const [width, height] = this.window;
    const [left, top] = wasAtRest ? [width / 2, height / 2] : [pageX - before.left, pageY - before.top];
    this.show(to, x - left / to, y - top / to);
    if (wasAtRest) {
      this.comeIntoSight();
    }
  }

  /** Scroll the page no further than it takes to see the window and its buttons. */
  comeIntoSight() {
    this.region.closest("[data-map]").scrollIntoView({ block: "nearest" });
  }

  /** Move over the drawing by pixels of the page; return whether it moved. */
  pan(right, down) {
    const { x, y } = this;
    this.show(this.scale, this.x + right / this.scale, this.y + down / this.scale);
    return this.x !== x || this.y !== y;
  }

  /** Bring a box of the drawing into the window with some room around it. */
  reveal({ x, y, width, height }) {
    const [across, down] = this.window.map((size) => size / this.scale);
    const room = MARGIN / this.scale;
    const near = (from, seen, place, size) =>
      place - room < from || size + 2 * room > seen
        ? place - room
        : Math.max(from, place + size + room - seen);
    this.show(this.scale, near(this.x, across, x, width), near(this.y, down, y, height));
  }

  /** Show the drawing through the window, from a point of it on, at a scale. */
  show(scale, x, y) {
    this.isAtRest = false;
    this.scale = scale;
    const [width, height] = this.window;
    this.x = kept(x, width / scale, this.width);
    this.y = kept(y, height / scale, this.height);
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("height", height);
    this.svg.setAttribute("viewBox", [this.x, this.y, width / scale, height / scale].join(" "));
    this.svg.classList.toggle("pp-map__svg--pans", this.canPan);
    this.region.scrollLeft = 0;
    this.told(this);
  }

  /** Return the point of the drawing that a point of the screen lies on. */
  drawn(pageX, pageY) {
    const at = this.svg.getScreenCTM().inverse();
    return [pageX * at.a + at.e, pageY * at.d + at.f];
  }

  /** Return the middle of what is seen of the drawing, as a point of the screen. */
  middle() {
    const box = this.region.getBoundingClientRect();
    const top = Math.max(box.top, 0);
    return [(box.left + box.right) / 2, (top + Math.max(top, Math.min(box.bottom, innerHeight))) / 2];
  }
}
