(function () {
  "use strict";
  document.querySelectorAll("[data-plot]").forEach(function (place) {
    var drawing = JSON.parse(document.getElementById(place.dataset.plot).textContent);
    place.style.height = drawing.layout.height + "px";
    Plotly.newPlot(place, drawing.data, drawing.layout, { displayModeBar: false, responsive: true });
  });
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (each) { each.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (each) { each.open = false; });
  });
})();
