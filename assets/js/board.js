import { announceCalls } from "./parts/announce.js";
import { runClocks } from "./parts/clock.js";
import { everywhere } from "./parts/everywhere.js";

everywhere();
announceCalls();
runClocks();
