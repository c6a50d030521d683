#!/usr/bin/env python3
"""A plugin in Python: docs/handshake.md put into practice, with nothing but what the Thrift compiler generates."""

import collections
import functools
import itertools
import operator
import os
import re
import secrets
import signal
import sys
import threading
import time
import types
from urllib.parse import urlparse

from thrift.protocol.TBinaryProtocol import TBinaryProtocol, TBinaryProtocolFactory
from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
from thrift.server.TServer import TThreadedServer
from thrift.TMultiplexedProcessor import TMultiplexedProcessor
from thrift.transport.TSocket import TServerSocket, TSocket
from thrift.transport.TTransport import TFramedTransport, TFramedTransportFactory, TTransportException
from thrift_plugins import Plugin, PluginsManager, ttypes as wire

# Answers for a handle of no object, or of one that can't do this. All other calls are refused then.
DEFAULTS = dict.fromkeys(["Open", "Close", "Reset", "SetContext", "Seek", "SetKeyColumnValue", "UnsetKeyColumnValue"])
DEFAULTS.update(Position=-1, TotalRows=-1, GetUniqueKey=[], GetKeyColumns=[])
DEFAULTS.update(GetDescription=wire.ModelDescription(name="", description=""))


def to_wire(value):
    """A Python value as a VariantValue, which has exactly one field."""
    if isinstance(value, int):
        return wire.VariantValue(integer=value)
    if isinstance(value, str):
        return wire.VariantValue(string_=value)
    if isinstance(value, dict):
        return wire.VariantValue(map={to_wire(key): to_wire(item) for key, item in value.items()})
    return wire.VariantValue(array=[to_wire(item) for item in value])


def refusal(error_type, error_code, message):
    return wire.QueryCatPluginException(type=error_type, error_code=error_code, error_message=message)


def words_of(markdown):
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", re.sub(r"\]\([^)]*\)", "]", markdown))


def pipe_file(name):
    return os.path.join(os.environ.get("TMPDIR") or "/tmp", "CoreFxPipe_" + name)


class WordCloud:
    """A blob, the most frequent words as a picture. The host calls its methods as Blob_Read and so on."""

    type, name = wire.ObjectType.BLOB, "words.svg"

    def __init__(self, text):
        frequent = collections.Counter(word.lower() for word in words_of(text) if len(word) > 3).most_common(20)
        lines = [f'<text y="{20 * i}">{word} {n}</text>' for i, (word, n) in enumerate(frequent, 1)]
        self.data = "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *lines, "</svg>"]).encode()

    def Read(self, offset, count):
        return self.data[max(offset, 0) : max(offset, 0) + max(count, 0)]

    GetLength, GetContentType, GetName = lambda self: len(self.data), lambda _: "image/svg+xml", lambda self: self.name


class Words:
    """A row set, the words of a text. The host calls its methods as RowsSet_GetRows and so on."""

    type, name = wire.ObjectType.ROWS_INPUT, "words"
    columns = {"word": wire.DataType.STRING, "occurrences": wire.DataType.INTEGER, "length": wire.DataType.INTEGER}
    operations = {"Equals": operator.eq, "GreaterOrEquals": operator.ge, "LessOrEquals": operator.le}

    def __init__(self, text):
        self.text, self.filters, self.most, self.rows = text, {}, None, None

    def Open(self):
        self.rows = None  # GetRows makes them: what the host wants is known only then

    def select(self):
        counted = collections.Counter(word.lower() for word in words_of(self.text))
        rows = [(word, count, len(word)) for word, count in counted.items()]
        for (column, operation), value in self.filters.items():
            rows = [row for row in rows if self.operations[operation](row[column], value)]
        return iter(rows[: self.most])

    def GetRows(self, count):
        self.rows = self.rows or self.select()
        batch = list(itertools.islice(self.rows, count))
        return wire.RowsList(len(batch) == count, [to_wire(value) for row in batch for value in row])

    def SetContext(self, query, _):
        limited = query.limit is not None and query.limit >= 0
        self.most = query.offset + query.limit if limited else None  # the host skips the offset itself

    def SetKeyColumnValue(self, column, operation, value):
        self.filters[column, operation] = value.string_ if column == 0 else value.integer

    def UnsetKeyColumnValue(self, column, operation):
        self.filters.pop((column, operation), None)

    Reset = Open
    GetColumns = lambda self: [wire.Column(name=name, type=data_type) for name, data_type in self.columns.items()]
    GetKeyColumns = lambda _: [wire.KeyColumn(0, False, ["Equals"]), wire.KeyColumn(2, False, [*Words.operations])]


class StatisticsPlugin(TMultiplexedProcessor):
    """The service "plugin". Its methods run on as many threads as the host has connections."""

    def __init__(self, endpoint):
        super().__init__()
        self.endpoint, self.callback_token, self.socket_files, self.shut_down_by = endpoint, None, [], None
        self.objects, self.handles, self.end = {}, itertools.count(), threading.Event()
        calls = {method: functools.partial(self.answer, method) for method in dir(Plugin.Iface) if method[0] != "_"}
        self.registerProcessor("plugin", Plugin.Processor(types.SimpleNamespace(**calls)))
        self.functions = {
            "text_statistics(text: string): map": self.text_statistics,
            "words(text: string): object<IRowsInput>": Words,
            "word_cloud(text: string): blob": WordCloud,
        }

    def process(self, request, answer):
        super().process(request, answer)
        if self.shut_down_by == threading.get_ident():
            self.end.set()  # not in Shutdown itself: the host waits for its answer

    def call_host(self, method, *arguments):
        """Each call has a connection of its own, so that none waits for another."""
        uri = urlparse(self.endpoint)
        file = pipe_file(uri.path[1:]) if uri.scheme == "net.pipe" else None
        transport = TFramedTransport(TSocket(uri.hostname, uri.port, file))
        for tries_left in reversed(range(250)):  # for 5 seconds: a host may announce its endpoint before it listens
            try:
                transport.open()
                break
            except TTransportException:
                if tries_left == 0:
                    raise
                time.sleep(0.02)
        try:
            protocol = TMultiplexedProtocol(TBinaryProtocol(transport), "plugins-manager")
            return getattr(PluginsManager.Client(protocol), method)(*arguments)
        finally:
            transport.close()

    def register(self, token):
        """From the plugin's own endpoint to "ready", in the order of the handshake."""
        functions = [wire.Function(signature, "Tells of a Markdown text", False, True) for signature in self.functions]
        features = {"callback-token", "shared-endpoint", "error-code"}
        data = wire.PluginData(functions=functions, name="python-statistics", version="1.0.0", features=features)
        answer = self.call_host("RegisterPlugin", token, self.Serve(), data)
        self.token, self.min_log_level = answer.token, answer.min_log_level or wire.LogLevel.TRACE
        self.callback_token = answer.callback_token or 0  # a host that doesn't know this addition sends 0
        self.can_check_links = self.call_host("FindFunctionByName", self.token, "link_target_exists", None)
        self.call_host("PluginReady", self.token)

    def answer(self, method, token, *arguments):
        """Answers any call of the host: Serve with Serve() here, Blob_Read with Read() of the object in question."""
        if (token or 0) != self.callback_token:
            raise refusal(wire.ErrorType.INVALID_AUTH_TOKEN, "INVALID_AUTHORIZATION_TOKEN", "Not the callback token")
        if hasattr(self, method):
            return getattr(self, method)(*arguments)
        handle, name = arguments[0], method.split("_")[1]
        if hasattr(self.objects.get(handle), name):
            return getattr(self.objects[handle], name)(*arguments[1:])
        if name in DEFAULTS:
            return DEFAULTS[name]
        raise refusal(wire.ErrorType.INVALID_OBJECT, "INVALID_OBJECT", f"There is no {method} of the handle {handle}")

    def CallFunction(self, function_name, call_args, _):
        found = [body for signature, body in self.functions.items() if signature.split("(")[0] == function_name.lower()]
        if not found:
            raise refusal(wire.ErrorType.INVALID_FUNCTION, "INVALID_FUNCTION", f"No function '{function_name}'")
        values = [*call_args.positional, *call_args.named.values()]
        if len(values) != 1 or values[0].string_ is None:
            raise refusal(wire.ErrorType.ARGUMENT, "INVALID_ARGUMENT", "The only argument is text: string")
        try:
            result = found[0](values[0].string_)
        except Exception as error:
            raise refusal(wire.ErrorType.GENERIC, "FUNCTION_FAILED", f"{type(error).__name__}: {error}") from error
        if isinstance(result, dict):
            return to_wire(result)
        self.objects[handle := next(self.handles)] = result  # stays here until the host closes the handle
        return wire.VariantValue(object=self.Thread_GetHandleInfo(handle))

    def Thread_CloseHandle(self, handle):
        if handle not in self.objects:
            raise refusal(wire.ErrorType.INTERNAL, "INVALID_OBJECT", f"There was never a handle {handle}")
        self.objects[handle] = None

    def Thread_GetHandleInfo(self, handle):
        found = self.objects.get(handle)
        return wire.ObjectValue(*(found.type, handle, found.name) if found else (wire.ObjectType.NONE, -1, "NULL"))

    def Shutdown(self):
        self.shut_down_by = threading.get_ident()

    def Serve(self):
        """Listens on one more endpoint, which the host can dial, many times, as soon as this returns."""
        name, pipe = "qcatp-" + secrets.token_hex(6).upper(), self.endpoint.startswith("net.pipe:")
        listener = TServerSocket("127.0.0.1", 0, pipe_file(name) if pipe else None)
        listener.listen()
        listener.listen = lambda: None  # the server would bind once more
        server = TThreadedServer(self, listener, TFramedTransportFactory(), TBinaryProtocolFactory(), daemon=True)
        threading.Thread(target=server.serve, daemon=True).start()
        self.socket_files += [pipe_file(name)] if pipe else []
        return f"net.pipe://127.0.0.1/{name}" if pipe else "tcp://127.0.0.1:%d" % listener.handle.getsockname()[1]

    def text_statistics(self, text):
        words = words_of(text)
        frequent = collections.Counter(word.lower() for word in words if len(word) > 3).most_common(5)
        statistics = {"words": len(words), "characters": len(text), "lines": len(text.splitlines())}
        statistics["sentences"] = len(re.findall(r"[.!?]+(?=\s|$)", text))
        statistics.update(frequent_words=dict(frequent), reading_seconds=round(len(words) * 60 / 200))
        if self.can_check_links:
            links = {link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)", text)}
            files = sorted(link for link in links if link and not urlparse(link).scheme)
            statistics["broken_links"] = [file for file in files if not self.link_target_exists(file)]
        if self.min_log_level <= wire.LogLevel.INFORMATION:
            self.call_host("Log", self.token, wire.LogLevel.INFORMATION, f"Counted {len(words)} words", [])
        return statistics

    def link_target_exists(self, file):
        arguments = wire.FunctionCallArguments(named={}, positional=[to_wire(file)])
        return self.call_host("CallFunction", self.token, "link_target_exists", arguments, -1).boolean_


if __name__ == "__main__":
    given = dict(argument[2:].split("=", 1) for argument in sys.argv[1:] if "=" in argument)
    registration_token = given.get("token", os.environ.pop("THRIFT_PLUGINS_TOKEN", None))
    if not registration_token or "server-endpoint" not in given:
        sys.exit("Only a host can start this plugin, such as: thrift-plugins call DIRECTORY text_statistics TEXT")
    os.umask(0o177)  # nobody else may dial the socket files
    plugin = StatisticsPlugin(given["server-endpoint"])
    signal.signal(signal.SIGTERM, lambda *_: plugin.end.set())
    try:
        plugin.register(registration_token)
        while not plugin.end.wait(1):
            os.kill(int(given.get("parent-pid", 0)), 0)  # only looks whether the host lives; 0 is ourselves
    except ProcessLookupError:
        pass  # the host is gone
    except (TTransportException, wire.QueryCatPluginException) as error:
        sys.exit(f"Could not register with the host: {getattr(error, 'error_message', error)}")
    finally:
        for socket_file in plugin.socket_files:
            os.unlink(socket_file)
