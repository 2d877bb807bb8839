/* For a copy of the site that is read from a disk, where browsers start no worker from a file and
   fetch nothing: the search's worker is started from the texts that offline-files.js holds. */

(() => {
  "use strict";

  if (location.protocol !== "file:") return;
  const here = document.currentScript.src;

  let loading;
  const loaded = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("offline-files.js", here);
    script.onload = () => done(window.ictMaturityFiles);
    script.onerror = failed;
    document.head.append(script);
  });

  const nameOf = (address) => String(address).split(/[?#]/)[0].split("/").at(-1);

  /* Runs in the worker, before its own program: what it asks for by name is one of the texts. */
  const fromTexts = (texts, nameOf) => {
    const load = self.importScripts.bind(self);
    self.importScripts = (...names) => {
      for (const name of names) load(URL.createObjectURL(new Blob([texts[nameOf(name)]])));
    };
    self.fetch = async (name) => {
      const text = texts[nameOf(name)];
      return new Response(text, { status: text === undefined ? 404 : 200 });
    };
  };

  const RealWorker = window.Worker;
  window.Worker = class extends EventTarget {
    #started;
    #address;

    constructor(address) {
      super();
      this.#address = address;
    }

    /* Only who searches waits until everything is read. */
    postMessage(message) {
      this.#started ??= loaded().then((texts) => this.#start(texts));
      this.#started.then((worker) => worker.postMessage(message));
    }

    #start(texts) {
      const given = `(${fromTexts})(${JSON.stringify(texts)}, ${nameOf});\n`;
      const program = new Blob([given, texts[nameOf(this.#address)]]);
      const worker = new RealWorker(URL.createObjectURL(program));
      worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
      return worker;
    }
  };
})();
