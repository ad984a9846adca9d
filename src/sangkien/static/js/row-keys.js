// A list by keyboard: j and k go down and up, o opens, d decides, x ticks. Enter opens too, for the
// focus is on the row's own link: without this file Tab reaches all the same places.
export function rowKeys(list) {
  const rows = [...list.querySelectorAll("tbody tr")];
  const link = (row) => row.querySelector("th a");
  const current = () => rows.findIndex((row) => row.contains(document.activeElement));

  const go = (step) => {
    const at = current();
    const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
    const target = rows[Math.min(Math.max(next, 0), rows.length - 1)];
    link(target)?.focus();
    target?.scrollIntoView({ block: "nearest" });
  };
  const decide = (row) => {
    const box = row.querySelector("details");
    if (!box) return;
    box.open = true;
    box.querySelector("input:not([type=hidden]), button")?.focus();
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    o: (row) => row && link(row)?.click(),
    d: (row) => row && decide(row),
    x: (row) => row?.querySelector("input[type=checkbox]")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (!rows.length || isTyping(event)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(rows[current()]);
  });
}

// A letter typed into a field, or with a modifier, is the browser's.
export function isTyping(event) {
  const field = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  return Boolean(field) || !isOurs || Boolean(document.querySelector("dialog[open]"));
}
