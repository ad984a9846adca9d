export function printPage(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
