// The error summary takes the focus, so that it is read first.
export function focusHere(element) {
  element.focus();
}
