#!/usr/bin/env python3
"""A plugin with blobs that knows only the wire contract: fake_plugin.py with more functions.

It answers as a .NET peer does where that is odd (contract 12): a read of more bytes than the blob is long fails, a write
always begins at the start; and it reads short, which the contract allows.

    blob(size: integer): object         a blob whose byte at an offset is offset % 251
    stored(): string                    what was written to the blob that writable() returned
    writable(): object                  an empty one
    read_host(name: string): array      calls a function of the host, reads the blob that it returns in pieces, and
                                        tells its length, content type and the sum of its bytes
    try_handles(count: integer): array  reads and closes objects of the host that it never got, and tells how each call
                                        was refused
"""

import sys

import fake_plugin
from thrift_plugins.ttypes import (
    ErrorType,
    FunctionCallArguments,
    ObjectType,
    ObjectValue,
    QueryCatPluginException,
    VariantValue,
)

SHORT = 100_000
PIECE = 60_000


class BlobService(fake_plugin.PluginService):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.blobs = []
        self.closed = []

    def CallFunction(self, token, function_name, call_args, object_handle):
        if function_name.upper() == "CLOSED":
            return VariantValue(integer=len(self.closed))
        return super().CallFunction(token, function_name, call_args, object_handle)

    def function_blob(self, size):
        return self.add(size.integer)

    def function_writable(self):
        return self.add(b"")

    def function_stored(self):
        return VariantValue(string_=next(b for b in self.blobs if isinstance(b, bytes)).decode())

    def add(self, blob):
        self.blobs.append(blob)
        return VariantValue(object=ObjectValue(ObjectType.BLOB, len(self.blobs) - 1, "a blob"))

    def find(self, handle):
        if not 0 <= handle < len(self.blobs) or handle in self.closed:
            raise QueryCatPluginException(ErrorType.INVALID_OBJECT, f"No blob {handle}", object_handle=handle)
        return self.blobs[handle]

    def Blob_GetLength(self, token, object_blob_handle):
        blob = self.find(object_blob_handle)
        return blob if isinstance(blob, int) else len(blob)

    def Blob_GetContentType(self, token, object_blob_handle):
        self.find(object_blob_handle)
        return "application/x-test"

    def Blob_Read(self, token, object_blob_handle, offset, count):
        length = self.Blob_GetLength(token, object_blob_handle)
        if count > length:
            raise QueryCatPluginException(ErrorType.GENERIC, f"{count} bytes of {length}", object_handle=-1)
        return bytes((offset + i) % 251 for i in range(max(0, min(count, SHORT, length - offset))))

    def Blob_Write(self, token, object_blob_handle, bytes):
        self.find(object_blob_handle)
        self.blobs[object_blob_handle] = bytes
        return len(bytes)

    def Thread_CloseHandle(self, token, handle):
        if handle not in self.closed:
            self.closed.append(handle)

    def function_read_host(self, name):
        arguments = FunctionCallArguments(named={}, positional=[])
        blob = self.host.call("CallFunction", self.token, name.string_.upper(), arguments, -1).object
        length = self.host.call("Blob_GetLength", self.token, blob.handle)
        content_type = self.host.call("Blob_GetContentType", self.token, blob.handle)
        total = offset = 0
        while piece := self.host.call("Blob_Read", self.token, blob.handle, offset, PIECE):
            total += sum(piece)
            offset += len(piece)
        self.host.call("Thread_CloseHandle", self.token, blob.handle)
        self.host.call("Thread_CloseHandle", self.token, blob.handle)
        values = [VariantValue(integer=length), VariantValue(string_=content_type), VariantValue(integer=total)]
        return VariantValue(array=values)

    def function_try_handles(self, count):
        answers = []
        for handle in range(count.integer):
            for method, arguments in (("Blob_Read", (handle, 0, 1)), ("Thread_CloseHandle", (handle,))):
                try:
                    self.host.call(method, self.token, *arguments)
                    answers.append("done")
                except QueryCatPluginException as refused:
                    answers.append(ErrorType._VALUES_TO_NAMES[refused.type])
        return VariantValue(array=[VariantValue(string_=answer) for answer in answers])


if __name__ == "__main__":
    fake_plugin.SIGNATURES += [
        "blob(size: integer): object",
        "writable(): object",
        "stored(): string",
        "closed(): integer",
        "read_host(name: string): array",
        "try_handles(count: integer): array",
    ]
    fake_plugin.PluginService = BlobService
    sys.exit(fake_plugin.main())
