// fieldset[data-filter="Publics"]: a field that narrows a long list of ticks. Ticked ones stay.
const filtered = new WeakSet();
const LONG = 8;

function plain(text) {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

export function narrowLists(root) {
  for (const list of root.querySelectorAll("fieldset[data-filter]")) {
    if (filtered.has(list)) continue;
    filtered.add(list);
    const ticks = [...list.querySelectorAll(".form-check")];
    if (ticks.length < LONG) continue;
    const label = document.createElement("label");
    label.className = "choice-filter";
    label.textContent = `Chercher dans «\u00a0${list.dataset.filter}\u00a0»`;
    const field = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
    label.append(field);
    list.querySelector(".choice-list").before(label);
    field.addEventListener("input", () => {
      const words = plain(field.value.trim());
      for (const tick of ticks) {
        tick.hidden = !tick.querySelector("input").checked && !plain(tick.textContent).includes(words);
      }
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }
}
