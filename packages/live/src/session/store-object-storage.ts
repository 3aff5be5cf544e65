import type { ObjectStorage, StoredContent } from '@lockstep/core';
import type { Store } from '../store/store.ts';

/** Bytes are kept as text of this kind. */
const BYTES = 'base64:';

/** Keeps a strategy's object store in the store of its deployment: what it saves is there after a restart. */
export class StoreObjectStorage implements ObjectStorage {
  readonly #store: Store;
  readonly #entries: Map<string, StoredContent>;

  private constructor(store: Store, entries: Map<string, StoredContent>) {
    this.#store = store;
    this.#entries = entries;
  }

  /** Reads what is there. */
  static async open(store: Store): Promise<StoreObjectStorage> {
    const objects = await store.queries.objects();
    const entries = [...objects].map(([key, text]): [string, StoredContent] => [key, contentOf(text)]);
    return new StoreObjectStorage(store, new Map(entries));
  }

  get keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  read(key: string): StoredContent | undefined {
    return this.#entries.get(key);
  }

  write(key: string, content: StoredContent): void {
    this.#entries.set(key, content);
    const text = typeof content === 'string' ? content : BYTES + Buffer.from(content).toString('base64');
    void this.#store.keep({ kind: 'objectSaved', key, text });
  }

  delete(key: string): boolean {
    const wasThere = this.#entries.delete(key);
    if (wasThere) void this.#store.keep({ kind: 'objectSaved', key, text: null });
    return wasThere;
  }
}

function contentOf(text: string): StoredContent {
  return text.startsWith(BYTES) ? Buffer.from(text.slice(BYTES.length), 'base64') : text;
}
