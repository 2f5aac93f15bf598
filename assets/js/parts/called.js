// The phone shakes when the visitor is called or nearly: data-shake="called" on the ticket, once for each new word.
export function shakeWhenCalled() {
  let last = document.querySelector("[data-shake]")?.dataset.shake ?? "";
  document.addEventListener("htmx:after:swap", () => {
    const now = document.querySelector("[data-shake]")?.dataset.shake ?? "";
    if (now && now !== last) navigator.vibrate?.([300, 150, 300]);
    last = now;
  });
}
