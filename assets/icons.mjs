// Collects the icon names that templates use and draws them into one sprite of <symbol>s.
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

// Names that must be icons; a wrong one is reported.
const NAMED = [
  /\bicon\(\s*["']([a-z0-9-]+)["']/g, // icon("ticket")
  /\b(?:drawing|after)\s*=\s*["']([a-z0-9-]+)["']/g, // button(..., drawing="ticket")
  /["']drawing["']\s*:\s*["']([a-z0-9-]+)["']/g, // {"drawing": "ticket"}
];
// Any quoted word inside a template's braces may be an icon given by its place: tile("#", name, "ticket").
const BRACES = /\{[{%][\s\S]*?[%}]\}/g;
const QUOTED = /["']([a-z][a-z0-9-]+)["']/g;

async function* sources(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "built" && entry.name !== "__pycache__") yield* sources(path);
    else if (/\.(html|py)$/.test(entry.name)) yield path;
  }
}

export async function usedIcons(root, folders, extra, library) {
  const icons = new Set((await readdir(library)).map((file) => file.replace(/\.svg$/, "")));
  const where = new Map();
  for (const line of (await readFile(extra, "utf8")).split("\n"))
    if (line && !line.startsWith("#")) where.set(line.trim(), "assets/icons.txt");
  for (const folder of folders)
    for await (const path of sources(join(root, folder))) {
      const text = await readFile(path, "utf8");
      for (const name of [...named(text), ...perhaps(path, text, icons)]) where.set(name, relative(root, path));
    }
  return { names: [...where.keys()].sort(), where };
}

function named(text) {
  return NAMED.flatMap((call) => [...text.matchAll(call)].map(([, name]) => name));
}

function perhaps(path, text, icons) {
  if (!path.endsWith(".html")) return [];
  const words = (text.match(BRACES) ?? []).flatMap((piece) => [...piece.matchAll(QUOTED)].map(([, word]) => word));
  return words.filter((word) => icons.has(word));
}

export async function sprite(names, library) {
  const symbols = [];
  const missing = [];
  for (const name of names) {
    const drawing = await readFile(join(library, `${name}.svg`), "utf8").catch(() => null);
    if (drawing === null) missing.push(name);
    else symbols.push(symbol(name, drawing));
  }
  return { svg: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`, missing };
}

function symbol(name, drawing) {
  const shapes = drawing
    .match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
    .replace(/\s+/g, " ")
    .replace(/> </g, "><")
    .replace(/ \/>/g, "/>")
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}
