#!/usr/bin/env python3
"""A host that knows only the wire contract checks the objects of an example: its row set, its blob, their handles.

    object_checks.py [--transport tcp] LANGUAGE -- COMMAND [ARGUMENT...]

LANGUAGE is one of those in EXAMPLES. Exit code: 0 if all is as the contract says (5.2, 11, 12), otherwise 1 with an
"error" line that says what was not.
"""

import argparse
import contextlib
import gzip
import os
import sys
import tempfile
from pathlib import Path

import fake_host
import peer
from thrift_plugins.ttypes import (
    Column,
    ContextInfo,
    ContextQueryInfo,
    DataType,
    ErrorType,
    ObjectType,
    QueryCatErrorCode,
    QueryCatPluginException,
)

NEVER_GIVEN = 1_000_000
TEXT = "green apples, red apples and green, green leaves"


def python_example(_):
    return Example(
        rows=("words", TEXT),
        columns=[("word", DataType.STRING), ("occurrences", DataType.INTEGER), ("length", DataType.INTEGER)],
        expected=[["green", 3, 5], ["apples", 2, 6], ["red", 1, 3], ["and", 1, 3], ["leaves", 1, 6]],
        key=("length", "GreaterOrEquals", 6),
        filtered=[["apples", 2, 6], ["leaves", 1, 6]],
        blob=("word_cloud", TEXT),
        content_type="image/svg+xml",
        content=lambda data: data.startswith(b"<svg") and b">green 3<" in data and data.endswith(b"</svg>"),
    )


def node_example(directory):
    file = directory / "people.jsonl"
    lines = ['{"name": "Ada", "age": 36, "score": 1}', '{"name": "Bob", "score": 2.5, "likes": ["tea"]}', ""]
    file.write_text("\n".join([*lines, '{"name": "Çelik", "age": 36, "score": 0, "likes": null}']) + "\n")
    return Example(
        rows=("json_lines", str(file)),
        columns=[
            ("name", DataType.STRING),
            ("age", DataType.INTEGER),
            ("score", DataType.FLOAT),
            ("likes", DataType.DYNAMIC),
        ],
        expected=[["Ada", 36, 1.0, None], ["Bob", None, 2.5, {"$json": '["tea"]'}], ["Çelik", 36, 0.0, None]],
        key=("age", "Equals", 36),
        filtered=[["Ada", 36, 1.0, None], ["Çelik", 36, 0.0, None]],
        blob=("gzip", str(file)),
        content_type="application/gzip",
        content=lambda data: gzip.decompress(data) == file.read_bytes(),
    )


def go_example(directory):
    expected = []
    for number, name in enumerate(["a.txt", "b ä.bin", "c", "d"]):
        file = directory / name
        file.mkdir() if name == "d" else file.write_bytes(bytes(i % 251 for i in range(number * 1000)))
        os.utime(file, (1_700_000_000, 1_700_000_000 + number))
        size = file.stat().st_size
        expected.append([name, size, {"$timestamp": 1_700_000_000 + number}, name == "d"])
    return Example(
        rows=("files", str(directory)),
        columns=[
            ("name", DataType.STRING),
            ("size", DataType.INTEGER),
            ("modified", DataType.TIMESTAMP),
            ("is_directory", DataType.BOOLEAN),
        ],
        expected=expected,
        key=("name", "Equals", "c"),
        filtered=[expected[2]],
        blob=("file", str(directory / "c")),
        content_type="application/octet-stream",
        content=lambda data: data == (directory / "c").read_bytes(),
    )


EXAMPLES = {"python": python_example, "node": node_example, "go": go_example}


class Example(argparse.Namespace):
    """What an example's objects have to be."""


class ObjectHost(fake_host.FakeHost):
    """The steps of a FakeHost are this one's methods."""

    def objects(self, example):
        rows = self.object_of(example.rows, ObjectType.ROWS_INPUT)
        self.check_columns(example, rows)
        self.check_reading(example, rows)
        self.check_filter(example, rows)
        self.check_context(example, rows)
        self.check_what_rows_lack(rows)
        blob = self.object_of(example.blob, ObjectType.BLOB)
        self.check_blob(example, blob)
        self.check_handles(example, rows, blob)
        self.check_errors(example)
        fake_host.tell("checked", rows=len(example.expected))

    def object_of(self, function, object_type):
        name, argument = function
        found = self.call_function(name, [peer.from_json(argument)]).object
        expect(found.type, object_type, f"the type of what {name} returns")
        expect(self.ask("Thread_GetHandleInfo", found.handle), found, "Thread_GetHandleInfo")
        return found.handle

    def ask(self, method, handle, *arguments):
        return self.plugin.call(method, self.token, handle, *arguments)

    def read(self, rows, width, count):
        """Reads to the end in batches of a size, and checks what each says of the others."""
        read = []
        while True:
            batch = self.ask("RowsSet_GetRows", rows, count)
            if not batch.values:
                expect(batch.has_more, False, "has_more of an empty batch")
                return read
            expect(len(batch.values) % width, 0, "values that belong to no whole row")
            expect(batch.has_more, len(batch.values) == width * count, f"has_more of a batch of {count}")
            values = [peer.to_json(value) for value in batch.values]
            read += [values[i : i + width] for i in range(0, len(values), width)]

    def check_columns(self, example, rows):
        columns = self.ask("RowsSet_GetColumns", rows)
        expect([(column.name, column.type) for column in columns], example.columns, "the columns")

    def check_reading(self, example, rows):
        self.ask("RowsSet_Open", rows)
        width = len(example.columns)
        for count in 1, 2, len(example.expected), 100:
            expect(self.read(rows, width, count), example.expected, f"the rows, {count} at a time")
            expect(self.ask("RowsSet_GetRows", rows, 1).values, [], "the rows behind the end")
            self.ask("RowsSet_Reset", rows)
        self.ask("RowsSet_GetRows", rows, 1)
        self.ask("RowsSet_Reset", rows)
        expect(self.read(rows, width, 2), example.expected, "the rows after a reset in the middle")
        self.ask("RowsSet_Close", rows)
        self.ask("RowsSet_Close", rows)
        self.ask("RowsSet_Open", rows)
        expect(self.read(rows, width, 2), example.expected, "the rows after opening again")

    def check_filter(self, example, rows):
        name, operation, value = example.key
        index = [column for column, _ in example.columns].index(name)
        keys = {key.column_index: key for key in self.ask("RowsSet_GetKeyColumns", rows)}
        expect(operation in keys[index].operations, True, f"{operation} among the operations of {name}")
        expect(keys[index].is_required, False, "whether the key is required")
        self.ask("RowsSet_Reset", rows)
        # Behind Open, as hosts do it.
        self.ask("RowsSet_SetKeyColumnValue", rows, index, operation, peer.from_json(value))
        expect(self.read(rows, len(example.columns), 1), example.filtered, "the filtered rows")
        self.ask("RowsSet_Reset", rows)
        expect(self.read(rows, len(example.columns), 10), example.filtered, "the filtered rows after a reset")
        self.ask("RowsSet_UnsetKeyColumnValue", rows, index, operation)
        self.ask("RowsSet_Reset", rows)
        expect(self.read(rows, len(example.columns), 10), example.expected, "the rows without the filter")

    def check_context(self, example, rows):
        """What is not asked for may be delivered all the same, but what is asked for has to be."""
        width = len(example.columns)
        for columns, offset, limit in ([], 0, -1), ([0], 0, -1), ([0], 0, 2), ([1], 1, 1), ([], 1, -1), ([], 0, 1000):
            wanted = [Column(name=name, type=kind) for name, kind in (example.columns[i] for i in columns)]
            query = ContextQueryInfo(columns=wanted, offset=offset, limit=limit)
            self.ask("RowsSet_Reset", rows)
            self.ask("RowsSet_SetContext", rows, query, ContextInfo(preread_rows_count=10, skip_if_no_columns=False))
            read = self.read(rows, width, 2)
            least = len(example.expected) if limit < 0 else min(offset + limit, len(example.expected))
            expect(len(read) >= least, True, f"at least {least} rows for {query}, not {len(read)}")
            for row, right in zip(read, example.expected):
                for i in columns or range(width):
                    expect(row[i], right[i], f"column {i} for {query}")
        self.ask("RowsSet_Reset", rows)
        query = ContextQueryInfo(columns=[], offset=0, limit=-1)
        self.ask("RowsSet_SetContext", rows, query, ContextInfo(preread_rows_count=10, skip_if_no_columns=False))
        expect(self.read(rows, width, 3), example.expected, "the rows without limits again")

    def check_what_rows_lack(self, rows):
        expect(self.ask("RowsSet_Position", rows), -1, "the position without a cursor")
        expect(self.ask("RowsSet_TotalRows", rows), -1, "the number of rows without a cursor")
        self.ask("RowsSet_Seek", rows, 0, 0)
        expect(all(isinstance(text, str) for text in self.ask("RowsSet_GetUniqueKey", rows)), True, "the unique key")
        self.ask("RowsSet_GetDescription", rows)
        with contextlib.suppress(QueryCatPluginException):
            expect(self.ask("RowsSet_DeleteRow", rows), QueryCatErrorCode.NOT_SUPPORTED, "deleting a row")

    def check_blob(self, example, blob):
        length = self.ask("Blob_GetLength", blob)
        expect(self.ask("Blob_GetContentType", blob), example.content_type, "the content type")
        name = self.ask("Thread_GetHandleInfo", blob).name
        expect(self.ask("Blob_GetName", blob), name, "the blob's name")
        data = self.ask("Blob_Read", blob, 0, length)
        expect(len(data), length, "the bytes of one read")
        expect(example.content(data), True, f"that it is the right content: {data[:80]}")
        pieces = b""
        while piece := self.ask("Blob_Read", blob, len(pieces), 7):
            pieces += piece
        expect(pieces, data, "what is read in pieces")
        expect(self.ask("Blob_Read", blob, length - 2, 100), data[-2:], "what is read over the end")
        expect(self.ask("Blob_Read", blob, length, 10), b"", "what is read at the end")
        expect(self.ask("Blob_Read", blob, length + 10, 10), b"", "what is read behind the end")
        expect(self.ask("Blob_Read", blob, 1, 0), b"", "what is read with room for nothing")

    def check_handles(self, example, rows, blob):
        self.refused(ErrorType.INVALID_OBJECT, "RowsSet_GetColumns", blob)
        self.refused(ErrorType.INVALID_OBJECT, "Blob_GetLength", rows)
        again = self.object_of(example.blob, ObjectType.BLOB)
        expect(again > blob, True, "that handles are never used twice")
        for handle in rows, blob, again:
            self.ask("Thread_CloseHandle", handle)
            self.ask("Thread_CloseHandle", handle)
        for handle in rows, blob, NEVER_GIVEN, -1:
            info = self.ask("Thread_GetHandleInfo", handle)
            expect((info.type, info.handle, info.name), (ObjectType.NONE, -1, "NULL"), f"what handle {handle} is")
            self.refused(ErrorType.INVALID_OBJECT, "RowsSet_GetColumns", handle)
            self.refused(ErrorType.INVALID_OBJECT, "RowsSet_GetRows", handle, 1)
            self.refused(ErrorType.INVALID_OBJECT, "Blob_Read", handle, 0, 1)
            self.refused(ErrorType.INVALID_OBJECT, "Blob_GetLength", handle)
            for method in "RowsSet_Open", "RowsSet_Reset", "RowsSet_Close":
                self.ask(method, handle)
            expect(self.ask("RowsSet_GetKeyColumns", handle), [], "key columns without a row set")
            expect(self.ask("RowsSet_Position", handle), -1, "the position without a row set")
        for handle in NEVER_GIVEN, -1:
            self.refused(ErrorType.INTERNAL, "Thread_CloseHandle", handle)

    def check_errors(self, example):
        if example.rows[0] != "words":  # takes any text
            name = example.blob[0]
            try:
                self.call_function(name, [peer.from_json("/there/is/no/such/file")])
            except QueryCatPluginException as error:
                expect("no such file" in error.error_message, True, f"the reason in: {error.error_message}")
            else:
                raise RuntimeError(f"{name} was content with a file that isn't there")
        try:
            self.token = 4711  # no host of the contract presents a token
            self.refused(ErrorType.INVALID_AUTH_TOKEN, "Blob_GetLength", 0)
            self.refused(ErrorType.INVALID_AUTH_TOKEN, "Thread_CloseHandle", 0)
        finally:
            self.token = 0

    def refused(self, error_type, method, *arguments):
        try:
            answer = self.ask(method, *arguments)
        except QueryCatPluginException as error:
            expect(error.type, error_type, f"the error of {method}{arguments}: {error.error_message}")
        else:
            raise RuntimeError(f"{method}{arguments} was answered with {answer}")


def expect(found, expected, what):
    if found != expected:
        raise RuntimeError(f"{what}: {expected!r} was expected, but it is {found!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--transport", choices=["pipe", "tcp"], default="pipe")
    parser.add_argument("--timeout", type=float, default=20, help="seconds for each wait")
    parser.add_argument("language", choices=EXAMPLES)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        options.existing = []
        options.steps = [("objects", EXAMPLES[options.language](Path(directory)))]
        return fake_host.run(ObjectHost(options))


if __name__ == "__main__":
    sys.exit(main())
