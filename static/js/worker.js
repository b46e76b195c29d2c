/* The worker behind an own device (「这是我自己的设备」). /sw.js sets DOOR and loads this file.
 *
 * Pages: the few of DOOR.pages are fetched once, and shown when the network or the portal is away.
 * Outbox: a form that carries the field `outbox` (desk.js adds it to <form data-outbox>) is stored
 * before it is sent and thrown away when the portal said 201, so closing the tab, the device or the
 * server in between loses nothing. Every try sends the same bytes under the same idempotency key:
 * @once makes one row of them. ES2019, Chrome 109, Safari 15.
 */
"use strict";

const { base, person, version, files, pages } = self.DOOR;
const FILES = `door-files-${version}`;
const PAGES = `door-pages-${version}-${person}`;
const OUTBOX = pages[pages.length - 1];
const KEY = "idempotency_key";
const DROPPED = ["outbox", "csrfmiddlewaretoken"];
const GONE = [502, 503, 504];
const LATER = [403, 408, 429, ...GONE];
const FRESH_MS = 6 * 3600e3;
const SLOW_MS = 10e3;
const TRY_MS = 20e3;
const BYTES_A_MS = 20;

const within = (promise, ms) => Promise.race([
  promise,
  new Promise((_, no) => { setTimeout(no, ms, new Error("slow")); }),
]);

/* ---- the store: one row for each form that is not carried out yet ---- */
function rows(mode, act) {
  return new Promise((yes, no) => {
    const opening = indexedDB.open(`outbox:${base}`, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("forms", { keyPath: "key" });
    opening.onerror = () => no(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const work = database.transaction("forms", mode);
      const asked = act(work.objectStore("forms"));
      work.oncomplete = () => { database.close(); yes(asked.result); };
      work.onabort = () => { database.close(); no(work.error); };
    };
  });
}
const every = () => rows("readonly", (store) => store.getAll()).then((found) => found.sort((a, b) => a.at - b.at));
const mine = () => every().then((found) => found.filter((form) => form.user === person));
const put = (form) => rows("readwrite", (store) => store.put(form));
const remove = (key) => rows("readwrite", (store) => store.delete(key));

/* ---- sending ---- */
const sending = new Set();

function send(form, token, how) {
  const body = new FormData();
  let bytes = 0;
  form.fields.forEach(([name, value]) => {
    body.append(name, value);
    bytes += value.size || 0;
  });
  const age = Math.max(0, Math.round((Date.now() - form.at) / 1000));
  const headers = { "X-CSRFToken": token, "X-Outbox": how, "X-Outbox-Age": String(age) };
  const trying = fetch(form.action, { method: "POST", body, headers, redirect: "manual", cache: "no-store" });
  return within(trying, TRY_MS + bytes / BYTES_A_MS);
}

/* Who is signed in, and a fresh token; null without a network */
const asPortal = () => within(fetch(`${base}api/outbox/`, { cache: "no-store", redirect: "error" }), SLOW_MS)
  .then((answer) => (answer.ok ? answer.json() : null))
  .catch(() => null);

/* True when the portal has taken a decision: carried out, or refused and kept for its author */
async function settled(form, answer) {
  if (!answer || answer.type === "opaqueredirect" || LATER.includes(answer.status)) return false;
  if (answer.status === 201) await remove(form.key);
  else await put(Object.assign(form, { refused: answer.status }));
  return true;
}

async function sendAll() {
  const waiting = (await mine()).filter((form) => !form.refused);
  const portal = waiting.length ? await asPortal() : null;
  let sent = 0;
  if (portal && portal.person === person) {
    for (const form of waiting) {
      if (sending.has(form.key)) continue;
      sending.add(form.key);
      const answer = await send(form, portal.token, "later").catch(() => null);
      const done = await settled(form, answer);
      sending.delete(form.key);
      if (!done) break;
      if (!form.refused) sent += 1;
    }
  }
  return { portal, sent };
}

let round = null;
function drain() {
  round = round || sendAll().finally(() => { round = null; });
  return round;
}

function wakeLater() {
  if (self.registration.sync) self.registration.sync.register("outbox").catch(() => {});
}
self.addEventListener("sync", (event) => {
  event.waitUntil(drain().then(mine).then((left) => {
    if (left.some((form) => !form.refused)) throw new Error("not yet");
  }));
});

/* A form on its way: stored first, then sent, then shown what the portal says */
async function post(event) {
  const { request } = event;
  const given = await request.clone().formData().catch(() => null);
  const mark = given && given.get("outbox");
  if (!mark) return fetch(request).catch(() => kept(OUTBOX));
  const fields = [...given].filter(([name, value]) => !DROPPED.includes(name) && (typeof value === "string" || value.name));
  const form = Object.assign({ at: Date.now() }, JSON.parse(mark), { key: given.get(KEY), action: request.url, fields });
  const stored = await put(form).then(() => true, () => false);
  sending.add(form.key);
  const answer = await deliver(form, given.get(DROPPED[1])).catch(() => null);
  sending.delete(form.key);
  if (answer && answer.status === 201) {
    await remove(form.key);
    return Response.redirect((await answer.json()).location, 303);
  }
  if (answer && answer.type === "opaqueredirect") {
    return Response.redirect(`${base}sign-in/?next=${encodeURIComponent(OUTBOX)}`, 303);
  }
  if (answer && !GONE.includes(answer.status)) {
    if (answer.status === 422) await remove(form.key);
    else await settled(form, answer);
    return answer;
  }
  wakeLater();
  return stored ? Response.redirect(onward(form), 303) : kept(OUTBOX);
}

/* Where to go on without the portal: the page the form named, when the device keeps it */
function onward({ back }) {
  const place = back && new URL(back, self.location.origin);
  return place && place.origin === self.location.origin && listed(place) ? place.href : `${OUTBOX}?saved`;
}

/* The page's own token first; a page from the device may hold an old one */
async function deliver(form, token) {
  const answer = await send(form, token, "now");
  if (answer.status !== 403) return answer;
  const portal = await asPortal();
  return portal && portal.person === person ? send(form, portal.token, "now") : answer;
}

/* ---- pages ---- */
const bare = (path) => path.replace(/\/$/, "");

/* The page of the list that a place means: its own query, or the first one at that path */
function listed(url) {
  const there = pages.map((page) => [page, new URL(page, url)]).filter(([, page]) => bare(page.pathname) === bare(url.pathname));
  const exact = there.find(([, page]) => [...page.searchParams].every(([name, value]) => url.searchParams.get(name) === value));
  return (exact || there[0] || [null])[0];
}

/* Only this person's page of an own device. One that says what has just happened is asked for
   again: it says so once, and what it shows besides is the newest there is. */
async function keep(page, answer, again = true) {
  const text = await answer.text();
  if (!text.includes(`data-user="${person}"`) || !text.includes(" data-door")) return;
  if (text.includes("done-bar")) {
    const fresh = again && await fetch(page, { cache: "no-store", redirect: "error" }).catch(() => null);
    if (fresh && fresh.ok) await keep(page, fresh, false);
    return;
  }
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.set("X-Kept", Date.now());
  await (await caches.open(PAGES)).put(page, new Response(text, { headers }));
}

const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (
  digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

/* A page of the device, marked with its time; every form of it under a key of its own */
async function kept(page, url) {
  const copy = await (await caches.open(PAGES)).match(page);
  if (!copy) return Response.error();
  const draft = url && /^[0-9a-f-]{36}$/.test(url.searchParams.get("draft")) && url.searchParams.get("draft");
  const text = (await copy.text())
    .replace("<html", `<html data-kept="${copy.headers.get("X-Kept")}"`)
    .replace(/(name="idempotency_key" value=")[^"]+/g, (_, before) => before + (draft || uuid()));
  return new Response(text, { headers: copy.headers });
}

async function get(event, url) {
  const page = listed(url);
  try {
    const asked = Promise.resolve(event.preloadResponse).then((early) => early || fetch(event.request));
    const answer = await (page ? within(asked, SLOW_MS) : asked);
    if (GONE.includes(answer.status) && (page || answer.status !== 503)) throw new Error("away");
    if (page && answer.ok && url.search === new URL(page, url).search) event.waitUntil(keep(page, answer.clone()));
    if (answer.ok && url.pathname.startsWith(`${base}sign-in/`)) event.waitUntil(caches.delete(PAGES));
    return answer;
  } catch (error) {
    const shown = page ? await kept(page, url) : null;
    return shown && shown.type !== "error" ? shown : kept(OUTBOX);
  }
}

async function fill() {
  const cache = await caches.open(PAGES);
  const old = await cache.match(OUTBOX);
  if (old && Date.now() - old.headers.get("X-Kept") < FRESH_MS) return;
  for (const page of pages) {
    const answer = await fetch(page, { cache: "no-store", redirect: "error" }).catch(() => null);
    if (answer && answer.ok) await keep(page, answer);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || !url.pathname.startsWith(base)) return;
  if (request.mode === "navigate") {
    const private_ = /^(sign-(in|out)|me)\//.test(url.pathname.slice(base.length));
    if (request.method === "GET") event.respondWith(get(event, url));
    else if (request.method === "POST" && !private_) event.respondWith(post(event));
  } else if (request.method === "GET" && files.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((file) => file || fetch(request)));
  }
});

/* ---- coming, going, and what the page asks ---- */
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(files)).then(fill));
});

const clear = (stays) => caches.keys().then((names) => Promise.all(
  names.filter((name) => name.startsWith("door-") && !stays.includes(name)).map((name) => caches.delete(name))));

self.addEventListener("activate", (event) => {
  const preload = self.registration.navigationPreload;
  event.waitUntil(Promise.all([clear([FILES, PAGES]), preload && preload.enable()]).then(() => self.clients.claim()));
});

const line = ({ key, title, at, refused, action }) => ({ key, title, at, refused, action });

const answers = {
  async hello({ check }) {
    const { portal, sent } = await drain();
    const state = { sent, portal: portal || (check ? await asPortal() : null) };
    fill().catch(() => {});
    return Object.assign(state, await left());
  },
  async leave() {
    await drain();
    const state = await left();
    if (!state.mine.length) await clear([]);
    return state;
  },
  async forget() {
    await Promise.all((await mine()).map((form) => remove(form.key)));
    await clear([]);
    return left();
  },
  rows: () => left(),
  take: ({ key }) => mine().then((found) => found.find((form) => form.key === key)),
  drop: ({ key }) => remove(key).then(left),
};

async function left() {
  const found = await every();
  const own = found.filter((form) => form.user === person);
  return { mine: own.map(line), others: found.length - own.length };
}

self.addEventListener("message", (event) => {
  const { what, user } = event.data;
  const work = user === person ? answers[what](event.data) : self.registration.update().then(() => null);
  event.waitUntil(work.then((answer) => event.ports[0].postMessage(answer), () => event.ports[0].postMessage(null)));
});
