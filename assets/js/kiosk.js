import { runClocks } from "./parts/clock.js";
import { everywhere } from "./parts/everywhere.js";
import { watchIdle } from "./parts/idle.js";
import { fillCodes } from "./parts/keypad.js";
import { countButtons } from "./parts/leave_after.js";
import { offerReading } from "./parts/read_aloud.js";
import { catchScanner } from "./parts/wedge.js";

everywhere();
watchIdle();
countButtons();
fillCodes();
catchScanner();
offerReading();
runClocks();
// No way out of the page: no menu, no selection, no dragging, no zoom by two fingers.
for (const sign of ["contextmenu", "selectstart", "dragstart", "gesturestart"])
  document.addEventListener(sign, (event) => event.preventDefault());
