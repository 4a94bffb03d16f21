// Photos and files that wait to be sent by somebody with an account, so that a closed page loses none of them.
// Nothing of a report is ever put here.

const NAME = "waiting", STORE = "files";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

// Whatever the browser refuses (private windows, a full disk) is answered with null: the photo is sent from memory.
async function done(mode, act) {
  try {
    const database = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const asked = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(asked.result ?? null);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

export const keep = (id, file, caption) => done("readwrite", (store) => store.put({ file, name: file.name || "photo.jpg", caption }, id));
export const kept = (id) => done("readonly", (store) => store.get(id));
export const drop = (id) => done("readwrite", (store) => store.delete(id));
export const clear = () => done("readwrite", (store) => store.clear());
