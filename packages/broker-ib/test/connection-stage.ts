import { IbConnection, type IbConnectionOptions } from '../src/connection/ib-connection.ts';
import type { IbNotice } from '../src/connection/ib-events.ts';
import { Stage, type StageOptions } from './simulator/stage.ts';

/** A connection to a simulator, with what it told of its life. */
export class ConnectionStage {
  readonly stage: Stage;
  readonly connection: IbConnection;
  /** `begin`, `end`, `link …`, in order. */
  readonly life: string[] = [];
  readonly notices: IbNotice[] = [];
  readonly troubles: string[] = [];

  private constructor(stage: Stage, options: Partial<IbConnectionOptions>) {
    this.stage = stage;
    this.connection = new IbConnection({ clock: stage.clock, port: stage.simulator.port, clientId: 7, ...options });
    this.connection.listen({
      onBegin: () => this.life.push('begin'),
      onEnd: (_, isExpected) => this.life.push(isExpected ? 'end' : 'lost'),
      onLink: (link) => this.life.push(`link ${link}`),
      onNotice: (notice) => this.notices.push(notice),
      onTrouble: (text) => this.troubles.push(text),
    });
  }

  static async open(
    options: Partial<IbConnectionOptions> = {},
    simulator: StageOptions = {},
  ): Promise<ConnectionStage> {
    return new ConnectionStage(await Stage.open(simulator), options);
  }

  /** Connects; what the attempt came to is known when time has passed. */
  connect(): Promise<string> {
    return this.connection.connect(this).then(
      () => 'connected',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  /** Connects and waits for it. */
  async up(): Promise<void> {
    const outcome = this.connect();
    await this.settle();
    const said = await outcome;
    if (said !== 'connected') throw new Error(said);
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      await this.stage.simulator.quiet();
    }
  }

  /** Time passes, ms; whatever is due on the way happens in its turn. */
  async pass(ms: number): Promise<void> {
    const { clock } = this.stage;
    const untilUtc = clock.utcNow() + ms;
    await this.settle();
    while (clock.nextTimerUtc <= untilUtc) {
      clock.advanceTo(clock.nextTimerUtc);
      await this.settle();
    }
    clock.advanceTo(untilUtc);
    await this.settle();
  }

  async close(): Promise<void> {
    this.connection.disconnect(this);
    await this.stage.close();
  }
}
