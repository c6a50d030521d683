#!/usr/bin/env python3
"""A plugin that knows only the wire contract, and does one thing wrong if asked to.

    fake_plugin.py VARIANT [VALUE] ARGUMENTS-FROM-THE-HOST

    normal                does everything right
    late-callback         announces its endpoint first and listens 300 ms later (contract 1.3)
    no-register           never connects
    no-ready              registers and never says that it is ready
    ready-twice           says it twice
    ready-after MS        says it later
    register-twice        registers again with the same token, and writes the refusal on stderr
    wrong-token           registers with a token of its own invention
    foreign-callback      announces an endpoint on another machine
    local-callback PORT   announces an endpoint of somebody else on this machine
    bad-signature         has a function whose signature does not follow the grammar
    duplicate-function    has two functions whose names differ in case only
    exit-at-once N        writes a line on stderr and exits with code N
    garbage-stdout        writes bytes on stdout that are no text
    flood MB              writes so many MB on stdout and on stderr, without a single newline
    ignore-shutdown       answers Shutdown and SIGTERM, and stays

Its functions: echo(value), sleep(ms), fail(message), call_host(name, ...arguments), about(), exit(code). One more
is not announced: half(hang) sends half an answer, and then nothing or the end of the connection.
"""

import argparse
import os
import signal
import sys
import threading
import time
import traceback

import peer
from thrift_plugins import Plugin, PluginsManager
from thrift_plugins.ttypes import (
    ErrorType,
    Function,
    FunctionCallArguments,
    PluginData,
    QueryCatPluginException,
)

SIGNATURES = [
    "echo(value: any): any",
    "sleep(ms: integer): integer",
    "fail(message: string)",
    "call_host(name: string, ...arguments: any): any",
    "about(): map",
    "exit(code: integer)",
]


class PluginService:
    """The service "plugin": three methods; the rest is answered with Thrift's "internal error"."""

    def __init__(self, host, scheme, stays):
        self.host = host
        self.scheme = scheme
        self.stays = stays
        self.token = None
        self.listeners = []
        self.shut_down_by = None
        self.end = threading.Event()

    def listen(self, delay=0.0):
        listener = peer.Listener(self.scheme, "qcatp-")
        self.listeners.append(listener)
        arguments = ("plugin", Plugin.Processor(self), self.after_call)
        if delay:
            threading.Timer(delay, listener.bind, arguments).start()
        else:
            listener.bind(*arguments)
        return listener.uri

    def after_call(self):
        """Ends the program once Shutdown is answered, not before."""
        if self.shut_down_by == threading.get_ident() and not self.stays:
            self.end.set()

    def Serve(self, token):
        return self.listen()

    def Shutdown(self, token):
        self.shut_down_by = threading.get_ident()

    def CallFunction(self, token, function_name, call_args, object_handle):
        function = getattr(self, "function_" + function_name.lower(), None)
        if function is None:
            raise QueryCatPluginException(ErrorType.INVALID_FUNCTION, f"No function {function_name}")
        try:
            return function(*call_args.positional, **call_args.named)
        except QueryCatPluginException:
            raise
        except Exception as error:
            raise failure(error) from None

    @staticmethod
    def function_echo(value):
        return value

    @staticmethod
    def function_sleep(ms):
        time.sleep(ms.integer / 1000)
        return ms

    @staticmethod
    def function_fail(message):
        raise RuntimeError(message.string_) from ValueError("the cause of " + message.string_)

    def function_call_host(self, name, *arguments):
        call_args = FunctionCallArguments(named={}, positional=list(arguments))
        return self.host.call("CallFunction", self.token, name.string_.upper(), call_args, -1)

    @staticmethod
    def function_about():
        return peer.from_json({"pid": os.getpid(), "directory": os.getcwd(), "arguments": sys.argv[1:]})

    @staticmethod
    def function_half(hang):
        raise peer.HalfAnswer(hang.boolean_)

    @staticmethod
    def function_exit(code):
        os._exit(code.integer)


def failure(error):
    cause = error.__cause__
    return QueryCatPluginException(
        type=ErrorType.GENERIC,
        error_message=str(error),
        object_handle=-1,
        exception_type=type(error).__name__,
        exception_stack_trace="".join(traceback.format_tb(error.__traceback__)),
        exception_nested=failure(cause) if cause else None,
    )


def signatures(variant):
    if variant == "bad-signature":
        return [*SIGNATURES, "add(a integer): integer"]
    if variant == "duplicate-function":
        return [*SIGNATURES, "Echo(other: string): string"]
    return SIGNATURES


def run(options, host, service):
    variant = options.variant
    uri = service.listen(delay=0.3 if variant == "late-callback" else 0)
    if variant == "foreign-callback":
        uri = "tcp://192.0.2.1:25738/"  # an address for documentation, RFC 5737: nobody has it
    if variant == "local-callback":
        uri = f"tcp://127.0.0.1:{options.value}/"
    functions = [Function(signature, "", is_aggregate=False, is_safe=True) for signature in signatures(variant)]
    data = PluginData(functions=functions, name="fake-plugin", version="1.0.0")
    token = "0" * 32 if variant == "wrong-token" else options.token
    service.token = host.call("RegisterPlugin", token, uri, data).token
    if variant == "register-twice":
        try:
            host.call("RegisterPlugin", token, uri, data)
        except QueryCatPluginException as error:
            print("Refused:", error.error_message, file=sys.stderr)
    if variant == "ready-after":
        time.sleep(options.value / 1000)
    if variant != "no-ready":
        host.call("PluginReady", service.token)
    if variant == "ready-twice":
        host.call("PluginReady", service.token)
    wait(options, service)


def wait(options, service):
    """Until Shutdown, or until the host's process is gone (contract 15)."""
    while not service.end.wait(0.2):
        if options.parent_pid:
            try:
                os.kill(options.parent_pid, 0)
            except ProcessLookupError:
                return


def launch_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variant")
    parser.add_argument("value", nargs="?", type=int, default=0)
    parser.add_argument("--server-endpoint", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--parent-pid", type=int, default=0)
    return parser.parse_known_args()[0]


def main():
    options = launch_options()
    stays = options.variant == "ignore-shutdown"
    if options.variant == "exit-at-once":
        print("This plugin gives up at once.", file=sys.stderr)
        return options.value
    if options.variant == "garbage-stdout":
        os.write(1, bytes(range(256)) * 4 + b"\n\x80\x01\x00\x01" + b"\xff" * 1000)
    if options.variant == "flood":
        megabyte = b"x" * (1 << 20)
        for _ in range(options.value):
            os.write(1, megabyte)
            os.write(2, megabyte)
    host = peer.Pool(options.server_endpoint, "plugins-manager", PluginsManager.Client)
    service = PluginService(host, peer.urlparse(options.server_endpoint).scheme, stays)
    signal.signal(signal.SIGTERM, lambda *_: None if stays else service.end.set())
    try:
        if options.variant == "no-register":
            wait(options, service)
        else:
            run(options, host, service)
    except QueryCatPluginException as error:
        print("The host refused:", error.error_message, file=sys.stderr)
        return 1
    finally:
        for listener in service.listeners:
            listener.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
