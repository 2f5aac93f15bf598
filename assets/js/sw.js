// The phone's offline helper: built files from memory first, pages from the network first, kept pages when there is no network.
const KEPT = "tongban-kept-1";
const BUILT = "tongban-built-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep));
  if (event.data.forget) event.waitUntil(caches.delete(KEPT));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/built/")) event.respondWith(fromMemory(request));
  else if (request.mode === "navigate") event.respondWith(fromNetwork(request));
});

async function keep(urls) {
  const kept = await caches.open(KEPT);
  const built = await caches.open(BUILT);
  await Promise.all(urls.map((url) => (url.includes("/static/") ? built : kept).add(url).catch(() => undefined)));
}

async function fromMemory(request) {
  const known = await caches.match(request, { ignoreVary: true });
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(BUILT)).put(request, answer.clone());
  return answer;
}

async function fromNetwork(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.open(KEPT);
    const same = await kept.match(request, { ignoreVary: true });
    if (same) return same;
    const [newest] = (await kept.keys()).slice(-1);
    if (newest && new URL(request.url).pathname === "/") return kept.match(newest, { ignoreVary: true });
    throw failure;
  }
}
