import { StringDecoder } from 'node:string_decoder';
import yauzl from 'yauzl';
import { UserError } from '../../errors.ts';
import { LIMITS } from './limits.ts';

/** An opened workbook package: its entries by name, and their text in pieces, counted while it unpacks. */
export type Zip = { readonly names: ReadonlySet<string>; text(name: string): AsyncGenerator<string>; close(): void };

const damaged = (): UserError => new UserError('import.damaged');
const LOCAL_HEADER = 30;

const openFile = (path: string): Promise<yauzl.ZipFile> => new Promise((resolve, reject) => {
  yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true }, (error, file) => (error ? reject(damaged()) : resolve(file)));
});

function listEntries(file: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  if (file.entryCount > LIMITS.zipEntries) return Promise.reject(new UserError('import.bomb'));
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    file.on('entry', (entry: yauzl.Entry) => {
      if (entries.push(entry) > LIMITS.zipEntries) reject(new UserError('import.bomb'));
      else file.readEntry();
    });
    file.on('end', () => resolve(entries));
    file.on('error', () => reject(damaged()));
    file.readEntry();
  });
}

/** Entries that share bytes, repeat a name, are locked or claim to be huge make no workbook. */
function assertHonest(entries: readonly yauzl.Entry[]): void {
  let [end, unpacked] = [0, 0];
  const names = new Set<string>();
  for (const entry of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    if (entry.isEncrypted()) throw new UserError('import.protected');
    if (entry.relativeOffsetOfLocalHeader < end || names.has(entry.fileName)) throw new UserError('import.bomb');
    names.add(entry.fileName);
    end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER + entry.compressedSize;
    unpacked += entry.uncompressedSize;
    const text = /\.(xml|rels)$/i.test(entry.fileName);
    if (unpacked > LIMITS.unpacked || (text && entry.uncompressedSize > LIMITS.ratioFrom && entry.uncompressedSize > entry.compressedSize * LIMITS.ratio)) throw new UserError('import.bomb');
  }
}

/**
 * Opens a zip without unpacking anything. Bytes are counted as they come out, whatever the directory says of them.
 * @throws UserError `import.damaged`, `import.bomb`, `import.protected`
 */
export async function openZip(path: string): Promise<Zip> {
  const file = await openFile(path);
  let total = 0;
  try {
    const entries = await listEntries(file);
    assertHonest(entries);
    const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
    return {
      names: new Set(byName.keys()),
      close: () => file.close(),
      async* text(name) {
        const entry = byName.get(name);
        if (!entry) throw damaged();
        const stream = await new Promise<AsyncIterable<Buffer> & { destroy(): void }>((resolve, reject) => { file.openReadStream(entry, (error, opened) => (error ? reject(damaged()) : resolve(opened as never))); });
        const decoder = new StringDecoder('utf8');
        let own = 0;
        try {
          for await (const chunk of stream) {
            own += chunk.length;
            total += chunk.length;
            if (total > LIMITS.unpacked || (own > LIMITS.ratioFrom && own > Math.max(entry.compressedSize, 1) * LIMITS.ratio)) throw new UserError('import.bomb');
            yield decoder.write(chunk);
          }
          yield decoder.end();
        } catch (error) {
          throw error instanceof UserError ? error : damaged();
        } finally {
          stream.destroy();
        }
      },
    };
  } catch (error) {
    file.close();
    throw error;
  }
}
