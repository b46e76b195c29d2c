/* Copies what the portal takes from other projects into static/:
 *
 *   static/vendor/bootstrap-subset.css   the parts of Bootstrap the pages use, from its own SCSS
 *   static/vendor/htmx.min.js            unchanged
 *   static/vendor/leaflet.{js,css}       without the pointer to a source map; its pictures in images/
 *   static/vendor/*.LICENSE.txt          the licence of each, unchanged
 *   static/vendor/MANIFEST.json          package, version, licence, sha256 of every file above
 *   static/icons.svg                     one sprite of the icons named in ICONS
 *
 * Run by `make vendor` (`npm ci && node deploy/vendor.mjs`). The results are kept in the
 * repository, so a machine that only runs the portal needs no Node.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import * as sass from "sass";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const PACKAGES = join(ROOT, "node_modules");
const VENDOR = join(ROOT, "static", "vendor");
const BOOTSTRAP_LIMIT = 13 * 1024; // bytes after gzip -9; UX.md E.1 allows 24 KB for all styles

// Every icon stands beside a word. Add a name of https://icons.getbootstrap.com when a page needs it.
const ICONS = `
  arrow-counterclockwise arrow-left arrow-left-right arrow-right bell bell-fill binoculars-fill
  box-arrow-right building calendar-event calendar-plus camera chat-left-text check-circle-fill
  check-lg chevron-down chevron-left chevron-right chevron-up circle clipboard clipboard2-check-fill
  clock clock-fill cloud-check cloud-slash-fill door-open-fill download
  exclamation-circle-fill exclamation-triangle-fill eye eye-slash file-earmark-text
  file-earmark-arrow-down funnel gear geo-alt-fill hand-thumbs-up house-door-fill image
  info-circle journal-text link-45deg list list-check megaphone-fill mic paperclip pencil
  pencil-square people-fill person-circle person-plus person-walking pin-map plus-lg printer
  qr-code question-circle record-circle search send shield-check signpost-split star stop-fill
  telephone-fill three-dots trash upload volume-up-fill x-lg
`.trim().split(/\s+/);

// Values are those of the tokens in static/css/portal.css.
const BOOTSTRAP_SUBSET = `
  $enable-dark-mode: false; $enable-rfs: false; $enable-transitions: false;
  $enable-validation-icons: false; $enable-smooth-scroll: false; $enable-negative-margins: false;
  $primary: #0B4F83; $danger: #A3201A; $success: #0F5637; $warning: #B26A00;
  $body-color: #17212B; $body-bg: #F3F6F8; $border-color: #DDE4EA;
  $link-hover-color: #083C64; $line-height-base: 1.6; $paragraph-margin-bottom: 1.25rem;
  $headings-font-weight: 700; $headings-line-height: 1.3;
  $container-max-widths: (md: 72rem);
  $grid-columns: 6; $grid-breakpoints: (xs: 0, md: 768px);
  $input-bg: #FFF; $input-color: #17212B; $input-border-color: #6F7C89;
  $input-focus-border-color: #17212B; $input-focus-box-shadow: none; $input-btn-focus-width: 0;
  $input-placeholder-color: #46525F; $input-disabled-bg: #EAEFF3;
  $form-check-input-width: 1.5em; $form-check-input-border: 2px solid #6F7C89;
  $form-check-input-focus-border: #17212B; $form-check-input-focus-box-shadow: none;
  $form-text-color: #46525F; $form-feedback-invalid-color: #8A1812;

  @import "functions";
  @import "variables";
  $theme-colors: (primary: $primary);
  $theme-colors-rgb: (primary: to-rgb($primary));
  $form-validation-states: (invalid: map-get($form-validation-states, "invalid"));
  @import "maps";
  @import "mixins";
  @import "utilities";
  $spacers: (0: 0, 1: .25rem, 2: .5rem, 3: .75rem, 4: 1rem, 5: 1.5rem, 6: 2rem);
  $utilities: (
    "display": (property: display, class: d, print: true,
                values: none inline block flex inline-flex grid inline-block),
    "margin": (property: margin, class: m, values: $spacers),
    "margin-top": (property: margin-top, class: mt, values: map-merge($spacers, (auto: auto))),
    "margin-bottom": (property: margin-bottom, class: mb, values: $spacers),
    "margin-start": (property: margin-inline-start, class: ms, values: (auto: auto)),
    "padding": (property: padding, class: p, values: $spacers),
    "gap": (property: gap, class: gap, values: $spacers),
    "flex-wrap": (property: flex-wrap, class: flex, values: wrap nowrap),
    "flex-direction": (property: flex-direction, class: flex, values: row column),
    "flex-fill": (property: flex, class: flex, values: (fill: 1 1 auto)),
    "justify": (property: justify-content, class: justify-content,
                values: (start: flex-start, end: flex-end, center: center, between: space-between)),
    "align-items": (property: align-items, class: align-items,
                    values: (start: flex-start, end: flex-end, center: center, baseline: baseline)),
    "width": (property: width, class: w, values: (100: 100%, auto: auto)),
    "text-align": (property: text-align, class: text, values: (start: left, end: right, center: center)),
  );
  @import "root";
  @import "reboot";
  @import "containers";
  @import "grid";
  @import "tables";
  @import "forms/labels";
  @import "forms/form-text";
  @import "forms/form-control";
  @import "forms/form-select";
  @import "forms/form-check";
  @import "forms/validation";
  @import "buttons";
  @import "helpers/visually-hidden";
  @import "utilities/api";
`;

const read = (...parts) => readFileSync(join(PACKAGES, ...parts));
const about = (name) => JSON.parse(read(name, "package.json"));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function bootstrapSubset() {
  const { css } = sass.compileString(BOOTSTRAP_SUBSET, {
    loadPaths: [join(PACKAGES, "bootstrap", "scss")],
    style: "compressed",
    logger: sass.Logger.silent,
  });
  const { version, license } = about("bootstrap");
  const bytes = Buffer.from(`/*! Bootstrap ${version}, a subset; ${license} licence, see bootstrap.LICENSE.txt */\n${css}\n`);
  const weight = gzipSync(bytes, { level: 9 }).length;
  if (weight > BOOTSTRAP_LIMIT) throw new Error(`bootstrap-subset.css is ${weight} bytes after gzip`);
  return bytes;
}

function sprite() {
  const symbols = ICONS.map((name) => {
    const svg = read("bootstrap-icons", "icons", `${name}.svg`).toString("utf8");
    const shapes = svg.replace(/^[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 16 16">${shapes}</symbol>`;
  });
  const { version, license } = about("bootstrap-icons");
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Bootstrap Icons ${version}, ${license} -->\n${symbols.join("\n")}\n</svg>\n`,
  );
}

const leafletScript = () => Buffer.from(read("leaflet", "dist", "leaflet.js").toString("utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
const LEAFLET_PICTURES = ["layers.png", "layers-2x.png", "marker-icon.png"];

const FILES = [
  ["bootstrap", "bootstrap-subset.css", bootstrapSubset()],
  ["bootstrap", "bootstrap.LICENSE.txt", read("bootstrap", "LICENSE")],
  ["htmx.org", "htmx.min.js", read("htmx.org", "dist", "htmx.min.js")],
  ["htmx.org", "htmx.LICENSE.txt", read("htmx.org", "LICENSE")],
  ["leaflet", "leaflet.js", leafletScript()],
  ["leaflet", "leaflet.css", read("leaflet", "dist", "leaflet.css")],
  ...LEAFLET_PICTURES.map((name) => ["leaflet", `images/${name}`, read("leaflet", "dist", "images", name)]),
  ["leaflet", "leaflet.LICENSE.txt", read("leaflet", "LICENSE")],
  ["bootstrap-icons", "../icons.svg", sprite()],
  ["bootstrap-icons", "bootstrap-icons.LICENSE.txt", read("bootstrap-icons", "LICENSE")],
];

rmSync(VENDOR, { recursive: true, force: true });
mkdirSync(join(VENDOR, "images"), { recursive: true });
const manifest = FILES.map(([name, file, bytes]) => {
  writeFileSync(join(VENDOR, file), bytes);
  const { version, license } = about(name);
  return { file, package: name, version, licence: license, sha256: sha256(bytes) };
});
writeFileSync(join(VENDOR, "MANIFEST.json"), `${JSON.stringify(manifest, null, 2)}\n`);

for (const [, file, bytes] of FILES) {
  console.log(`${file}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} after gzip`);
}
