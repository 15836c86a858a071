import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook written by hand: the rows of its sheets as XML, and further parts. */
export async function writeWorkbook(path: string, sheets: Record<string, string | Iterable<string>>, extra: { hidden?: string[]; parts?: Record<string, string | Buffer>; skip?: string[] } = {}): Promise<void> {
  const zip = new ZipFile();
  const names = Object.keys(sheets);
  const add = (name: string, text: string | Buffer): void => { if (!extra.skip?.includes(name)) zip.addBuffer(Buffer.from(text as string), name); };
  add('[Content_Types].xml', `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`);
  add('xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="r"><sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${extra.hidden?.includes(name) ? ' state="hidden"' : ''}/>`).join('')}</sheets></workbook>`);
  add('xl/_rels/workbook.xml.rels', `${HEAD}<Relationships>${names.map((_, index) => `<Relationship Id="rId${index + 1}" Type="http://x/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`);
  for (const [index, rows] of Object.values(sheets).entries()) {
    zip.addReadStream(Readable.from((function* () {
      yield `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>`;
      if (typeof rows === 'string') yield rows;
      else yield* rows;
      yield '</sheetData></worksheet>';
    })()), `xl/worksheets/sheet${index + 1}.xml`, { compressionLevel: 1 });
  }
  for (const [name, content] of Object.entries(extra.parts ?? {})) add(name, content);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
