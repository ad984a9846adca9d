// Every page works without this file. It attaches behaviours to [data-behaviour="name"].
import { busyButton } from "./busy-button.js";
import { copyText } from "./copy-text.js";
import { fileChoice } from "./file-choice.js";
import { focusHere } from "./focus-here.js";
import { keyHelp } from "./key-help.js";
import { lookAlikes } from "./look-alikes.js";
import { printPage } from "./print-page.js";
import { rowKeys } from "./row-keys.js";
import { tickAll } from "./tick-all.js";

const BEHAVIOURS = {
  "busy-button": busyButton,
  "copy-text": copyText,
  "file-choice": fileChoice,
  "focus-here": focusHere,
  "key-help": keyHelp,
  "look-alikes": lookAlikes,
  // fetched where it stands: every phone would pay for it with the form
  passkey: (form) => import("./passkey.js").then(({ passkey }) => passkey(form)),
  "print-page": printPage,
  "row-keys": rowKeys,
  "tick-all": tickAll,
};

export function attach(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    if (element.dataset.attached) continue;
    element.dataset.attached = "yes";
    for (const name of element.dataset.behaviour.split(" ")) BEHAVIOURS[name]?.(element);
  }
}

attach(document);
// parts that htmx puts in later
document.addEventListener("htmx:load", (event) => attach(event.target));
