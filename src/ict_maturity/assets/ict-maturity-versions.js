/* Where the site stands beside other versions of itself: the way to the same page in the latest
   edition, and the list of all of them. Reads versions.json and a sitemap of this site only. */

(() => {
  "use strict";

  const config = JSON.parse(document.getElementById("__config").textContent);
  if (!config.version) return;
  const base = new URL(`${config.base.replace(/\/$/, "")}/`, location);
  const beside = (folder) => new URL(`../${folder}/`, base);

  const load = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  };

  const versions = load(new URL("../versions.json", base)).then(JSON.parse).catch(() => []);

  /* Addresses in a sitemap are the public ones; the shortest is the home page's. */
  const pagesOf = async (folder) => {
    const sitemap = new DOMParser().parseFromString(await load(new URL("sitemap.xml", beside(folder))), "text/xml");
    const all = [...sitemap.querySelectorAll("loc")].map((loc) => loc.textContent);
    const home = all.reduce((a, b) => (b.length < a.length ? b : a));
    return new Set(all.map((address) => address.slice(home.length)));
  };

  let pages;

  const mend = async (link, latest) => {
    link.dataset.ready = "";
    if (!latest) return link.remove();
    const home = beside(latest.aliases[0]);
    const page = location.pathname.slice(base.pathname.length).replace(/index\.html$/, "");
    pages ??= pagesOf(latest.aliases[0]).catch(() => new Set());
    if (!(await pages).has(page)) {
      link.href = home;
      return link.textContent = link.dataset.ictmLatest;
    }
    link.href = new URL(page, home);
    /* Who reads one part of the page goes on with that part, also when it was come to later. */
    const keepPart = () => link.hash = location.hash;
    keepPart();
    window.addEventListener("hashchange", keepPart);
    return link.addEventListener("click", keepPart);
  };

  const list = (section, all) => {
    section.dataset.ready = "";
    const editions = all.filter((version) => /^\d/.test(version.version));
    section.querySelector("ul").append(...editions.map((version) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = beside(version.version);
      link.textContent = version.title;
      item.append(link, version.aliases.length ? ` (${section.dataset.ictmVersions})` : "");
      return item;
    }));
    section.hidden = false;
  };

  const enhance = async () => {
    const all = await versions;
    if (!all.length) return;
    const latest = all.find((version) => version.aliases.length);
    const isOld = latest && ![latest.version, ...latest.aliases].includes(base.pathname.split("/").at(-2));
    for (const banner of document.querySelectorAll(".ictm-outdated")) banner.hidden = !isOld;
    document.querySelectorAll("a[data-ictm-latest]:not([data-ready])").forEach((link) => mend(link, latest));
    document.querySelectorAll("section[data-ictm-versions]:not([data-ready])").forEach((section) => list(section, all));
  };

  /* Material swaps the page without loading it again and says so through document$. */
  if (window.document$) window.document$.subscribe(enhance);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
