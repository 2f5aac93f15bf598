// Keeps the booking code for a place without network: a page marked data-keep-offline is handed to the service worker with all it needs.
function needed() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  return [location.href, ...loaded.filter((url) => url.startsWith(location.origin) && url.includes("/static/"))];
}

export async function keepForLater() {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  await navigator.serviceWorker.register("/sw.js");
  const ready = await navigator.serviceWorker.ready;
  const forget = document.querySelector("[data-forget-offline]");
  if (document.querySelector("[data-keep-offline]")) ready.active.postMessage({ keep: needed() });
  else if (forget) ready.active.postMessage({ forget: true });
}
