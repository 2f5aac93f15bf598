// The table as an ECharts option in our language of form: jade bars, a rust line, dashes for what is only forecast, labels on the bars.
export function optionOf(table, style) {
  const tint = (name) => style.getPropertyValue(`--${name}`).trim();
  const text = { fontFamily: tint("font"), fontSize: 12, color: tint("ink-2") };
  const categories = {
    type: "category",
    data: table.categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: tint("edge") } },
    axisLabel: text,
  };
  const values = { type: "value", splitLine: { lineStyle: { color: tint("line") } }, axisLabel: text, minInterval: 1 };
  return {
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 16, top: table.now ? 56 : 36, bottom: 4, containLabel: true },
    legend: {
      top: 0,
      right: 0,
      itemWidth: 14,
      itemHeight: 10,
      textStyle: text,
      data: table.columns.map(({ name }) => name),
    },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, textStyle: { ...text, color: tint("ink") } },
    xAxis: table.lying ? values : categories,
    yAxis: table.lying ? { ...categories, inverse: true } : values,
    series: table.columns.flatMap((column) => seriesOf(table, column, { tint, text })),
  };
}

function seriesOf(table, column, look) {
  return column.mark === "line" ? lines(table, column, look) : [bars(table, column, look)];
}

function bars(table, column, { tint, text }) {
  const guess = { color: "transparent", borderColor: tint("edge"), borderType: "dashed", borderWidth: 1 };
  const last = table.columns.filter((other) => other.mark === "bar").at(-1) === column;
  return {
    type: "bar",
    name: column.name,
    stack: column.stack || undefined,
    barMaxWidth: 56,
    itemStyle: { color: tint(column.tone) },
    data: column.values.map((value, row) => (row >= table.firstGuess ? { value, itemStyle: guess } : value)),
    label:
      last || !column.stack
        ? {
            show: true,
            position: table.lying ? "right" : "top",
            formatter: (point) => top(table, column, point.dataIndex),
            ...text,
            color: tint("ink"),
            fontWeight: 700,
          }
        : undefined,
  };
}

// Above a stack stands the whole, not the last piece.
function top(table, column, row) {
  if (!column.stack) return String(column.values[row] ?? "");
  return String(
    table.columns
      .filter((other) => other.stack === column.stack)
      .reduce((sum, other) => sum + (other.values[row] ?? 0), 0),
  );
}

// The border between what was and what is only expected, drawn between two categories once the chart knows its width.
export function nowMark(table, chart, style) {
  if (!table.now || table.firstGuess === 0 || table.firstGuess >= table.categories.length) return [];
  const at = (category) => chart.convertToPixel({ xAxisIndex: 0 }, table.categories[category]);
  const x = (at(table.firstGuess - 1) + at(table.firstGuess)) / 2;
  const font = `700 12px ${style.getPropertyValue("--font")}`;
  const line = { stroke: style.getPropertyValue("--ink").trim(), lineDash: [3, 3] };
  return [
    { type: "line", id: "now", shape: { x1: x, x2: x, y1: 30, y2: chart.getHeight() - 26 }, style: line, silent: true },
    {
      type: "text",
      id: "now-words",
      x: x + 7,
      y: 32,
      style: { text: table.now, font, fill: style.getPropertyValue("--rust").trim() },
      silent: true,
    },
  ];
}

function lines(table, column, { tint }) {
  const known = column.values.map((value, row) => (row < table.firstGuess ? value : null));
  const guessed = column.values.map((value, row) => (row >= table.firstGuess - 1 ? value : null));
  const base = {
    type: "line",
    name: column.name,
    z: 5,
    lineStyle: { color: tint(column.tone), width: 2.5 },
    itemStyle: { color: tint(column.tone) },
  };
  const drawn = {
    ...base,
    data: known,
    symbol: "emptyCircle",
    symbolSize: 9,
    itemStyle: { color: tint(column.tone), borderWidth: 2.5 },
  };
  if (table.firstGuess >= table.categories.length) return [drawn];
  return [
    drawn,
    {
      ...base,
      data: guessed,
      symbol: "none",
      silent: true,
      tooltip: { show: false },
      lineStyle: { color: tint(column.tone), width: 2, type: [4, 5] },
    },
  ];
}
