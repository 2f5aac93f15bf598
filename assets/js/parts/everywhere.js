// What every page does; each part only adds to a page that works without it.
import { guardForms } from "./busy.js";
import { keepFocus } from "./focus.js";
import { clearToasts } from "./toast.js";
import { watchTrouble } from "./trouble.js";

export function everywhere() {
  keepFocus();
  guardForms();
  clearToasts();
  watchTrouble();
}
