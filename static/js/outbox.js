/* 还没有发出的: what lies in the outbox of this device (worker.js), and what can be done with it.
 * The page itself is kept on the device: opened in place of another page, it says that there is no network.
 */
(function () {
  "use strict";

  const page = document.getElementById("outbox");
  const { ask, hello, moment } = window.desk || {};
  if (!page || !ask) return;

  const base = document.body.dataset.base;
  const [title, status] = [page.querySelector("h1"), page.querySelector("[role=status]")];
  const [list, others, row] = ["[data-rows]", "[data-others]", "template"].map((name) => page.querySelector(name));
  const again = page.querySelector("[data-again]");
  const here = location.pathname === `${base}outbox/`;
  const asked = new URLSearchParams(location.search);

  function means(mine) {
    if (!here) return "page";
    if (!mine.length) return "none";
    if (asked.has("leave")) return "leave";
    if (mine.every((form) => form.refused)) return "refused";
    return asked.has("saved") ? "saved" : "list";
  }

  function show({ mine, others: strangers }) {
    const state = means(mine);
    const [head, words] = page.dataset[state].replace("#", mine.length).split("|");
    if (title.textContent !== head) title.textContent = head;
    if (status.textContent !== words) status.textContent = words;
    page.querySelectorAll("[data-for]").forEach((part) => { part.hidden = !part.dataset.for.split(" ").includes(state); });
    again.hidden = mine.every((form) => form.refused);
    list.hidden = !mine.length;
    list.querySelector("ul").replaceChildren(...mine.slice().reverse().map(line));
    others.hidden = !strangers;
    others.querySelector("b").textContent = strangers;
  }

  function line(form) {
    const item = row.content.cloneNode(true);
    item.querySelector("b").textContent = form.title;
    item.querySelector(".muted").textContent = `${moment(form.at)} 记的`;
    const [tag, mend, drop] = [".tag", "[data-mend]", "[data-drop]"].map((name) => item.querySelector(name));
    if (form.refused) tag.lastChild.data = form.refused === 409 ? "已经记过，内容不同" : "要改一改";
    else mend.remove();
    mend.addEventListener("click", () => ask("take", { key: form.key }).then(resend));
    drop.addEventListener("click", () => {
      if (drop.dataset.sure) return forget(form.key);
      drop.dataset.sure = "yes";
      drop.lastChild.data = "真的不要了";
      return null;
    });
    return item;
  }

  function forget(key) {
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    fetch(`${base}api/drafts/?key=${key}`, { method: "DELETE", headers: { "X-CSRFToken": token } }).catch(() => {});
    ask("drop", { key }).then((state) => state && show(state));
  }

  /* Send it as a page: the portal shows its own form again, with every word and what is wrong */
  function resend(kept) {
    if (!kept) return;
    const form = Object.assign(document.createElement("form"), { method: "post", action: kept.action, enctype: "multipart/form-data", hidden: true });
    const mark = JSON.stringify({ user: kept.user, title: kept.title, at: kept.at });
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    [...kept.fields, ["outbox", mark], ["csrfmiddlewaretoken", token]].forEach(([name, value]) => {
      const field = Object.assign(document.createElement("input"), { name, type: typeof value === "string" ? "hidden" : "file" });
      if (typeof value === "string") field.value = value;
      else {
        const files = new DataTransfer();
        files.items.add(value);
        field.files = files.files;
      }
      form.append(field);
    });
    document.body.append(form);
    form.submit();
  }

  document.addEventListener("outbox", (event) => show(event.detail));
  again.addEventListener("click", hello);
  ask("rows").then((state) => (state || !here) && show(state || { mine: [], others: 0 }));
})();
