/* For people who signed in: drafts, no network, quick buttons, keyboard, end of the session.
 * Every form works without it. No dependencies besides the page. ES2019, Chrome 109.
 *
 * Drafts: <form data-draft="log" data-title="走访"> with the hidden idempotency_key.
 *   own device (html[data-own-device]): 400 ms after a key press to localStorage, and a copy to the server
 *   any other device: to the server only, every 10 s while something changed
 * A draft of this device goes away only when the answer to its sending was a redirect, which is how
 * the portal says "saved". In every other case it stays, and sending it twice makes one record.
 */
(function () {
  "use strict";

  const LOCAL_MS = 400;
  const SERVER_MS = 10000;
  const WARN_S = 300;
  const KEY = "idempotency_key";
  const PRIVATE = /^(csrfmiddlewaretoken|idempotency_key|version|next)$|passw|pin|otp|token|secret/i;
  const OFFLINE = "现在没有网。照常记，连上网会自动发出。";
  const OFFLINE_SHARED = "现在没有网。别关这一页，连上网会自动发出。";

  const body = document.body;
  const user = body.dataset.user;
  const base = body.dataset.base || "/";
  const own = document.documentElement.hasAttribute("data-own-device");
  const token = JSON.parse(body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  const device = matchMedia("(pointer: coarse)").matches ? "手机" : "电脑";
  if (!user) return;

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const clock = () => new Date().toTimeString().slice(0, 5).replace(/^0/, "");
  const sprite = (document.querySelector("svg use") || document.createElement("a")).getAttribute("href") || "";

  /* ---- store of this device: draft:<user>:<form>:<uuid> ---- */
  const store = {
    name: (form) => `draft:${user}:${form.dataset.draft}:${keyOf(form)}`,
    read(name) {
      try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
    },
    write(name, value) {
      try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch (error) { return false; }
    },
    drop(name) {
      try { localStorage.removeItem(name); } catch (error) { /* nothing kept, nothing to drop */ }
    },
    names() {
      try { return Object.keys(localStorage).filter((name) => name.startsWith(`draft:${user}:`)); } catch (error) { return []; }
    },
  };

  const keyOf = (form) => (form.elements[KEY] || {}).value || "";

  function fieldsOf(form) {
    const fields = {};
    new FormData(form).forEach((value, name) => {
      if (typeof value !== "string" || PRIVATE.test(name)) return;
      fields[name] = name in fields ? [].concat(fields[name], value) : value;
    });
    return fields;
  }

  const draftOf = (form) => ({
    key: keyOf(form),
    form: form.dataset.draft,
    path: location.pathname + location.search,
    action: form.getAttribute("action") || location.pathname,
    title: form.dataset.title || (document.querySelector("h1") || {}).textContent || "",
    fields: fieldsOf(form),
    at: Date.now(),
  });

  /* ---- drafts ---- */
  function say(form, words) {
    let line = form.querySelector(".saved-line");
    if (!line) {
      line = document.createElement("p");
      line.className = "saved-line";
      line.setAttribute("role", "status");
      form.appendChild(line);
    }
    line.textContent = words;
  }

  function toServer(draft) {
    const { key, form, path, title, fields } = draft;
    return fetch(`${base}api/drafts/`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ key, form, path, title, fields }),
      redirect: "manual",
    }).then((answer) => answer.ok);
  }

  function watch(form) {
    if (form.dataset.watched || !keyOf(form)) return;
    form.dataset.watched = "yes";
    const name = store.name(form);
    let timer = 0;
    let touched = false;
    let sent = JSON.stringify(fieldsOf(form));
    let composing = false;

    const keep = () => {
      if (own && touched && store.write(name, draftOf(form))) say(form, `已存在这台${device} ${clock()}`);
    };
    const changed = () => {
      touched = true;
      if (composing) return;
      clearTimeout(timer);
      timer = setTimeout(keep, LOCAL_MS);
    };
    form.addEventListener("compositionstart", () => { composing = true; });
    form.addEventListener("compositionend", () => { composing = false; changed(); });
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);

    const copy = () => {
      const draft = draftOf(form);
      const now = JSON.stringify(draft.fields);
      if (now === sent || composing || !navigator.onLine || !form.isConnected || form.dataset.sending) return;
      toServer(draft).then((kept) => {
        if (!kept) return;
        sent = now;
        if (!own) say(form, `已存到服务器 ${clock()}`);
      }, () => {});
    };
    setInterval(copy, SERVER_MS);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden" || form.dataset.sending) return;
      keep();
      copy();
    });
    restore(form, name);
  }

  /* A draft of this device comes back when its form opens under the same key */
  function restore(form, name) {
    const draft = store.read(name);
    if (!draft || !draft.fields || form.querySelector("[aria-invalid=true]")) return;
    Object.keys(draft.fields).forEach((field) => {
      const values = [].concat(draft.fields[field]);
      all("input, textarea, select", form).filter((element) => element.name === field).forEach((element, index) => {
        if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
        else if (element.type !== "hidden" && element.type !== "file") element.value = values[Math.min(index, values.length - 1)];
      });
    });
    say(form, `已存在这台${device} ${new Date(draft.at).toTimeString().slice(0, 5).replace(/^0/, "")}`);
  }

  /* ---- sending, and sending without a network ---- */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.dataset.draft) return;
    const draft = draftOf(form);
    if (navigator.onLine) {
      form.dataset.sending = "yes";
      if (own) {
        store.write(store.name(form), draft);
        sessionStorage.setItem("sent", store.name(form));
      }
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    form.dataset.waiting = "yes";
    if (own && store.write(store.name(form), Object.assign(draft, { out: true }))) say(form, "没有网，已存好，连上网自动发。");
    else say(form, "没有网，字都还在，连上网自动发。");
  }, true);

  window.addEventListener("pageshow", () => all("form[data-sending]").forEach((form) => { delete form.dataset.sending; }));

  function settle() {
    const name = sessionStorage.getItem("sent");
    if (!name) return;
    sessionStorage.removeItem("sent");
    const arrival = performance.getEntriesByType("navigation")[0];
    const stillOpen = all("form[data-draft]").some((form) => store.name(form) === name);
    if (arrival && arrival.redirectCount > 0 && !stillOpen) store.drop(name);
  }

  function sendWaiting() {
    const here = document.querySelector("form[data-waiting]");
    if (here) {
      delete here.dataset.waiting;
      here.requestSubmit();
      return;
    }
    store.names().forEach((name) => {
      const draft = store.read(name);
      if (!draft || !draft.out) return;
      const form = new URLSearchParams({ [KEY]: draft.key, csrfmiddlewaretoken: token });
      Object.keys(draft.fields).forEach((field) => [].concat(draft.fields[field]).forEach((value) => form.append(field, value)));
      fetch(draft.action, { method: "POST", body: form, redirect: "follow" }).then((answer) => {
        if (answer.redirected && answer.ok && !answer.url.includes("/sign-in/")) store.drop(name);
        else store.write(name, Object.assign(draft, { out: false }));
        offerDrafts();
      }, () => {});
    });
  }

  /* ---- bars above the page: never a window, never in the way ---- */
  const bars = document.getElementById("bars");

  function bar(id, words, icon) {
    let line = document.getElementById(id);
    if (!line) {
      line = document.createElement("div");
      line.id = id;
      line.className = "warn-bar";
      line.setAttribute("role", "status");
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
      svg.setAttribute("class", "i");
      svg.setAttribute("aria-hidden", "true");
      use.setAttribute("href", sprite.replace(/#.*/, `#${icon}`));
      svg.appendChild(use);
      line.append(svg, document.createElement("p"));
      bars.appendChild(line);
    }
    line.querySelector("p").textContent = words;
    return line;
  }

  function offerDrafts() {
    all(".draft[data-local]").forEach((line) => line.remove());
    const open = all("form[data-draft]").map(store.name);
    store.names().forEach((name) => {
      const draft = store.read(name);
      if (!draft || open.includes(name) || document.querySelector(`.draft[data-key="${draft.key}"]`)) return;
      const line = bar(`draft-${draft.key}`, `「${draft.title.trim()}」还没发出去，内容没有丢。`, "cloud-slash-fill");
      line.className = "draft";
      line.dataset.local = "yes";
      const onward = document.createElement("a");
      onward.className = "btn";
      onward.href = draft.path + (draft.path.includes("draft=") ? "" : `${draft.path.includes("?") ? "&" : "?"}draft=${draft.key}`);
      onward.textContent = "接着写完";
      const away = document.createElement("button");
      away.type = "button";
      away.className = "btn btn-plain";
      away.textContent = "不要了";
      away.addEventListener("click", () => { store.drop(name); line.remove(); });
      line.append(onward, away);
    });
  }

  function network() {
    const line = document.getElementById("net");
    if (navigator.onLine) {
      if (line) line.remove();
      sendWaiting();
    } else {
      bar("net", own ? OFFLINE : OFFLINE_SHARED, "cloud-slash-fill").classList.add("net-bar");
    }
  }
  window.addEventListener("online", network);
  window.addEventListener("offline", network);

  /* ---- end of the session: a bar some minutes before, one press goes on ---- */
  function session() {
    const limit = Number(body.dataset.idleSeconds);
    if (!limit) return;
    let seen = Date.now();
    setInterval(() => {
      const left = limit - (Date.now() - seen) / 1000;
      const line = document.getElementById("idle");
      if (left > Math.min(WARN_S, limit / 2)) {
        if (line) line.remove();
      } else if (left > 0) {
        const words = `${Math.ceil(left / 60)} 分钟后要重新登录。`;
        if (line && line.querySelector("p").textContent === words) return;
        const shown = bar("idle", words, "clock-fill");
        if (shown.querySelector("button")) return;
        shown.classList.add("net-bar");
        const stay = document.createElement("button");
        stay.type = "button";
        stay.className = "btn";
        stay.textContent = "继续用";
        stay.addEventListener("click", () => {
          fetch(location.href, { method: "HEAD", redirect: "manual" }).then((answer) => {
            if (answer.type === "opaqueredirect") return;
            seen = Date.now();
            shown.remove();
          }, () => {});
        });
        shown.append(stay);
      } else {
        const over = bar("idle", "请重新登录。您写的字会保留。", "clock-fill");
        all("button", over).forEach((button) => button.remove());
      }
    }, 5000);
    document.addEventListener("htmx:afterRequest", () => { seen = Date.now(); });
  }

  /* ---- quick buttons: data-day and data-fill replace, data-phrase adds; data-for names the field ---- */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-day], [data-phrase], [data-fill]");
    if (!button || button.localName !== "button") return;
    const { day, phrase, fill } = button.dataset;
    const near = button.closest(".field, fieldset, form");
    const target = button.dataset.for ? document.getElementById(button.dataset.for)
      : near && near.querySelector(phrase === undefined ? "input:not([type=hidden]), textarea" : "textarea");
    if (!target) return;
    if (phrase === undefined) target.value = day === undefined ? fill : day;
    else target.value += (target.value && !/[，。；！？\s]$/.test(target.value) ? "，" : "") + phrase;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.dispatchEvent(new Event("change", { bubbles: true }));
    if (fill === undefined) target.focus();
  });

  /* ---- keyboard of staff: / goes to the search box, never while somebody types ---- */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.documentElement.dataset.role !== "staff" || event.target.closest("input, textarea, select")) return;
    const box = document.querySelector("[data-search] input, input[type=search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
  });

  settle();
  all("form[data-draft]").forEach(watch);
  document.addEventListener("htmx:load", (event) => all("form[data-draft]", event.target.parentNode).forEach(watch));
  offerDrafts();
  if (!navigator.onLine) network();
  else sendWaiting();
  session();
})();
