/**
 * One template as the source of a JavaScript function: nunjucks reads it, this writes it down.
 *
 * nunjucks' own compiler writes for templates that may wait for each other, and looks each name up
 * in two places: four times the bytes, and a runtime beside. What shared templates may say
 * (docs/template-dialect.md) needs neither. A function takes the names it may use as one object,
 * whose prototype holds the names around it, and gives the text; `render/pieces.js` has what it
 * calls. Anything the dialect does not know is refused here.
 */

import nunjucks from "nunjucks";

const { nodes, parser } = nunjucks;

/** What is no macro and takes its arguments as they are. */
const FUNCTIONS = new Set(["_", "asset", "command_id"]);
const OPERATORS = /** @type {Record<string, string>} */ ({
  Or: "||", And: "&&", Add: "+", Concat: '+""+', Sub: "-", Mul: "*", Div: "/",
}); // prettier-ignore
const PLAIN_NAME = /^[A-Za-z_]\w*$/;

/** @typedef {any} Node a node of nunjucks' syntax tree */

/**
 * The source of `(s) => "…"`.
 * @param {string} source
 */
export function templateFunction(source) {
  const root = parser.parse(source, [], {
    trimBlocks: true,
    lstripBlocks: true,
  });
  const parent = root.findAll(nodes.Extends)[0];
  if (!parent) return `(s) => ${text(root)}`;
  const blocks = root
    .findAll(nodes.Block)
    .map(
      (/** @type {Node} */ block) => `${block.name.value}: ${body(block.body)}`,
    );
  const before = root.children.flatMap(beforeLayout);
  return `(s) => {${before.join("")} return extend(s, ${fileOf(parent)}, {${blocks.join()}})}`;
}

/** What a page does before its layout is filled; text outside its blocks stands nowhere. @param {Node} node */
function beforeLayout(node) {
  if (["Extends", "Block", "Output"].includes(node.typename)) return [];
  if (!["FromImport", "Set"].includes(node.typename)) throw refused(node);
  return [`${piece(node)};`];
}

/** A function of the names around it that gives a text. @param {Node} node */
function body(node) {
  return `(s) => ${text(node)}`;
}

/** Children one after the other, as one template literal. @param {Node} node */
function text(node) {
  if (node.typename === "If") return piece(node); // what `elif` stands for
  return `\`${node.children.map(inText).join("")}\``;
}

/** @param {Node} node @returns {string} what stands for it inside a template literal */
function inText(node) {
  if (node.typename === "Output") return node.children.map(inText).join("");
  if (node.typename === "TemplateData")
    return node.value.replace(/[\\`]|\$(?=\{)/g, "\\$&");
  return `\${${piece(node)}}`;
}

/** @type {Record<string, (node: Node) => string>} */
const STATEMENTS = {
  NodeList: text,
  If: ({ cond, body, else_ }) =>
    `(${value(cond)} ? ${text(body)} : ${else_ ? text(else_) : '""'})`,
  For: ({ arr, name, body: each, else_ }) =>
    `each(s, ${value(arr)}, ${written(nameOf(name))}, ${body(each)}${else_ ? `, ${body(else_)}` : ""})`,
  Set: (node) => {
    if (!node.value || node.targets.length > 1) throw refused(node);
    return `set(s, ${written(nameOf(node.targets[0]))}, ${value(node.value)})`;
  },
  Macro: (node) => `set(s, ${written(node.name.value)}, ${macro(node)})`,
  Include: (node) => `include(s, ${fileOf(node)})`,
  FromImport: (node) =>
    `take(s, ${fileOf(node)}, ${written(node.names.children.map(nameOf).join(" "))})`,
  Block: ({ name, body: usual }) =>
    `block(s, ${written(name.value)}, ${body(usual)})`,
};

/** What a tag or an expression gives as text. @param {Node} node */
function piece(node) {
  const statement = STATEMENTS[node.typename];
  return statement ? statement(node) : `shown(${value(node)})`;
}

/** @type {Record<string, (node: Node) => string>} */
const EXPRESSIONS = {
  Literal: (node) => written(node.value),
  Symbol: (node) => `s.${nameOf(node)}`,
  Group: (node) => `(${value(node.children[0])})`,
  Array: (node) => `[${node.children.map(value).join()}]`,
  Dict: (node) => `{${node.children.map(pair).join()}}`,
  KeywordArgs: (node) => `{${node.children.map(pair).join()}}`,
  InlineIf: ({ cond, body, else_ }) =>
    `(${value(cond)} ? ${value(body)} : ${else_ ? value(else_) : '""'})`,
  Not: ({ target }) => `!(${value(target)})`,
  Neg: ({ target }) => `-(${value(target)})`,
  FloorDiv: ({ left, right }) => `Math.floor(${value(left)} / ${value(right)})`,
  Compare: (node) => {
    const [{ type, expr }, ...more] = node.ops;
    if (more.length) throw refused(node);
    return `(${value(node.expr)} ${type} ${value(expr)})`;
  },
  In: ({ left, right }) => `within(${value(left)}, ${value(right)})`,
  Is: ({ left, right }) => test(value(left), right.value),
  Filter: ({ name, args }) =>
    `f.${name.value}(${args.children.map(value).join()})`,
  LookupVal: ({ target, val }) =>
    val.typename === "Literal" && PLAIN_NAME.test(val.value)
      ? `${value(target)}?.${val.value}`
      : `${value(target)}?.[${value(val)}]`,
  FunCall: (node) => {
    const { name, args } = node;
    if (name.value === "super") throw refused(node);
    return FUNCTIONS.has(name.value)
      ? `${name.value}(${args.children.map(value).join()})`
      : `s.${nameOf(name)}(${given(args.children)})`;
  },
  Caller: macro,
};

/** @param {Node} node @returns {string} */
function value(node) {
  const operator = OPERATORS[node.typename];
  if (operator) return `(${value(node.left)} ${operator} ${value(node.right)})`;
  const expression = EXPRESSIONS[node.typename];
  if (!expression) throw refused(node);
  return expression(node);
}

/** What a macro is called with: what has no name, then what has one. @param {Node[]} args */
function given(args) {
  const named = args.filter(({ typename }) => typename === "KeywordArgs");
  const plain = args.filter(({ typename }) => typename !== "KeywordArgs");
  return [`[${plain.map(value).join()}]`, ...named.map(value)].join();
}

/** @param {Node} node a macro, or what stands between the tags of a call */
function macro(node) {
  const names = [];
  const defaults = [];
  for (const argument of node.args.children) {
    if (argument.typename === "KeywordArgs") {
      names.push(
        ...argument.children.map((/** @type {Node} */ { key }) => key.value),
      );
      defaults.push(...argument.children.map(pair));
    } else names.push(nameOf(argument));
  }
  return `macro(s, ${written(names.join(" "))}, {${defaults.join()}}, ${body(node.body)})`;
}

/** @param {Node} pair */
function pair({ key, value: held }) {
  const name = key.value;
  return `${PLAIN_NAME.test(name) ? name : written(name)}: ${value(held)}`;
}

/** @param {string} left @param {string | null} kind null: `none`, which is read as a value */
function test(left, kind) {
  if (kind === "defined") return `(${left} !== undefined)`;
  if (kind === null) return `(${left} === null)`;
  throw new Error(`the dialect has no test ${kind}`);
}

/** @param {Node} node */
function nameOf(node) {
  if (node.typename !== "Symbol") throw refused(node);
  return node.value;
}

/** The file a tag names; only a name that stands there is carried to the phone. @param {Node} node */
function fileOf(node) {
  if (node.template.typename !== "Literal" || node.ignoreMissing)
    throw refused(node);
  return written(node.template.value);
}

/** @param {unknown} literal */
function written(literal) {
  return JSON.stringify(literal);
}

/** @param {Node} node */
function refused({ typename, lineno }) {
  return new Error(`${typename} in line ${lineno + 1} is not in the dialect`);
}
