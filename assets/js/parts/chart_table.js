// What a chart shows, read from its table: columns name their mark, tone and stack; rows still to come are marked as forecast.
function number(cell) {
  const text = cell.dataset.value ?? cell.textContent;
  return text.trim() === "" ? null : Number(text.replace(/[\s,%]/g, ""));
}

function column(head, at, rows) {
  const { mark = "bar", tone = "jade", stack = "", unit = "", axis = "left" } = head.dataset;
  return {
    name: head.textContent.trim(),
    mark,
    tone,
    stack,
    unit,
    axis,
    values: rows.map((row) => number(row.cells[at])),
  };
}

export function readTable(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const firstGuess = rows.findIndex((row) => row.dataset.forecast !== undefined);
  return {
    caption: table.caption?.textContent.trim() ?? "",
    summary: table.dataset.summary || (table.caption?.textContent.trim() ?? ""),
    lying: table.dataset.lying !== undefined,
    now: table.dataset.now ?? "",
    categories: rows.map((row) => row.cells[0].textContent.trim()),
    columns: heads.slice(1).map((head, at) => column(head, at + 1, rows)),
    firstGuess: firstGuess < 0 ? rows.length : firstGuess,
  };
}
