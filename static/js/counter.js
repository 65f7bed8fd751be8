// [data-max="2000"] on a field: how many characters are left, spaces included. It warns and never
// cuts: the official portal's limit is the reader's to meet.
const counted = new WeakSet();
const format = new Intl.NumberFormat("fr-FR");

export function countCharacters(root) {
  for (const field of root.querySelectorAll("textarea[data-max], input[data-max]")) {
    if (counted.has(field)) continue;
    counted.add(field);
    const max = Number(field.dataset.max);
    const place = document.createElement("span");
    place.className = "counter";
    place.id = `${field.id}_compte`;
    field.after(place);
    const described = field.getAttribute("aria-describedby");
    field.setAttribute("aria-describedby", described ? `${described} ${place.id}` : place.id);
    const show = () => {
      const left = max - field.value.length;
      const size = format.format(Math.abs(left)).replace(/\u202f/g, "\u00a0");
      const plural = Math.abs(left) > 1 ? "s" : "";
      place.toggleAttribute("data-over", left < 0);
      place.textContent = left < 0 ? `${size} caractère${plural} de trop` : `Encore ${size} caractère${plural}`;
    };
    field.addEventListener("input", show);
    show();
  }
}
