// When the server does not answer: a polled part keeps what it shows and says so; a deed of the reader falls back to the plain page.
import { polled } from "./focus.js";

function fallBack({ sourceElement, sourceEvent }) {
  const form = sourceElement.closest("form");
  if (form?.method === "post") submitPlainly(form, sourceEvent?.submitter);
  else if (sourceElement.href) location.assign(sourceElement.href);
  else location.reload();
}

function submitPlainly(form, button) {
  if (button?.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button.name, value: button.value });
    form.append(field);
  }
  form.submit();
}

function stale(shown) {
  for (const note of document.querySelectorAll("[data-stale]")) note.hidden = !shown;
}

function answered(event) {
  const { ctx } = event.detail;
  const broken = ctx.response.status >= 500;
  if (!polled(ctx.sourceElement)) return;
  stale(broken);
  if (broken) event.preventDefault();
  // A poll that was sent elsewhere (to the door) means that this page is no longer ours.
  else if (ctx.response.raw.redirected) location.reload();
}

function failed(event) {
  const { ctx } = event.detail;
  if (ctx.response && ctx.response.status < 500) return;
  if (polled(ctx.sourceElement)) stale(true);
  else fallBack(ctx);
}

export function watchTrouble() {
  document.addEventListener("htmx:error", failed);
  document.addEventListener("htmx:response:error", failed);
  document.addEventListener("htmx:after:request", answered);
}
