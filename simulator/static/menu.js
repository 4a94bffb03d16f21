// A small pop-up menu that works with the keyboard: arrows, Home, End, Escape, and Tab to leave.

import { element } from "./api.js";

let open = null;

// choices: [{label, detail?, run}]; shown next to `anchor` within `place`.
export function showMenu(place, anchor, label, choices) {
  if (closeMenu(false) === anchor) return;
  const items = choices.map((choice) => element("button",
    { type: "button", role: "menuitem", tabindex: "-1", class: "menu-item", onclick: () => { closeMenu(true); choice.run(); } },
    element("span", { class: "menu-label" }, choice.label), choice.detail ? element("span", { class: "menu-detail" }, choice.detail) : null));
  const menu = element("div", { class: "menu", role: "menu", "aria-label": label }, ...items);
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to >= items.length ? 0 : to).focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      closeMenu(true);
    }
  });
  place.append(menu);
  const box = anchor.getBoundingClientRect(), frame = place.getBoundingClientRect();
  const above = box.top - frame.top > frame.height / 2;
  menu.style[above ? "bottom" : "top"] = `${above ? frame.bottom - box.top + 6 : box.bottom - frame.top + 6}px`;
  const right = box.left - frame.left > frame.width / 2;
  menu.style[right ? "right" : "left"] = `${Math.max(8, right ? frame.right - box.right : box.left - frame.left)}px`;
  menu.style.maxHeight = `${(above ? box.top - frame.top : frame.bottom - box.bottom) - 16}px`;
  anchor.setAttribute("aria-expanded", "true");
  open = { menu, anchor };
  items[0]?.focus();
}

// Returns the anchor of the menu that was open, if any.
export function closeMenu(refocus) {
  if (!open) return null;
  const { menu, anchor } = open;
  open = null;
  menu.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (refocus && anchor.isConnected) anchor.focus();
  return anchor;
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.anchor.contains(event.target)) closeMenu(false);
});
