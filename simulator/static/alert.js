// An answer of the bot that has to be closed: over one phone, the others stay in use.

import { element } from "./api.js";

export function showAlert(screen, text) {
  const before = document.activeElement;
  const rest = [...screen.children];
  const close = () => {
    cover.remove();
    for (const one of rest) one.inert = false;
    if (before?.isConnected) before.focus();
  };
  const ok = element("button", { type: "button", class: "primary", onclick: close }, "好");
  const cover = element("div", { class: "cover" }, element("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": "尘安的提示" }, element("p", {}, text), ok));
  cover.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  for (const one of rest) one.inert = true;
  screen.append(cover);
  ok.focus();
}
