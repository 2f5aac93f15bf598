// A clerk's keys: data-key="F2" on anything that can be pressed; ↑ ↓ choose a row of [data-rows], digits answer it; ? lists them all.
const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const NAMES = { " ": "Space", 空格: "Space" };

function chord(event) {
  const held = [
    event.ctrlKey && "Ctrl",
    event.altKey && "Alt",
    event.shiftKey && event.key.length > 1 && "Shift",
  ].filter(Boolean);
  return [...held, NAMES[event.key] ?? event.key].join(" ").toLowerCase();
}

function wanted(element) {
  return element.dataset.key
    .split(" ")
    .map((part) => NAMES[part] ?? part)
    .join(" ")
    .toLowerCase();
}

function pressable() {
  const open = document.querySelector("dialog[open]");
  return [...(open ?? document).querySelectorAll("[data-key]")].filter(
    (one) => !one.disabled && one.checkVisibility?.() !== false,
  );
}

function chooseRow(rows, step) {
  const all = [...rows.querySelectorAll("tbody tr, .inbox__row")];
  const now = all.findIndex(
    (row) => row.getAttribute("aria-selected") === "true" || row.getAttribute("aria-current") === "true",
  );
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  if (!next) return;
  all.forEach((row) => row.removeAttribute("aria-selected"));
  next.setAttribute("aria-selected", "true");
  (next.querySelector("input:checked, input, a, button") ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function answerRow(rows, digit) {
  const choices = rows.querySelectorAll('[aria-selected="true"] .tri input');
  choices[digit - 1]?.click();
}

function rowKeys(event) {
  const rows = document.querySelector("[data-rows]");
  if (!rows || event.ctrlKey || event.altKey) return false;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") chooseRow(rows, event.key === "ArrowDown" ? 1 : -1);
  else if (/^[1-9]$/.test(event.key)) answerRow(rows, Number(event.key));
  else return false;
  return true;
}

function list() {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", document.querySelector("[data-shortcuts]")?.innerText ?? "");
  const lines = document.createElement("dl");
  lines.className = "kv keylist";
  for (const one of pressable()) lines.append(line("dt", one.dataset.key), line("dd", label(one)));
  dialog.append(lines);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function label(element) {
  return (
    element.innerText.replace(element.querySelector("kbd")?.innerText ?? "", "").trim() ||
    element.getAttribute("aria-label")
  );
}

export function listenForKeys() {
  for (const button of document.querySelectorAll("[data-shortcuts]")) {
    button.hidden = !document.querySelector("[data-key]");
    button.addEventListener("click", list);
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches(TYPING);
    if (event.isComposing || event.repeat || (typing && event.key.length === 1 && !event.ctrlKey && !event.altKey))
      return;
    if (event.key === "?" && !typing) return list();
    const goal = pressable().find((one) => wanted(one) === chord(event));
    if (goal) goal.click();
    else if (typing || !rowKeys(event)) return;
    event.preventDefault();
  });
}
