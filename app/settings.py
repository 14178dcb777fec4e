"""Where the options of a command may also stand: in the environment, and in a file of settings.

One name everywhere: the option ``--max-seconds`` is ``max-seconds`` in ``vanban.toml`` and ``VANBAN_MAX_SECONDS`` in
the environment. The command line goes before the environment, that before the file, and the file before the defaults.
"""

import argparse
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from vanban.corpus.errors import UsageError

FILE = "vanban.toml"
"""Looked for in the working directory."""

_BETWEEN = re.compile(rf"{re.escape(os.pathsep)}(?!//)")  # things of a list; "s3://" is one
_NO_SETTINGS = frozenset({"help", "verbose", "config", "print-config"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting is, and where it was given: ``option``, ``environment``, a file's name, or ``default``."""

    value: Any
    origin: str


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Declare ``--config`` and ``--print-config``, last of all: what was declared before can be set elsewhere too."""
    parser.add_argument("--config", metavar="FILE", type=Path, help=f"file of settings (default: ./{FILE})")
    parser.add_argument(
        "--print-config", action="store_true", help="print all settings as such a file and leave"
    )
    for action in parser._actions:
        if _name(action):
            action.default = None  # so that what was given can be told from what was not
            action.required = False
    parser.set_defaults(_parser=parser)


def settle(
    args: argparse.Namespace, defaults: Mapping[str, Any], environment: Mapping[str, str] | None = None
) -> dict[str, Setting]:
    """Fill in what the command line does not give.

    Args:
        args: what it gives; completed in place.
        defaults: by the names of the settings; None for those without.
        environment: that of the process by default.

    Returns:
        All settings by their names.

    Raises:
        UsageError: a file or the environment says something that no option takes.
    """
    actions = {name: action for action in args._parser._actions if (name := _name(action))}
    path, stored = _stored(args.config, actions)
    given = os.environ if environment is None else environment
    found: dict[str, Setting] = {}
    for name, action in actions.items():
        variable = f"VANBAN_{name.upper().replace('-', '_')}"
        value = getattr(args, action.dest)
        if value is not None and value != []:
            setting = Setting(value, "option")
        elif variable in given:
            setting = Setting(_of_environment(action, given[variable], variable), "environment")
        elif name in stored:
            setting = Setting(_checked(action, stored[name], f"{path}: {name}"), str(path))
        else:
            setting = Setting(defaults.get(name), "default")
        found[name] = setting
        setattr(args, action.dest, setting.value)
    return found


def render(settings: Mapping[str, Setting]) -> str:
    """Settings as a file of them; those that have no value as comments."""
    width = max(len(name) for name in settings)
    lines = []
    for name, setting in settings.items():
        if setting.value is None:
            lines.append(f"# {name} =")
        else:
            lines.append(f"{name:<{width}} = {_toml(setting.value)}  # {setting.origin}")
    return "\n".join(lines) + "\n"


def _name(action: argparse.Action) -> str | None:
    """The name that a setting has in files; None for an option that is no setting."""
    long = next((option for option in action.option_strings if option.startswith("--")), None)
    name = long.removeprefix("--") if long else action.dest
    return None if name in _NO_SETTINGS else name


def _stored(named: Path | None, actions: Mapping[str, Any]) -> tuple[Path, dict[str, Any]]:
    path = named or Path(os.environ.get("VANBAN_CONFIG", FILE))
    if not named and "VANBAN_CONFIG" not in os.environ and not path.exists():
        return path, {}
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The settings cannot be read ({error.strerror}).", path=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"This is no TOML: {error}.", path=str(path), remedy="See docs/commands.md."
        ) from error
    for name in stored:
        if name not in actions:
            close = get_close_matches(name, list(actions), n=1)
            remedy = f"Did you mean {close[0]}?" if close else "vanban run --print-config shows all."
            raise UsageError(f"There is no setting {name!r}.", path=str(path), remedy=remedy)
    return path, stored


def _of_environment(action: argparse.Action, text: str, where: str) -> Any:
    if _is_flag(action):
        if text.lower() not in ("0", "1", "false", "true", "no", "yes"):
            raise UsageError(f"{where} is {text!r}.", remedy="Say 1 or 0.")
        return text.lower() in ("1", "true", "yes")
    return _checked(action, _BETWEEN.split(text) if _is_list(action) else text, where)


def _checked(action: argparse.Action, value: Any, where: str) -> Any:
    """A value as the option would take it."""
    if _is_flag(action):
        if not isinstance(value, bool):
            raise UsageError(f"{where} is {value!r}.", remedy="Say true or false.")
        return value
    if _is_list(action):
        if not isinstance(value, list):
            raise UsageError(f"{where} is {value!r}.", remedy='Give a list: ["..."].')
        return [_one(action, item, where) for item in value]
    return _one(action, value, where)


def _one(action: argparse.Action, value: Any, where: str) -> Any:
    wrong = UsageError(f"{where} is {value!r}.", remedy=f"See: {action.help}")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise wrong
    try:
        found = action.type(str(value)) if callable(action.type) else str(value)
    except (ValueError, argparse.ArgumentTypeError) as error:
        raise wrong from error
    if action.choices is not None and found not in action.choices:
        raise UsageError(
            f"{where} is {value!r}.", remedy=f"Say one of {', '.join(map(str, action.choices))}."
        )
    return found


def _is_flag(action: argparse.Action) -> bool:
    return action.nargs == 0


def _is_list(action: argparse.Action) -> bool:
    return action.nargs in ("+", "*") or isinstance(action, argparse._AppendAction)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}" if value < 1e6 else f"{value:.0f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_toml, value))}]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
