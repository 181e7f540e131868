// figures.js: draw the figures of a page with Plotly from the data that stands beside them.

const plotly = window.Plotly;
// The width of an A4 sheet between its margins, in pixels; a drawing for a larger one names its own.
const PAPER = 690;

/** Draw every figure that can be seen and is not drawn yet. */
function draw() {
  for (const place of document.querySelectorAll("[data-plot]:not(.js-plotly-plot)")) {
    if (place.offsetParent === null) {
      continue; // It is meant for another width of the window.
    }
    const drawing = JSON.parse(document.getElementById(place.dataset.plot).textContent);
    place.style.height = `${drawing.layout.height}px`;
    plotly.newPlot(place, drawing.data, drawing.layout, { displayModeBar: false, responsive: true });
  }
}

draw();
// A partial update brings its own figures along, and another width may show another one.
document.addEventListener("htmx:afterSettle", draw);
addEventListener("resize", draw);

/** Draw anew all that is wider than a sheet of paper, or in the width of its place again. */
function fitToPaper(isPaper) {
  for (const place of document.querySelectorAll(".js-plotly-plot")) {
    if (!isPaper || place.clientWidth > PAPER) {
      const width = Number(place.dataset.paper ?? PAPER);
      plotly.relayout(place, isPaper ? { width, autosize: false } : { width: null, autosize: true });
    }
  }
}

// On paper the tables behind the figures are open, and closed again afterwards.
let opened = [];
addEventListener("beforeprint", () => {
  fitToPaper(true);
  opened = [...document.querySelectorAll("details.pp-figure__table:not([open])")];
  opened.forEach((each) => { each.open = true; });
});
addEventListener("afterprint", () => {
  fitToPaper(false);
  opened.forEach((each) => { each.open = false; });
});
