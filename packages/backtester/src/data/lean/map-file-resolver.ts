import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MapFile } from './map-file.ts';

interface DatedEntity {
  readonly day: number;
  readonly permtick: string;
}

/** Finds the map file of the security that used a ticker at a date; one folder of map files. */
export class MapFileResolver {
  readonly #byPermtick = new Map<string, MapFile>();
  /** For each ticker the securities that ever used it, by the last day of that use. */
  readonly #byTicker = new Map<string, DatedEntity[]>();

  constructor(files: Iterable<MapFile>) {
    for (const file of files) {
      this.#byPermtick.set(file.permtick, file);
      for (const row of file.rows) {
        const entities = this.#byTicker.get(row.ticker) ?? [];
        if (!entities.some((entity) => entity.day === row.day))
          entities.push({ day: row.day, permtick: file.permtick });
        this.#byTicker.set(row.ticker, entities);
      }
    }
    for (const entities of this.#byTicker.values()) entities.sort((a, b) => a.day - b.day);
  }

  /**
   * Reads all map files of a folder; none when it does not exist.
   * @throws DataError `DATA_ROW_INVALID`
   */
  static read(folder: string): MapFileResolver {
    let names: string[];
    try {
      names = readdirSync(folder);
    } catch {
      return new MapFileResolver([]);
    }
    const files: MapFile[] = [];
    for (const name of names.sort()) {
      if (!name.endsWith('.csv')) continue;
      const path = join(folder, name);
      files.push(MapFile.parse(name.slice(0, -4), readFileSync(path, 'utf8'), path));
    }
    return new MapFileResolver(files);
  }

  /**
   * The map file of the security that used a ticker on a day; an empty one when nothing is known.
   * @param day undefined: the security with the earliest use
   */
  resolve(ticker: string, day: number | undefined): MapFile {
    const upper = ticker.toUpperCase();
    const date = day ?? Number.NEGATIVE_INFINITY;
    const entities = this.#byTicker.get(upper);
    const entity = entities?.find((candidate) => candidate.day >= date) ?? entities?.at(-1);
    const file = this.#byPermtick.get(entity?.permtick ?? upper);
    if (file === undefined || (day !== undefined && file.firstDay > day)) return new MapFile(upper, []);
    return file;
  }
}
