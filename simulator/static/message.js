// Drawing one message: text with its entities, files, inline buttons. Knows nothing of the rest of the phone.

import { dayOf, element, fileUrl, size, timeOf } from "./api.js";

const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

// Entities may be nested; offsets count UTF-16 units, as JavaScript's strings do.
export function formatted(text, entities, actions) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, inside) => {
    const parts = [];
    let at = from;
    for (let i = 0; i < inside.length; i++) {
      const one = inside[i];
      const end = Math.min(to, one.offset + one.length);
      if (one.offset < at) continue;
      if (one.offset > at) parts.push(text.slice(at, one.offset));
      const within = inside.slice(i + 1).filter((other) => other.offset < end);
      parts.push(wrap(one, text.slice(one.offset, end), build(one.offset, end, within), actions));
      at = end;
    }
    if (at < to) parts.push(text.slice(at, to));
    return parts;
  };
  return build(0, text.length, sorted);
}

function wrap(entity, words, children, actions) {
  switch (entity.type) {
    case "text_link": return link(entity.url, children, actions);
    case "url": return link(words, children, actions);
    case "email": return link(`mailto:${words}`, children, actions);
    case "bot_command":
      return element("button", { type: "button", class: "command", onclick: () => actions.say(words) }, ...children);
    case "spoiler": {
      const cover = element("button", { type: "button", class: "spoiler", "aria-label": "隐藏的文字，点开看" }, ...children);
      cover.addEventListener("click", () => cover.replaceWith(element("span", { class: "revealed" }, ...cover.childNodes)));
      return cover;
    }
    case "expandable_blockquote":
      return element("details", { class: "quote" }, element("summary", {}, "引文"), element("blockquote", {}, ...children));
    default:
      return element(SIMPLE[entity.type] || "span", { class: `entity-${entity.type}` }, ...children);
  }
}

export function link(address, children, actions) {
  const url = parse(address.includes(":") ? address : `https://${address}`);
  if (!url || !["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return element("span", {}, ...children);
  const made = element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
  if (url.host === "t.me" && url.pathname.toLowerCase() === `/${actions.botName.toLowerCase()}`) {
    made.addEventListener("click", (event) => {
      event.preventDefault();
      actions.start(url.searchParams.get("start") || "");
    });
  }
  return made;
}

function parse(address) {
  try { return new URL(address); } catch { return null; }
}

function photo(message, actions) {
  const largest = message.photo[message.photo.length - 1];
  const alt = message.caption ? `照片：${message.caption.slice(0, 60)}` : "照片";
  const image = element("img", { src: fileUrl(largest.file_id), width: largest.width, height: largest.height, alt, loading: "lazy" });
  return element("button", { type: "button", class: "photo", "aria-label": `${alt}，点开看大图`, onclick: () => actions.view(image.src, alt) }, image);
}

function file({ document: sent }) {
  const name = sent.file_name || "文件";
  return element("a", { class: "file", href: fileUrl(sent.file_id, name), download: name },
    element("span", { class: "file-icon", "aria-hidden": "true" }, (name.split(".").pop() || "").slice(0, 4).toUpperCase()),
    element("span", { class: "file-name" }, name, element("small", {}, `${size(sent.file_size)} · 点开下载`)));
}

function media(message, actions) {
  if (message.photo) return photo(message, actions);
  if (message.document) return file(message);
  if (message.voice) return element("audio", { controls: true, preload: "none", src: fileUrl(message.voice.file_id), "aria-label": `语音 ${message.voice.duration} 秒` });
  if (message.sticker) return element("span", { class: "sticker" }, message.sticker.emoji);
  if (message.location) return element("span", { class: "card" }, `📍 位置 ${message.location.latitude.toFixed(4)}, ${message.location.longitude.toFixed(4)}`);
  if (message.contact) return element("span", { class: "card" }, `👤 ${message.contact.first_name} ${message.contact.phone_number}`);
  if (message.poll) return element("span", { class: "card" }, `📊 ${message.poll.question}`);
  return null;
}

function forwarded(origin) {
  if (!origin) return null;
  const name = origin.sender_user_name || origin.sender_user?.first_name || origin.chat?.title || "";
  return element("span", { class: "forwarded" }, `转发自 ${name}`);
}

function quoted(message) {
  const other = message.reply_to_message;
  if (!other) return null;
  return element("span", { class: "replied" }, (other.text || other.caption || "一条消息").slice(0, 80));
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const lines = rows.map((row, r) => element("div", { class: "keys-row" }, ...row.map((key, c) => {
    const blank = !key.text.trim();
    const made = element("button", { type: "button", class: key.url ? "key key-link" : "key", "data-place": `${r}:${c}`, "aria-label": blank ? "空" : undefined },
      element("span", {}, key.text));
    made.addEventListener("click", () => actions.click(message, r, c, made, key));
    return made;
  })));
  return element("div", { class: "keys", role: "group", "aria-label": "这条消息的按钮" }, ...lines);
}

// One bubble; `message` is the Bot API's Message. `mine` puts it on the right.
export function bubble(message, mine, actions) {
  const text = message.text ?? message.caption;
  const meta = element("span", { class: "meta" },
    message.edit_date ? "已编辑 " : "",
    element("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date)));
  const body = element("div", { class: `bubble${message.photo ? " has-photo" : ""}${message.sticker ? " has-sticker" : ""}` },
    element("span", { class: "who" }, mine ? "我：" : "尘安："),
    forwarded(message.forward_origin), quoted(message), media(message, actions),
    text ? element("div", { class: "text" }, ...formatted(text, message.entities || message.caption_entities, actions)) : null, meta);
  const row = element("div", { class: mine ? "line mine" : "line", "data-id": message.message_id, "data-day": dayOf(message.date), "data-group": message.media_group_id, tabindex: "-1" }, body, keyboard(message, actions));
  if (mine) {
    body.append(element("button", { type: "button", class: "more", "aria-label": "这条消息的操作", "aria-haspopup": "menu", onclick: (event) => actions.more(message, event.currentTarget) }, "⋯"));
  }
  return row;
}
