// Copies the text of the element named by data-target; says so on the button.
export function copyText(button) {
  const source = document.getElementById(button.dataset.target);
  if (!source || !navigator.clipboard) return;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = button.dataset.done;
    window.setTimeout(() => (button.textContent = words), 3000);
  });
}
