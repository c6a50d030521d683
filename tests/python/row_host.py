#!/usr/bin/env python3
"""A host that knows only the wire contract and reads a row set of its plugin: fake_host.py with other steps.

    row_host.py TRANSPORT FUNCTION ARGUMENTS COUNT -- COMMAND [ARGUMENT...]

It calls the function, reads the row set that it returns in batches of COUNT rows, and tells about it in one JSON line
with the event "read", see row_plugin.read.
"""

import argparse
import json
import sys

import fake_host
import peer
import row_plugin


class RowHost(fake_host.FakeHost):
    def read(self, name, arguments, count):
        rows = self.call_function(name, [peer.from_json(value) for value in json.loads(arguments)]).object
        fake_host.tell("read", **row_plugin.read(self.plugin, self.token, rows, int(count)))


def main():
    split = sys.argv.index("--")
    transport, *step = sys.argv[1:split]
    options = argparse.Namespace(
        transport=transport, timeout=40, existing=[], steps=[["read", *step]], command=sys.argv[split + 1 :]
    )
    host = RowHost(options)
    try:
        host.run()
    except Exception as error:
        fake_host.tell("error", message=repr(error))
        return 1
    finally:
        host.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
