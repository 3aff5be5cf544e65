export { IB_PORTS } from '../ports.ts';
