// Keys fill the code box at once; without script each key is a submit button and the server fills it.
function letters(box) {
  return box.children.length;
}

function press(value, key, length) {
  if (key === "clear") return "";
  if (key === "back") return value.slice(0, -1);
  return (value + key).slice(0, length);
}

function show(box, value) {
  [...box.children].forEach((place, at) => {
    place.textContent = value[at] ?? "";
    place.classList.toggle("now", at === value.length);
  });
  box.setAttribute("aria-label", box.getAttribute("aria-label").replace(/\d+/, value.length));
}

export function fillCodes() {
  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-keypad] .key");
    const form = key?.closest("form");
    const box = form?.querySelector(".codebox");
    if (!box) return;
    event.preventDefault();
    const field = form.elements[key.closest("[data-keypad]").dataset.keypad];
    field.value = press(field.value, key.value, letters(box));
    show(box, field.value);
    offer(form, letters(box) - field.value.length);
  });
}

// The main button says how many are missing until none is: data-missing="签到（还差 %d 位）" data-ready="签到".
function offer(form, missing) {
  const button = form.querySelector("[data-missing]");
  if (!button) return;
  button.disabled = missing > 0;
  button.textContent = missing > 0 ? button.dataset.missing.replace("%d", missing) : button.dataset.ready;
}
