(() => {
  "use strict";
  const box = document.getElementById("not-found");
  const links = [...box.querySelectorAll("#known a")];

  /* How many letters two addresses differ by. */
  const distance = (a, b) => {
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      }
      row = next;
    }
    return row[b.length];
  };

  const path = decodeURIComponent(location.pathname).toLowerCase().replace(/(index)?\.html$/, "");
  const wanted = path.split("/").filter(Boolean).slice(-2).join("/").slice(0, 100);
  const near = links
    .map((link) => ({ link, far: distance(wanted, link.dataset.address.replace(/\/$/, "")) }))
    .filter(({ far }) => far <= Math.max(3, wanted.length / 2))
    .sort((a, b) => a.far - b.far)
    .slice(0, 5);
  const list = box.querySelector("#nearest ul");
  for (const { link } of near) {
    const item = document.createElement("li");
    item.append(link.cloneNode(true));
    list.append(item);
  }
  list.parentElement.hidden = !near.length;

  /* The site lies elsewhere than it was built for: its picture tells where. Every folder above the
     address is tried, the deepest first, and links and styles are led there. */
  const built = box.dataset.base;
  const found = (base, then) => {
    const picture = new Image();
    picture.onload = () => then(true);
    picture.onerror = () => then(false);
    picture.src = `${base}assets/images/favicon.png`;
  };
  const lead = (base) => {
    for (const name of ["href", "action"]) {
      for (const each of document.querySelectorAll(`[${name}^="${built}"]`)) {
        each.setAttribute(name, base + each.getAttribute(name).slice(built.length));
      }
    }
  };
  const folders = location.pathname.split("/").slice(0, -1).slice(-10);
  const look = (count) => {
    if (!count) return;
    const base = `${folders.slice(0, count).join("/")}/`;
    found(base, (here) => (here ? lead(base) : look(count - 1)));
  };
  found(built, (here) => here || look(folders.length));
})();
