#!/usr/bin/env python3
"""A plugin that offers the functions of a typed interface and knows only the wire contract: fake_plugin.py with more.

    calculator_add(a: integer, b: integer): integer
    calculator_divide(a: float, b: float): float        raises DivisionByZero, which the interface declares
    calculator_group(points: map[]): map                the points by the sign of x, each as a map
    calculator_later(date: string, days: integer): string
    calculator_ratio(a: integer, b: integer): float     an integer where the result is one
"""

import datetime
import sys

import fake_plugin
from thrift_plugins.ttypes import VariantValue


class DivisionByZero(Exception):
    pass


def text(value):
    return VariantValue(string_=value)


class CalculatorService(fake_plugin.PluginService):
    @staticmethod
    def function_calculator_add(a, b):
        return VariantValue(integer=a.integer + b.integer)

    @staticmethod
    def function_calculator_divide(a, b):
        if b.float_ == 0:
            raise DivisionByZero(f"{a.float_} by zero") from ValueError("the root")
        return VariantValue(float_=a.float_ / b.float_)

    @staticmethod
    def function_calculator_group(points):
        groups = {}
        for point in points.array:
            x = next(value for key, value in point.map.items() if key.string_ == "x")
            groups.setdefault("left" if x.float_ < 0 else "right", []).append(point)
        return VariantValue(map={text(side): VariantValue(array=group) for side, group in groups.items()})

    @staticmethod
    def function_calculator_later(date, days):
        return text(str(datetime.date.fromisoformat(date.string_) + datetime.timedelta(days.integer)))

    @staticmethod
    def function_calculator_ratio(a, b):
        whole = a.integer % b.integer == 0
        return VariantValue(integer=a.integer // b.integer) if whole else VariantValue(float_=a.integer / b.integer)


if __name__ == "__main__":
    fake_plugin.SIGNATURES += [
        "calculator_add(a: integer, b: integer): integer",
        "calculator_divide(a: float, b: float): float",
        "calculator_group(points: map[]): map",
        "calculator_later(date: string, days: integer): string",
        "calculator_ratio(a: integer, b: integer): float",
    ]
    fake_plugin.PluginService = CalculatorService
    sys.exit(fake_plugin.main())
