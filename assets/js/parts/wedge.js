// A scanner types like a keyboard: what it types goes into its field wherever the last touch was.
export function catchScanner() {
  const field = document.querySelector("[data-wedge]");
  if (!field) return;
  document.addEventListener(
    "keydown",
    (event) => {
      const typing = event.target.closest("input, textarea, select");
      if (!typing && event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) field.focus();
    },
    { capture: true },
  );
}
