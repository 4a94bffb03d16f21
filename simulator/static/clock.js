// The demonstration's time: the day it is there, how fast it passes, and jumps ahead. Only where the simulator has it.

import { api, element, setZone } from "./api.js";

const SPEEDS = [[0, "停", "时间停住"], [1, "1×", "和真的时间一样快"], [60, "1 小时/分", "一分钟过一小时"], [1440, "1 天/分", "一分钟过一天"], [86400, "1 天/秒", "一秒钟过一天"]];
const REFUSED = { past: "那一天已经过了，时间只往前走。", beyond: "太远了，到不了那一天。", speed: "没有这种快慢。" };
const DAY_MS = 86400000, RESYNC_MS = 30000, SHOWN = "chenan-clock-open", NAMES = 5;
const roomy = matchMedia("(min-width: 720px) and (min-height: 700px)");

// Days are counted in UTC, so that no browser's own zone or summer time moves them.
const dayNumber = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS);
const dayText = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const daysWords = new Intl.DateTimeFormat("zh-CN", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
const weekday = new Intl.DateTimeFormat("zh-CN", { weekday: "short", timeZone: "UTC" });
const inWords = (number) => daysWords.format(number * DAY_MS);
const withWeekday = (number) => `${inWords(number)} ${weekday.format(number * DAY_MS)}`;

export class ClockPanel {
  constructor(root) {
    this.root = root;
    this.chosen = null; // the day the slider was moved to
    this.state = null;
    this.arrived = ""; // what was said after the last jump
    this.told = new Set();
  }

  async load() {
    this.take(await api("clock"));
  }

  take(state) {
    const first = !this.state;
    this.marked = JSON.stringify(state.marks);
    this.state = state;
    this.got = performance.now();
    if (first) {
      setZone(state.zone);
      this.local = new Intl.DateTimeFormat("sv-SE", { timeZone: state.zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
      this.build();
      setInterval(() => this.tick(), 250);
      setInterval(() => this.load().catch(() => {}), RESYNC_MS); // a machine that slept has other ideas of time
    }
    this.drawSpeeds();
    this.drawMarks();
    this.tick();
  }

  // "2027-04-29 08:30" in the demonstration's zone.
  now() {
    const { now, speed } = this.state;
    return this.local.format(now + (performance.now() - this.got) * speed).split(" ");
  }

  build() {
    this.time = element("time", { class: "clock-time", id: "clock-time" });
    this.pace = element("span", { class: "clock-pace" });
    this.toggle = element("button", { type: "button", class: "clock-toggle", "aria-expanded": "false", "aria-controls": "clock-panel", "aria-describedby": "clock-time", onclick: () => this.choice(this.panel.hidden) }, "时间", element("span", { class: "clock-arrow", "aria-hidden": "true" }, "▾"));
    this.speeds = element("div", { class: "clock-speeds", role: "group", "aria-label": "时间过得多快" });
    this.slider = element("input", { type: "range", class: "clock-slider", min: "0", step: "1", "aria-label": "选一天" });
    this.ticks = element("div", { class: "clock-ticks", "aria-hidden": "true" });
    this.go = element("button", { type: "button", class: "clock-go", onclick: () => this.ask({ to: dayText(this.chosen) }) });
    const step = (days) => element("button", { type: "button", class: "clock-step", title: `到 ${this.state.morning}`, onclick: () => this.ask({ days }) }, `+${days} 天`);
    this.marks = element("div", { class: "clock-marks", role: "group", "aria-label": "跳到要紧日子的前一天" });
    this.said = element("p", { class: "clock-said", role: "status" });
    this.panel = element("div", { class: "clock-panel", id: "clock-panel", hidden: true },
      this.speeds, element("div", { class: "clock-track" }, this.ticks, this.slider),
      element("div", { class: "clock-jumps" }, this.go, step(1), step(7)), this.marks, this.said);
    this.root.replaceChildren(element("div", { class: "clock-bar" }, this.toggle, this.time, this.pace), this.panel);
    this.root.hidden = false;
    this.slider.addEventListener("input", () => this.choose());
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.choice(false);
      this.toggle.focus();
    });
    this.open(remembered() ?? roomy.matches);
  }

  open(on) {
    this.panel.hidden = !on;
    this.toggle.setAttribute("aria-expanded", String(on));
    this.tick();
  }

  choice(on) {
    this.open(on);
    remember(on);
  }

  choose() {
    const chosen = dayNumber(this.state.first) + Number(this.slider.value);
    this.chosen = chosen > this.today ? chosen : null;
    this.tick();
  }

  // What changes by itself as time passes.
  tick() {
    const [day, time] = this.now();
    this.today = dayNumber(day);
    const words = `${withWeekday(this.today)} ${time}`;
    if (this.time.textContent !== words) {
      this.time.textContent = words;
      this.time.setAttribute("datetime", `${day}T${time}`);
    }
    if (this.panel.hidden) return;
    if (this.chosen !== null && this.chosen <= this.today) this.chosen = null;
    const first = dayNumber(this.state.first), shown = this.chosen ?? this.today;
    this.slider.max = String(Math.max(dayNumber(this.state.last), this.today) - first);
    this.slider.value = String(shown - first);
    this.slider.setAttribute("aria-valuetext", withWeekday(shown));
    this.go.textContent = this.chosen === null ? "拖动滑块，选一天" : `跳到 ${inWords(this.chosen)} ${this.state.morning}`;
    this.go.disabled = this.chosen === null || this.busy;
    const minute = `${day} ${time}`;
    for (const one of this.marks.children) one.hidden = one.dataset.at <= minute;
    this.marks.hidden = [...this.marks.children].every((one) => one.hidden);
  }

  drawSpeeds() {
    const { speed } = this.state;
    const listed = SPEEDS.some(([one]) => one === speed) ? SPEEDS : [...SPEEDS, [speed, `${speed}×`, `真的时间的 ${speed} 倍`]];
    const buttons = listed.map(([one, label, words]) => element("button", { type: "button", class: "clock-speed", "data-speed": one, "aria-pressed": String(one === speed), "aria-label": `${label}，${words}`, onclick: () => this.ask({ speed: one }) }, label));
    const focused = this.speeds.contains(document.activeElement) ? document.activeElement.dataset.speed : null;
    this.speeds.replaceChildren(...buttons);
    if (focused !== null) (buttons.find((one) => one.dataset.speed === focused) || buttons[0]).focus();
    this.pace.textContent = listed.find(([one]) => one === speed)[1];
  }

  drawMarks() {
    if (this.marked === this.drawn) return;
    this.drawn = this.marked;
    const { first, last, marks, morning } = this.state;
    const from = dayNumber(first), span = dayNumber(last) - from || 1;
    this.ticks.replaceChildren(...marks.map(({ label, kind, day }) => element("span", { class: `clock-tick clock-${kind}`, "data-left": (dayNumber(day) - from) / span, title: `${label} ${inWords(dayNumber(day))}` })));
    for (const one of this.ticks.children) one.style.setProperty("--at", one.dataset.left);
    this.marks.replaceChildren(...marks.map(({ label, kind, day }) => {
      const eve = dayNumber(day) - 1;
      return element("button", { type: "button", class: `clock-mark clock-${kind}`, "data-at": `${dayText(eve)} ${morning}`, onclick: () => this.ask({ to: dayText(eve) }) },
        element("span", {}, `${label}前一天`), element("small", {}, `${inWords(eve)} ${morning}`));
    }));
  }

  // Somebody whose phone is not to be seen got a message: after a jump it is said here, too.
  news(name) {
    if (this.told.has(name)) return;
    this.told.add(name);
    if (this.arrived) this.say(this.arrived);
  }

  say(arrived) {
    this.arrived = arrived;
    const names = [...this.told], some = names.slice(0, NAMES).join("、");
    const news = names.length ? `有新消息：${some}${names.length > NAMES ? `等 ${names.length} 人` : ""}。` : "";
    this.said.textContent = arrived && arrived + news;
  }

  async ask(wish) {
    if (this.busy) return;
    this.busy = true;
    this.told.clear();
    this.arrived = "";
    try {
      const state = await api("clock", wish);
      this.chosen = null;
      this.take(state);
      this.say("speed" in wish ? "" : `到了${this.time.textContent}。`);
    } catch (error) {
      this.said.textContent = REFUSED[error.reason] || `没有成功：${error.message}`;
    } finally {
      this.busy = false;
      this.tick();
    }
  }
}

function remembered() {
  try {
    const kept = localStorage.getItem(SHOWN);
    return kept === null ? null : kept === "1";
  } catch { return null; }
}

function remember(on) {
  try { localStorage.setItem(SHOWN, on ? "1" : "0"); } catch { /* a browser that keeps nothing forgets it */ }
}
