// The people's side of the simulator, and small helpers for building the page.

export async function api(path, body, method = body ? "POST" : "GET") {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(`/api/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.description || response.statusText), { reason: answer.parameters?.reason });
  return answer;
}

// element("button", {class: "x", onclick: f, "aria-label": "y"}, "text", child, …); text is never read as HTML.
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

export function button(label, attributes, ...children) {
  return element("button", { type: "button", ...attributes, "aria-label": label }, ...children);
}

const ICONS = {
  attach: "M21 11.5l-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8l8.9-8.9a3.7 3.7 0 0 1 5.2 5.2l-8.9 8.9a1.8 1.8 0 0 1-2.6-2.6l8.2-8.2",
  send: "M4 12l16-8-5 16-3.5-6.5L4 12zm7.5 1.5L20 4",
  menu: "M4 7h16M4 12h16M4 17h10",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: "24", height: "24", "aria-hidden": "true", class: `icon-${name}` })) made.setAttribute(key, value);
  path.setAttribute("d", ICONS[name]);
  made.append(path);
  return made;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

export const fileUrl = (id, name) =>
  `/api/files/${encodeURIComponent(id)}${name ? `?name=${encodeURIComponent(name)}` : ""}`;

// Times are shown in the browser's own zone, or in the one that was set.
let clock, calendar;
export function setZone(timeZone) {
  clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  calendar = new Intl.DateTimeFormat("zh-CN", { year: "numeric", month: "long", day: "numeric", timeZone });
}
setZone(undefined);
export const timeOf = (seconds) => clock.format(new Date(seconds * 1000));
export const dayOf = (seconds) => calendar.format(new Date(seconds * 1000));
