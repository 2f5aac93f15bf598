import { runClocks } from "./parts/clock.js";
import { everywhere } from "./parts/everywhere.js";
import { listenForKeys } from "./parts/shortcuts.js";

everywhere();
listenForKeys();
runClocks();
