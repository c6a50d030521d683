/*
 * The calls and values that a host and its plugins exchange.
 *
 * Names, field ids, types and requiredness are those of the QueryCat plugin wire contract, so that plugins and hosts
 * that only know the contract work with ours. "contract 4.1" in a comment is the section that a rule comes from. What
 * only a SQL engine needs is left out; a peer that calls it gets Thrift's "unknown method" answer.
 *
 * Fields and arguments with ids from 100 up are our additions. A peer that knows only the contract never sends them and
 * skips them when they arrive; absence always means "do as the contract says". How this file may evolve is written in
 * docs/wire-evolution.md; what a peer does with it, from start to end, in docs/handshake.md.
 *
 * Transport: Thrift binary protocol with strict headers, in frames of at most 16,384,000 bytes, multiplexed under the
 * service names "plugins-manager" (PluginsManager, served by the host) and "plugin" (Plugin, served by the plugin).
 * One call at a time per connection, no one-way methods (contract 1.5).
 */

namespace cpp thriftplugins
namespace go thriftplugins
namespace java io.thriftplugins.thrift
namespace js ThriftPlugins
namespace netstd ThriftPlugins
namespace py thrift_plugins

/**
 * Whole seconds since 1970-01-01T00:00:00Z; negative before it. A .NET sender does not convert local time to UTC.
 * Contract 5.4.
 */
typedef i64 Timestamp

/** Whole milliseconds, of either sign. A .NET reader keeps only 32 bits of them, about 24.8 days. Contract 5.4. */
typedef i64 Duration

/** Number of an object in its owner's table, from 0; negative means no object. Never reused. Contract 11. */
typedef i32 Handle

// ---------------------------------------------------------------------------------------------------------------------
// Errors
// ---------------------------------------------------------------------------------------------------------------------

/** Coarse class of a failure. A .NET peer sends INTERNAL for nearly everything: decide nothing from it. Contract 6.1. */
enum ErrorType {
  /** No failure; never sent in an exception. */
  SUCCESS = 0,
  /** The called function or query failed. */
  GENERIC = 1,
  /** The handle is unknown, was released, or names an object of another kind. */
  INVALID_OBJECT = 2,
  /** The callee cannot do this. */
  NOT_SUPPORTED = 3,
  /** Any other failure inside the callee. */
  INTERNAL = 4,
  /** An argument is missing, of the wrong type, or out of range. */
  ARGUMENT = 5,
  /** The registration token is unknown, used or expired. */
  INVALID_REGISTRATION_TOKEN = 10,
  /** The authorization token is unknown or was revoked. */
  INVALID_AUTH_TOKEN = 11,
  /** There is no function of that name. */
  INVALID_FUNCTION = 20,
}

/** How an operation on a row ended. Contract 2; only these numbers are defined. */
enum QueryCatErrorCode {
  /** Done. */
  OK = 0,
  /** Failed for a reason that no other code names. */
  ERROR = 1,
  /** The row was deleted. */
  DELETED = 2,
  /** There is no row to work on. */
  NO_DATA = 3,
  /** The object cannot do this. */
  NOT_SUPPORTED = 4,
  /** The object was not opened. */
  NOT_INITIALIZED = 5,
  /** The owner refuses. */
  ACCESS_DENIED = 6,
  /** A value is not acceptable. */
  INVALID_ARGUMENTS = 7,
  /** The operation was stopped before its end. */
  ABORTED = 8,
  /** The object is closed. */
  CLOSED = 9,
  /** There was nothing to do. */
  NO_ACTION = 10,
  /** The value cannot be converted to the column's type. */
  CANNOT_CAST = 100,
  /** The operator does not apply to the types given. */
  CANNOT_APPLY_OPERATOR = 101,
  /** There is no column of that index. */
  INVALID_COLUMN_INDEX = 102,
  /** The row set is in a state that does not allow the operation. */
  INVALID_INPUT_STATE = 103,
}

/** The callee's failure, as it reports it. Declared by nearly every method. Contract 3, 6.1. */
exception QueryCatPluginException {
  /** Coarse class of the failure. */
  1: required ErrorType type;
  /** What went wrong, for people. Never contains a token. */
  2: required string error_message;
  /** The object concerned; absent or -1 when there is none. */
  3: optional Handle object_handle;
  /** Short name of the failure's class in the sender's language. Absent: not told. */
  4: optional string exception_type;
  /** The sender's stack trace, in its own layout. Absent: not told. */
  5: optional string exception_stack_trace;
  /** The failure's cause, one level per cause. Absent: the last one. At most 64 levels can be read (contract 1.5). */
  6: optional QueryCatPluginException& exception_nested;
  /** Ours: finer than type, in capitals, such as REGISTRATION_TOKEN_EXPIRED. Absent or unknown: go by type. */
  100: optional string error_code;
  /**
   * Ours: full name of the failure's class in the sender's language, for a caller that knows the class. It is a hint
   * to choose among classes that the caller has declared, never one to load. Absent: not told.
   */
  101: optional string exception_class;
}

// ---------------------------------------------------------------------------------------------------------------------
// Values
// ---------------------------------------------------------------------------------------------------------------------

/** Kind of an object that stays with its owner. Tells the other side which calls it understands. Contract 2, 11. */
enum ObjectType {
  /** No object. */
  NONE = -1,
  /** An object that can only be passed on and closed. */
  GENERIC = 0,
  /** Rows to be read from a source that is opened and closed. */
  ROWS_INPUT = 10,
  /** Rows to be read one after the other. */
  ROWS_ITERATOR = 11,
  /** A place to write rows to. */
  ROWS_OUTPUT = 12,
  /** Binary data. */
  BLOB = 13,
  /** A JSON document. */
  JSON = 14,
  /** Of the contract; the calls that it understands are left out here. */
  ROWS_FORMATTER = 15,
  /** Of the contract; the calls that it understands are left out here. */
  ANSWER_AGENT = 16,
}

/** Type of a column or argument. Contract 2. */
enum DataType {
  /** No value at all. */
  VOID = -1,
  /** Only null. */
  NULL = 0,
  /** Signed, 64 bits. */
  INTEGER = 1,
  /** Unicode text. */
  STRING = 2,
  /** IEEE 754, 64 bits. */
  FLOAT = 3,
  /** A point in time, see Timestamp. */
  TIMESTAMP = 4,
  /** True or false. */
  BOOLEAN = 5,
  /** See DecimalValue. */
  NUMERIC = 6,
  /** A length of time, see Duration. */
  INTERVAL = 7,
  /** Binary data, see ObjectValue. */
  BLOB = 8,
  /** An object, see ObjectValue. */
  OBJECT = 40,
  /** Any of the others. A .NET peer accepts it but never sends it (contract 5.4). */
  DYNAMIC = 41,
  /** A list of values. */
  ARRAY = 42,
  /** Values by key. */
  MAP = 43,
}

/** The number units + nanos / 1,000,000,000. Contract 5.4. */
struct DecimalValue {
  /** The part before the decimal point, truncated toward zero. Absent: 0. */
  1: i64 units;
  /** Billionths, -999,999,999 to 999,999,999, never of the sign opposite to units. Absent: 0. */
  2: i32 nanos;
} (python.immutable = "")

/** Refers to an object that stays with the sender, or comes from the receiver. Contract 5.2, 11. */
struct ObjectValue {
  /** What the object is. */
  1: required ObjectType type;
  /** Its number in its owner's table; -1 with the type NONE. */
  2: required Handle handle;
  /** A name for people, never null; a blob's own name, or "NULL" with the type NONE. */
  3: required string name;
} (python.immutable = "")

/**
 * One value: exactly one field is set. A reader should survive an empty union, which a .NET peer sends for a null
 * string, and take the field with the lowest id when there are several. Contract 3, 5.4.
 *
 * The contract's names "float" and "boolean" are keywords in several languages, and "string" would collide with the
 * method String() of every struct in Go, hence the underscores: the names of fields do not travel.
 */
union VariantValue {
  /** Null; its presence says so, also when it is false. */
  1: bool isNull;
  /** Signed, 64 bits. */
  2: i64 integer;
  /** Unicode text. */
  3: string string_;
  /** IEEE 754, 64 bits. */
  4: double float_;
  /** Seconds since the epoch. */
  5: Timestamp timestamp;
  /** True or false. */
  6: bool boolean_;
  /** A decimal number with at most nine digits after the point. */
  7: DecimalValue decimal;
  /** Milliseconds. */
  8: Duration interval;
  /** A reference to an object. A .NET peer's handle is good only in a function's or query's result (contract 5.4). */
  9: ObjectValue object;
  /** The text of a JSON document. */
  10: string json;
  /** Values in order. */
  11: list<VariantValue> array;
  /** Values by key; no two keys are equal. */
  12: map<VariantValue, VariantValue> map;
  /** Ours: bytes, sent whole. Only to peers that announced "binary-values"; others get a blob. */
  100: binary binary_;
} (python.immutable = "") // Python cannot use a mutable value as a key of "map"

// ---------------------------------------------------------------------------------------------------------------------
// Functions and registration
// ---------------------------------------------------------------------------------------------------------------------

/** Severity of a log message, and the least one to be sent. Contract 2, 14. */
enum LogLevel {
  /** Every step, possibly with private data. */
  TRACE = 0,
  /** For those who look for a fault. */
  DEBUG = 1,
  /** The normal course of things. */
  INFORMATION = 2,
  /** Unexpected, yet the work goes on. */
  WARNING = 3,
  /** Something failed. */
  ERROR = 4,
  /** The plugin cannot go on. */
  CRITICAL = 5,
  /** Only as a limit: send nothing. */
  NONE = 6,
}

/** A function that its owner offers by name. Contract 3, 13. */
struct Function {
  /** Name, arguments and result, such as "add(a: integer, b: integer): integer". The grammar is in contract 13. */
  1: required string signature;
  /** What it does, for people; may be empty. */
  2: required string description;
  /** Whether it aggregates rows. */
  3: required bool is_aggregate;
  /** Whether it may be called without changing anything outside. Absent: false. */
  4: optional bool is_safe;
  /** File extensions (".md") and MIME types ("text/markdown") that it handles. Absent: none. */
  5: optional list<string> formatter_ids;
}

/** What a plugin says of itself. Sent by the plugin in RegisterPlugin. Contract 3. */
struct PluginData {
  /** The functions it offers; may be empty. */
  1: required list<Function> functions;
  /** Its name, which must be the one that the registration token was issued for where the host checks it. */
  2: required string name;
  /** Its version, such as "1.2.0". */
  3: required string version;
  /** Anything else worth knowing. Absent: nothing. */
  4: optional map<string, VariantValue> metadata;
  /** Ours: additions that the plugin understands (docs/wire-evolution.md). Absent: it knows only the contract. */
  100: optional set<string> features;
}

/** The host's answer to a registration. Contract 3, 4.4. */
struct RegistrationResult {
  /** Authorization token: the plugin sends it with every further call to the host. A secret; 0 or more. */
  1: required i64 token;
  /** The host's version. */
  2: required string version;
  /** The least level that the host wants to receive through Log. Absent: TRACE. */
  3: optional LogLevel min_log_level;
  /**
   * Ours: a secret above 0 that the host presents with every call to the plugin, in the argument "token", once it has
   * sent it here. Absent: the host presents 0 or nothing, as the contract says.
   */
  100: optional i64 callback_token;
  /** Ours: additions that the host understands (docs/wire-evolution.md). Absent: it knows only the contract. */
  101: optional set<string> features;
}

/** Arguments of one call. Positional ones are taken first, then named ones, then defaults. Contract 5.2. */
struct FunctionCallArguments {
  /** By the argument's name; may be empty. */
  1: required map<string, VariantValue> named;
  /** By position; may be empty. */
  2: required list<VariantValue> positional;
}

/** Types of the arguments of a call that somebody means to make. Contract 3. */
struct FunctionCallArgumentsTypes {
  /** By the argument's name; may be empty. */
  1: required map<string, DataType> named;
  /** By position, from 0; may be empty. */
  2: required map<i32, DataType> positional;
}

// ---------------------------------------------------------------------------------------------------------------------
// Rows
// ---------------------------------------------------------------------------------------------------------------------

/** A column of a row set. Sent by the row set's owner. Contract 3. */
struct Column {
  /** Without meaning; a .NET peer neither writes nor reads it. */
  1: i32 id;
  /** Its name. */
  2: required string name;
  /** Type of its values. */
  3: required DataType type;
  /** What it holds, for people. Absent: not told. */
  4: optional string description;
}

/** A batch of rows. Sent by the row set's owner. Contract 5.2, 12. */
struct RowsList {
  /** False only if the source ended within this batch. The end is known for sure when values is empty. */
  1: bool has_more;
  /** Row after row; its length is rows times columns. Empty: there are no more rows. */
  2: required list<VariantValue> values;
}

/** Ours: the values of one column in a batch. The layout of "data" by type is in docs/column-batch.md. */
struct ColumnData {
  /** Type of the values: that of the column if it has a layout of its own, otherwise DYNAMIC. */
  1: required DataType type;
  /** The values that are not null, one after the other. */
  2: required binary data;
  /** Bit i, from the lowest of the first byte, is set if the value of row i is null. Absent: none is null. */
  3: optional binary nulls;
}

/** Ours: a batch of rows, column by column. Sent by the row set's owner. */
struct ColumnBatch {
  /** False if there are no rows after this batch. It may be true at the very end, as in the contract. */
  1: required bool has_more;
  /** Number of rows, 0 or more. */
  2: required i32 row_count;
  /** One for each column, in order; empty if row_count is 0. */
  3: required list<ColumnData> columns;
}

/** A column by which a row set can filter by itself. Sent by the row set's owner. Contract 3. */
struct KeyColumn {
  /** Index of the column, from 0. */
  1: required i32 column_index;
  /** Whether the row set cannot be read without a value for it. */
  2: required bool is_required;
  /** Names of the comparisons it understands, in exact case, such as "Equals" or "Less". All are in contract 5.2. */
  3: required list<string> operations;
}

/** What the reader of a row set wants. Sent by the reader. Contract 3, 12. */
struct ContextQueryInfo {
  /** The columns it will look at. */
  1: required list<Column> columns;
  /** Rows to skip, 0 or more. */
  2: required i64 offset;
  /** Most rows to deliver; -1 for no limit. Always send it: a .NET peer takes absence for 0. */
  3: optional i64 limit;
}

/** How the reader of a row set reads. Sent by the reader. Contract 12. */
struct ContextInfo {
  /** Rows that may be read ahead to find out the columns; usually 10. Ours: 0 from a reader who will change rows. */
  1: required i32 preread_rows_count;
  /** Whether a source without columns is passed over instead of being an error; usually false. */
  2: required bool skip_if_no_columns;
}

/** From where RowsSet_Seek counts. Contract 2. */
enum CursorSeekOrigin {
  /** The first row. */
  BEGIN = 0,
  /** The current row. */
  CURRENT = 1,
  /** The end. */
  END = 2,
}

/** Name and description of an object. Sent by its owner. Contract 5.2. */
struct ModelDescription {
  /** Its name; empty if it has none. */
  1: required string name;
  /** What it is, for people; empty if nobody said. */
  2: required string description;
}

// ---------------------------------------------------------------------------------------------------------------------
// Services
// ---------------------------------------------------------------------------------------------------------------------

/**
 * What both sides can do for each other: call functions, and use objects by their handles. It is not served by itself
 * but as a part of PluginsManager and of Plugin (contract 4.1, 5.2).
 *
 * In every method, "token" is the caller's proof. To the host it is RegistrationResult.token. To a plugin it is
 * RegistrationResult.callback_token where the host sent one, otherwise 0 (contract 4.4). A handle is one of the
 * callee's; an unknown one gets INVALID_OBJECT, a negative one INTERNAL, unless said otherwise.
 */
service QueryCatIO {
  /** Calls a function of the callee and returns its result; objects come back as references. */
  VariantValue CallFunction(
    1: required i64 token,
    /** The function's name, in any case; the .NET host sends upper case (contract 13). */
    2: required string function_name,
    3: required FunctionCallArguments call_args,
    /**
     * The object whose function it is; -1 for none. Always send it: a .NET peer takes absence for 0. Means something
     * only between peers that both announced "object-functions".
     */
    4: Handle object_handle,
  ) throws (1: QueryCatPluginException e),

  /** Reads from a blob once. The result may be shorter than asked; empty: the offset is at or past the end. */
  binary Blob_Read(
    1: required i64 token,
    2: required Handle object_blob_handle,
    /** Bytes to skip, 0 or more. */
    3: required i32 offset,
    /** Most bytes to return. A .NET peer fails if it is above the blob's length (contract 12). */
    4: required i32 count,
  ) throws (1: QueryCatPluginException e),

  /** Writes to a blob from its start, always, and returns the number of bytes written (contract 12). */
  i64 Blob_Write(
    1: required i64 token,
    2: required Handle object_blob_handle,
    /** What to write; must fit into one frame. */
    3: required binary bytes,
  ) throws (1: QueryCatPluginException e),

  /** Returns a blob's length in bytes. */
  i64 Blob_GetLength(
    1: required i64 token,
    2: required Handle object_blob_handle,
  ) throws (1: QueryCatPluginException e),

  /** Returns a blob's MIME type; "application/octet-stream" when it is not known. */
  string Blob_GetContentType(
    1: required i64 token,
    2: required Handle object_blob_handle,
  ) throws (1: QueryCatPluginException e),

  /** Returns a blob's name. The .NET host answers with the MIME type instead (contract 5.2). */
  string Blob_GetName(
    1: required i64 token,
    2: required Handle object_blob_handle,
  ) throws (1: QueryCatPluginException e),

  /** Returns the columns of a row set, in order. */
  list<Column> RowsSet_GetColumns(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Opens a row set. Does nothing for an unknown handle. */
  void RowsSet_Open(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Closes a row set; the handle stays valid. Does nothing for an unknown handle. */
  void RowsSet_Close(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Goes back to before the first row. Does nothing for an unknown handle. */
  void RowsSet_Reset(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Tells a row set what its reader wants and how it reads. Does nothing for an unknown handle. */
  void RowsSet_SetContext(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    3: required ContextQueryInfo context_query_info,
    4: required ContextInfo context_info,
  ) throws (1: QueryCatPluginException e),

  /** Returns the current row's index, from 0; -1 before the first row or where the row set has no cursor. */
  i32 RowsSet_Position(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Returns the number of rows; -1 where the row set has no cursor. */
  i32 RowsSet_TotalRows(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Moves the cursor. Does nothing where the row set has no cursor. */
  void RowsSet_Seek(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    /** Rows from the origin, of either sign; -1 from BEGIN is before the first row. */
    3: required i32 offset,
    4: required CursorSeekOrigin origin,
  ) throws (1: QueryCatPluginException e),

  /** Returns the next rows. */
  RowsList RowsSet_GetRows(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    /** Most rows to return, 1 or more. Always send it: a .NET peer takes absence for 0 and returns none. */
    3: i32 count,
  ) throws (1: QueryCatPluginException e),

  /** Returns texts that together identify the row set's source, for caches. Empty for an unknown handle. */
  list<string> RowsSet_GetUniqueKey(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Returns the columns by which a row set can filter. Empty for an unknown handle. Declares no exception. */
  list<KeyColumn> RowsSet_GetKeyColumns(
    1: required i64 token,
    /** Absent: 0. */
    2: Handle object_rows_set_handle,
  ),

  /** Sets a filter. Does nothing for an unknown handle. Declares no exception. */
  void RowsSet_SetKeyColumnValue(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    3: required i32 column_index,
    /** One of the column's KeyColumn.operations. */
    4: required string operation,
    5: required VariantValue value,
  ),

  /** Removes a filter. Does nothing for an unknown handle. Declares no exception. */
  void RowsSet_UnsetKeyColumnValue(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    3: required i32 column_index,
    /** The comparison that it was set with. */
    4: required string operation,
  ),

  /** Changes one column of the current row. */
  QueryCatErrorCode RowsSet_UpdateValue(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    3: required i32 column_index,
    4: required VariantValue value,
  ) throws (1: QueryCatPluginException e),

  /** Writes one row. */
  QueryCatErrorCode RowsSet_WriteValues(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    /** One value per column, in order. */
    3: required list<VariantValue> values,
  ) throws (1: QueryCatPluginException e),

  /** Deletes the current row. */
  QueryCatErrorCode RowsSet_DeleteRow(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
  ) throws (1: QueryCatPluginException e),

  /** Returns an object's name and description; both are empty if it has none. */
  ModelDescription RowsSet_GetDescription(
    1: required i64 token,
    2: required Handle object_handle,
  ) throws (1: QueryCatPluginException e),

  /** Releases an object. Doing so twice is harmless; a handle that never existed gets INTERNAL. */
  void Thread_CloseHandle(
    1: required i64 token,
    2: required Handle handle,
  ) throws (1: QueryCatPluginException e),

  /** Tells what an object is. An unknown handle gets the type NONE, the handle -1 and the name "NULL". */
  ObjectValue Thread_GetHandleInfo(
    1: required i64 token,
    2: required Handle handle,
  ) throws (1: QueryCatPluginException e),

  /** Ours, "large-blobs": as Blob_Read, but anywhere in a blob of any length. */
  binary Blob_ReadAt(
    1: required i64 token,
    2: required Handle object_blob_handle,
    /** Bytes to skip, 0 or more. */
    3: required i64 offset,
    /** Most bytes to return, also if it is above what is left. */
    4: required i32 count,
  ) throws (1: QueryCatPluginException e),

  /** Ours, "large-blobs": writes to a blob at an offset and returns the number of bytes written, which is all. */
  i64 Blob_WriteAt(
    1: required i64 token,
    2: required Handle object_blob_handle,
    /** Bytes to skip, 0 up to the blob's length. */
    3: required i64 offset,
    /** What to write; must fit into one frame. */
    4: required binary bytes,
  ) throws (1: QueryCatPluginException e),

  /** Ours, "column-batches": as RowsSet_GetRows, but column by column. */
  ColumnBatch RowsSet_GetColumnBatch(
    1: required i64 token,
    2: required Handle object_rows_set_handle,
    /** Most rows to return, 1 or more. */
    3: required i32 count,
  ) throws (1: QueryCatPluginException e),

  /** Ours, "object-functions": the functions of an object, to be called with its handle. Empty if it has none. */
  list<Function> Object_GetFunctions(
    1: required i64 token,
    2: required Handle object_handle,
  ) throws (1: QueryCatPluginException e),

  /**
   * Ours, "services": opens this connection for the callee's own services, whose methods have no token, and returns
   * their names. They are called as "NAME:METHOD" on the same connection.
   */
  list<string> Services_Open(
    1: required i64 token,
  ) throws (1: QueryCatPluginException e),
}

/**
 * What the host does for its plugins, besides QueryCatIO. Served under "plugins-manager" (contract 4.2, 5.1).
 *
 * In every method but RegisterPlugin, "token" is RegistrationResult.token; an unknown or revoked one gets
 * INVALID_AUTH_TOKEN.
 */
service PluginsManager extends QueryCatIO {
  /** First call of a plugin, made when it already listens on its callback endpoint. */
  RegistrationResult RegisterPlugin(
    /** The secret that the host handed to the plugin's process. It is good for one registration. */
    1: required string registration_token,
    /** The endpoint that the host is to dial, such as "net.pipe://127.0.0.1/NAME" (contract 1.1). */
    2: required string callback_uri,
    3: required PluginData plugin_data,
  ) throws (1: QueryCatPluginException e),

  /** Says that the plugin's start-up work is done, so that its functions may be called. */
  void PluginReady(
    1: required i64 token,
  ) throws (1: QueryCatPluginException e),

  /** Runs a query in the host's own language and returns its result; NOT_SUPPORTED where the host has none. */
  VariantValue RunQuery(
    1: required i64 token,
    2: required string query,
    /** Values that the query refers to by name. Absent: none. */
    3: map<string, VariantValue> parameters,
  ) throws (1: QueryCatPluginException e),

  /** Stores a configuration value. */
  void SetConfigValue(
    1: required i64 token,
    2: required string key,
    3: required VariantValue value,
  ) throws (1: QueryCatPluginException e),

  /** Returns a configuration value; null for an unknown key. */
  VariantValue GetConfigValue(
    1: required i64 token,
    2: required string key,
  ) throws (1: QueryCatPluginException e),

  /** Writes to the host's log under the plugin's name. */
  void Log(
    1: required i64 token,
    /** Severity; not NONE. */
    2: required LogLevel level,
    3: required string message,
    /** Values for the placeholders in the message. Absent or empty: the message is plain text (contract 5.1). */
    4: list<string> arguments_, // "arguments" is no name for a parameter in JavaScript
  ) throws (1: QueryCatPluginException e),

  /** Returns the functions of that name that take such arguments; empty if there are none. */
  list<Function> FindFunctionByName(
    1: required i64 token,
    /** In any case. */
    2: required string name,
    /** Absent: whatever the arguments. */
    3: FunctionCallArgumentsTypes args_types,
  ) throws (1: QueryCatPluginException e),

  /** Returns all functions that the plugin may call. */
  list<Function> GetFunctions(
    1: required i64 token,
  ) throws (1: QueryCatPluginException e),

  /** Adds to the functions that the plugin offers. The .NET host does not make them callable (contract 5.1). */
  void RegisterFunction(
    1: required i64 token,
    2: required list<Function> functions,
  ) throws (1: QueryCatPluginException e),
}

/** What a plugin does for its host, besides QueryCatIO. Served under "plugin" (contract 4.3, 5.3). */
service Plugin extends QueryCatIO {
  /** Asks the plugin to release its objects and to end. The answer races with the process's end. */
  void Shutdown(
    /**
     * Ours: RegistrationResult.callback_token. Absent or 0: the host knows only the contract. Thrift cannot mark an
     * argument optional, and some generators (Java, Go) always write it: that is why 0 means the same as absence.
     */
    100: i64 token,
  ) throws (1: QueryCatPluginException e),

  /**
   * Returns a further endpoint of the plugin, for one more connection. Dial it with retry: a .NET plugin answers before
   * it listens there (contract 5.3).
   */
  string Serve(
    /** Ours: as in Shutdown. */
    100: i64 token,
  ) throws (1: QueryCatPluginException e),

  /**
   * Ours, announced by "take-over": a host begins to take over a plugin whose own host is gone. Returns 32 random bytes
   * of the plugin and its proof that it knows the secret that it was launched with (docs/attach.md).
   */
  binary TakeOver_Begin(
    /** 32 random bytes of the host. */
    1: required binary nonce,
  ) throws (1: QueryCatPluginException e),

  /**
   * Ours, announced by "take-over", on the same connection after TakeOver_Begin: the plugin registers with the new host.
   * The answer comes when it is ready.
   */
  void TakeOver(
    /** The host's proof that it knows the secret. */
    1: required binary proof,
    /** Where the host listens. */
    2: required string server_endpoint,
    /** What the plugin is to register with. */
    3: required string registration_token,
    /** The host's process, as in the launch arguments. */
    4: required i64 parent_pid,
  ) throws (1: QueryCatPluginException e),
}
