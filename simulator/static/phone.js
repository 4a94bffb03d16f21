// One person's phone: their chat with the bot, kept up to date from events.

import { showAlert } from "./alert.js";
import { api, button, element, icon } from "./api.js";
import { bubble, link } from "./message.js";
import { attachMenu, chatMenu, commandMenu, messageMenu } from "./menus.js";

const TYPING_MS = 5000;
const WAITING_MS = 15000;
const TOAST_MS = 3500;

export class Phone {
  constructor(person, bot, view) {
    this.person = person;
    this.bot = bot;
    this.messages = new Map();
    this.waiting = new Map(); // id of a tap that waits for the bot's answer -> its button
    this.held = null;
    this.early = new Set(); // answers that came before the tap's own reply
    this.editing = null;
    this.actions = {
      botName: bot.username,
      say: (text) => this.act("text", { text }),
      start: (parameter) => this.act("start", { parameter }),
      click: (...tap) => this.tap(...tap),
      more: (message, anchor) => messageMenu(this, message, anchor),
      view,
    };
    this.build();
  }

  build() {
    const name = this.person.first_name;
    this.status = element("span", { class: "status" }, "机器人");
    this.log = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": `${name}和尘安的聊天`, tabindex: "0", lang: this.person.language_code === "zh" ? "zh-CN" : this.person.language_code });
    this.keyboard = element("div", { class: "reply-keys", role: "group", "aria-label": "快捷回复", hidden: true });
    this.toast = element("p", { class: "toast", role: "status", hidden: true });
    this.composer = this.buildComposer();
    this.foot = element("div", { class: "foot" });
    const menu = button("聊天的更多操作", { class: "icon", "aria-haspopup": "menu", onclick: (event) => chatMenu(this, event.currentTarget) }, icon("dots"));
    this.screen = element("div", { class: "screen" },
      element("header", { class: "chat-head" },
        element("span", { class: "avatar", "aria-hidden": "true" }, "尘"),
        element("h2", { class: "chat-title" }, "尘安", this.status), menu),
      this.log, this.toast, this.keyboard, this.foot);
    this.root = element("section", { class: "phone", "aria-label": `${name}的手机` },
      element("p", { class: "owner" }, name), element("div", { class: "frame" }, this.screen));
    this.screen.addEventListener("dragover", (event) => event.preventDefault());
    this.screen.addEventListener("drop", (event) => {
      event.preventDefault();
      this.upload([...event.dataTransfer.files]);
    });
  }

  buildComposer() {
    const name = this.person.first_name;
    this.commands = button("命令菜单", { class: "icon menu-button", "aria-haspopup": "menu", onclick: (event) => commandMenu(this, event.currentTarget) }, icon("menu"));
    this.input = element("textarea", { rows: "1", "aria-label": `${name}写消息`, placeholder: "消息", enterkeyhint: "send", maxlength: "8000" });
    const grow = () => {
      this.input.style.height = "auto";
      this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
      send.hidden = !this.input.value.trim();
    };
    const send = button("发送", { class: "icon send", onclick: () => this.submit(), hidden: true }, icon("send"));
    const attach = button("发照片、文件或语音", { class: "icon", "aria-haspopup": "menu", onclick: (event) => attachMenu(this, event.currentTarget) }, icon("attach"));
    this.input.addEventListener("input", grow);
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      } else if (event.key === "Escape" && this.editing) this.stopEditing();
    });
    this.input.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (files.length) {
        event.preventDefault();
        this.upload(files);
      }
    });
    this.grow = grow;
    return element("div", { class: "composer" }, this.commands, this.input, attach, send);
  }

  async load() {
    this.held = []; // what happens meanwhile comes after what had happened before
    const [person, messages] = await Promise.all([api(`people/${this.person.id}`), api(`people/${this.person.id}/messages`)]);
    this.person = person;
    const wanted = new Set(messages.map((message) => message.message_id));
    for (const id of [...this.messages.keys()]) if (!wanted.has(id)) this.remove(id);
    this.log.setAttribute("aria-live", "off"); // old messages are not read out
    for (const message of messages) this.show(message, true);
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
    this.refresh();
    this.toBottom();
    const { held } = this;
    this.held = null;
    for (const event of held || []) this.take(event);
  }

  refresh() {
    const { started, blocked, commands, keyboard } = this.person;
    this.commands.hidden = !commands.length;
    const empty = !this.messages.size;
    const big = (label, run) => element("button", { type: "button", class: "big", onclick: run }, label);
    const mode = blocked ? "blocked" : !started || empty ? "start" : "composer";
    if (this.foot.dataset.mode !== mode) {
      const held = this.foot.contains(document.activeElement);
      this.foot.dataset.mode = mode;
      this.foot.replaceChildren(mode === "blocked" ? big("重新启动机器人", () => this.restart()) : mode === "start" ? big("开始", () => this.act("start", {})) : this.composer);
      if (held && mode !== "composer") this.foot.firstChild.focus();
      else if (held) this.refocus = true;
    }
    if (empty) {
      this.log.replaceChildren(element("div", { class: "empty" },
        element("span", { class: "avatar avatar-big", "aria-hidden": "true" }, "尘"),
        element("p", {}, this.bot.description || "点“开始”，和尘安说第一句话。")));
    }
    this.showKeyboard(blocked ? [] : keyboard?.keyboard || []);
    this.input.placeholder = keyboard?.input_field_placeholder || "消息";
  }

  // Keys that are the same stay as they are: whoever is on one of them stays there.
  showKeyboard(rows) {
    const words = JSON.stringify(rows.map((row) => row.map((key) => key.text)));
    if (this.keyboard.dataset.words === words) return;
    const held = this.keyboard.contains(document.activeElement);
    this.keyboard.dataset.words = words;
    this.keyboard.hidden = !rows.length;
    this.keyboard.replaceChildren(...rows.map((row) => element("div", { class: "keys-row" },
      ...row.map((key) => element("button", { type: "button", class: "reply-key", onclick: () => this.act("press", { text: key.text }) }, key.text)))));
    if (held) (this.keyboard.querySelector(".reply-key") || this.input).focus();
  }

  // --- what happens

  take(event) {
    if (this.held) return void this.held.push(event);
    if (event.type === "message") this.show(event.message);
    else if (event.type === "edited") this.show(event.message);
    else if (event.type === "deleted") this.remove(event.message_id);
    else if (event.type === "action") this.typing(true);
    else if (event.type === "answer") this.answered(event);
    else if (event.type === "keyboard") this.person.keyboard = event.keyboard;
    else if (event.type === "blocked") this.person.blocked = event.blocked;
    if (event.type === "message") {
      this.person.started = true;
      if (event.message.from?.is_bot) this.typing(false);
    }
    return this.refresh();
  }

  show(message, quietly = false) {
    const mine = message.from?.id === this.person.id;
    const row = bubble(message, mine, this.actions);
    const old = this.messages.get(message.message_id);
    this.log.querySelector(".empty")?.remove();
    const follow = mine || this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 160;
    if (old) {
      const focused = old.contains(document.activeElement) ? document.activeElement.dataset.place || "" : null;
      old.replaceWith(row);
      if (focused !== null) (row.querySelector(`[data-place="${focused}"]`) || row.querySelector(".key") || row).focus();
    } else this.place(row);
    this.messages.set(message.message_id, row);
    this.markDays();
    if (!old && !quietly && !mine && this.refocus) {
      this.refocus = false;
      const moved = ![document.body, this.log].includes(document.activeElement);
      if (!moved) (row.querySelector(".key") || this.input).focus({ preventScroll: true });
    }
    if (!quietly && follow && (!old || row === this.log.lastElementChild)) this.toBottom();
    row.querySelector("img")?.addEventListener("load", () => { if (follow && !old) this.toBottom(); });
  }

  // Photos sent together stand side by side.
  place(row) {
    const group = row.dataset.group;
    if (!group || !row.querySelector(".photo")) return this.log.append(row);
    let album = this.log.querySelector(`.album[data-group="${CSS.escape(group)}"]`);
    if (!album) {
      album = element("div", { class: row.classList.contains("mine") ? "album mine" : "album", "data-group": group });
      this.log.append(album);
    }
    return album.append(row);
  }

  remove(id) {
    const row = this.messages.get(id);
    if (!row) return;
    if (row.contains(document.activeElement)) {
      this.log.focus();
      this.refocus = true; // the bot is about to send what takes its place
    }
    const album = row.closest(".album");
    row.remove();
    if (album && !album.children.length) album.remove();
    this.messages.delete(id);
    this.markDays();
  }

  // A line with the date above the first message of each day.
  markDays() {
    for (const line of this.log.querySelectorAll(".day")) line.remove();
    let day = "";
    for (const row of this.log.querySelectorAll(".line")) {
      if (row.dataset.day !== day) (row.closest(".album") || row).before(element("p", { class: "day" }, row.dataset.day));
      day = row.dataset.day;
    }
  }

  typing(on) {
    clearTimeout(this.typingTimer);
    this.status.textContent = on ? "正在输入…" : "机器人";
    this.status.classList.toggle("busy", on);
    if (on) this.typingTimer = setTimeout(() => this.typing(false), TYPING_MS);
  }

  answered({ query_id: id, text, alert }) {
    const key = this.waiting.get(id);
    if (key) this.settle(id, key);
    else this.early.add(id);
    if (text && alert) showAlert(this.screen, text);
    else if (text) this.showToast(text);
  }

  settle(id, key) {
    this.waiting.delete(id);
    key.classList.remove("waiting");
    key.removeAttribute("aria-busy");
  }

  showToast(text) {
    clearTimeout(this.toastTimer);
    this.toast.textContent = text;
    this.toast.hidden = false;
    this.toastTimer = setTimeout(() => { this.toast.hidden = true; }, TOAST_MS);
  }

  toBottom() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  // --- what the person does

  async act(action, body) {
    try {
      return (await api(`people/${this.person.id}/${action}`, body)).result;
    } catch (error) {
      this.showToast(`没有成功：${error.message}`);
      return null;
    }
  }

  async tap(message, row, col, key, { url, copy_text: copy }) {
    if (copy) return navigator.clipboard?.writeText(copy.text).then(() => this.showToast("已复制"));
    if (key.classList.contains("waiting")) return null;
    key.classList.add("waiting");
    key.setAttribute("aria-busy", "true");
    const result = await this.act("click", { message_id: message.message_id, row, col });
    const id = result?.query_id;
    if (!id || this.early.delete(id)) this.settle(id, key);
    else {
      this.waiting.set(id, key);
      setTimeout(() => this.settle(id, key), WAITING_MS);
    }
    if (url && result && !result.started) link(url, [], this.actions).click();
    return null;
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const editing = this.editing;
    this.stopEditing();
    if (editing) await this.act("edit", { message_id: editing, text });
    else if (await this.act("text", { text }) === null) this.input.value = text;
    this.grow();
    this.input.focus();
  }

  stopEditing() {
    this.editing = null;
    this.input.value = "";
    this.composer.classList.remove("editing");
    this.grow();
  }

  async upload(files, kind) {
    if (!files.length) return;
    const as = kind || (files.every((file) => file.type.startsWith("image/")) ? "photo" : "document");
    const caption = this.input.value.trim();
    for (let at = 0; at < files.length; at += 10) {
      const form = new FormData();
      if (at === 0) form.append("caption", caption);
      files.slice(at, at + 10).forEach((file, index) => form.append(`file${index}`, file, file.name));
      if (await this.act(as, form) === null) return;
    }
    this.stopEditing();
  }

  pick(kind, accept) {
    const input = element("input", { type: "file", accept, multiple: kind !== "voice" });
    input.addEventListener("change", () => this.upload([...input.files], kind));
    input.click();
  }

  async restart() {
    await this.act("unblock", {});
    await this.act("start", {});
  }
}
