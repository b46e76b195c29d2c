/* For every page: text size, reading aloud, printing, copying, busy buttons.
 * Nothing here is needed: a control that only works with script is `hidden` until this file runs.
 * No dependencies, no eval, no inline style (strict content policy). ES2019, Chrome 109, Safari 15.
 */
(function () {
  "use strict";

  const root = document.documentElement;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const voice = "SpeechSynthesisUtterance" in window ? window.speechSynthesis : null;

  /* Controls of the page, and of every part htmx puts in later */
  function wake(within) {
    const selector = voice ? ".js-only, [data-print], [data-copy], [data-read]" : ".js-only, [data-print], [data-copy]";
    all(selector, within).forEach((element) => element.removeAttribute("hidden"));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print], [data-copy], [data-read], [data-show]");
    if (!button) return;
    if ("print" in button.dataset) window.print();
    else if (button.dataset.copy) copy(button);
    else if (button.dataset.show) show(button);
    else read(button);
  });

  /* 显示密码: data-show="id of the field" */
  function show(button) {
    const field = document.getElementById(button.dataset.show);
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.setAttribute("aria-pressed", String(hidden));
    field.focus();
  }

  /* Text size: at once, and remembered without leaving the page */
  function resize(event, form) {
    const chosen = event.submitter;
    if (!chosen) return;
    event.preventDefault();
    if (chosen.value === "std") root.removeAttribute("data-size");
    else root.setAttribute("data-size", chosen.value);
    all("button", form).forEach((button) => button.setAttribute("aria-pressed", String(button === chosen)));
    const body = new URLSearchParams({ size: chosen.value });
    fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
  }

  /* 听一遍: data-read="#title, #body"; sentence by sentence, because browsers cut long texts short */
  function read(button) {
    const word = textOf(button);
    const going = button.getAttribute("aria-pressed") === "true";
    const finish = () => {
      word.data = button.dataset.word;
      button.setAttribute("aria-pressed", "false");
    };
    voice.cancel();
    if (going) return finish();
    const text = all(button.dataset.read).map((element) => element.innerText).join("。\n");
    const sentences = (text.match(/[^。！？；\n]+/g) || []).filter((sentence) => sentence.trim());
    sentences.forEach((sentence, index) => {
      const spoken = new SpeechSynthesisUtterance(sentence);
      spoken.lang = "zh-CN";
      spoken.rate = 0.9;
      if (index === sentences.length - 1) spoken.onend = finish;
      voice.speak(spoken);
    });
    button.dataset.word = word.data;
    word.data = "停";
    button.setAttribute("aria-pressed", "true");
  }
  if (voice) window.addEventListener("pagehide", () => voice.cancel());

  /* 复制发微信群: data-copy="#id" of a text or a field */
  function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    const text = "value" in source ? source.value : source.innerText;
    const word = textOf(button);
    const before = button.dataset.word || word.data;
    const say = (words) => {
      button.dataset.word = before;
      button.setAttribute("aria-live", "polite");
      word.data = words;
      setTimeout(() => { word.data = before; }, 4000);
    };
    const byHand = () => {
      const field = document.createElement("textarea");
      field.value = text;
      field.className = "vh";
      document.body.appendChild(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      button.focus();
      say(copied ? "已复制" : "请长按文字复制");
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say("已复制"), byHand);
    else byHand();
  }

  function textOf(button) {
    const nodes = Array.from(button.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return nodes.pop() || button.appendChild(document.createTextNode(""));
  }

  /* 正在保存…: one sending at a time; buttons wake up when the page comes back (bfcache) */
  const SLOW_MS = 600;
  const busy = new Map();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.classList.contains("sizer")) return resize(event, form);
    if (form.method !== "post" || form.target || "noBusy" in form.dataset) return;
    if (busy.has(form)) return event.preventDefault();
    const button = event.submitter || form.querySelector("button:not([type=button])");
    const parts = button ? Array.from(button.childNodes) : [];
    const timer = setTimeout(() => {
      if (!button) return;
      button.setAttribute("aria-busy", "true");
      button.replaceChildren(form.dataset.busyText || "正在保存…");
    }, SLOW_MS);
    busy.set(form, () => {
      clearTimeout(timer);
      if (!button) return;
      button.removeAttribute("aria-busy");
      button.replaceChildren(...parts);
    });
  });
  window.addEventListener("pageshow", () => {
    busy.forEach((restore) => restore());
    busy.clear();
  });

  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.target));
})();
