"use strict";
// A plugin in Node.js: docs/handshake.md put into practice, with nothing but what the Thrift compiler generates.

const crypto = require("crypto");
const events = require("events");
const fs = require("fs");
const path = require("path");
const { setTimeout: sleep } = require("timers/promises");
const zlib = require("zlib");
const thrift = require("thrift");
const Plugin = require("./thrift_plugins/Plugin");
const PluginsManager = require("./thrift_plugins/PluginsManager");
const wire = require("./thrift_plugins/thrift_plugins_types");

const { STRING, INTEGER, FLOAT, BOOLEAN, DYNAMIC } = wire.DataType;
const THRIFT = { transport: thrift.TFramedTransport, protocol: thrift.TBinaryProtocol };
// Answers for a handle of no object, or of one that can't do this. All other calls are refused then.
const NOTHING = ["Open", "Close", "Reset", "SetContext", "Seek", "SetKeyColumnValue", "UnsetKeyColumnValue"];
const DEFAULTS = { ...Object.fromEntries(NOTHING.map((name) => [name])), GetUniqueKey: [], GetKeyColumns: [] };
Object.assign(DEFAULTS, { Position: -1, TotalRows: -1, GetDescription: { name: "", description: "" } });
const NAME = { [STRING]: "string_", [INTEGER]: "integer", [FLOAT]: "float_", [BOOLEAN]: "boolean_", [DYNAMIC]: "json" };

function refusal(type, error_code, error_message) {
  return new wire.QueryCatPluginException({ type: wire.ErrorType[type], error_code, error_message });
}

/** The type of a column that has this value, and others of the given type, which is undefined if there are none. */
function widen(type, value) {
  const kinds = { string: STRING, boolean: BOOLEAN, number: FLOAT, object: DYNAMIC };
  const found = Number.isSafeInteger(value) && type !== FLOAT ? INTEGER : kinds[typeof value];
  if (value === null || type === found) return type;
  const first = type === undefined || (type === INTEGER && found === FLOAT);
  return first ? found : DYNAMIC;
}

/** A value as a VariantValue, which has exactly one field; null if it is not of the type. */
function toWire(value, type) {
  if (value == null || widen(type, value) !== type) return new wire.VariantValue({ isNull: true });
  return new wire.VariantValue({ [NAME[type]]: type === DYNAMIC ? JSON.stringify(value) : value });
}

/** A row set, the JSON objects in the lines of a file. The host calls its methods as RowsSet_GetRows and so on. */
class JsonLines {
  constructor(file) {
    Object.assign(this, { file, type: wire.ObjectType.ROWS_INPUT, name: path.basename(file) });
    Object.assign(this, { filters: new Map(), wanted: [], most: Infinity });
  }

  async prepare() {
    const types = new Map(); // of the columns that occur in the first 100 lines
    let lines = 0;
    for await (const row of this.parse()) {
      for (const [name, value] of Object.entries(row)) types.set(name, widen(types.get(name), value));
      if (++lines === 100) break;
    }
    this.columns = [...types].map(([name, type = STRING]) => new wire.Column({ name, type }));
    return this;
  }

  async *parse() {
    const file = await fs.promises.open(this.file);
    try {
      for await (const line of file.readLines()) if (line.trim()) yield JSON.parse(line);
    } finally {
      await file.close();
    }
  }

  /** The rows that fit the filters. What the host won't look at is null. */
  async *read() {
    let { most, wanted } = this;
    for await (const row of this.parse()) {
      if ([...this.filters].some(([name, value]) => row[name] !== value)) continue;
      if (most-- <= 0) return;
      yield this.columns.map((c) => toWire(wanted.length && !wanted.includes(c.name) ? null : row[c.name], c.type));
    }
  }

  Open() {
    this.rows?.return();
    this.rows = undefined; // GetRows begins, since the filters come only now
  }

  async GetRows(count) {
    const values = [];
    let rows = 0;
    this.rows ??= this.read();
    for (let next; rows < count && !(next = await this.rows.next()).done; rows++) values.push(...next.value);
    return new wire.RowsList({ has_more: rows === count, values });
  }

  SetContext({ columns, offset, limit }) {
    this.wanted = columns.map((column) => column.name); // none means all
    this.most = Number(limit ?? -1) < 0 ? Infinity : Number(offset) + Number(limit); // the host skips the offset itself
  }

  GetKeyColumns() {
    const keys = this.columns.map((_, column_index) => ({ column_index, is_required: false, operations: ["Equals"] }));
    return keys.filter((key) => this.columns[key.column_index].type !== DYNAMIC);
  }

  SetKeyColumnValue(column, _, { string_, float_, boolean_, integer }) {
    this.filters.set(this.columns[column].name, string_ ?? float_ ?? boolean_ ?? (integer && Number(integer)));
  }

  Reset = () => this.Open();
  Close = () => this.Open();
  GetColumns = () => this.columns;
  GetUniqueKey = () => [this.file];
  UnsetKeyColumnValue = (column) => this.filters.delete(this.columns[column].name);
}

/** A blob, a compressed file. The host calls its methods as Blob_Read and so on. */
async function gzip(file) {
  const bytes = zlib.gzipSync(await fs.promises.readFile(file));
  const name = `${path.basename(file)}.gz`;
  const Read = (offset, count) => bytes.subarray(Math.max(offset, 0), Math.max(offset, 0) + Math.max(count, 0));
  const about = { GetLength: () => bytes.length, GetContentType: () => "application/gzip", GetName: () => name };
  return { type: wire.ObjectType.BLOB, name, Read, ...about };
}

/** A text as it may stand in a URL. If the host can tell which ones are taken, it is one that is not. */
async function slugify(text) {
  const slug = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu)?.join("-") ?? "";
  for (let number = 1; ; number++) {
    const candidate = toWire(number === 1 ? slug : `${slug}-${number}`, STRING);
    const call_args = new wire.FunctionCallArguments({ named: {}, positional: [candidate] });
    const taken = knowsSlugs && (await callHost("CallFunction", authorization, "slug_taken", call_args, -1));
    if (!taken.boolean_) return candidate;
  }
}

const functions = {
  "slugify(text: string): string": slugify,
  "json_lines(path: string): object<IRowsInput>": async (file) => keep(await new JsonLines(file).prepare()),
  "gzip(path: string): blob": async (file) => keep(await gzip(file)),
};
const given = Object.fromEntries(process.argv.slice(2).map((text) => text.match(/^--([^=]+)=(.*)$/s)?.slice(1) ?? []));
const [, scheme, hostname, rest] = given["server-endpoint"]?.match(/^(.*):\/\/([^/:]*)[/:]([^/]*)/) ?? [];
const [objects, socketFiles] = [[], []]; // an object's index is its handle; it stays until the host closes that
let authorization, callbackToken, knowsSlugs;

const keep = (object) => new wire.VariantValue({ object: service.Thread_GetHandleInfo(objects.push(object) - 1) });
const pipeFile = (name) => path.join(process.env.TMPDIR || "/tmp", `CoreFxPipe_${name}`);

/** Calls the host. Each call has a connection of its own, so that none waits for another. */
async function callHost(method, ...values) {
  for (let triesLeft = 250; ; triesLeft--) {
    const [dial, ...where] =
      scheme === "tcp" ? [thrift.createConnection, hostname, rest] : [thrift.createUDSConnection, pipeFile(rest)];
    const connection = dial(...where, THRIFT);
    // Again and again for 5 seconds, since an endpoint may be announced before its owner listens.
    const failed = (error) => (triesLeft ? sleep(20) : Promise.reject(error));
    if (!(await events.once(connection, "connect").catch(failed))) continue;
    const lost = events.once(connection, "close").then(() => Promise.reject(new Error("The host hung up")));
    const client = new thrift.Multiplexer().createClient("plugins-manager", PluginsManager, connection);
    return Promise.race([client[method](...values), lost]).finally(() => connection.end());
  }
}

/** The service "plugin", but for what is about an object: that is answered by the object itself. */
const service = {
  async CallFunction(name, { positional, named }) {
    const signature = Object.keys(functions).find((text) => text.split("(")[0] === name.toLowerCase());
    if (!signature) throw refusal("INVALID_FUNCTION", "INVALID_FUNCTION", `There is no function '${name}'`);
    const text = [...positional, ...Object.values(named)].map((value) => value.string_);
    if (text.length !== 1 || text[0] === null) throw refusal("ARGUMENT", "INVALID_ARGUMENT", `It is ${signature}`);
    return functions[signature](text[0]);
  },

  Thread_CloseHandle(handle) {
    if (!(handle in objects)) throw refusal("INTERNAL", "INVALID_OBJECT", `There was never a handle ${handle}`);
    objects[handle]?.Close?.();
    objects[handle] = undefined;
  },

  Thread_GetHandleInfo(handle) {
    const { type, name } = objects[handle] ?? { type: wire.ObjectType.NONE, name: "NULL" };
    return new wire.ObjectValue({ type, handle: objects[handle] ? handle : -1, name });
  },

  /** Listens on one more endpoint, which the host can dial, many times, as soon as this returns. */
  async Serve() {
    const server = thrift.createMultiplexServer(processor, THRIFT).on("error", () => {}); // hosts hang up as they like
    const name = `qcatp-${crypto.randomBytes(6).toString("hex").toUpperCase()}`;
    if (scheme !== "tcp") socketFiles.push(pipeFile(name));
    const where = scheme === "tcp" ? { port: 0, host: "127.0.0.1" } : { path: pipeFile(name) };
    await events.once(server.listen(where), "listening");
    return scheme === "tcp" ? `tcp://127.0.0.1:${server.address().port}` : `net.pipe://127.0.0.1/${name}`;
  },

  Shutdown: () => void setImmediate(process.exit, 0), // not at once: the host waits for the answer
};

/** Answers any call of the host: Serve with Serve() of the service, Blob_Read with Read() of the object in question. */
async function answer(method, token, handle, ...others) {
  if ((token?.toOctetString() ?? "0".repeat(16)) !== callbackToken) { // a number of JavaScript is too short for a token
    throw refusal("INVALID_AUTH_TOKEN", "INVALID_AUTHORIZATION_TOKEN", "Not the callback token");
  }
  if (service[method]) return service[method](handle, ...others);
  const name = method.split("_")[1];
  if (objects[handle]?.[name]) return objects[handle][name](...others);
  if (name in DEFAULTS) return DEFAULTS[name];
  throw refusal("INVALID_OBJECT", "INVALID_OBJECT", `There is no ${method} of the handle ${handle}`);
}

const processor = new thrift.MultiplexedProcessor();
const code = { get() { return this.type; } }; // the library would send none
Object.defineProperty(thrift.Thrift.TApplicationException.prototype, "code", code);
// Functions without a fixed number of parameters get a callback as their last argument.
const handler = (method) => (...values) => {
  const done = values.pop();
  const fail = (e) => done(e.error_message ? e : refusal("GENERIC", "FUNCTION_FAILED", `${e.name}: ${e.message}`));
  answer(method, ...values).then((result) => done(null, result), fail);
};
const calls = new Plugin.Processor(new Proxy({}, { get: (_, method) => handler(method) }));
processor.registerProcessor("plugin", calls);

/** From the plugin's own endpoint to "ready", in the order of the handshake. */
async function register(token) {
  if (!scheme || !token) throw new Error("only a host can start this plugin, with an endpoint and a token");
  const about = { description: "", is_aggregate: false, is_safe: true };
  const listed = Object.keys(functions).map((signature) => new wire.Function({ signature, ...about }));
  const features = ["callback-token", "shared-endpoint", "error-code"];
  const data = new wire.PluginData({ name: "node-text", version: "1.0.0", functions: listed, features });
  const result = await callHost("RegisterPlugin", token, await service.Serve(), data);
  authorization = result.token;
  callbackToken = result.callback_token?.toOctetString() ?? "0".repeat(16); // 0 from a host without this addition
  knowsSlugs = (await callHost("FindFunctionByName", authorization, "slug_taken", null)).length > 0;
  await callHost("PluginReady", authorization);
}

process.umask(0o177); // nobody else may dial the socket files
process.on("exit", () => socketFiles.forEach((file) => fs.rmSync(file, { force: true })));
process.on("SIGTERM", () => process.exit(0));
setInterval(() => {
  try {
    process.kill(Number(given["parent-pid"] ?? 0), 0); // only looks whether the host lives; 0 is ourselves
  } catch {
    process.exit(0);
  }
}, 1000);
register(given.token ?? process.env.THRIFT_PLUGINS_TOKEN).catch((error) => {
  console.error(`Could not register with the host: ${error.error_message ?? error.message}`);
  process.exit(1);
});
