import { runClocks } from "./parts/clock.js";
import { everywhere } from "./parts/everywhere.js";
import { offerReading } from "./parts/read_aloud.js";

everywhere();
offerReading();
runClocks();
