// While a title is typed, entries that look like it are shown below: after a pause, never in the way.
const PAUSE = 700; // ms without a key

export function lookAlikes(place) {
  const form = place.closest("form");
  const fields = ["title", "authors", "workplace"].map((name) => form.elements[name]);
  let waiting = 0;
  let asked = "";
  let asking = null; // the question under way; an earlier one has nothing to say any more

  const ask = async () => {
    const typed = new FormData();
    for (const field of [...fields, form.elements.csrfmiddlewaretoken]) typed.set(field.name, field.value);
    const now = fields.map((field) => field.value).join("\n");
    if (now === asked) return;
    asked = now;
    asking?.abort();
    const own = new AbortController();
    asking = own;
    let told = "";
    try {
      if (fields[0].value.trim()) {
        const answer = await fetch(place.dataset.address, { method: "POST", body: typed, signal: own.signal });
        if (answer.ok) told = await answer.text();
      }
    } catch {
      // without a network the form works as ever; the entry is screened when it arrives
      if (asking === own) asked = "";
    }
    // of another title, or of none, the old hints say nothing
    if (asking === own) place.innerHTML = told;
  };

  for (const field of fields) {
    field.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(ask, PAUSE);
    });
    field.addEventListener("change", ask);
  }
}
