/** What an import file may be at most. Beyond it the file is refused in whole, or the row in question. */
export const LIMITS = {
  csvBytes: 1024 ** 3, xlsxBytes: 100 * 1024 ** 2, xlsBytes: 20 * 1024 ** 2,
  columns: 1000, rows: 1_000_000, cell: 100_000,
  /** A row of a text file, in characters; cells beyond are marked as too long. */
  record: 2_000_000,
  zipEntries: 1000, unpacked: 2 * 1024 ** 3, sharedText: 64 * 1024 ** 2, sharedStrings: 2_000_000,
  /** Unpacked bytes per packed byte once `ratioFrom` bytes came out: real sheets stay far below. */
  ratio: 120, ratioFrom: 24 * 1024 ** 2,
  batch: 500, preview: 20, errors: 200, unknown: 1000,
} as const;
