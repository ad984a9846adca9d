import { isTyping } from "./row-keys.js";

// "?" shows which keys there are; "/" goes to the search, "g" and "u" press what the page marks with
// data-key. The dialog closes by Esc, as every dialog does.
export function keyHelp(dialog) {
  const marked = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    if (event.key === "?") {
      event.preventDefault();
      dialog.showModal();
    } else if (event.key === "/") {
      const field = document.querySelector("main input[type=search]");
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    } else if (/^[a-z]$/.test(event.key) && marked(event.key)) {
      event.preventDefault();
      const target = marked(event.key);
      if (target.tagName === "DETAILS") target.querySelector("summary").focus();
      else target.click();
    }
  });
  for (const button of document.querySelectorAll("[data-opens=keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
}
