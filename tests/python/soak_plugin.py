#!/usr/bin/env python3
"""The soak's plugin that knows only the wire contract: fake_plugin.py with more functions.

Each call has a number as its first argument, which is appended to a file, in eight bytes, when the call is executed. The
socket files that it makes are listed in the file SOAK_SOCKETS, a line each: a host doesn't know those whose
announcement never arrived, so it can't remove them if this program is killed.

    mirror(id: integer, value: any): array         the number and the value
    fail(id: integer)                              fails, and tells the number
    linger(id: integer)                            takes much longer than anybody waits for it
    nest(id: integer, depth: integer): integer     calls "deeper" of the host, which calls this again
"""

import os
import struct
import sys
import threading
import time

import fake_plugin
import peer
from thrift_plugins.ttypes import FunctionCallArguments, VariantValue

LINGER_SECONDS = 5


def append_to(name):
    return os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


class ListedListener(peer.Listener):
    """Before it exists, its file is in the list."""

    def bind(self, *arguments):
        os.write(SOCKETS, f"{self.file}\n".encode())
        super().bind(*arguments)


class SoakService(fake_plugin.PluginService):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.journal = None
        self.lock = threading.Lock()

    def executed(self, number):
        with self.lock:
            if self.journal is None:
                self.journal = append_to(self.host.call("GetConfigValue", self.token, "journal").string_)
        os.write(self.journal, struct.pack(">q", number.integer))

    def function_mirror(self, id, value):
        self.executed(id)
        return VariantValue(array=[id, value])

    def function_fail(self, id):
        self.executed(id)
        raise RuntimeError(f"failed {id.integer}")

    def function_linger(self, id):
        self.executed(id)
        time.sleep(LINGER_SECONDS)
        return peer.from_json(None)

    def function_nest(self, id, depth):
        self.executed(id)
        if depth.integer == 0:
            return peer.from_json(0)
        arguments = FunctionCallArguments(named={}, positional=[VariantValue(integer=depth.integer - 1)])
        below = self.host.call("CallFunction", self.token, "DEEPER", arguments, -1)
        return VariantValue(integer=1 + below.integer)


if __name__ == "__main__":
    fake_plugin.SIGNATURES = [
        "mirror(id: integer, value: any): array",
        "fail(id: integer)",
        "linger(id: integer)",
        "nest(id: integer, depth: integer): integer",
    ]
    fake_plugin.PluginService = SoakService
    peer.Listener = ListedListener
    SOCKETS = append_to(os.environ["SOAK_SOCKETS"])
    sys.exit(fake_plugin.main())
