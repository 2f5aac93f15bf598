// Chinese type for machines without any: Noto Sans SC in two weights, the common characters apart so that the rare ones load only when a name needs them.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import subsetFont from "subset-font";

const WEIGHTS = { 400: "400Regular/NotoSansSC_400Regular.ttf", 700: "700Bold/NotoSansSC_700Bold.ttf" };
const FAMILY = "Noto Sans SC";

// GB 2312 (6,763 characters and the signs), Latin with accents, dashes, quotes and arrows.
const BLOCKS = [
  [0x20, 0x250],
  [0x2010, 0x2040],
  [0x2190, 0x219a],
  [0x2200, 0x2270],
];

function commonCharacters() {
  const decoder = new TextDecoder("gb2312");
  const points = new Set();
  for (const [from, to] of BLOCKS) for (let point = from; point < to; point += 1) points.add(point);
  for (let row = 0xa1; row <= 0xf7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) points.add(decoder.decode(Uint8Array.of(row, cell)).codePointAt(0));
  points.delete(0xfffd);
  return [...points].sort((a, b) => a - b);
}

function ranges(points) {
  const found = [];
  for (const point of points) {
    const last = found.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else found.push([point, point]);
  }
  return found.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to).slice(2)}`)).join(",");
}

function hex(point) {
  return `U+${point.toString(16)}`;
}

function face(weight, file, range = "") {
  const limits = range && `unicode-range:${range};`;
  return `@font-face{font-family:"${FAMILY}";font-weight:${weight};font-display:swap;src:url("${file}") format("truetype");${limits}}`;
}

// `keep(name, bytes)` stores a file and answers its hashed name.
export async function chineseType(modules, keep) {
  const points = commonCharacters();
  const text = String.fromCodePoint(...points);
  const range = ranges(points);
  const rules = [];
  for (const [weight, path] of Object.entries(WEIGHTS)) {
    const whole = await readFile(join(modules, "@expo-google-fonts/noto-sans-sc", path));
    const common = await subsetFont(whole, text, { targetFormat: "sfnt" });
    // The later rule wins where both have a character, so the whole file is asked only for what the common one lacks.
    rules.push(face(weight, await keep(`noto-${weight}.ttf`, whole)));
    rules.push(face(weight, await keep(`noto-${weight}-common.ttf`, common), range));
  }
  return rules.join("\n");
}
