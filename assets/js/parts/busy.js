// A pressed button says so and ignores the second press; the server would too, by the form's idempotency key.
function markBusy(form, button) {
  form.dataset.sent = "yes";
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) say(button, button.dataset.busy);
}

function say(button, words) {
  const text = [...button.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!text) return;
  button.dataset.said = text.data;
  text.data = words;
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-busy="true"]')) {
    button.removeAttribute("aria-busy");
    if (button.dataset.said) say(button, button.dataset.said);
  }
}

export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    else markBusy(form, event.submitter);
  });
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement, sourceEvent } = event.detail.ctx;
    const form = sourceElement.closest("form");
    if (form?.method === "post") markBusy(form, sourceEvent?.submitter);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.detail.ctx.sourceElement.closest("form");
    if (form) release(form);
  });
  // The page may come back from the browser's memory with its button still busy.
  window.addEventListener(
    "pageshow",
    (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach(release),
  );
}
