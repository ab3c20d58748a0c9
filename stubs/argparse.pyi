"""Command lines. What nobody has typed has its default; what must be typed is an integer of its own name, or unknown."""

__complete__ = True

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."

@native("unmodelled.name")
def _unmodelled(name): ...
@native("argparse.integer")
def _integer(dest): ...

class ArgumentError(Exception): ...
class ArgumentTypeError(Exception): ...

class HelpFormatter:
    def __init__(self, prog=None, **keywords): pass
    def start_section(self, heading): return None
    def end_section(self): return None
    def add_text(self, text): return None
    def add_usage(self, usage, actions, groups, prefix=None): return None
    def add_argument(self, action): return None
    def add_arguments(self, actions): return None
    def format_help(self): return _unmodelled("the text of a parser's help")
    def __getattr__(self, name): return _unmodelled(f"{name} of a formatter")
class RawDescriptionHelpFormatter(HelpFormatter): ...
class RawTextHelpFormatter(RawDescriptionHelpFormatter): ...
class ArgumentDefaultsHelpFormatter(HelpFormatter): ...
class MetavarTypeHelpFormatter(HelpFormatter): ...

class FileType:
    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None): pass
    def __call__(self, string): return _unmodelled("a file")

class Namespace:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)
    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, Namespace) else NotImplemented
    def __contains__(self, key): return key in self.__dict__
    def __repr__(self):
        return f"Namespace({', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())})"

class Action:
    def __init__(self, option_strings=(), dest=None, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, **keywords):
        self.option_strings = list(option_strings)
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar
        self.kind = "own"

    def format_usage(self): return _unmodelled("the usage of an argument")
    def __call__(self, parser, namespace, values, option_string=None): raise NotImplementedError(".__call__() not defined")
class BooleanOptionalAction(Action):
    def __call__(self, parser, namespace, values, option_string=None): return _unmodelled("what an action does")
class _SubParsersAction(Action):
    def add_parser(self, name, **kwargs): return ArgumentParser(**{key: value for key, value in kwargs.items() if key not in ("help", "aliases")})

_FLAGS = ("store_true", "store_false", "store_const", "append_const", "count", "help", "version")

class _Container:
    def __init__(self, parser=None):
        self._parser = self if parser is None else parser

    def add_argument(self, *names, **kwargs):
        action = kwargs.pop("action", "store")
        options = [name for name in names if name.startswith("-")]
        dest = kwargs.pop("dest", None)
        if dest is None:
            if options:
                long = [name for name in options if name.startswith("--")]
                dest = (long or options)[0].lstrip("-").replace("-", "_")
            else:
                dest = names[0]
        made = Action(options, dest, **kwargs)
        if isinstance(action, str):
            made.kind = action
        elif action is BooleanOptionalAction:
            made.kind = "boolean"
            made.option_strings = options + ["--no-" + name[2:] for name in options if name.startswith("--")]
        else:
            made.kind = "own"
        if made.default is None and "default" not in kwargs:
            if made.kind == "store_true":
                made.default = False
            elif made.kind == "store_false":
                made.default = True
        made.const = True if made.kind == "store_true" else False if made.kind == "store_false" else made.const
        self._parser._actions.append(made)
        return made

    def add_argument_group(self, *args, **kwargs): return _Container(self._parser)
    def add_mutually_exclusive_group(self, **kwargs): return _Container(self._parser)
    def set_defaults(self, **kwargs):
        self._parser._defaults.update(kwargs)
        for action in self._parser._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]
    def get_default(self, dest):
        for action in self._parser._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._parser._defaults.get(dest)
    def register(self, registry_name, value, object): return None

class ArgumentParser(_Container):
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True, exit_on_error=True, **keywords):
        _Container.__init__(self)
        self.prog = prog
        self.description = description
        self.epilog = epilog
        self._actions = []
        self._defaults = {}
        self._argument_default = argument_default
        for parent in parents:
            self._actions.extend(parent._actions)
            self._defaults.update(parent._defaults)

    def add_subparsers(self, **kwargs):
        made = _SubParsersAction(dest=kwargs.get("dest"))
        made.kind = "parsers"
        self._actions.append(made)
        return made

    def parse_args(self, args=None, namespace=None):
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments")
        return found

    def parse_known_intermixed_args(self, args=None, namespace=None): return self.parse_known_args(args, namespace)
    def parse_known_args(self, args=None, namespace=None):
        made = Namespace() if namespace is None else namespace
        if args is not None:
            return made, _parse(self, made, list(args))
        for action in self._actions:
            if action.kind in ("help", "version") or action.dest == SUPPRESS or hasattr(made, action.dest or ""):
                continue
            if action.kind == "parsers":
                if action.dest is not None:
                    setattr(made, action.dest, _unmodelled("which command is typed"))
                made.__lost__ = "the arguments of a command that is typed"
                continue
            setattr(made, action.dest, _untyped(self, action))
        for name, value in self._defaults.items():
            if not hasattr(made, name):
                setattr(made, name, value)
        return made, []
    parse_intermixed_args = parse_args

    def error(self, message): raise SystemExit(2)
    def exit(self, status=0, message=None): raise SystemExit(status)
    def print_help(self, file=None): return None
    def print_usage(self, file=None): return None
    def format_help(self): return _unmodelled("the help of a parser")
    def format_usage(self): return _unmodelled("the usage of a parser")
    def convert_arg_line_to_args(self, line): return [line]

def _default(parser, action):
    value = parser._argument_default if action.default is None else action.default
    if isinstance(value, str) and action.type is not None and action.kind in ("store", "append", "extend"):
        return action.type(value)
    return value

def _must_be_typed(action):
    return action.required or (not action.option_strings and action.nargs not in ("?", "*", "..."))

def _untyped(parser, action):
    if not _must_be_typed(action):
        value = _default(parser, action)
        if value is None and not action.option_strings and action.nargs == "*":
            return []
        return value
    if action.kind == "store" and action.type is int and action.nargs is None and action.choices is None:
        return _integer(action.dest)
    return _unmodelled(f"the argument {action.dest}, which is typed,")

def _one(parser, action, text):
    value = text if action.type is None else action.type(text)
    if action.choices is not None and value not in action.choices:
        parser.error("invalid choice")
    return value

def _parse(parser, made, args):
    positional = [action for action in parser._actions if not action.option_strings]
    by_option = {option: action for action in parser._actions for option in action.option_strings}
    seen = []
    extra = []
    for action in parser._actions:
        if action.kind not in ("help", "version", "parsers") and action.dest != SUPPRESS:
            setattr(made, action.dest, _default(parser, action))
    for name, value in parser._defaults.items():
        if not hasattr(made, name):
            setattr(made, name, value)
    for action in positional:
        if action.nargs is not None or action.kind != "store":
            made.__lost__ = "a command line with several positional arguments"
            return []
    at = 0
    while at < len(args):
        word = args[at]
        at += 1
        option, equals, text = word.partition("=")
        if option not in by_option:
            if word.startswith("-") and len(word) > 1 and not word[1].isdigit():
                extra.append(word)
            elif positional:
                action = positional.pop(0)
                seen.append(action)
                setattr(made, action.dest, _one(parser, action, word))
            else:
                extra.append(word)
            continue
        action = by_option[option]
        seen.append(action)
        if action.kind in ("store_true", "store_false", "store_const"):
            setattr(made, action.dest, action.const)
        elif action.kind == "boolean":
            setattr(made, action.dest, not option.startswith("--no-"))
        elif action.kind == "count":
            setattr(made, action.dest, (getattr(made, action.dest) or 0) + 1)
        elif action.kind == "append_const":
            setattr(made, action.dest, [*(getattr(made, action.dest) or []), action.const])
        elif action.kind in ("store", "append", "extend"):
            texts = [text] if equals else []
            limit = action.nargs if isinstance(action.nargs, int) else 1 if action.nargs in (None, "?") else len(args)
            while not equals and len(texts) < limit and at < len(args) and not (args[at] in by_option or args[at].partition("=")[0] in by_option):
                texts.append(args[at])
                at += 1
            values = [_one(parser, action, each) for each in texts]
            if not values and action.nargs == "?":
                value = action.const
            elif not values and action.nargs != "*":
                parser.error("expected one argument")
            else:
                value = values[0] if action.nargs in (None, "?") else values
            if action.kind == "append":
                value = [*(getattr(made, action.dest) or []), value]
            elif action.kind == "extend":
                value = [*(getattr(made, action.dest) or []), *value]
            setattr(made, action.dest, value)
        else:
            setattr(made, action.dest, _unmodelled(f"the argument {action.dest}"))
    for action in parser._actions:
        if _must_be_typed(action) and action not in seen and action.kind not in ("help", "version", "parsers"):
            parser.error("the following arguments are required")
    return extra

def __getattr__(name):
    return _unmodelled(f"argparse.{name}")
