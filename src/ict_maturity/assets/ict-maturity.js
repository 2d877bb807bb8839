/* Adds to finished pages what needs a script: sorting tables and filtering rows.
   Without it every table is whole and in alphabetical order. No request is made. */

(() => {
  "use strict";

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell ? (cell.dataset.sort ?? cell.textContent.trim()) : "";
  };

  /* What has no value stays last in both directions. */
  const compare = (a, b, direction) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    return direction * a.localeCompare(b, document.documentElement.lang, { numeric: true });
  };

  const sort = (table, header) => {
    const direction = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const body = table.tBodies[0];
    const column = header.cellIndex;
    [...body.rows]
      .sort((a, b) => compare(value(a, column), value(b, column), direction))
      .forEach((row) => body.append(row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  };

  const makeSortable = (table) => {
    for (const header of table.tHead.rows[0].cells) {
      const words = header.querySelector("[data-sort-by]");
      if (!words) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...words.childNodes);
      words.append(button);
      button.addEventListener("click", () => sort(table, header));
    }
  };

  const makeFilter = (form) => {
    const rows = [...document.getElementById(form.dataset.ictmFilter).tBodies[0].rows];
    const fields = [...form.querySelectorAll("select, input")];
    const output = form.querySelector("output");
    const fits = (row, field) => {
      if (!field.value) return true;
      if (field.type === "search") return row.cells[0].textContent.toLowerCase().includes(field.value.toLowerCase());
      return (row.getAttribute(`data-${field.name}`) ?? "").split(" ").includes(field.value);
    };
    const apply = () => {
      for (const row of rows) row.hidden = !fields.every((field) => fits(row, field));
      const shown = rows.filter((row) => !row.hidden).length;
      output.value = output.dataset.words.replace("{shown}", shown).replace("{all}", rows.length);
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  };

  /* The address names a part that lies in a tab which is not open. */
  const openTab = () => {
    const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const tab = part?.closest(".ictm-tabs > section")?.previousElementSibling.querySelector("input");
    if (!tab || tab.checked) return;
    tab.checked = true;
    part.scrollIntoView();
  };
  window.addEventListener("hashchange", openTab);

  const enhance = () => {
    openTab();
    document.querySelectorAll("table[data-ictm-sort]:not([data-ready])").forEach((table) => {
      table.dataset.ready = "";
      makeSortable(table);
    });
    document.querySelectorAll("form[data-ictm-filter]:not([data-ready])").forEach((form) => {
      form.dataset.ready = "";
      makeFilter(form);
    });
  };

  /* Material swaps the page without loading it again and says so through document$. */
  if (window.document$) window.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
