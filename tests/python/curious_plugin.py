#!/usr/bin/env python3
"""A plugin that tries what it may, and knows only the wire contract: fake_plugin.py with more.

    read(path: string): string              write(path: string)
    connect(host: string, port: integer)    files(path: string): array
    processes(): array                      spawn(): integer
    config(key: string): any                set_config(key: string, value: any)
    query(text: string): any                log(text: string)
    host_functions(): array                 find(name: string): array
    chmod(path: string, mode: integer)      link(path: string, to: string)
    offer(uri: string)                      what Serve answers from now on
    served(): integer                       how often Serve was called
    meet(): boolean                         waits until two calls of it are under way
"""

import os
import socket
import subprocess
import sys
import threading

import fake_plugin
from thrift_plugins.ttypes import LogLevel, VariantValue

MEETING_SECONDS = 30


def text(value):
    return VariantValue(string_=value)


def texts(values):
    return VariantValue(array=[text(value) for value in values])


class CuriousService(fake_plugin.PluginService):
    offered = None
    served = 0
    meeting = threading.Barrier(2)

    def Serve(self, token):
        CuriousService.served += 1
        return self.offered or super().Serve(token)

    @staticmethod
    def function_offer(uri):
        CuriousService.offered = uri.string_
        return VariantValue(isNull=True)

    @staticmethod
    def function_served():
        return VariantValue(integer=CuriousService.served)

    @staticmethod
    def function_meet():
        CuriousService.meeting.wait(MEETING_SECONDS)
        return VariantValue(boolean_=True)

    @staticmethod
    def function_chmod(path, mode):
        os.chmod(path.string_, mode.integer)
        return VariantValue(isNull=True)

    @staticmethod
    def function_link(path, to):
        os.link(path.string_, to.string_)
        return VariantValue(isNull=True)

    @staticmethod
    def function_read(path):
        with open(path.string_, encoding="utf-8") as file:
            return text(file.read())

    @staticmethod
    def function_write(path):
        with open(path.string_, "w", encoding="utf-8") as file:
            file.write("I was here")
        return VariantValue(isNull=True)

    @staticmethod
    def function_connect(host, port):
        socket.create_connection((host.string_, port.integer), 5).close()
        return VariantValue(isNull=True)

    @staticmethod
    def function_files(path):
        return texts(sorted(os.listdir(path.string_)))

    @staticmethod
    def function_processes():
        commands = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            with open(f"/proc/{pid}/cmdline", encoding="utf-8") as file:
                commands.append(file.read().replace("\0", " "))
        return texts(commands)

    @staticmethod
    def function_spawn():
        return VariantValue(integer=subprocess.Popen(["sleep", "600"]).pid)

    def function_config(self, key):
        return self.host.call("GetConfigValue", self.token, key.string_)

    def function_set_config(self, key, value):
        self.host.call("SetConfigValue", self.token, key.string_, value)
        return VariantValue(isNull=True)

    def function_query(self, query):
        return self.host.call("RunQuery", self.token, query.string_, {})

    def function_log(self, message):
        self.host.call("Log", self.token, LogLevel.CRITICAL, message.string_, [])
        return VariantValue(isNull=True)

    def function_host_functions(self):
        return texts(function.signature for function in self.host.call("GetFunctions", self.token))

    def function_find(self, name):
        found = self.host.call("FindFunctionByName", self.token, name.string_, None)
        return texts(function.signature for function in found)


if __name__ == "__main__":
    fake_plugin.SIGNATURES += [
        "read(path: string): string",
        "write(path: string)",
        "connect(host: string, port: integer)",
        "files(path: string): array",
        "processes(): array",
        "spawn(): integer",
        "config(key: string): any",
        "set_config(key: string, value: any)",
        "query(text: string): any",
        "log(text: string)",
        "host_functions(): array",
        "find(name: string): array",
        "chmod(path: string, mode: integer)",
        "link(path: string, to: string)",
        "offer(uri: string)",
        "served(): integer",
        "meet(): boolean",
    ]
    fake_plugin.PluginService = CuriousService
    sys.exit(fake_plugin.main())
