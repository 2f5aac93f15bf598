// Draws each table of figures that asks for it ([data-chart]); the table stays, one touch away, for those who would rather read.
import { BarChart, LineChart } from "echarts/charts";
import { GraphicComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { nowMark, optionOf } from "./parts/chart_option.js";
import { readTable } from "./parts/chart_table.js";

use([BarChart, LineChart, GraphicComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

function draw(figure) {
  const place = figure.querySelector("[data-chart-place]");
  const table = readTable(figure.querySelector("table"));
  place.hidden = false;
  figure.querySelector("details").open = false;
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", table.summary);
  const chart = init(place, null, { renderer: "canvas" });
  const style = getComputedStyle(document.documentElement);
  const mark = () => chart.setOption({ graphic: nowMark(table, chart, style) });
  chart.setOption(optionOf(table, style));
  mark();
  new ResizeObserver(() => {
    chart.resize();
    mark();
  }).observe(place);
}

function drawAll(root) {
  for (const figure of root.querySelectorAll("[data-chart]:not([data-drawn])")) {
    figure.dataset.drawn = "yes";
    draw(figure);
  }
}

drawAll(document);
document.addEventListener("htmx:after:swap", () => drawAll(document));
