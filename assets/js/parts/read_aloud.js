// Reads the heading, the lead, then what can be chosen, in order, and marks what is being read. A second press stops.
import { canSpeak, hush, sendsWords, speak, whenVoicesCome } from "./voice.js";

const READ =
  "h1, h2, .lead, [data-read], .banner, .notice, .tile, .area, .choice, .field__label, .field__hint, .field__error, .timeline__name, .ticket__area, .ticket__no, .facts > div, .row, .btn";
const MARK = "is-read";
let turn = 0;

function shown(element) {
  return element.checkVisibility?.() ?? element.offsetParent !== null;
}

// The innermost of nested pieces would be read twice: keep only the outermost.
function pieces() {
  const root = document.querySelector("[role=alertdialog]:not([hidden] *), dialog[open]") ?? document.body;
  const found = [...root.querySelectorAll(READ)].filter(
    (piece) => shown(piece) && !piece.closest(".controls, .tabbar, .rail"),
  );
  return found.filter((piece) => !found.some((other) => other !== piece && other.contains(piece)));
}

function words(piece) {
  return piece.innerText.replace(/\s+/g, " ").trim();
}

// Masked names and numbers and case numbers are a person's too.
function isPrivate(piece) {
  return (
    piece.closest("[data-private]") || piece.querySelector("[data-private]") || /\*|[A-Z]{3}-\d{6}-/.test(words(piece))
  );
}

async function readPage() {
  const mine = ++turn;
  for (const piece of pieces()) {
    if (mine !== turn || !words(piece) || (sendsWords() && isPrivate(piece))) continue;
    piece.classList.add(MARK);
    piece.scrollIntoView({ block: "nearest" });
    await speak(words(piece));
    piece.classList.remove(MARK);
  }
  if (mine === turn) rest();
}

function rest() {
  turn += 1;
  hush();
  for (const marked of document.querySelectorAll(`.${MARK}`)) marked.classList.remove(MARK);
  for (const button of document.querySelectorAll("[data-read-aloud]")) button.removeAttribute("aria-pressed");
}

function press(button) {
  const reading = button.getAttribute("aria-pressed") === "true";
  rest();
  if (reading) return;
  button.setAttribute("aria-pressed", "true");
  readPage();
}

// A place in the kiosk's bar stays where it is: without a voice it rests there; anywhere else the button goes.
function offer(button) {
  if (button.matches(".control")) button.disabled = !canSpeak();
  else button.hidden = !canSpeak();
}

export function offerReading() {
  whenVoicesCome(() => document.querySelectorAll("[data-read-aloud]").forEach(offer));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read-aloud]");
    if (button) press(button);
  });
  window.addEventListener("pagehide", rest);
}
