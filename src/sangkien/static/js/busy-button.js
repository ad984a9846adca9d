// One press, one sending: the button says so and takes no second press.
export function busyButton(button) {
  const form = button.form;
  if (!form) return;
  const words = button.innerHTML;
  const rest = () => {
    button.innerHTML = words;
    button.removeAttribute("aria-disabled");
  };

  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter !== button) return;
    if (button.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    // aria-disabled, not disabled: the button keeps the focus and its name=value is sent
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.busy;
    // a download leaves the page where it is
    window.setTimeout(rest, 15000);
  });
  // the page comes back from the browser's history
  window.addEventListener("pageshow", (event) => event.persisted && rest());
}
