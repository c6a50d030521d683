"""What the fake host and the fake plugin share: endpoints, connections, and values as JSON."""

import contextlib
import math
import os
import secrets
import socket
import ssl
import string
import sys
import threading
import time
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlparse

import tls

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "python-statistics"))

from thrift.protocol.TBinaryProtocol import TBinaryProtocol
from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
from thrift.Thrift import TApplicationException
from thrift.TMultiplexedProcessor import TMultiplexedProcessor
from thrift.transport.TSocket import TSocket
from thrift.transport.TTransport import TFramedTransport, TTransportException
from thrift_plugins.ttypes import DecimalValue, QueryCatPluginException, VariantValue

CONNECT_SECONDS = 5
NANOS = 1_000_000_000


def random_name(prefix):
    """A name as the contract makes them (1.2)."""
    return prefix + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(12))


def pipe_file(name):
    return os.path.join(os.environ.get("TMPDIR") or "/tmp", "CoreFxPipe_" + name)


def framed(connection):
    transport = TSocket()
    transport.setHandle(connection)
    return TFramedTransport(transport)


def dial(endpoint):
    uri = urlparse(endpoint)
    pipe = uri.scheme == "net.pipe"
    give_up = time.monotonic() + CONNECT_SECONDS
    while True:
        connection = socket.socket(socket.AF_UNIX if pipe else socket.AF_INET)
        try:
            connection.connect(pipe_file(uri.path[1:]) if pipe else (uri.hostname, uri.port))
            return framed(tls.connect(connection, uri.path) if uri.scheme == "tls" else connection)
        except ssl.SSLError:
            connection.close()
            raise
        except OSError as error:
            connection.close()
            if time.monotonic() > give_up:
                raise ConnectionError(f"nobody answers at {endpoint}: {error}") from error
            time.sleep(0.01)


class HalfAnswer(BaseException):
    """Raised by a handler to send the beginning of an answer and then nothing, or the end of the connection."""

    def __init__(self, hang):
        super().__init__()
        self.hang = hang


class Listener:
    """An endpoint that may be announced (uri) before it exists (bind)."""

    def __init__(self, scheme, prefix):
        self.file = None
        self.secure = tls.accept if scheme == "tls" else lambda connection: connection
        if scheme == "net.pipe":
            name = random_name(prefix)
            self.file = pipe_file(name)
            self.socket = socket.socket(socket.AF_UNIX)
            self.uri = "net.pipe://127.0.0.1/" + name
        else:
            self.socket = socket.socket(socket.AF_INET)
            self.socket.bind(("127.0.0.1", 0))
            self.uri = f"{scheme}://127.0.0.1:{self.socket.getsockname()[1]}{tls.path() if scheme == 'tls' else '/'}"

    def bind(self, service, processor, after_call=lambda: None):
        """Starts to accept; each connection is served by a thread of its own."""
        if self.file:
            self.socket.bind(self.file)
            os.chmod(self.file, 0o600)
        self.socket.listen(128)
        multiplexed = TMultiplexedProcessor()
        multiplexed.registerProcessor(service, processor)
        threading.Thread(target=self._accept, args=(multiplexed, after_call), daemon=True).start()

    def close(self):
        self.socket.close()
        if self.file:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.file)

    def _accept(self, processor, after_call):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                serving = (self.secure, connection, processor, after_call)
                threading.Thread(target=_serve, args=serving, daemon=True).start()


def _serve(secure, connection, processor, after_call):
    connection = secure(connection)
    transport = framed(connection)
    protocol = TBinaryProtocol(transport)
    try:
        while True:
            processor.process(protocol, protocol)
            after_call()
    except TTransportException:
        pass
    except HalfAnswer as answer:
        connection.sendall(b"\0\0\1\0\x80\1\0\2")
        if answer.hang:
            connection.recv(1)  # until the host hangs up
    finally:
        transport.close()


def client(transport, service, client_class):
    return client_class(TMultiplexedProtocol(TBinaryProtocol(transport), service))


class Pool:
    """Connections to one endpoint. Each call in flight has one of its own."""

    def __init__(self, endpoint, service, client_class):
        self.endpoint = endpoint
        self.service = service
        self.client_class = client_class
        self.idle = []

    def call(self, method, *arguments):
        try:
            transport = self.idle.pop()
        except IndexError:
            transport = dial(self.endpoint)
        try:
            result = getattr(client(transport, self.service, self.client_class), method)(*arguments)
        except (QueryCatPluginException, TApplicationException):
            self.idle.append(transport)
            raise
        except BaseException:
            transport.close()
            raise
        self.idle.append(transport)
        return result


def from_json(value):
    """JSON as a value of the wire. What JSON has no type for is an object with one key that starts with '$'."""
    if value is None:
        return VariantValue(isNull=True)
    if isinstance(value, bool):
        return VariantValue(boolean_=value)
    if isinstance(value, int):
        return VariantValue(integer=value)
    if isinstance(value, float):
        return VariantValue(float_=value)
    if isinstance(value, str):
        return VariantValue(string_=value)
    if isinstance(value, list):
        return VariantValue(array=[from_json(item) for item in value])
    if len(value) == 1:
        ((key, item),) = value.items()
        if key in ("$timestamp", "$interval", "$json"):
            return VariantValue(**{key[1:]: item})
        if key == "$float":
            return VariantValue(float_=float(item))
        if key == "$decimal":
            number = Decimal(item)
            return VariantValue(decimal=DecimalValue(units=int(number), nanos=int((number - int(number)) * NANOS)))
        if key == "$map":
            return VariantValue(map={from_json(k): from_json(v) for k, v in item})
        if key == "$empty":
            return VariantValue()  # an empty union, which a .NET peer sends for a null string (contract 5.4)
    return VariantValue(map={from_json(key): from_json(item) for key, item in value.items()})


def to_json(value):
    """The reverse of from_json."""
    if value.string_ is not None:
        return value.string_
    if value.integer is not None:
        return value.integer
    if value.boolean_ is not None:
        return value.boolean_
    if value.float_ is not None:
        return value.float_ if math.isfinite(value.float_) else {"$float": str(value.float_)}
    if value.array is not None:
        return [to_json(item) for item in value.array]
    if value.map is not None:
        if all(key.string_ is not None and not key.string_.startswith("$") for key in value.map):
            return {key.string_: to_json(item) for key, item in value.map.items()}
        return {"$map": [[to_json(key), to_json(item)] for key, item in value.map.items()]}
    if value.decimal is not None:
        number = Decimal(value.decimal.units or 0) + Decimal(value.decimal.nanos or 0) / NANOS
        return {"$decimal": format(number.normalize(), "f")}
    for name in ("timestamp", "interval", "json"):
        if getattr(value, name) is not None:
            return {"$" + name: getattr(value, name)}
    if value.object is not None:
        return {"$object": [value.object.type, value.object.handle, value.object.name]}
    return None
