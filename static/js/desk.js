/* For people who signed in: drafts, no network, quick buttons, keyboard, end of the session.
 * Every form works without it. No dependencies besides the page. ES2019, Chrome 109.
 *
 * Drafts: <form data-draft="log" data-title="走访"> with the hidden idempotency_key.
 *   own device (html[data-own-device]): 400 ms after a key press to localStorage, and a copy to the server
 *   any other device: to the server only, every 10 s while something changed
 * A draft of this device goes away only when the answer to its sending was a redirect, which is how
 * the portal says "saved". In every other case it stays, and sending it twice makes one record.
 *
 * Outbox: <form data-outbox="name of the field that says what it is about">. On an own device
 * (html[data-door]) the worker keeps it until the portal has carried it out (worker.js); on any
 * other the form waits in its page. data-back: the page to go on with meanwhile, when it is kept
 * too; there [data-waits] beside the form says that it waits.
 */
(function () {
  "use strict";

  const LOCAL_MS = 400;
  const SERVER_MS = 10000;
  const WARN_S = 300;
  const KEY = "idempotency_key";
  const PRIVATE = /^(csrfmiddlewaretoken|idempotency_key|version|next)$|passw|pin|otp|token|secret/i;
  const RETRY_MS = 20000;
  const OFFLINE = "现在没有网。照常记，连上网会自动发出。";
  const OFFLINE_SHARED = "现在没有网。别关这一页，连上网会自动发出。";

  const body = document.body;
  const user = body.dataset.user;
  const base = body.dataset.base || "/";
  const root = document.documentElement;
  const own = root.hasAttribute("data-own-device");
  const worker = navigator.serviceWorker;
  const door = Boolean(worker) && root.hasAttribute("data-door");
  const kept = Number(root.dataset.kept || 0);
  const token = JSON.parse(body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  const device = matchMedia("(pointer: coarse)").matches ? "手机" : "电脑";
  if (!user) return;

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const clock = (at) => new Date(at || Date.now()).toTimeString().slice(0, 5).replace(/^0/, "");
  const moment = (at) => {
    const day = new Date(at);
    return `${day.toDateString() === new Date().toDateString() ? "今天" : `${day.getMonth() + 1}月${day.getDate()}日`} ${clock(at)}`;
  };
  const writing = () => document.querySelector("form[data-draft]");
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
    say(form, `已存在这台${device} ${clock(draft.at)}`);
  }

  /* ---- sending, and sending without a network ---- */
  const away = () => kept > 0 || !navigator.onLine;

  /* Hand the form to the worker: it tells a marked form from others, and needs words for its list */
  function entrust(form, button) {
    if (!("outbox" in form.dataset) || !door || !worker.controller || (button && button.name)) return false;
    const about = (form.elements[form.dataset.outbox] || {}).value || "";
    const mark = form.elements.outbox || form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "outbox" }));
    mark.value = JSON.stringify({ user: Number(user), title: `${form.dataset.title || document.title} ${about}`.trim(), back: form.dataset.back });
    return true;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented) return;
    if (!form.dataset.draft) {
      if ("outbox" in form.dataset) withoutDraft(event, form, button);
      return;
    }
    const draft = draftOf(form);
    /* data-go: a button that only shows the form another way, also without the portal */
    if (away() && button && button.dataset.go) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (own) store.write(store.name(form), draft);
      location.assign(`${button.dataset.go}&draft=${draft.key}`);
      return;
    }
    if (entrust(form, button) || navigator.onLine) {
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
    if (own) store.write(store.name(form), draft);
    say(form, "没有网，字都还在，连上网自动发。");
  }, true);

  /* One of many small forms of a page. Without a worker only one of them can wait in the page. */
  function withoutDraft(event, form, button) {
    if (entrust(form, button) || navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const other = document.querySelector("form[data-waiting]");
    if (other && other !== form) {
      say(form, "上一户还在等网，连上网再记这一户。");
      return;
    }
    form.dataset.waiting = "yes";
    say(form, "没有网，先别关这一页，连上网自动发。");
  }

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
    if (!here) return;
    delete here.dataset.waiting;
    here.requestSubmit();
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

  function link(words, href) {
    return Object.assign(document.createElement("a"), { className: "btn", textContent: words, href });
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
      const onward = link("接着写完", draft.path + (draft.path.includes("draft=") ? "" : `${draft.path.includes("?") ? "&" : "?"}draft=${draft.key}`));
      const no = document.createElement("button");
      no.type = "button";
      no.className = "btn btn-plain";
      no.textContent = "不要了";
      no.addEventListener("click", () => { store.drop(name); line.remove(); });
      line.append(onward, no);
    });
  }

  function network() {
    const line = document.getElementById("net");
    if (!away()) {
      if (line) line.remove();
      sendWaiting();
    } else if (!document.getElementById("outbox")) {
      const words = OFFLINE + (kept && !writing() ? `这是${moment(kept)} 的内容。` : "");
      bar("net", door ? words : OFFLINE_SHARED, "cloud-slash-fill").classList.add("net-bar");
    }
    if (!door) return;
    if (navigator.onLine) hello();
    else ask("rows").then((state) => state && tell(state));
  }
  window.addEventListener("online", network);
  window.addEventListener("offline", network);

  /* ---- own device: the worker, what it keeps, and forgetting it ---- */
  const ask = (what, more) => worker.getRegistration(base).then((found) => new Promise((answer) => {
    if (!found || !found.active) return answer(null);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answer(event.data);
    found.active.postMessage(Object.assign({ what, user: Number(user) }, more), [port2]);
    return setTimeout(answer, RETRY_MS, null);
  }));

  let asking = 0;
  function hello() {
    clearTimeout(asking);
    ask("hello", { check: kept > 0 }).then((state) => state && tell(state));
  }

  /* Beside each small form: it was written down and waits for the network */
  function showWaiting({ mine }) {
    const waiting = mine.map(({ action }) => action);
    all("[data-waits]").forEach((mark) => {
      const form = mark.closest("details").querySelector("form[data-outbox]");
      mark.hidden = !form || !waiting.includes(form.action);
    });
  }

  function tell(state) {
    const { mine, sent, portal } = state;
    const refused = mine.filter((form) => form.refused).length;
    const signedOut = portal && String(portal.person) !== user;
    mine.forEach(({ key }) => {
      store.names().filter((name) => name.endsWith(`:${key}`)).forEach(store.drop);
      all(`.draft[data-key="${key}"]`).forEach((line) => line.remove());
    });
    showWaiting(state);
    const old = document.getElementById("unsent");
    if (old) old.remove();
    if (mine.length && !document.getElementById("outbox")) {
      const words = mine.length === refused ? `有 ${refused} 条要改一改，才能发出。内容没有丢。` : `还没有发出 ${mine.length} 条，内容没有丢。`;
      bar("unsent", words, "cloud-slash-fill").append(link("看一看", `${base}outbox/`));
    } else if (sent && !mine.length) {
      bar("unsent", `刚才没发出的 ${sent} 条，都发出去了。`, "check-circle-fill").className = "done-bar";
    }
    if (portal && kept) {
      const line = bar("net", signedOut ? "登录过了时间，请重新登录。内容没有丢，登录后自动发出。" : `连上网了。${writing() ? "" : `这是${moment(kept)} 的内容。`}`, "cloud-check");
      all("a", line).forEach((one) => one.remove());
      if (signedOut) line.append(link("去登录", `${base}sign-in/?next=${encodeURIComponent(location.pathname)}`));
      else if (!writing()) line.append(link("看最新的", location.href));
    }
    document.dispatchEvent(new CustomEvent("outbox", { detail: state }));
    if (mine.length > refused || kept) asking = setTimeout(hello, RETRY_MS);
  }

  function begin() {
    if (!worker) return;
    if (door) {
      worker.addEventListener("controllerchange", hello);
      if (document.querySelector("[data-waits]")) ask("rows").then((state) => state && showWaiting(state));
      worker.register(`${base}sw.js`).then(() => worker.ready).then(hello, () => {});
      return;
    }
    worker.getRegistrations().then((found) => found.filter((one) => one.scope === location.origin + base).forEach((one) => {
      one.unregister();
      caches.keys().then((names) => names.filter((name) => name.startsWith("door-")).forEach((name) => caches.delete(name)));
    }));
  }

  /* 退出 takes everything of this person from the device; what was not sent only after she chose */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!own || !("leave" in form.dataset)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const chosen = form.dataset.leave === "anyway";
    (worker ? ask(chosen ? "forget" : "leave") : Promise.resolve(null)).then((left) => {
      if (left && left.mine.length && !chosen) {
        location.assign(`${base}outbox/?leave`);
        return;
      }
      store.names().forEach(store.drop);
      if (left && left.others) form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "keep", value: "1" }));
      const gone = worker ? worker.getRegistration(base).then((found) => found && found.unregister()) : Promise.resolve();
      gone.then(() => form.submit(), () => form.submit());
    });
  }, true);

  window.desk = { ask, hello, moment };

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
    if (root.dataset.role !== "staff" || event.target.closest("input, textarea, select")) return;
    const box = document.querySelector("[data-search] input, input[type=search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
  });

  settle();
  all("form[data-draft]").forEach(watch);
  document.addEventListener("htmx:load", (event) => all("form[data-draft]", event.target.parentNode).forEach(watch));
  offerDrafts();
  if (away()) network();
  else sendWaiting();
  begin();
  session();
})();
