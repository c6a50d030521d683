#!/usr/bin/env python3
"""A plugin with row sets that knows only the wire contract: fake_plugin.py with more functions.

It answers as the contract allows where that is odd (5.2, 5.4, 12): has_more is true at the very end, or absent; a null
is an empty union; a value has two fields; a batch may be shorter than asked for. It neither skips nor limits by itself.

    rows(count: integer, kind: string): object    rows (integer, float, string or null), as "input" or "iterator"
    breaking(how: string): object                 rows whose second batch "raises" an error, or "exit"s the program
    calls(): array                                the methods that were called since the last time
    partial(): object                             rows whose last one lacks a value
    read_host(name: string, count: integer): map  reads the row set that a function of the host returns
    change_host(name: string): map                changes, deletes and writes rows of it
    hold_host(name: string)                       reads one row of it and never ends that
"""

import os
import sys

import fake_plugin
import peer
from thrift_plugins.ttypes import (
    Column,
    CursorSeekOrigin,
    DataType,
    ErrorType,
    KeyColumn,
    ModelDescription,
    ContextInfo,
    ContextQueryInfo,
    FunctionCallArguments,
    ObjectType,
    ObjectValue,
    QueryCatPluginException,
    RowsList,
    VariantValue,
)

SHORTEST = 7
COLUMNS = [Column(name="id", type=DataType.INTEGER), Column(name="half", type=DataType.FLOAT, description="id / 2"),
           Column(name="text", type=DataType.STRING)]  # fmt: skip


class Rows:
    def __init__(self, count, partial=False):
        self.count = count
        self.partial = partial
        self.next = 0
        self.key = None

    def values(self, i):
        text = VariantValue() if i % 3 == 2 else VariantValue(string_=f"row {i}", json="{}")
        return [VariantValue(integer=i), VariantValue(float_=i / 2), text]

    def read(self, count):
        wanted = [i for i in range(self.count) if self.key in (None, i)]
        end = self.next + max(1, count - count // SHORTEST)
        values = [value for i in wanted[self.next : end] for value in self.values(i)]
        self.next = min(end, len(wanted))
        return RowsList(has_more=None if self.count % 2 else True, values=values[:-1] if self.partial else values)


class BreakingRows(Rows):
    def __init__(self, how):
        super().__init__(1000)
        self.how = how

    def read(self, count):
        if self.next == 0:
            return super().read(count)
        if self.how == "exit":
            os._exit(9)
        raise QueryCatPluginException(ErrorType.GENERIC, "disk on fire")


class RowService(fake_plugin.PluginService):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.row_sets = []
        self.called = []

    def note(self, name, *arguments):
        self.called.append(" ".join([name, *map(str, arguments)]))

    def add(self, rows, kind):
        self.row_sets.append(rows)
        return VariantValue(object=ObjectValue(kind, len(self.row_sets) - 1, "rows"))

    def find(self, handle):
        return self.row_sets[handle]

    def function_rows(self, count, kind):
        return self.add(
            Rows(count.integer), ObjectType.ROWS_INPUT if kind.string_ == "input" else ObjectType.ROWS_ITERATOR
        )

    def function_partial(self):
        return self.add(Rows(2, partial=True), ObjectType.ROWS_ITERATOR)

    def function_breaking(self, how):
        return self.add(BreakingRows(how.string_), ObjectType.ROWS_INPUT)

    def function_calls(self):
        called, self.called = self.called, []
        return peer.from_json(called)

    def RowsSet_GetColumns(self, token, handle):
        self.note("GetColumns")
        return COLUMNS

    def RowsSet_Open(self, token, handle):
        self.note("Open")
        self.find(handle).next = 0

    def RowsSet_Close(self, token, handle):
        self.note("Close")

    def RowsSet_Reset(self, token, handle):
        self.note("Reset")
        self.find(handle).next = 0

    def RowsSet_SetContext(self, token, handle, query, info):
        self.note("SetContext", [column.name for column in query.columns], query.offset, query.limit)

    def RowsSet_GetRows(self, token, handle, count):
        if count < 1:
            raise QueryCatPluginException(ErrorType.ARGUMENT, f"A count of {count}")
        if not self.called or self.called[-1] != "GetRows":
            self.note("GetRows")
        return self.find(handle).read(count)

    def RowsSet_Position(self, token, handle):
        return self.find(handle).next - 1

    def RowsSet_TotalRows(self, token, handle):
        return self.find(handle).count

    def RowsSet_Seek(self, token, handle, offset, origin):
        self.note("Seek", offset, origin)
        self.find(handle).next = offset + 1

    def RowsSet_GetUniqueKey(self, token, handle):
        return ["python"]

    def RowsSet_GetKeyColumns(self, token, handle):
        self.note("GetKeyColumns")
        return [KeyColumn(0, False, ["Equals", "NoSuchOperation"])]

    def RowsSet_SetKeyColumnValue(self, token, handle, column, operation, value):
        self.note("SetKey", column, operation, value.integer)
        self.find(handle).key = value.integer

    def RowsSet_UnsetKeyColumnValue(self, token, handle, column, operation):
        self.note("UnsetKey", column, operation)
        self.find(handle).key = None

    def RowsSet_GetDescription(self, token, handle):
        return ModelDescription("rows", "Rows of Python")

    def Thread_CloseHandle(self, token, handle):
        self.note("CloseHandle")

    def get_host(self, name):
        arguments = FunctionCallArguments(named={}, positional=[])
        return self.host.call("CallFunction", self.token, name.upper(), arguments, -1).object

    def function_read_host(self, name, count):
        return peer.from_json(read(self.host, self.token, self.get_host(name.string_), count.integer))

    def function_hold_host(self, name):
        self.host.call("RowsSet_GetRows", self.token, self.get_host(name.string_).handle, 1)

    def function_change_host(self, name):
        return peer.from_json(change(self.host, self.token, self.get_host(name.string_)))


def read(owner, token, rows, count):
    """Reads the other side's row set as the contract has it, and tells all that can be told."""
    handle = rows.handle
    owner.call("RowsSet_Open", token, handle)
    query = ContextQueryInfo(columns=[], offset=0, limit=-1)
    owner.call("RowsSet_SetContext", token, handle, query, ContextInfo(10, False))
    columns = owner.call("RowsSet_GetColumns", token, handle)
    told = {
        "kind": rows.type,
        "name": rows.name,
        "columns": [f"{column.name} {DataType._VALUES_TO_NAMES[column.type]}" for column in columns],
        "keys": [[k.column_index, k.is_required, k.operations] for k in owner.call("RowsSet_GetKeyColumns", token, handle)],
        "unique": owner.call("RowsSet_GetUniqueKey", token, handle),
        "description": owner.call("RowsSet_GetDescription", token, handle).description,
        "rows": [],
        "more": [],
        "position_before": owner.call("RowsSet_Position", token, handle),
        "total": owner.call("RowsSet_TotalRows", token, handle),
    }
    while True:
        batch = owner.call("RowsSet_GetRows", token, handle, count)
        told["more"].append(batch.has_more)
        values = [peer.to_json(value) for value in batch.values]
        told["rows"] += [values[i : i + len(columns)] for i in range(0, len(values), len(columns))]
        if not batch.values:
            break
    told["position"] = owner.call("RowsSet_Position", token, handle)
    for name, offset, origin in (
        ("begin", 1, CursorSeekOrigin.BEGIN),
        ("current", -1, CursorSeekOrigin.CURRENT),
        ("end", 1, CursorSeekOrigin.END),
    ):
        owner.call("RowsSet_Seek", token, handle, offset, origin)
        told["seek_" + name] = owner.call("RowsSet_Position", token, handle)
    owner.call("RowsSet_Reset", token, handle)
    told["after_reset"] = len(owner.call("RowsSet_GetRows", token, handle, 1).values)
    owner.call("RowsSet_Close", token, handle)
    owner.call("Thread_CloseHandle", token, handle)
    owner.call("Thread_CloseHandle", token, handle)
    # None of these is an error for a handle that is no row set any more (contract 5.2).
    owner.call("RowsSet_Open", token, handle)
    owner.call("RowsSet_Close", token, handle)
    told["keys_afterwards"] = owner.call("RowsSet_GetKeyColumns", token, handle)
    try:
        owner.call("RowsSet_GetRows", token, handle, 1)
    except QueryCatPluginException as error:
        told["refused"] = ErrorType._VALUES_TO_NAMES[error.type]
    return told


def change(owner, token, rows):
    handle = rows.handle
    told = {"no_row": owner.call("RowsSet_UpdateValue", token, handle, 1, VariantValue(string_="x"))}
    owner.call("RowsSet_GetRows", token, handle, 1)
    told["update"] = owner.call("RowsSet_UpdateValue", token, handle, 1, VariantValue(string_="changed"))
    told["column"] = owner.call("RowsSet_UpdateValue", token, handle, 9, VariantValue(string_="x"))
    told["cast"] = owner.call("RowsSet_UpdateValue", token, handle, 1, VariantValue(integer=1))
    owner.call("RowsSet_GetRows", token, handle, 1)
    told["delete"] = owner.call("RowsSet_DeleteRow", token, handle)
    new = [VariantValue(integer=7), VariantValue(string_="new")]
    told["write"] = owner.call("RowsSet_WriteValues", token, handle, new)
    told["write_short"] = owner.call("RowsSet_WriteValues", token, handle, new[:1])
    owner.call("RowsSet_Close", token, handle)
    values = owner.call("RowsSet_GetRows", token, handle, 100).values
    told["rows"] = [peer.to_json(value) for value in values]
    owner.call("Thread_CloseHandle", token, handle)
    return told


if __name__ == "__main__":
    fake_plugin.SIGNATURES += [
        "rows(count: integer, kind: string): object",
        "partial(): object",
        "calls(): array",
        "read_host(name: string, count: integer): map",
        "change_host(name: string): map",
        "hold_host(name: string)",
        "breaking(how: string): object",
    ]
    fake_plugin.PluginService = RowService
    sys.exit(fake_plugin.main())
