declare module 'yazl' {
  import type { Readable } from 'node:stream';
  export class ZipFile {
    outputStream: Readable;
    addBuffer(content: Buffer, name: string, options?: { compress?: boolean; compressionLevel?: number }): void;
    addReadStream(stream: Readable, name: string, options?: { compress?: boolean; compressionLevel?: number }): void;
    end(): void;
  }
}
