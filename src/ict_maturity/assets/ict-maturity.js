/* Adds to finished pages what needs a script: sorting tables, filtering rows, choosing a column,
   opening what an address names.
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

  /* What is filtered and sorted stands in the address, so that it can be sent and comes back. */
  const asked = (name) => new URL(location.href).searchParams.get(name) ?? "";
  const remember = (name, value) => {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  const sort = (table, header, direction) => {
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
      const name = words.dataset.sortBy || `${table.id}.${header.cellIndex}`;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...words.childNodes);
      words.append(button);
      button.addEventListener("click", () => {
        const direction = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        sort(table, header, direction);
        remember("sort", direction === 1 ? name : `-${name}`);
      });
      const wanted = asked("sort");
      if (wanted === name || wanted === `-${name}`) sort(table, header, wanted === name ? 1 : -1);
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
    for (const field of fields) {
      field.value = asked(field.name);
      if (field.selectedIndex === -1) field.value = "";
    }
    form.addEventListener("input", (event) => {
      remember(event.target.name, event.target.value);
      apply();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    const fold = form.querySelector("button");
    fold.addEventListener("click", () => {
      fold.setAttribute("aria-expanded", fold.getAttribute("aria-expanded") !== "true");
    });
    if (fields.some((field) => field.value)) apply();
  };

  /* On a narrow screen a wide table shows one of its columns, beside the names of its rows. */
  const makeColumn = (select) => {
    const table = document.getElementById(select.dataset.ictmColumn);
    const show = () => {
      const { cellIndex } = table.querySelector(`[data-column="${select.value}"]`);
      for (const row of table.rows) {
        for (const cell of row.cells) cell.classList.toggle("ictm-shown", cell.cellIndex === cellIndex);
      }
    };
    select.value = asked(select.name);
    if (select.selectedIndex === -1) select.selectedIndex = 0;
    select.addEventListener("change", () => {
      remember(select.name, select.value);
      show();
    });
    show();
  };

  /* The address names a part that lies in a tab or in folds which are not open. */
  const openNamed = () => {
    const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = part?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const tab = part?.closest(".ictm-tabs > section")?.previousElementSibling.querySelector("input");
    if (!tab || tab.checked) return;
    tab.checked = true;
    part.scrollIntoView();
  };
  window.addEventListener("hashchange", openNamed);

  const enhance = () => {
    /* Who left the search by a hit still has the cursor in it, and no key would open it again. */
    if (!document.querySelector("[data-md-toggle=search]")?.checked) document.querySelector(".md-search__input")?.blur();
    openNamed();
    /* The theme puts wide tables into boxes that scroll, and forgets those who have no mouse. */
    document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => (box.tabIndex = 0));
    document.querySelectorAll("table[data-ictm-sort]:not([data-ready])").forEach((table) => {
      table.dataset.ready = "";
      makeSortable(table);
    });
    document.querySelectorAll("form[data-ictm-filter]:not([data-ready])").forEach((form) => {
      form.dataset.ready = "";
      makeFilter(form);
    });
    document.querySelectorAll("select[data-ictm-column]:not([data-ready])").forEach((select) => {
      select.dataset.ready = "";
      makeColumn(select);
    });
  };

  /* Material swaps the page without loading it again and says so through document$. */
  if (window.document$) window.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
