// In: a draft; out: the same in the store of this browser, as long as the browser keeps it.

const NAME = "ict-maturity";
const DRAFTS = "drafts";

/**
 * A place for the draft of one kit. Kits that are opened from a disk share one store, so the key
 * has the kit's own id.
 */
export class Store {
  /** @param {string} key */
  constructor(key) {
    this.key = key;
    /** @type {Promise<IDBDatabase>} */
    this.opened = new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(DRAFTS);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    this.opened.catch(() => {});
  }

  /**
   * What was kept, undefined when nothing was; fails when the browser refuses to store.
   * @returns {Promise<any>}
   */
  read() {
    return this.run("readonly", (drafts) => drafts.get(this.key));
  }

  /**
   * Keep a draft; fails when the browser refuses.
   * @param {any} draft
   */
  write(draft) {
    return this.run("readwrite", (drafts) => drafts.put(draft, this.key));
  }

  /** Forget the draft. */
  forget() {
    return this.run("readwrite", (drafts) => drafts.delete(this.key));
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(drafts: IDBObjectStore) => IDBRequest} ask
   * @returns {Promise<any>}
   */
  async run(mode, ask) {
    const database = await this.opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(DRAFTS, mode);
      const asked = ask(transaction.objectStore(DRAFTS));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
}

/**
 * Whether the browser keeps what is stored even when it needs room; it is asked to.
 * @returns {Promise<boolean>}
 */
export async function lasts() {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

/**
 * Whether this tab alone may write, until it is closed. With `take`, another tab loses that.
 * @param {string} key
 * @param {boolean} take
 * @param {() => void} lost what happens when another tab takes it
 * @returns {Promise<boolean>}
 */
export function mayWrite(key, take, lost) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options = take ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(`${NAME}/${key}`, options, (lock) => {
        resolve(lock !== null);
        // Held as long as the page is open.
        return lock && new Promise(() => {});
      })
      .catch(lost);
  });
}
