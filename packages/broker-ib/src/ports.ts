/** Ports that TWS and Gateway listen on unless they are told otherwise. */
export interface IbPorts {
  readonly tws: number;
  readonly gateway: number;
}

/** Usual ports by the kind of account. */
export const IB_PORTS: { readonly paper: IbPorts; readonly live: IbPorts } = {
  paper: { tws: 7497, gateway: 4002 },
  live: { tws: 7496, gateway: 4001 },
};
