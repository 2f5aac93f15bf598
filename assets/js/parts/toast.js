// A toast leaves after 6 seconds unless somebody is reading it; what it says also stands where the thing is.
const SHOWN_MS = 6000;

function timeOut(toast) {
  let timer = setTimeout(() => toast.remove(), SHOWN_MS);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => (timer = setTimeout(() => toast.remove(), SHOWN_MS)));
}

export function clearToasts() {
  document.querySelectorAll("[data-toast]").forEach(timeOut);
  document.addEventListener("htmx:after:swap", (event) => {
    const place = event.detail.ctx.target;
    if (place?.isConnected) place.querySelectorAll("[data-toast]").forEach(timeOut);
  });
}
