// The browser's own file control speaks the browser's language. Here it lies unseen over words of
// ours: pressing, dropping, keyboard and screen reader reach it as before.
export function fileChoice(box) {
  const input = box.querySelector("input[type=file]");
  const chosen = box.querySelector(".file__chosen");
  const none = chosen.textContent;
  const tell = () => {
    const files = [...input.files].map((file) => `${file.name} (${sizeOf(file)})`);
    chosen.textContent = files.join(", ") || none;
    box.classList.toggle("file--chosen", files.length > 0);
  };

  const described = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", [chosen.id, described].filter(Boolean).join(" "));
  for (const part of box.querySelectorAll("[hidden]")) part.hidden = false;
  box.classList.add("file--ours");
  input.addEventListener("change", tell);
  input.form?.addEventListener("reset", () => window.setTimeout(tell));
  // the page comes back from the browser's history with the file still chosen
  window.addEventListener("pageshow", tell);
  tell();
}

// as the rest of the page prints numbers: 1,2 MB
function sizeOf(file) {
  const mb = file.size / 1024 / 1024;
  return mb < 1 ? `${Math.max(1, Math.round(mb * 1024))} KB` : `${mb.toFixed(1).replace(".", ",")} MB`;
}
