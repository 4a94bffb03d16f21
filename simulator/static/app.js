// The page: who is shown, one phone each, and the stream of events that keeps them up to date.

import { api, element } from "./api.js";
import { ClockPanel } from "./clock.js";
import { Phone } from "./phone.js";

const SHOWN_AT_FIRST = 3;
const narrow = matchMedia("(max-width: 719px)");
const wanted = new URLSearchParams(location.search).getAll("person");
const byId = (id) => document.getElementById(id);
const people = new Map(); // id -> {person, phone, tab}
let shown = []; // ids, in the order they were opened
let bot = null;
let clock = null;

function view(source, alt) {
  const image = byId("viewer-image");
  image.src = source;
  image.alt = alt;
  byId("viewer").showModal();
}

function addPerson(person) {
  if (people.has(person.id)) return;
  const tab = element("button", { type: "button", class: "chip", "aria-pressed": "false", onclick: () => toggle(person.id) },
    person.first_name, element("span", { class: "badge", hidden: true }, "有新消息"));
  byId("people").append(tab);
  people.set(person.id, { person, tab, phone: null });
}

// On a phone one person at a time; on a desktop several side by side.
function toggle(id) {
  if (narrow.matches) show([id]);
  else if (!shown.includes(id)) show([...shown, id]);
  else if (shown.length > 1) show(shown.filter((one) => one !== id));
}

function show(ids) {
  shown = ids;
  const visible = narrow.matches ? shown.slice(-1) : shown;
  for (const [id, one] of people) {
    const on = visible.includes(id);
    one.tab.setAttribute("aria-pressed", String(on));
    if (on) {
      one.tab.querySelector(".badge").hidden = true;
      if (!one.phone) {
        one.phone = new Phone(one.person, bot, view);
        one.phone.ready = one.phone.load();
      }
      if (!one.phone.root.isConnected) byId("phones").append(one.phone.root);
      one.phone.toBottom();
    } else one.phone?.root.remove();
  }
  byId("phones").dataset.count = visible.length;
  if (visible.length) byId("phones").querySelector(".welcome")?.remove();
}

function welcome() {
  byId("phones").replaceChildren(element("div", { class: "welcome" },
    element("h1", {}, "尘安"),
    element("p", {}, "粉尘与高毒物品危害治理，用聊天做完。"),
    element("p", { class: "hint" }, "先选一个人，打开他的手机："),
    element("div", { class: "welcome-names" }, ...["工厂老板", "车间工人", "安监办"].map((name) =>
      element("button", { type: "button", class: "primary", onclick: () => open(name, "zh") }, name)))));
}

async function open(name, language) {
  const person = await api("people", { name, language_code: language });
  bot ??= await api("bot"); // somebody may be quicker than the first load of a slow machine
  addPerson(person);
  show(narrow.matches ? [person.id] : [...shown.filter((id) => id !== person.id), person.id]);
  const { phone, tab } = people.get(person.id);
  await phone.ready;
  tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  phone.root.scrollIntoView({ block: "nearest", inline: "nearest" });
  (phone.foot.querySelector(".big, textarea") || phone.log).focus();
}

function take(event) {
  if (event.type === "person") return addPerson(event.person);
  if (event.type === "commands") return reload();
  if (event.type === "clock") return clock?.take(event.clock);
  const one = people.get(event.chat_id);
  if (!one) return null;
  if (one.phone) one.phone.take(event);
  const visible = one.phone?.root.isConnected;
  if (event.type === "message" && !visible) {
    one.tab.querySelector(".badge").hidden = false;
    clock?.news(one.person.first_name);
  }
  return null;
}

async function reload() {
  bot = await api("bot");
  if (bot.clock) {
    clock ??= new ClockPanel(byId("clock"));
    await clock.load(); // before any message is drawn: it knows the zone
  }
  byId("page").hidden = !bot.page;
  if (bot.page) byId("page").href = bot.page;
  for (const person of await api("people")) addPerson(person);
  await Promise.all([...people.values()].filter((one) => one.phone).map((one) => {
    one.phone.bot = bot;
    return one.phone.load();
  }));
}

function listen() {
  const stream = new EventSource("/api/events");
  let first = true;
  stream.addEventListener("ready", async () => {
    byId("offline").hidden = true;
    await reload();
    if (first) begin();
    first = false;
  });
  stream.addEventListener("message", (event) => { if (!first) take(JSON.parse(event.data)); });
  stream.addEventListener("error", () => { byId("offline").hidden = false; });
}

function begin() {
  const named = wanted.map((name) => [...people.values()].find(({ person }) => [String(person.id), person.first_name, person.username].includes(name)));
  const chosen = named.filter(Boolean).map(({ person }) => person.id);
  if (chosen.length) show(chosen);
  else if (people.size && !wanted.length) show([...people.keys()].slice(0, narrow.matches ? 1 : SHOWN_AT_FIRST));
  else welcome();
  if (wanted.length && !chosen.length) askForPerson(wanted[0]);
}

function askForPerson(name = "") {
  byId("person-name").value = name;
  byId("person-dialog").showModal();
  byId("person-name").focus();
}

byId("new-person").addEventListener("click", () => askForPerson());
byId("person-cancel").addEventListener("click", () => byId("person-dialog").close());
byId("person-form").addEventListener("submit", () => open(byId("person-name").value.trim(), byId("person-language").value));
narrow.addEventListener("change", () => show(shown));
listen();
