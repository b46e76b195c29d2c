/* What /sw.js is wherever nobody is signed in on an own device: it empties the kept pages and then
 * does nothing. Forms that were not sent stay for their author: when she comes in again, the first
 * question of her page makes this script fetch its successor. On a shared device desk.js removes it.
 */
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("door-")).map((name) => caches.delete(name)))));
});
self.addEventListener("message", (event) => event.waitUntil(self.registration.update()));
