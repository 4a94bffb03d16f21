// Talking to the server: one session, deeds in their order and each exactly once, news as they come.

import * as files from "./kept.js";

const WAITS = [1000, 2000, 4000, 8000, 15000];

const SLOW_MS = 4000; // longer nobody waits without a word

const MOST_FAULTS = 4; // what the server itself fails at so often holds up nothing behind it

export class Gone extends Error {}

export class Net {
  // hooks: changes(answer), said(said), front(), gone(), offline(bool), sending(bool), slow(), busy(), refused(deed)
  constructor(session, hooks) {
    this.session = session;
    this.hooks = hooks;
    this.version = 0;
    this.queue = [];
    this.working = false;
    this.ended = false;
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.wake(); });
  }

  async ask(path, options = {}) {
    const response = await fetch(path, {
      cache: "no-store",
      credentials: "omit", // there is no cookie; only `/w/end`, which clears what the browser has, is asked otherwise
      referrerPolicy: "no-referrer",
      ...options,
      headers: { ...(this.session ? { "X-Session": this.session } : {}), ...(options.headers || {}) },
    });
    if (response.status === 401) throw new Gone();
    return response;
  }

  post(path, body, options = {}) {
    return this.ask(path, { ...options, method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  }

  // A deed: {text} or {press: {message, data}} or {photo: Blob, caption}. Resolves when it was handled. `tried`: it may
  // have been handled.
  send(deed, id = newId(), tried = false) {
    return new Promise((resolve) => {
      const passing = !this.isMember || this.hooks.passing();
      this.queue.push({ deed, id, resolve, passing, tried });
      if (deed.photo && !passing) files.keep(id, deed.photo, deed.caption);
      this.save();
      this.work();
    });
  }

  // What is to be sent again by a page that is opened later: files by their id; nothing that belongs to a window
  // that is not stored.
  save() {
    if (this.forgotten) return;
    const waiting = this.queue.filter(({ passing }) => !passing);
    this.hooks.save?.(waiting.map(({ deed, id }) => ({ id, deed: deed.photo ? { file: true } : deed })));
  }

  // What was left of an earlier page, in its order; a file that the browser lost is left out. `sent` sends one.
  async again(unsent, sent) {
    for (const { id, deed } of unsent) {
      const held = deed.file ? await files.kept(id) : null;
      if (held) sent({ photo: new File([held.file], held.name, { type: held.file.type }), caption: held.caption }, id);
      else if (!deed.file) sent(deed, id);
    }
  }

  drop({ deed, id }) {
    if (deed.photo && this.isMember) files.drop(id);
  }

  async work() {
    if (this.working || this.ended) return;
    this.working = true;
    this.hooks.sending(true);
    try {
      await this.deliverAll();
    } finally {
      this.working = false;
      this.hooks.sending(false);
    }
  }

  async deliverAll() {
    let tries = 0;
    while (this.queue.length && !this.ended) {
      const { deed, id, resolve, tried } = this.queue[0];
      this.queue[0].tried = true;
      try {
        const slow = deed.photo ? 0 : setInterval(() => this.hooks.slow(), SLOW_MS); // of a photo the progress is shown
        const response = await this.deliver(deed, id, tried).finally(() => clearInterval(slow));
        if (response.status === 429 || response.status === 503) {
          this.hooks.busy();
          await this.pause(1000 * Math.min(60, Number(response.headers.get("Retry-After")) || 3));
          continue;
        }
        if (response.status >= 500 && (response.status > 500 || tries < MOST_FAULTS)) throw new TypeError("server");
        this.drop(this.queue.shift());
        this.save();
        const answer = response.ok ? await response.json() : null;
        if (this.ended) { // somebody else's conversation is on the page by now
          resolve(false);
          break;
        }
        this.hooks.offline(false);
        tries = 0;
        if (!response.ok) {
          this.hooks.refused(deed, response.status);
          resolve(false);
          continue;
        }
        if (answer.visit) { // what was typed after it belongs to the report: nothing of it is kept or sent from here
          resolve(false);
          for (const one of this.queue.splice(0)) {
            this.drop(one);
            one.resolve(false);
          }
          this.save();
          return this.hooks.visit(answer.visit);
        }
        this.apply(answer);
        resolve(true);
        if (answer.front) this.hooks.front();
        if (answer.said) this.hooks.said(answer.said);
      } catch (error) {
        if (error instanceof Gone) return this.end();
        if (this.ended) break;
        this.hooks.offline(true);
        await this.pause(WAITS[Math.min(tries++, WAITS.length - 1)]);
      }
    }
  }

  deliver(deed, id, again) {
    const since = this.version;
    if (!deed.photo) return this.post("/w/updates", { ...deed, id, since, ...(again ? { again } : {}) });
    const form = new FormData();
    form.append("id", id);
    form.append("since", String(since));
    if (again) form.append("again", "1");
    form.append("caption", deed.caption || "");
    form.append("photo", deed.photo, deed.photo.name || "photo.jpg");
    return this.upload("/w/updates", form, deed.progress);
  }

  // As `ask`, and tells how much is sent, which fetch cannot.
  upload(path, form, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", path);
      request.setRequestHeader("X-Session", this.session);
      request.upload.onprogress = ({ loaded, total }) => { if (total) progress?.(loaded / total); };
      request.onerror = request.onabort = request.ontimeout = () => reject(new TypeError("network"));
      request.onload = () => {
        if (request.status === 401) return reject(new Gone());
        return resolve({
          ok: request.status >= 200 && request.status < 300,
          status: request.status,
          headers: { get: (name) => request.getResponseHeader(name) },
          json: async () => JSON.parse(request.responseText),
        });
      };
      request.send(form);
    });
  }

  apply(answer) {
    if (answer.version < this.version) {
      if (!answer.whole) return;
      this.listening?.abort(); // another inbox, whose versions begin anew: what is asked for with the old one would skip some
    }
    this.version = answer.version;
    this.hooks.changes(answer);
  }

  async listen() {
    let tries = 0;
    while (!this.ended) {
      try {
        this.listening = new AbortController();
        const response = await this.ask(`/w/events?since=${this.version}`, { signal: this.listening.signal });
        if (response.status === 429 || response.status === 503) { // one of several pages of the same person, or a server that ends
          await this.pause(1000 * Math.min(60, Number(response.headers.get("Retry-After")) || 3));
          continue;
        }
        if (!response.ok) throw new TypeError("server");
        const answer = await response.json();
        if (this.ended) return;
        tries = 0;
        this.hooks.offline(false);
        this.apply(answer);
      } catch (error) {
        if (error instanceof Gone) return this.end();
        if (this.ended) return;
        if (error.name === "AbortError") continue;
        this.hooks.offline(true);
        await this.pause(WAITS[Math.min(tries++, WAITS.length - 1)]);
      }
    }
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.hurry = [...(this.hurry || []), () => { clearTimeout(timer); resolve(); }];
    });
  }

  wake() {
    for (const go of this.hurry || []) go();
    this.hurry = [];
  }

  // Nothing of this session is asked any more.
  stop() {
    this.ended = true;
    this.listening?.abort();
    this.wake();
  }

  end() {
    if (this.ended) return;
    this.stop();
    this.hooks.gone();
  }
}

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}
