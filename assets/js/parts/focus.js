// After a swap the focus goes to the error summary or the new heading; polled parts never take it.
const POLLED = /\b(every|load|revealed|intersect)\b/;

export function polled(source) {
  return POLLED.test(source?.closest?.("[hx-trigger]")?.getAttribute("hx-trigger") ?? "");
}

function focusIn(place) {
  const goal = place.querySelector("[data-focus]") ?? place.querySelector("h1");
  if (!goal) return;
  if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
  goal.focus();
}

export function keepFocus() {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement, target } = event.detail.ctx;
    if (!polled(sourceElement) && target?.isConnected) focusIn(target);
  });
}
