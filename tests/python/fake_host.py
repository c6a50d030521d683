#!/usr/bin/env python3
"""A host that knows only the wire contract: it launches a plugin, calls it, shuts it down, and prints JSON lines.

    fake_host.py [--transport tcp] [STEP...] -- COMMAND [ARGUMENT...]

The steps are done in order once the plugin is ready:

    --call FUNCTION ARGUMENTS         calls a function; ARGUMENTS is a JSON array, see peer.from_json
    --echo FUNCTION                   calls it with values of every type and compares what comes back
    --parallel N FUNCTION ARGUMENTS   N calls at the same time, each on a connection to an endpoint of its own
    --serve                           asks for a fresh endpoint; the following steps use a connection to it
    --unknown-method                  calls what the service lacks, and then Serve on the same connection
    --token TOKEN                     the following calls present this instead of the contract's 0
    --vanish                          exits at once without Shutdown, as a host that crashed

Exit code: 0 if the plugin did what it must, otherwise 1 with an "error" line that says what was missing.
"""

import argparse
import json
import os
import subprocess
import sys
import threading

import peer
from thrift.Thrift import TApplicationException, TMessageType, TType
from thrift_plugins import Plugin, PluginsManager
from thrift_plugins.ttypes import (
    DataType,
    ErrorType,
    Function,
    FunctionCallArguments,
    LogLevel,
    QueryCatPluginException,
    RegistrationResult,
)

AUTHORIZATION_TOKEN = 4_611_686_018_427_387_907
VALUES = [
    None, True, False, 0, -1, 2**63 - 1, -(2**63), 0.0, -1.5, 1e300, {"$float": "inf"}, "", "ä€😀\x00\n",
    {"$timestamp": 0}, {"$timestamp": -1}, {"$interval": 86_400_000}, {"$interval": -1}, {"$decimal": "0"},
    {"$decimal": "-12.000000001"}, {"$decimal": "9223372036854775807.999999999"}, [], [1, "a", None, [2.5]], {},
    {"a": 1, "b": {"c": [True]}}, {"$map": [[1, "one"], [False, None]]}, {"$json": '{"a": [1, 2]}'},
]  # fmt: skip

_printing = threading.Lock()


def tell(event, **details):
    with _printing:
        print(json.dumps({"event": event, **details}), flush=True)


def told(error):
    """An exception of a call as JSON."""
    if isinstance(error, QueryCatPluginException):
        return {
            "type": ErrorType._VALUES_TO_NAMES.get(error.type, error.type),
            "message": error.error_message,
            "exception_type": error.exception_type,
            "error_code": error.error_code,
            "nested": told(error.exception_nested) if error.exception_nested else None,
        }
    return {"application_error": error.type, "message": error.message}


class PluginsManagerService:
    """The service "plugins-manager". What it lacks is answered with Thrift's "internal error"."""

    def __init__(self, host):
        self.host = host
        self.registered = threading.Event()
        self.ready = threading.Event()
        self.callback_uri = None

    def RegisterPlugin(self, registration_token, callback_uri, plugin_data):
        if registration_token != self.host.registration_token or self.registered.is_set():
            raise QueryCatPluginException(ErrorType.INVALID_REGISTRATION_TOKEN, "Unknown registration token")
        self.callback_uri = callback_uri
        tell(
            "registered",
            name=plugin_data.name,
            version=plugin_data.version,
            callback=callback_uri,
            functions=[function.signature for function in plugin_data.functions],
            metadata={key: peer.to_json(value) for key, value in (plugin_data.metadata or {}).items()},
        )
        self.registered.set()
        return RegistrationResult(AUTHORIZATION_TOKEN, "fake-host 1.0", LogLevel.DEBUG)

    def PluginReady(self, token):
        self.check(token)
        self.ready.set()

    def Log(self, token, level, message, arguments):
        self.check(token)
        tell("log", level=LogLevel._VALUES_TO_NAMES[level], message=message, arguments=arguments)

    def FindFunctionByName(self, token, name, args_types):
        self.check(token)
        return [function for function in self.GetFunctions(token) if function.signature.startswith(name.lower() + "(")]

    def GetFunctions(self, token):
        self.check(token)
        signatures = "link_target_exists(target: string): boolean", "site_title(): string", "call_back(...): any"
        return [Function(signature, "", is_aggregate=False, is_safe=True) for signature in signatures]

    def CallFunction(self, token, function_name, call_args, object_handle):
        self.check(token)
        arguments = call_args.positional
        name = function_name.upper()
        if name == "LINK_TARGET_EXISTS":
            return peer.from_json(arguments[0].string_ in self.host.options.existing)
        if name == "SITE_TITLE":
            return peer.from_json("The fake site")
        if name == "CALL_BACK":
            return self.host.call_function(arguments[0].string_, arguments[1:])
        raise QueryCatPluginException(ErrorType.INVALID_FUNCTION, f"No function {function_name}")

    def GetConfigValue(self, token, key):
        self.check(token)
        return peer.from_json(None)

    @staticmethod
    def check(token):
        if token != AUTHORIZATION_TOKEN:
            raise QueryCatPluginException(ErrorType.INVALID_AUTH_TOKEN, "Unknown authorization token")


class FakeHost:
    """One plugin's host, from launch to exit."""

    def __init__(self, options):
        self.options = options
        self.registration_token = os.urandom(16).hex()
        self.token = 0
        self.service = PluginsManagerService(self)
        self.listener = peer.Listener("tcp" if options.transport == "tcp" else "net.pipe", "qcath-")
        self.process = None
        self.plugin = None

    def run(self):
        self.listener.bind("plugins-manager", PluginsManager.Processor(self.service))
        self.process = subprocess.Popen(
            [
                *self.options.command,
                f"--server-endpoint={self.listener.uri}",
                f"--token={self.registration_token}",
                f"--parent-pid={os.getpid()}",
                "--log-level=Debug",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        tell("launched", pid=self.process.pid)
        for name, stream in ("stdout", self.process.stdout), ("stderr", self.process.stderr):
            threading.Thread(target=pass_on, args=(name, stream), daemon=True).start()
        self.wait_for(self.service.registered, "RegisterPlugin")
        self.wait_for(self.service.ready, "PluginReady")
        tell("ready")
        self.plugin = self.connections(self.service.callback_uri)
        for step, *arguments in self.options.steps:
            getattr(self, step)(*arguments)
        self.plugin.call("Shutdown", None)
        self.wait_for_exit()

    def wait_for(self, event, what):
        """Waits in short steps, to notice at once when the plugin is gone."""
        for _ in range(int(self.options.timeout * 20)):
            if event.wait(0.05):
                return
            if self.process.poll() is not None:
                raise RuntimeError(f"the plugin ended with exit code {self.process.returncode} before {what}")
        raise RuntimeError(f"no {what} within {self.options.timeout} s")

    def wait_for_exit(self):
        try:
            tell("exit", code=self.process.wait(self.options.timeout))
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"the plugin still runs {self.options.timeout} s after Shutdown") from None

    @staticmethod
    def connections(uri):
        return peer.Pool(uri, "plugin", Plugin.Client)

    def call_function(self, name, values, plugin=None):
        """As the .NET host does it: upper case, all arguments by position, handle -1."""
        arguments = FunctionCallArguments(named={}, positional=values)
        return (plugin or self.plugin).call("CallFunction", self.token, name.upper(), arguments, -1)

    def call(self, name, arguments, plugin=None):
        try:
            result = self.call_function(name, [peer.from_json(value) for value in json.loads(arguments)], plugin)
            tell("result", function=name, value=peer.to_json(result))
        except (QueryCatPluginException, TApplicationException) as error:
            tell("failure", function=name, **told(error))

    def echo(self, name):
        for value in VALUES:
            result = peer.to_json(self.call_function(name, [peer.from_json(value)]))
            if result != value or type(result) is not type(value):
                raise RuntimeError(f"{name} was sent {value!r} and answered {result!r}")
        nothing = peer.to_json(self.call_function(name, [peer.from_json({"$empty": None})]))
        if nothing is not None:
            raise RuntimeError(f"{name} was sent an empty union and answered {nothing!r}")
        tell("echoed", values=len(VALUES) + 1)

    def parallel(self, count, name, arguments):
        endpoints = [self.plugin.call("Serve", None) for _ in range(int(count))]
        if len(set(endpoints)) != len(endpoints):
            raise RuntimeError(f"Serve gave an endpoint twice: {endpoints}")
        plugins = [self.connections(endpoint) for endpoint in endpoints]
        threads = [threading.Thread(target=self.call, args=(name, arguments, plugin)) for plugin in plugins]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(self.options.timeout)
            if thread.is_alive():
                raise RuntimeError(f"{name} did not answer within {self.options.timeout} s")

    def serve(self):
        endpoint = self.plugin.call("Serve", None)
        tell("serving", endpoint=endpoint)
        self.plugin = self.connections(endpoint)

    def unknown_method(self):
        transport = peer.dial(self.service.callback_uri)
        protocol = peer.TMultiplexedProtocol(peer.TBinaryProtocol(transport), "plugin")
        protocol.writeMessageBegin("AnswerAgent_Ask", TMessageType.CALL, 1)
        protocol.writeFieldBegin("token", TType.I64, 1)
        protocol.writeI64(0)
        protocol.writeFieldStop()
        transport.flush()
        _, kind, _ = protocol.readMessageBegin()
        if kind != TMessageType.EXCEPTION:
            raise RuntimeError(f"an unknown method got the message type {kind}, not an exception")
        error = TApplicationException()
        error.read(protocol)
        after = peer.client(transport, "plugin", Plugin.Client).Serve(None)
        transport.close()
        tell("unknown-method", application_error=error.type, serve_after_it=after)

    def present(self, token):
        self.token = int(token)

    def vanish(self):
        self.listener.close()
        os._exit(0)

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                self.remove_socket_file()
        self.listener.close()

    def remove_socket_file(self):
        """A killed plugin can't do it."""
        uri = peer.urlparse(self.service.callback_uri or "")
        if uri.scheme == "net.pipe":
            os.unlink(peer.pipe_file(uri.path[1:]))


def pass_on(name, stream):
    for line in stream:
        tell(name, line=line.decode(errors="replace").rstrip("\n"))


class Step(argparse.Action):
    """Keeps the steps in the order of the command line."""

    def __call__(self, parser, namespace, values, option_string=None):
        namespace.steps.append([self.dest, *(values if isinstance(values, list) else [values])])


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.set_defaults(steps=[])
    parser.add_argument("--transport", choices=["pipe", "tcp"], default="pipe")
    parser.add_argument("--timeout", type=float, default=20, help="seconds for each wait")
    parser.add_argument("--existing", action="append", default=[], help="a target for which link_target_exists is true")
    parser.add_argument("--call", action=Step, nargs=2)
    parser.add_argument("--echo", action=Step, nargs=1)
    parser.add_argument("--parallel", action=Step, nargs=3)
    parser.add_argument("--serve", action=Step, nargs=0)
    parser.add_argument("--unknown-method", action=Step, nargs=0)
    parser.add_argument("--token", action=Step, nargs=1, dest="present")
    parser.add_argument("--vanish", action=Step, nargs=0)
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def run(host):
    """Returns the exit code."""
    try:
        host.run()
    except Exception as error:
        tell("error", message=str(told(error) if hasattr(error, "type") else error))
        return 1
    finally:
        host.close()
    return 0


if __name__ == "__main__":
    sys.exit(run(FakeHost(options())))
