// Says a text aloud: by the browser's own Chinese or English voice where it has one, else by the server's synthesiser.
let playing = null;

function server() {
  return document.body.dataset.speech ?? "";
}

function ownVoice() {
  const language = document.documentElement.lang.slice(0, 2);
  return window.speechSynthesis?.getVoices().find((voice) => voice.lang.startsWith(language)) ?? null;
}

export function canSpeak() {
  return Boolean(server() || ownVoice());
}

export function whenVoicesCome(then) {
  then();
  window.speechSynthesis?.addEventListener?.("voiceschanged", then);
}

export function hush() {
  window.speechSynthesis?.cancel();
  playing?.pause();
  playing = null;
}

// Only the server's voice sends words over the wire, so what a page marks as private is not said by it.
export function sendsWords() {
  return !ownVoice();
}

export async function speak(text) {
  if (ownVoice()) return utter(text);
  for (const part of portions(text)) await playSound(part);
}

// The server takes 300 characters at a time: cut where a reader would breathe.
function portions(text) {
  const parts = [""];
  for (const sentence of text.match(/[^。！？；，.!?;,]+[。！？；，.!?;,]*/g) ?? []) {
    if (parts.at(-1).length + sentence.length > 280) parts.push("");
    parts[parts.length - 1] += sentence.slice(0, 280);
  }
  return parts.filter(Boolean);
}

function playSound(text) {
  const query = new URLSearchParams({ text, lang: document.documentElement.lang });
  playing = new Audio(`${server()}?${query}`);
  const sound = playing;
  return new Promise((done) => {
    for (const end of ["ended", "error", "pause"]) sound.addEventListener(end, done, { once: true });
    sound.play().catch(done);
  });
}

function utter(text) {
  const words = new SpeechSynthesisUtterance(text);
  words.voice = ownVoice();
  words.lang = document.documentElement.lang;
  words.rate = document.documentElement.dataset.mode === "elder" ? 0.85 : 1;
  return new Promise((done) => {
    words.onend = done;
    words.onerror = done;
    window.speechSynthesis.speak(words);
  });
}
