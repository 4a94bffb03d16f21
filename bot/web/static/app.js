// The page: a front for whoever comes, the chat, and the end. All that happened is on the server.

import { drawn, element, refuse } from "./draw.js";
import { MOST_BYTES, MOST_VOICE_BYTES, Previews, smaller } from "./photos.js";
import { Gone, Net, newId } from "./net.js";
import { Pickers } from "./pickers.js";
import * as files from "./kept.js";

const SESSION = "session", LANGUAGE = "language", SIZE = "size", VISITOR = "visitor";
const DEVICE = "device", QUEUE = "queue"; // of people with an account, for longer than a page lives
const JOINING = "joining"; // the link and the name of somebody who has not joined yet
const TYPED = "typed"; // what somebody wrote who has not joined yet: the server has it in memory only
const MOST_TYPED = 30;
const MOST_REJOINED = 3;
const MOST_BEGUN = 20; // times that a beginning is tried where too many ask
const REPORT_DATA = /^go:(report|receipt)/; // buttons and texts that begin a report, which nobody does with an account
const REPORT_TEXT = /^\/(report|receipt|start r_)/i;
const SIZES = ["", "large", "larger"];
const WIDE = matchMedia("(min-width: 1000px)");
const TOAST_MS = 5000;
const page = document.getElementById("page");
const storage = (where) => ({
  get(name) { try { return where().getItem(name); } catch { return null; } },
  set(name, value) { try { where().setItem(name, value); } catch { /* forbidden: for this page's life only */ } },
  drop(name) { try { where().removeItem(name); } catch { /* as above */ } },
});
const stored = storage(() => sessionStorage);
const kept = storage(() => localStorage);

class App {
  previews = new Previews();

  async begin() {
    const token = location.hash.slice(1);
    if (location.hash) history.replaceState(null, "", location.pathname); // what stood there is nobody's business
    this.size(stored.get(SIZE) || "");
    const wanted = stored.get(LANGUAGE) || (navigator.language || "zh").slice(0, 2);
    await this.speak(wanted);
    this.build();
    const session = stored.get(SESSION), device = kept.get(DEVICE);
    if (/^r_[\w-]{1,62}$/.test(token)) return this.enter(`/start ${token}`);
    if (/^[efos]_[\w-]{1,62}$/.test(token)) return device ? this.serve(device, `/start ${token}`) : this.join(token);
    if (/^l_[\w-]{16,64}$/.test(token)) return this.login(token.slice(2));
    if (session) return this.resume(session);
    if (device && !stored.get(VISITOR)) return this.serve(device);
    return this.front();
  }

  words = (key) => this.said.words[key] || key;

  async speak(language) {
    const asked = await fetch(`/w/words/${encodeURIComponent(language)}`, { credentials: "omit", cache: "no-store" });
    this.said = await asked.json();
    document.documentElement.lang = this.said.language;
    document.title = this.words("web-title");
  }

  size(name) {
    document.documentElement.dataset.size = name;
    stored.set(SIZE, name);
  }

  // --- building

  build() {
    const { words } = this;
    const languages = element("select", { id: "language", "aria-label": words("web-language"), onchange: (event) => this.choose(event.target.value) },
      ...this.said.languages.map((one) => element("option", { value: one.code, lang: one.code, selected: one.code === this.said.language }, one.name)));
    this.homing = element("button", { type: "button", class: "plain", onclick: () => this.net.send({ text: "/start" }) }, words("web-home"));
    this.reporting = element("button", { type: "button", class: "plain", onclick: () => this.visit("") }, words("web-report"));
    this.ofMember(Boolean(this.net?.isMember));
    this.ending = element("button", { type: "button", class: "plain", onclick: () => this.askEnd() }, words("web-end"));
    this.offlineLine = element("p", { class: "offline", role: "status" });
    this.toastLine = element("p", { class: "toast", role: "status", hidden: true });
    this.main = element("main", { id: "main" });
    page.replaceChildren(
      element("header", { class: "head" },
        element("h1", {}, words("web-title")),
        element("nav", { "aria-label": words("web-menu") }, this.homing, languages,
          element("button", { type: "button", class: "plain size", "aria-label": words("web-size"), onclick: () => this.bigger() }, "A", element("span", { "aria-hidden": "true" }, "A")),
          this.reporting, this.ending)),
      this.offlineLine, this.main, this.toastLine);
    this.offline(false);
  }

  // What only somebody with an account needs above the conversation.
  ofMember(is) {
    this.homing.hidden = !is;
    this.reporting.hidden = !is;
    page.classList.toggle("member", is);
  }

  bigger() {
    const now = SIZES.indexOf(document.documentElement.dataset.size || "");
    this.size(SIZES[(now + 1) % SIZES.length]);
  }

  async choose(language) {
    stored.set(LANGUAGE, language);
    await this.speak(language);
    const inside = this.log && this.main.contains(this.log);
    this.build();
    if (!inside) return this.front();
    this.chat();
    this.arrange();
    const response = await this.net.post("/w/language", { language });
    return response.ok;
  }

  // Whoever has a link says what they are called; what the link is good for is asked in the chat.
  join(token, called = "") {
    const { words } = this;
    const name = element("input", { id: "name", maxlength: "64", autocomplete: "name", required: true, value: called });
    const form = element("form", { class: "front", onsubmit: async (event) => {
      event.preventDefault();
      try {
        return await this.joins({ token, name: name.value });
      } catch {
        return this.toast(words("web-offline"));
      }
    } }, element("p", { class: "lead" }, words(token.startsWith("o_") ? "web-join-operator" : "web-join")), element("label", { for: "name" }, words("web-name")), name,
    element("button", { type: "submit", class: "big" }, words("web-join-on")), element("p", { class: "hint" }, words("web-join-keeps")));
    this.ending.hidden = true;
    this.ofMember(false);
    this.main.replaceChildren(form);
    name.focus();
  }

  async joins(joining, said) {
    const made = await this.begun("/w/join", { name: joining.name, language: this.said.language });
    if (!made) return null;
    if (!made.ok) return this.toast(this.words("web-failed"));
    const { session } = await made.json();
    kept.set(DEVICE, session);
    kept.set(JOINING, JSON.stringify(joining));
    if (said) this.toast(said);
    return this.serve(session, `/start ${joining.token}`);
  }

  // The server forgot a page that was joining, as it does where it is started again: it is as if the link was opened
  // now, with the name that was given.
  async joinsAgain(joining) {
    this.rejoined = (this.rejoined || 0) + 1;
    this.join(joining.token, joining.name);
    if (this.rejoined > MOST_REJOINED) return;
    try {
      await this.joins(joining, this.words("web-join-again"));
    } catch {
      this.toast(this.words("web-offline"));
    }
  }

  // What begins something is asked again where too many ask, as what is sent later is. Null: it is being asked already.
  async begun(path, body) {
    if (this.beginning) {
      this.toast(this.words("web-busy"));
      return null;
    }
    this.beginning = new Net("", {});
    try {
      for (let tries = 1; ; tries += 1) {
        const made = await this.beginning.post(path, body);
        if (![429, 503].includes(made.status) || tries === MOST_BEGUN) return made;
        this.toast(this.words("web-busy"));
        await this.beginning.pause(1000 * Math.min(60, Number(made.headers.get("Retry-After")) || 3));
      }
    } finally {
      this.beginning = null;
    }
  }

  // From now on the server keeps it.
  joined() {
    kept.drop(JOINING);
    stored.drop(TYPED);
    this.typedRow?.remove();
  }

  get typed() {
    try { return JSON.parse(stored.get(TYPED) || "[]"); } catch { return []; }
  }

  // What was typed before the server forgot it, to be put back into the text box by a tap.
  typedBefore() {
    const typed = this.rejoined && this.joining ? this.typed : [];
    if (!typed.length) return null;
    this.typedRow = element("div", { class: "typed", role: "group", "aria-label": this.words("web-typed") },
      element("small", {}, this.words("web-typed")),
      ...typed.map((text) => element("button", { type: "button", class: "plain", onclick: () => { this.input.value = text; this.grow(); this.input.focus(); } }, text)));
    return this.typedRow;
  }

  get joining() {
    try { return JSON.parse(kept.get(JOINING) || "null"); } catch { return null; }
  }

  // One more device of somebody who is logged in elsewhere; the number is asked for where they have one.
  login(token) {
    const { words } = this;
    const pin = element("input", { id: "pin", inputmode: "numeric", autocomplete: "off", maxlength: "12", "aria-describedby": "told" });
    const told = element("p", { class: "hint", role: "status", id: "told" });
    const number = element("div", { class: "field" }, element("label", { for: "pin" }, words("web-pin")), pin);
    number.hidden = true;
    const form = element("form", { class: "front", onsubmit: async (event) => {
      event.preventDefault();
      try {
        const given = { token, language: this.said.language, ...(number.hidden ? {} : { pin: pin.value }) };
        const made = await this.begun("/w/login", given);
        if (!made) return null;
        if (!made.ok && made.status !== 403) return this.toast(this.words("web-failed"));
        const answer = await made.json();
        if (made.ok) {
          kept.set(DEVICE, answer.session);
          kept.drop(QUEUE);
          files.clear();
          return await this.serve(answer.session);
        }
        told.textContent = answer.said;
        if (answer.refused.startsWith("web-pin")) number.hidden = false;
        pin.value = "";
        return number.hidden ? null : pin.focus();
      } catch {
        return this.toast(words("web-offline"));
      }
    } }, element("p", { class: "lead" }, words("web-login")), number, told,
    element("button", { type: "submit", class: "big" }, words("web-login-on")), element("p", { class: "hint" }, words("web-join-keeps")));
    this.ending.hidden = true;
    this.ofMember(false);
    this.main.replaceChildren(form);
  }

  front() {
    const { words } = this;
    this.ending.hidden = !this.net;
    this.ofMember(false);
    const device = this.net ? null : kept.get(DEVICE);
    const lines = words("private-privacy-web").split("\n");
    const wechat = /MicroMessenger/i.test(navigator.userAgent) ? element("p", { class: "warning" }, words("web-wechat")) : null;
    this.main.replaceChildren(element("section", { class: "front" },
      wechat,
      element("p", { class: "lead" }, words("web-lead")),
      element("p", { class: "danger" }, words("web-danger")),
      element("button", { type: "button", class: "big", onclick: () => this.enter("/report") }, words("web-report")),
      element("button", { type: "button", class: "big second", onclick: () => this.enter("/receipt") }, words("web-receipt")),
      device && element("button", { type: "button", class: "big second", onclick: () => this.back(device) }, words("web-mine-again")),
      element("p", { class: "hint" }, words("web-memory")),
      element("h2", {}, words("web-who")),
      element("ul", { class: "who" }, ...lines.map((line) => element("li", {}, line)))));
  }

  chat() {
    const { words } = this;
    this.ending.hidden = false;
    this.ofMember(Boolean(this.net?.isMember));
    this.log = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words("web-chat"), tabindex: "0" });
    this.input = element("textarea", { rows: "1", maxlength: "4000", "aria-label": words("web-write"), placeholder: words("web-write-hint"), enterkeyhint: "send", autocomplete: "off" });
    this.picker = element("input", { type: "file", accept: "image/*", multiple: true, class: "aside", id: "photos", "aria-label": words("web-photo"), onchange: () => this.photos() });
    const recorder = element("span", { class: "recorder", hidden: true }, ...this.recorder());
    this.pickers = new Pickers((text) => {
      if (text || this.input.value === this.picked) this.input.value = text;
      this.picked = text;
      this.grow();
    }, recorder);
    const form = element("form", { class: "composer", novalidate: true, onsubmit: (event) => { event.preventDefault(); this.submit(); } }, this.typedBefore(), this.pickers.row,
      element("label", { for: "photos", class: "attach" }, words("web-photo")), this.picker, recorder,
      ...(this.net?.isMember ? this.filePicker() : []),
      element("div", { class: "writing" }, this.input, element("button", { type: "submit", class: "send" }, words("web-send"))));
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    });
    this.desk = element("div", { class: "log desk", role: "log", "aria-live": "polite", "aria-label": words("web-desk"), tabindex: "0", hidden: true });
    this.panes = element("div", { class: "panes" }, this.log, this.desk);
    this.main.replaceChildren(element("section", { class: "chat" }, this.panes, form));
  }

  filePicker() {
    const input = element("input", { type: "file", accept: ".pdf,.docx,.xlsx", class: "aside", id: "files", "aria-label": this.words("web-file"), onchange: () => {
      const files = [...input.files];
      input.value = "";
      for (const file of files) {
        if (file.size > MOST_BYTES) this.toast(this.words("web-photo-large"));
        else this.pending(file.name, { photo: file });
      }
    } });
    return [element("label", { for: "files", class: "attach" }, this.words("web-file")), input];
  }

  // The phone's own recorder; nothing here listens by itself.
  recorder() {
    const input = element("input", { type: "file", accept: "audio/*", capture: true, class: "aside", id: "voice", "aria-label": this.words("web-voice"), onchange: () => {
      const [voice] = input.files;
      input.value = "";
      if (!voice) return;
      if (voice.size > MOST_VOICE_BYTES) this.toast(this.words("error-invalid-voice-long"));
      else this.pending(this.words("web-voice"), { photo: voice });
    } });
    return [element("label", { for: "voice", class: "attach" }, this.words("web-voice")), input];
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
  }

  // --- beginning and going on

  connect(session, isMember = false) {
    this.net = new Net(session, {
      visit: (words) => this.visit(words),
      passing: () => Boolean(this.panes?.querySelector("[data-protected] .key")),
      save: (queue) => { if (isMember) kept.set(QUEUE, JSON.stringify(queue)); },
      changes: (answer) => this.changes(answer),
      said: (said) => this.answer(said),
      front: () => this.front(),
      gone: () => this.gone(),
      offline: (is) => this.offline(is),
      sending: (is) => document.documentElement.toggleAttribute("data-sending", is),
      slow: () => this.toast(this.words("web-slow")),
      busy: () => this.toast(this.words("web-busy")),
      refused: (deed, status) => this.toast(this.words(status === 413 ? "web-photo-large" : "web-failed")),
    });
    this.net.isMember = isMember;
    this.rows = new Map();
    if (!isMember) stored.set(SESSION, session);
  }

  // Somebody with an account: what was not sent when the page was closed goes first.
  async serve(device, words = "") {
    this.connect(device, true);
    this.served = false;
    this.installable();
    this.chat();
    try {
      const answer = await this.net.ask("/w/events?since=0&wait=0");
      if (!answer.ok) throw new TypeError("server");
      const found = await answer.json();
      this.net.apply(found);
      if (!words && !found.messages.length) words = "/start";
    } catch (error) {
      if (error instanceof Gone) return this.gone();
      this.offline(true);
    }
    let unsent = [];
    try { unsent = JSON.parse(kept.get(QUEUE) || "[]"); } catch { /* nothing of use */ }
    await this.net.again(unsent, (deed, id) => (deed.photo ? this.pending(this.words("web-photo-sent"), deed, id, true) : this.net.send(deed, id, true)));
    if (words) this.net.send({ text: words });
    this.served = true;
    return this.net.listen();
  }

  // Who works here may keep the page among their apps; a worker who reports is not offered that.
  installable() {
    if (!document.querySelector("link[rel=manifest]")) document.head.append(element("link", { rel: "manifest", href: "/w/app.webmanifest" }));
  }

  // A report is nobody's: it has a session of its own, and no account. The server is not asked with the device's key.
  visit(words) {
    stored.set(VISITOR, "1");
    stored.drop(TYPED);
    this.net.stop();
    this.net = null;
    this.log = null;
    this.previews.clear();
    this.front();
    return words ? this.enter(words) : null;
  }

  back(device) {
    stored.drop(VISITOR);
    return this.serve(device);
  }

  async enter(words) {
    if (!this.net || this.net.ended) {
      try {
        const made = await this.begun("/w/session", { language: this.said.language });
        if (!made) return null;
        if (!made.ok) return this.toast(this.words("web-failed"));
        this.connect((await made.json()).session);
      } catch {
        return this.toast(this.words("web-offline"));
      }
      this.net.listen();
    }
    this.rows.clear();
    this.chat();
    return this.net.send({ text: words });
  }

  async resume(session) {
    this.connect(session);
    this.chat();
    try {
      const answer = await this.net.ask("/w/events?since=0&wait=0");
      if (!answer.ok) throw new TypeError("server");
      const found = await answer.json();
      this.net.apply(found);
      if (!found.messages.length) this.front();
    } catch (error) {
      if (error instanceof Gone) return this.gone();
      this.offline(true);
    }
    return this.net.listen();
  }

  // --- what the server says

  changes({ whole, messages, removed, joining }) {
    if (this.net?.isMember && !joining) this.joined();
    if (!this.log) return;
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 200;
    const known = new Set(messages.map((one) => one.id));
    const gone = whole ? [...this.rows.keys()].filter((id) => !known.has(id)) : removed;
    let held = null;
    for (const id of gone) {
      const row = this.rows.get(id);
      if (row?.contains(document.activeElement)) held = "";
      if (row?.deed) this.previews.drop(row.deed);
      row?.remove();
      this.rows.delete(id);
    }
    for (const message of messages) {
      const row = drawn(message, this.words, this.actions);
      const old = this.rows.get(message.id);
      if (old) {
        if (old.contains(document.activeElement)) held = document.activeElement.dataset.place || "";
        old.replaceWith(row);
      }
      row.dataset.id = message.id;
      this.rows.set(message.id, row);
    }
    if (whole && !messages.length && this.served && this.net.isMember && !joining) this.net.send({ text: "/start" }); // they joined as the server ended
    this.unread(messages);
    this.arrange();
    if (held !== null) this.refocus(held);
    if (atEnd || messages.length) for (const pane of [this.log, this.desk]) pane.scrollTop = pane.scrollHeight;
  }

  // What came while nobody looked is counted in the title, where the browser shows its pages.
  unread(messages) {
    if (document.hidden) this.missed = (this.missed || 0) + messages.filter((one) => one.new).length;
    else this.missed = 0;
    document.title = this.missed ? `(${this.missed}) ${this.words("web-title")}` : this.words("web-title");
  }

  // All messages in their order; on a wide screen the open window, with what belongs to it, beside the others.
  arrange() {
    if (!this.log) return;
    const all = [...this.rows.entries()].sort((one, other) => one[0] - other[0]).map(([, row]) => row);
    const beside = new Set();
    const place = WIDE.matches && this.net?.isMember ? all.map((row) => Boolean(row.dataset.window)).lastIndexOf(true) : -1;
    for (let at = place - 1; at >= 0 && !all[at].querySelector(".key"); at -= 1) beside.add(all[at]); // its photos
    all.forEach((row, at) => { if (place >= 0 && (at === place || (at > place && !row.querySelector(".key")))) beside.add(row); });
    const open = all.filter((row) => row.dataset.window).pop(); // none for a moment, where it is put below
    if (open) this.pickers.show(open.pickers);
    const active = document.activeElement;
    this.desk.hidden = place < 0;
    for (const [pane, is] of [[this.log, false], [this.desk, true]]) {
      all.filter((row) => beside.has(row) === is).forEach((row, at) => {
        if (pane.children[at] !== row) pane.insertBefore(row, pane.children[at] || null);
      });
    }
    if (active && active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true });
  }

  // Whoever works with the keyboard goes on at the same place of the newest window.
  refocus(place) {
    const windows = [...this.rows.entries()].filter(([, row]) => row.querySelector(".key")).sort((one, other) => one[0] - other[0]);
    const newest = windows.pop()?.[1];
    const target = newest?.querySelector(`[data-place="${CSS.escape(place)}"]`) || newest?.querySelector(".key") || this.log;
    target.focus({ preventScroll: true });
  }

  actions = {
    press: async (message, data, key) => {
      if (this.net.isMember && REPORT_DATA.test(data)) return this.visit(data.startsWith("go:report") ? "/report" : "/receipt");
      if (key.getAttribute("aria-busy")) return;
      key.setAttribute("aria-busy", "true");
      await this.net.send({ press: { message: message.id, data } });
      key.removeAttribute("aria-busy");
    },
    open: async (file) => {
      const made = await this.net.post(`/w/files/${encodeURIComponent(file.id)}`, {});
      if (!made.ok) return this.toast(this.words("web-failed"));
      return location.assign((await made.json()).url);
    },
    // What must not be kept is shown here: as a page of its own it would be among the browser's pages, and saved by a tap.
    look: async (file) => {
      const image = element("img", { alt: this.words("web-photo"), class: "whole", draggable: "false", oncontextmenu: refuse });
      await this.actions.picture(file, image);
      this.show(element("dialog", { class: "box", "aria-label": this.words("web-photo") }, image,
        element("form", { method: "dialog" }, element("button", { class: "big", autofocus: true }, this.words("web-ok")))));
    },
    picture: async (file, image) => {
      const got = await this.net.ask(`/w/files/${encodeURIComponent(file.id)}`);
      if (got.ok) image.src = URL.createObjectURL(await got.blob());
    },
    // Played on the page; what this browser cannot play is opened as a file.
    play: async (file, button) => {
      const got = await this.net.ask(`/w/files/${encodeURIComponent(file.id)}`);
      if (!got.ok) return this.toast(this.words("web-failed"));
      const sound = element("audio", { controls: true, "aria-label": this.words("web-voice") });
      sound.addEventListener("error", () => { sound.replaceWith(button); this.actions.open(file); });
      sound.src = URL.createObjectURL(await got.blob());
      button.replaceWith(sound);
      sound.focus();
      return sound.play().catch(() => {});
    },
    has: (deed) => this.previews.has(deed),
    own: (file, deed, image, lost) => this.previews.show(deed, image, lost, async () => {
      const got = await this.net.ask(`/w/files/${encodeURIComponent(file.id)}`);
      return got.ok ? got.blob() : null;
    }),
  };

  answer({ text, alert }) {
    if (!alert) return this.toast(text);
    const box = element("dialog", { class: "box" }, element("p", {}, text),
      element("form", { method: "dialog" }, element("button", { class: "big", autofocus: true }, this.words("web-ok"))));
    return this.show(box);
  }

  show(box) {
    const before = document.activeElement;
    box.addEventListener("close", () => { box.remove(); before?.focus?.(); });
    page.append(box);
    box.showModal();
  }

  toast(text) {
    clearTimeout(this.toasting);
    this.toastLine.textContent = text;
    this.toastLine.hidden = false;
    this.toasting = setTimeout(() => { this.toastLine.hidden = true; }, TOAST_MS);
  }

  offline(is) {
    this.offlineLine.hidden = !is;
    this.offlineLine.textContent = is ? this.words("web-offline") : "";
  }

  // --- what the person does

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.pickers.clear();
    this.grow();
    if (this.net.isMember && REPORT_TEXT.test(text)) return this.visit(text);
    const done = await this.pending(text, { text });
    if (!done || !this.net?.isMember || !this.joining || text.startsWith("/")) return; // no part of a report is done here
    stored.set(TYPED, JSON.stringify([...this.typed.filter((one) => one !== text), text].slice(-MOST_TYPED)));
  }

  async pending(shown, deed, id = newId(), tried = false) {
    const state = element("small", {}, this.words("web-sending"));
    const text = element("div", { class: "text" }, shown);
    const row = element("div", { class: "line mine pending" }, element("div", { class: "bubble" }, text, state));
    if (deed.photo?.type.startsWith("image/")) {
      this.previews.put(id, deed.photo);
      const image = element("img", { alt: "", class: "picture small" });
      text.before(image);
      text.className = "aside";
      this.previews.show(id, image, () => { image.remove(); text.className = "text"; });
    }
    const progress = (part) => { state.textContent = `${this.words("web-sending")} ${Math.round(part * 100)}%`; };
    const pane = this.desk.hidden ? this.log : this.desk;
    pane.append(row);
    pane.scrollTop = pane.scrollHeight;
    const done = await this.net.send({ ...deed, ...(deed.photo ? { progress } : {}) }, id, tried);
    row.remove();
    return done;
  }

  async photos() {
    const files = [...this.picker.files];
    this.picker.value = "";
    for (const file of files) {
      const photo = await smaller(file);
      if (photo.size > MOST_BYTES) this.toast(this.words("web-photo-large"));
      else this.pending(this.words("web-photo-sent"), { photo });
    }
  }

  // --- the end

  askEnd() {
    const ask = this.net?.isMember ? "web-leave-ask" : "web-end-ask";
    const box = element("dialog", { class: "box", "aria-label": this.words("web-end") }, element("p", {}, this.words(ask)),
      element("form", { method: "dialog", class: "choices" },
        element("button", { class: "big", value: "yes", onclick: () => this.end() }, this.words("web-end-yes")),
        element("button", { class: "big second", value: "no", autofocus: true }, this.words("web-end-no"))));
    this.show(box);
  }

  async end() {
    const { net } = this;
    let everything = true;
    this.forget();
    try { everything = localStorage.length === 0; } catch { /* nothing is there */ }
    net.stop();
    this.close("web-ended");
    try { await net.post("/w/end", { everything }, { credentials: "same-origin" }); } catch { /* it ends by itself after 30 minutes */ }
  }

  // Nothing of the account stays on this device, nor is written there by what is still on its way.
  forget() {
    if (!this.net?.isMember) return;
    this.net.forgotten = true;
    for (const name of [DEVICE, QUEUE, JOINING]) kept.drop(name);
    stored.drop(TYPED);
    files.clear();
  }

  gone() {
    if (!this.net?.isMember) return this.close("web-gone");
    const { joining, typed } = this;
    this.forget();
    this.close("web-device-gone");
    if (joining) stored.set(TYPED, JSON.stringify(typed));
    return joining && this.joinsAgain(joining);
  }

  close(key) {
    stored.drop(SESSION);
    stored.drop(VISITOR);
    this.net?.stop();
    this.net = null;
    this.log = null;
    this.rows = new Map();
    this.previews.clear();
    this.ending.hidden = true;
    this.ofMember(false);
    this.offline(false);
    const again = element("button", { type: "button", class: "big", onclick: () => this.front() }, this.words("web-again"));
    this.main.replaceChildren(element("section", { class: "front" }, element("p", { class: "lead", role: "status" }, this.words(key)), again));
    again.focus();
  }
}

const app = new App();
WIDE.addEventListener?.("change", () => app.arrange());
document.addEventListener("visibilitychange", () => { if (!document.hidden) app.unread([]); });
// A link that was opened while the page was there; a report that is being written goes before it.
addEventListener("hashchange", () => {
  if (app.net && !app.net.isMember) history.replaceState(null, "", location.pathname);
  else if (location.hash) location.reload();
});
app.begin();
