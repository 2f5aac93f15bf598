// The kiosk forgets a visitor who left: after data-idle seconds it asks, counts data-countdown seconds down, then ends the session.
const SAID_AT = [30, 20, 10];

export function watchIdle() {
  const dialog = document.querySelector("[data-idle-dialog]");
  if (!dialog || !document.body.dataset.idle) return;
  const watch = new IdleWatch(dialog, Number(document.body.dataset.idle), Number(document.body.dataset.countdown));
  for (const sign of ["pointerdown", "keydown", "scroll"])
    document.addEventListener(sign, () => watch.touched(), { capture: true, passive: true });
  document.addEventListener(
    "htmx:before:request",
    (event) => event.detail.ctx.sourceEvent?.isTrusted && watch.touched(),
  );
  dialog.querySelector("[data-idle-stay]").addEventListener("click", (event) => event.preventDefault());
  watch.wait();
}

class IdleWatch {
  constructor(dialog, after, countdown) {
    Object.assign(this, { dialog, after, countdown, left: countdown, timer: 0 });
    this.seconds = dialog.querySelector("[data-idle-seconds]");
    this.said = dialog.querySelector("[data-idle-said]");
    this.sentence = this.seconds.textContent;
  }

  wait() {
    clearInterval(this.timer);
    this.timer = setTimeout(() => this.ask(), this.after * 1000);
  }

  touched() {
    if (!this.dialog.hidden) this.close();
    this.wait();
  }

  ask() {
    this.left = this.countdown;
    this.dialog.hidden = false;
    this.rest(true);
    this.dialog.querySelector("[data-idle-stay]").focus();
    this.show();
    this.timer = setInterval(() => this.count(), 1000);
  }

  close() {
    this.dialog.hidden = true;
    this.rest(false);
  }

  // What lies behind the question can be neither touched nor read.
  rest(resting) {
    for (const part of document.body.children) if (part !== this.dialog) part.inert = resting;
  }

  count() {
    this.left -= 1;
    if (this.left <= 0) this.end();
    else this.show();
  }

  show() {
    this.dialog.querySelector(".count .num").textContent = this.left;
    this.dialog.querySelector(".run").setAttribute("stroke-dasharray", `${this.left} ${this.countdown}`);
    this.seconds.textContent = this.sentence.replace(/\d+/, this.left);
    if (SAID_AT.includes(this.left)) this.said.textContent = this.seconds.textContent;
  }

  end() {
    clearInterval(this.timer);
    this.dialog.querySelector("form").submit();
  }
}
