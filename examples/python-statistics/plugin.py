#!/usr/bin/env python3
"""A plugin in Python: docs/handshake.md put into practice, with nothing but what the Thrift compiler generates."""

import collections
import os
import re
import secrets
import signal
import socket
import sys
import threading
import time
import traceback
from urllib.parse import urlparse

try:
    from thrift.protocol.TBinaryProtocol import TBinaryProtocol, TBinaryProtocolFactory
    from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
    from thrift.server.TServer import TThreadedServer
    from thrift.Thrift import TApplicationException
    from thrift.TMultiplexedProcessor import TMultiplexedProcessor
    from thrift.transport.TSocket import TServerSocket, TSocket
    from thrift.transport.TTransport import TFramedTransport, TFramedTransportFactory, TTransportException
except ImportError as error:
    remedy = "Install it with 'pip install thrift', or on Debian and Ubuntu with 'apt install python3-thrift'."
    sys.exit(f"{sys.executable} lacks the Python library of Apache Thrift ({error}). {remedy}")

from thrift_plugins import Plugin, PluginsManager
from thrift_plugins.ttypes import ErrorType, Function, FunctionCallArguments, LogLevel, PluginData
from thrift_plugins.ttypes import QueryCatPluginException, VariantValue


def to_wire(value):
    """A Python value as a VariantValue, which has exactly one field."""
    if isinstance(value, int):
        return VariantValue(integer=value)
    if isinstance(value, str):
        return VariantValue(string_=value)
    if isinstance(value, dict):
        return VariantValue(map={to_wire(key): to_wire(item) for key, item in value.items()})
    return VariantValue(array=[to_wire(item) for item in value])


def refusal(error_type, error_code, message):
    """An error for the host; error_code is finer than the type, for hosts that know "error-code"."""
    return QueryCatPluginException(type=error_type, error_code=error_code, error_message=message)


def pipe_file(name):
    """The socket file of a named pipe, where .NET puts it."""
    return os.path.join(os.environ.get("TMPDIR") or "/tmp", "CoreFxPipe_" + name)


def dial(endpoint):
    """Connects. Tries again for 5 seconds, since an endpoint may be announced before its owner listens."""
    uri = urlparse(endpoint)
    for tries_left in reversed(range(250)):
        connection = socket.socket(socket.AF_UNIX if uri.scheme == "net.pipe" else socket.AF_INET)
        try:
            connection.connect(pipe_file(uri.path[1:]) if uri.scheme == "net.pipe" else (uri.hostname, uri.port))
            break
        except OSError as error:
            connection.close()
            if tries_left == 0:
                raise ConnectionError(f"{error}. Does the host run, and with the same TMPDIR?") from error
            time.sleep(0.02)
    transport = TSocket()
    transport.setHandle(connection)
    return TFramedTransport(transport)


class Host:
    """Calls the service "plugins-manager". Each call in flight has a connection of its own, so that none waits."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.idle = []
        self.token = None
        self.min_log_level = LogLevel.TRACE

    def call(self, method, *arguments):
        try:
            transport = self.idle.pop()
        except IndexError:
            transport = dial(self.endpoint)
        protocol = TMultiplexedProtocol(TBinaryProtocol(transport), "plugins-manager")
        try:
            result = getattr(PluginsManager.Client(protocol), method)(*arguments)
        except (QueryCatPluginException, TApplicationException):
            self.idle.append(transport)  # an error is an answer too: the connection is as good as before
            raise
        except BaseException:
            transport.close()
            raise
        self.idle.append(transport)
        return result

    def call_function(self, name, *arguments):
        values = FunctionCallArguments(named={}, positional=[to_wire(argument) for argument in arguments])
        return self.call("CallFunction", self.token, name, values, -1)  # -1: the function of no object

    def log(self, level, message):
        if level >= self.min_log_level:
            self.call("Log", self.token, level, message, [])


class StatisticsPlugin(TMultiplexedProcessor):
    """The service "plugin". Its methods run on as many threads as the host has connections."""

    def __init__(self, endpoint):
        super().__init__()
        self.registerProcessor("plugin", Plugin.Processor(self))
        self.scheme = urlparse(endpoint).scheme
        self.host = Host(endpoint)
        self.callback_token = None
        self.can_check_links = False
        self.socket_files = []
        self.shut_down_by = None
        self.end = threading.Event()

    def process(self, request, answer):
        super().process(request, answer)
        if self.shut_down_by == threading.get_ident():
            self.end.set()  # not in Shutdown itself: the host waits for its answer

    def register(self, token):
        """From the plugin's own endpoint to "ready", in the order of the handshake."""
        signature = "text_statistics(text: string): map"
        function = Function(signature, "Counts the words of a Markdown text", is_aggregate=False, is_safe=True)
        features = {"callback-token", "shared-endpoint", "error-code"}
        data = PluginData(functions=[function], name="python-statistics", version="1.0.0", features=features)
        answer = self.host.call("RegisterPlugin", token, self.open_endpoint(), data)
        self.host.token = answer.token
        self.host.min_log_level = answer.min_log_level or LogLevel.TRACE
        self.callback_token = answer.callback_token or 0  # a host that doesn't know this addition sends 0
        self.can_check_links = len(self.host.call("FindFunctionByName", answer.token, "link_target_exists", None)) > 0
        self.host.call("PluginReady", self.host.token)

    def CallFunction(self, token, function_name, call_args, object_handle):
        self.check(token)
        if function_name.upper() != "TEXT_STATISTICS":
            raise refusal(ErrorType.INVALID_FUNCTION, "INVALID_FUNCTION", f"There is no function '{function_name}'")
        values = [*call_args.positional, *call_args.named.values()]
        if len(values) != 1 or values[0].string_ is None:
            raise refusal(ErrorType.ARGUMENT, "INVALID_ARGUMENT", "text_statistics takes one argument, text: string")
        try:
            return to_wire(self.text_statistics(values[0].string_))
        except Exception as error:
            failure = refusal(ErrorType.GENERIC, "FUNCTION_FAILED", str(error))
            failure.exception_type = type(error).__name__
            failure.exception_stack_trace = traceback.format_exc()
            raise failure from error

    def Serve(self, token):
        self.check(token)
        return self.open_endpoint()

    def Shutdown(self, token):
        self.check(token)
        self.shut_down_by = threading.get_ident()

    def __getattr__(self, name):
        """The rest of the service is about objects, and this plugin hands out none."""
        if name not in dir(Plugin.Iface):
            raise AttributeError(name)
        raise refusal(ErrorType.INVALID_OBJECT, "INVALID_OBJECT", f"{name}: this plugin has no objects")

    def check(self, token):
        if (token or 0) != self.callback_token:
            raise refusal(ErrorType.INVALID_AUTH_TOKEN, "INVALID_AUTHORIZATION_TOKEN", "Not the callback token")

    def open_endpoint(self):
        """Listens on one more endpoint, which the host can dial, many times, as soon as this returns."""
        name = "qcatp-" + secrets.token_hex(6).upper()
        pipe = self.scheme == "net.pipe"
        listener = TServerSocket(unix_socket=pipe_file(name)) if pipe else TServerSocket("127.0.0.1", 0)
        listener.listen()
        listener.listen = lambda: None  # the server would bind once more
        server = TThreadedServer(self, listener, TFramedTransportFactory(), TBinaryProtocolFactory(), daemon=True)
        threading.Thread(target=server.serve, daemon=True).start()
        if pipe:
            self.socket_files.append(pipe_file(name))
            return "net.pipe://127.0.0.1/" + name
        return "tcp://127.0.0.1:%d" % listener.handle.getsockname()[1]

    def text_statistics(self, text):
        words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", re.sub(r"\]\([^)]*\)", "]", text))
        links = {link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)", text)}
        targets = sorted(link for link in links if link and not urlparse(link).scheme)
        statistics = {
            "words": len(words),
            "characters": len(text),
            "lines": len(text.splitlines()),
            "sentences": len(re.findall(r"[.!?]+(?=\s|$)", text)),
            "frequent_words": dict(collections.Counter(w.lower() for w in words if len(w) > 3).most_common(5)),
            "reading_seconds": round(len(words) * 60 / 200),
        }
        if self.can_check_links:
            found = [self.host.call_function("link_target_exists", target).boolean_ for target in targets]
            statistics["broken_links"] = [target for target, exists in zip(targets, found) if not exists]
        self.host.log(LogLevel.INFORMATION, f"Counted {len(words)} words")
        return statistics


def watch_stdin(end):
    """The host holds the other end of stdin, and the system closes it when the host ends, however it ends."""
    while os.read(0, 4096):
        pass
    end.set()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another user's
    return True


def main():
    arguments = dict(argument[2:].split("=", 1) for argument in sys.argv[1:] if "=" in argument)
    endpoint = arguments.get("server-endpoint")
    token = arguments.get("token", os.environ.pop("THRIFT_PLUGINS_TOKEN", None))
    if not endpoint or not token:
        sys.exit("Only a host can start this plugin, such as: thrift-plugins call DIRECTORY text_statistics TEXT")
    os.umask(0o177)  # nobody else may dial the socket files
    plugin = StatisticsPlugin(endpoint)
    signal.signal(signal.SIGTERM, lambda *_: plugin.end.set())
    if os.environ.get("THRIFT_PLUGINS_STDIN") == "watch":
        threading.Thread(target=watch_stdin, args=(plugin.end,), daemon=True).start()
    host_pid = int(arguments.get("parent-pid", 0))
    try:
        plugin.register(token)
        while not plugin.end.wait(1) and (not host_pid or is_alive(host_pid)):
            pass
    except (OSError, TTransportException, TApplicationException, QueryCatPluginException) as error:
        sys.exit(f"Could not register with the host at {endpoint}: {getattr(error, 'error_message', error)}")
    finally:
        for file in plugin.socket_files:
            os.unlink(file)


if __name__ == "__main__":
    main()
