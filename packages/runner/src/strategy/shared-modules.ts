import * as backtester from '@lockstep/backtester';
import * as core from '@lockstep/core';
import * as testing from '@lockstep/core/testing';

/** Modules of which a strategy gets this process's own copy, so that `Algorithm` is one class everywhere. */
const SHARED: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map<string, Record<string, unknown>>([
  ['@lockstep/core', core],
  ['@lockstep/core/testing', testing],
  ['@lockstep/backtester', backtester],
]);

const REGISTRY = Symbol.for('lockstep.shared-modules');

/** Whether a strategy's import is answered from this process. */
export function isSharedModule(specifier: string): boolean {
  return SHARED.has(specifier);
}

/** Names that a shared module exports. */
export function sharedModuleNames(specifier: string): string[] {
  return Object.keys(SHARED.get(specifier) ?? {});
}

/** Source of a module that passes on what this process has loaded under a name; what is not imported is left out. */
export function sharedModuleSource(specifier: string): string {
  const registry = `globalThis[Symbol.for(${JSON.stringify(REGISTRY.description)})]`;
  const shared = `const shared = (name) => ${registry}.get(${JSON.stringify(specifier)})[name];`;
  const names = sharedModuleNames(specifier);
  return [shared, ...names.map((name) => `export const ${name} = /* @__PURE__ */ shared('${name}');`), ''].join('\n');
}

/** Makes the modules available to loaded strategies. */
export function publishSharedModules(): void {
  Object.defineProperty(globalThis, REGISTRY, { value: SHARED, configurable: true, enumerable: false });
}
