// A bundle declares with `var` what its sources declare with `const`, and a `var` of a module is a variable to the compiler:
// each use of a number, a table or a class loads and checks it anew. Declared as constants they are part of the code.

/** A declaration of a bundle: one a line, at its beginning. Constants and classes begin with a capital letter. */
const DECLARATION = /^var ([A-Z]\w*)(?= = )/gm;

/** Anything that gives a name a value: its declaration, an assignment, a default. */
const ASSIGNMENT = /(?<![\w$.#])([A-Z]\w*)(?:\+\+|--| (?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?![=>]))/g;

/** The text of a bundle with its constants and classes declared as such; what is assigned again stays as it is. */
export function withConstants(code) {
  const times = new Map();
  for (const [, name] of code.matchAll(ASSIGNMENT)) times.set(name, (times.get(name) ?? 0) + 1);
  return code.replaceAll(DECLARATION, (text, name) => (times.get(name) === 1 ? `const ${name}` : text));
}
