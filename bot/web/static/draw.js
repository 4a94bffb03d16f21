// Drawing: elements, texts with Telegram's styles, messages with their buttons. No text is ever read as HTML.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const TAGS = { b: "strong", i: "em", u: "u", s: "s", code: "code", pre: "pre", quote: "blockquote" };
const SCHEMES = ["http:", "https:", "mailto:", "tel:"];

export function styled(nodes, words) {
  return nodes.map((node) => {
    if (typeof node === "string") return document.createTextNode(node);
    const inside = styled(node.c || [], words);
    if (node.t === "a") return link(node.u, inside);
    if (node.t === "spoiler") {
      const cover = element("button", { type: "button", class: "spoiler", "aria-label": words("web-spoiler") }, ...inside);
      cover.addEventListener("click", () => cover.replaceWith(...cover.childNodes));
      return cover;
    }
    return element(TAGS[node.t] || "span", {}, ...inside);
  });
}

export function link(address, inside) {
  let url;
  try { url = new URL(address); } catch { return element("span", {}, ...inside); }
  if (!SCHEMES.includes(url.protocol)) return element("span", {}, ...inside);
  return element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

// actions: press(message, data, button), open(file), picture(file, image), own(file, deed, image, lost)
export function drawn(message, words, actions) {
  const { mine, file } = message;
  if (message.withheld) return withheld(message, words, actions);
  const text = message.body.length ? element("div", { class: "text" }, ...styled(message.body, words)) : null;
  const bubble = element("div", { class: "bubble" },
    element("span", { class: "aside" }, words(mine ? "web-mine" : "web-theirs")),
    attached(message, words, actions), text,
    message.protected && message.rows.length && !mine ? element("small", { class: "withheld" }, words("web-protected")) : null);
  if (message.new) bubble.prepend(element("span", { class: "new" }, words("web-new")));
  const row = element("div", { class: mine ? "line mine" : "line", tabindex: "-1", "data-protected": message.protected }, bubble);
  if (message.rows.length) row.append(keys(message, words, actions));
  if (message.rows.flat().some((key) => key.data && !key.data.startsWith("go:"))) row.dataset.window = "1";
  row.pickers = message.pickers;
  row.deed = message.deed;
  return row;
}

// No offer to save it: no more than a hint, since a screen can be photographed.
export function refuse(event) {
  event.preventDefault();
}

// In its place another device shows what must not be stored.
function withheld(message, words, actions) {
  const made = element("div", { class: message.mine ? "line mine" : "line", tabindex: "-1" },
    element("div", { class: "bubble" }, element("div", { class: "text withheld" }, words("web-withheld"))));
  const rows = message.rows.map((row) => row.map((key) => ({ ...key, text: key.text || words("web-home") })));
  if (rows.length) made.append(keys({ ...message, rows }, words, actions));
  return made;
}

function attached({ file, mine, deed, protected: isProtected }, words, actions) {
  if (!file) return null;
  if (mine) return sent(file, deed, words, actions);
  if (file.kind === "photo") {
    const image = element("img", { alt: "", class: "picture" });
    actions.picture(file, image);
    const open = () => (isProtected ? actions.look(file) : actions.open(file));
    return element("button", { type: "button", class: "picture-open", "aria-label": words("web-photo"), onclick: open, oncontextmenu: isProtected && refuse }, image);
  }
  if (file.kind === "voice") return played(file, words, actions);
  return element("button", { type: "button", class: "file", onclick: () => actions.open(file) }, file.name || "…");
}

function played(file, words, actions) {
  return element("button", { type: "button", class: "file", onclick: (event) => actions.play(file, event.currentTarget) }, `▶ ${words("web-voice")}`);
}

// What the person sent: a photo as a small picture while this page has it, or the server as evidence; else its word.
function sent(file, deed, words, actions) {
  const word = words({ photo: "web-photo-sent", voice: "web-voice" }[file.kind] || "web-file");
  if (file.kind === "voice" && file.id) return played(file, words, actions);
  const named = () => element("span", { class: "sent-photo" }, word);
  if (file.kind !== "photo" || !(file.id || actions.has(deed))) return named();
  const image = element("img", { alt: "", class: "picture small" });
  const inside = [element("span", { class: "aside" }, word), image];
  const made = file.id
    ? element("button", { type: "button", class: "picture-open own", onclick: () => actions.open(file) }, ...inside)
    : element("span", { class: "picture-open own" }, ...inside);
  actions.own(file, deed, image, () => made.replaceWith(named()));
  return made;
}

function keys(message, words, actions) {
  const lines = message.rows.map((row, at) => element("div", { class: "keys-row" }, ...row.map((key, place) => {
    if ("url" in key) {
      const made = link(key.url, [key.text]);
      made.className = "key";
      return made;
    }
    if (!key.data || !key.text.trim()) return element("span", { class: "cell" }, key.text.trim()); // of a calendar: a month, a weekday, no day
    return element("button", {
      type: "button", class: "key", "data-place": `${at}:${place}`,
      onclick: (event) => actions.press(message, key.data, event.currentTarget),
    }, key.text);
  })));
  return element("div", { class: "keys", role: "group", "aria-label": words("web-buttons") }, ...lines);
}
