export { IB_PORTS, type IbPorts } from './ports.ts';
