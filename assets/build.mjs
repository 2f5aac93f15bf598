// Builds what browsers load: one style sheet and one script per device, icon sprites, fonts. Every name carries its content's hash.
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chineseType } from "./fonts.mjs";
import { sprite, usedIcons } from "./icons.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ASSETS = join(ROOT, "assets");
const MODULES = join(ROOT, "node_modules");

const SHARED_FILES = {
  "htmx.js": join(MODULES, "htmx.org/dist/htmx.min.js"),
  "seal.svg": join(ASSETS, "img/seal.svg"),
};

const APPS = [
  {
    out: "portal/web/static/built",
    entries: [
      "phone.css",
      "desk.css",
      "tablet.css",
      "board.css",
      "phone.js",
      "desk.js",
      "tablet.js",
      "board.js",
      "chart.js",
    ],
    templates: ["portal", "shared/look"],
    files: {
      ...SHARED_FILES,
      "icon-192.png": join(ASSETS, "img/icon-192.png"),
      "icon-512.png": join(ASSETS, "img/icon-512.png"),
    },
    plain: { "sw.js": join(ASSETS, "js/sw.js") },
    compressed: true,
  },
  {
    out: "kiosk/static/built",
    entries: ["kiosk.css", "kiosk.js"],
    templates: ["kiosk", "shared/look"],
    files: SHARED_FILES,
    plain: {},
    compressed: false, // the kiosk asks itself, nothing goes over a wire
  },
];

// The oldest engines met: WeChat's own browser on old phones (Chromium 107) and Safari 15.4.
const TARGET = ["chrome107", "safari15.4", "firefox104"];

async function bundle(app) {
  const result = await build({
    entryPoints: app.entries.map((name) => join(ASSETS, extname(name).slice(1), name)),
    outdir: join(ROOT, app.out),
    entryNames: "[name].[hash]",
    assetNames: "[name].[hash]",
    loader: { ".woff2": "file", ".ttf": "file", ".svg": "file" },
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  return namesOf(app, result.metafile.outputs);
}

function namesOf(app, outputs) {
  const names = {};
  for (const [path, output] of Object.entries(outputs)) {
    const file = basename(path);
    names[output.entryPoint ? basename(output.entryPoint) : file] = file;
  }
  return names;
}

async function hashed(app, name, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const file = `${basename(name, extname(name))}.${digest}${extname(name)}`;
  await writeFile(join(ROOT, app.out, file), content);
  return file;
}

async function iconSprite(app) {
  const library = join(MODULES, "lucide-static/icons");
  const { names, where } = await usedIcons(ROOT, app.templates, join(ASSETS, "icons.txt"), library);
  const { svg, missing } = await sprite(names, library);
  for (const name of missing) console.warn(`no Lucide icon is called "${name}" (${where.get(name)})`);
  return svg;
}

// Pages already open still ask for the files of the build before this one.
async function before(folder) {
  const manifest = await readFile(join(folder, "manifest.json"), "utf8").catch(() => "{}");
  return Object.values(JSON.parse(manifest));
}

// Compressed once here instead of at every request.
const CODINGS = { ".br": brotliCompressSync, ".gz": (bytes) => gzipSync(bytes, { level: 9 }) };

async function compress(folder, files) {
  for (const file of files) {
    if (!/\.(css|js|svg)$/.test(file)) continue;
    const bytes = await readFile(join(folder, file));
    for (const [ending, smaller] of Object.entries(CODINGS))
      await writeFile(join(folder, file + ending), smaller(bytes));
  }
}

async function prune(folder, keep) {
  for (const file of await readdir(folder))
    if (!keep.has(file.replace(/\.(br|gz)$/, ""))) await rm(join(folder, file), { recursive: true });
}

async function assemble(app) {
  const folder = join(ROOT, app.out);
  await mkdir(folder, { recursive: true });
  const former = await before(folder);
  const manifest = await bundle(app);
  for (const [name, source] of Object.entries(app.files))
    manifest[name] = await hashed(app, name, await readFile(source));
  manifest["noto.css"] = await hashed(
    app,
    "noto.css",
    await chineseType(MODULES, async (name, bytes) => (manifest[name] = await hashed(app, name, bytes))),
  );
  manifest["icons.svg"] = await hashed(app, "icons.svg", await iconSprite(app));
  for (const [name, source] of Object.entries(app.plain)) {
    await cp(source, join(folder, name));
    manifest[name] = name;
  }
  if (app.compressed) await compress(folder, Object.values(manifest));
  await writeFile(join(folder, "manifest.tmp"), JSON.stringify(manifest, null, 1));
  await rename(join(folder, "manifest.tmp"), join(folder, "manifest.json"));
  await prune(folder, new Set([...former, ...Object.values(manifest), "manifest.json"]));
  console.log(`${relative(ROOT, folder)}: ${Object.keys(manifest).length} files`);
}

// What the printers' papers are set in; the regular weights come with a Python package.
const PRINTED = {
  "NotoSansSC_700Bold.ttf": "noto-sans-sc/700Bold",
  "NotoSerifSC_700Bold.ttf": "noto-serif-sc/700Bold",
  "BarlowSemiCondensed_600SemiBold.ttf": "barlow-semi-condensed/600SemiBold",
};

async function printersFonts() {
  const folder = join(ROOT, "printers/fonts");
  await mkdir(folder, { recursive: true });
  for (const [file, place] of Object.entries(PRINTED)) {
    const source = join(MODULES, "@expo-google-fonts", place);
    await cp(join(source, file), join(folder, file));
    await cp(join(source, "../LICENSE_FONT"), join(folder, `OFL-${file.split("_")[0]}.txt`));
  }
}

for (const app of APPS) await assemble(app);
await printersFonts();
