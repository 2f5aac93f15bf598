import { shakeWhenCalled } from "./parts/called.js";
import { everywhere } from "./parts/everywhere.js";
import { keepForLater } from "./parts/offline.js";
import { offerReading } from "./parts/read_aloud.js";

everywhere();
offerReading();
shakeWhenCalled();
// A browser that refuses the helper still shows every page.
window.addEventListener("load", () => keepForLater().catch(() => undefined));
