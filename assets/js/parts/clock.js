// Shows the server's time, not the device's: <time data-clock="2026-11-23T09:41:00+08:00" data-speed="1">.
const WALL = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

export function runClocks() {
  const loaded = Date.now();
  const tick = () => {
    for (const clock of document.querySelectorAll("time[data-clock]")) {
      const gone = (Date.now() - loaded) * Number(clock.dataset.speed || 1);
      const shown = WALL.format(new Date(Date.parse(clock.dataset.clock) + gone));
      if (clock.textContent !== shown) clock.textContent = shown;
    }
  };
  tick();
  setInterval(tick, 1000);
}
