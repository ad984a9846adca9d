// Ticks every box of the form named by data-target; where all are ticked, takes all ticks away.
export function tickAll(button) {
  const form = document.getElementById(button.dataset.target);
  const boxes = form ? [...form.elements].filter((field) => field.type === "checkbox") : [];
  if (!boxes.length) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const to = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = to;
  });
}
