// The phone's own pickers beside the text box: of days, numbers and hours that the open window asks for. What is picked
// is put into the text box, to be seen and sent like typed words; checking it is the server's.

import { element } from "./draw.js";

const INPUTS = {
  day: { type: "date" },
  hour: { type: "time" },
  number: { type: "number", inputmode: "numeric", step: "1" },
  sum: { type: "number", inputmode: "decimal", step: "0.01" },
};

export class Pickers {
  // put(text): what is picked so far, empty where a part is missing
  // recorder: what is shown where the window takes voice
  constructor(put, recorder) {
    this.recorder = recorder;
    this.row = element("div", { class: "pickers", hidden: true });
    this.put = put;
    this.asked = "";
    this.inputs = [];
  }

  // What the open window asks for; what is picked stays where it is shown again.
  show(pickers) {
    const asked = JSON.stringify(pickers || null);
    if (asked === this.asked) return;
    this.recorder.hidden = !pickers?.voice;
    const held = this.row.contains(document.activeElement);
    this.asked = asked;
    const known = (pickers?.fields || []).filter(({ kind }) => INPUTS[kind]);
    this.row.hidden = !known.length;
    this.inputs = known.map((field, at) => element("input", {
      id: `picker-${at}`, autocomplete: "off", ...INPUTS[field.kind], min: field.least, max: field.most, value: field.value || "",
      oninput: () => this.picked(pickers),
    }));
    this.row.replaceChildren(...known.map((field, at) => element("label", { for: `picker-${at}` }, element("span", {}, field.label), this.inputs[at])));
    if (held) this.inputs[0]?.focus({ preventScroll: true });
  }

  picked({ between, after }) {
    const values = this.inputs.map((one) => one.value);
    this.put(values.every(Boolean) ? values.join(between) + after : "");
  }

  // Sent: the same window may ask for another one.
  clear() {
    for (const one of this.inputs) one.value = one.defaultValue;
  }
}
