import { EventName, IBApi } from '@stoqey/ib';

/** Something that the client told, with its arguments. */
export interface Heard {
  readonly event: string;
  readonly args: readonly unknown[];
}

/** The real client, with everything that it tells. It sends as fast as it is allowed to be configured. */
export class RecordingClient {
  readonly api: IBApi;
  readonly heard: Heard[] = [];

  constructor(port: number, clientId: number) {
    this.api = new IBApi({ host: '127.0.0.1', port, clientId, maxReqPerSec: 100_000 });
    // `result` brings every event of the wrapper, notices among them; errors come by themselves.
    this.api.on(EventName.result, (event: string, args: unknown[]) => this.heard.push({ event, args }));
    this.api.on(EventName.error, (error, code, id, advanced) => {
      this.heard.push({ event: 'error', args: [id, code, error.message, advanced] });
    });
    for (const event of ['connected', 'disconnected', 'server'] as const) {
      this.api.on(event as EventName.server, (...args: unknown[]) => this.heard.push({ event, args }));
    }
    this.api.connect(clientId);
  }

  /** The arguments of each event of a name. */
  all(event: string): (readonly unknown[])[] {
    return this.heard.filter((each) => each.event === event).map(({ args }) => args);
  }

  /** Names of what was heard, in order, of those that are asked for. */
  names(...events: readonly string[]): string[] {
    return this.heard.map(({ event }) => event).filter((event) => events.length === 0 || events.includes(event));
  }

  forget(): void {
    this.heard.length = 0;
  }

  /** Errors of the client's decoder. */
  get defects(): (readonly unknown[])[] {
    return this.all('error').filter(([, code]) => code === 505);
  }
}
