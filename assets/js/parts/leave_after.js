// "Done (12 s)": a button that presses itself, its seconds in <span data-seconds>; any touch elsewhere gives the time back.
export function countButtons() {
  for (const button of document.querySelectorAll("[data-leave-after]")) {
    const whole = Number(button.dataset.leaveAfter);
    const shown = button.querySelector("[data-seconds]");
    let left = whole;
    document.addEventListener("pointerdown", () => (left = whole), { capture: true });
    setInterval(() => {
      left -= 1;
      if (shown) shown.textContent = Math.max(left, 0);
      if (left === 0) button.click();
    }, 1000);
  }
}
