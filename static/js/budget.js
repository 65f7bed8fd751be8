// Totals of a budget as one types. The page works without: totals come back with each save.
const format = new Intl.NumberFormat("fr-FR");
const euros = (amount) => `${format.format(amount).replace(/\u202f/g, "\u00a0")}\u00a0€`;

function amountOf(field) {
  const text = field.value.replace(/[\s\u00a0\u202f€]/g, "").replace(/,0{1,2}$/, "");
  return /^\d{1,8}$/.test(text) ? Number(text) : 0;
}

function gap(left, right, leftName, rightName) {
  if (left === right) return "";
  const [more, less] = left > right ? [leftName, rightName] : [rightName, leftName];
  const verb = more.startsWith("le ") ? "dépasse" : "dépassent";
  return `${more[0].toUpperCase()}${more.slice(1)} ${verb} ${less} de ${euros(Math.abs(left - right))}.`;
}

function follow(form) {
  const said = form.querySelector("[data-gap]");
  const add = () => {
    const totals = { CHARGE: 0, PRODUIT: 0, EMPLOI_VOLONTAIRE: 0, RESSOURCE_VOLONTAIRE: 0 };
    for (const field of form.querySelectorAll("[data-side]")) totals[field.dataset.side] += amountOf(field);
    for (const place of form.querySelectorAll("[data-total]")) place.textContent = euros(totals[place.dataset.total]);
    const gaps = [
      gap(totals.CHARGE, totals.PRODUIT, "les charges", "les produits"),
      gap(totals.EMPLOI_VOLONTAIRE, totals.RESSOURCE_VOLONTAIRE, "le compte 86", "le compte 87"),
    ].filter(Boolean);
    said.textContent = gaps.join(" ") || (totals.CHARGE ? "Le budget est équilibré." : "");
  };
  form.addEventListener("input", add);
  add();
}

for (const form of document.querySelectorAll("[data-budget]")) follow(form);
