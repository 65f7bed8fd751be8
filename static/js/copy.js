// button[data-copy="#id"] hidden: copies the text of an element; shown only where copying works.
const ready = new WeakSet();

function textOf(element) {
  return "value" in element ? element.value : element.innerText;
}

export function copyButtons(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button[data-copy]")) {
    if (ready.has(button)) continue;
    ready.add(button);
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const source = document.querySelector(button.dataset.copy);
      if (!source) return;
      await navigator.clipboard.writeText(textOf(source));
      button.textContent = "Copié";
      window.setTimeout(() => { button.textContent = label; }, 2500);
    });
  }
}
