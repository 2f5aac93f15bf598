// Says a text aloud: by the server's recorded or synthesised sound where there is one, else by the browser's own Chinese or English voice.
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

export function speak(text) {
  return server() ? playSound(text) : utter(text);
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
