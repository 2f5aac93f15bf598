// Speaks each new call once: an element with data-say and an id of its own in data-say-id, wherever a swap brings it.
import { canSpeak, speak } from "./voice.js";

const said = new Set();
let queue = Promise.resolve();

function announce(first) {
  for (const call of document.querySelectorAll("[data-say][data-say-id]")) {
    if (said.has(call.dataset.sayId)) continue;
    said.add(call.dataset.sayId);
    // What was called before this screen was switched on is not called again.
    if (!first && canSpeak()) queue = queue.then(() => speak(call.dataset.say));
  }
}

export function announceCalls() {
  announce(true);
  document.addEventListener("htmx:after:swap", () => announce(false));
}
