"""Function and class statements: decorators, defaults, namespaces, metaclasses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import abstract, branching, classes, layouts, operators, special
from shapeproof.interpreter.builtins.plain import compute, is_certain, plain
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.expressions import defaults_of, evaluate
from shapeproof.interpreter.function_attributes import annotation_value
from shapeproof.interpreter.protocols import Library
from shapeproof.interpreter.slots import private_name
from shapeproof.interpreter.world import Branches
from shapeproof.program import nodes
from shapeproof.values import Class, ClassMethod, Frame, Function, Object, StaticMethod, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def define_function(machine: Interpreter, node: nodes.FunctionDefinition, frame: Frame) -> Value:
    """The value a ``def`` binds: a Function, what a library makes of it, or what its decorators return."""
    defaults = defaults_of(machine, node.parameters, frame)
    function: Value = machine.new_function(node, node.name, frame, defaults, frame.cls if frame.is_class else None)
    decorators = node.decorators
    for library in machine.libraries:
        made = _define(library, machine, function, decorators, frame)
        if made is not None:
            function, decorators = made
            break
    return _applied(machine, function, _evaluated(machine, decorators, frame))


def _define(library: Library, machine: Interpreter, function: Function, decorators: Any, frame: Frame) -> Any:
    define = getattr(library, "define_function", None)
    return None if define is None else define(machine, function, decorators, frame)


def _evaluated(
    machine: Interpreter, decorators: tuple[nodes.Expression, ...], frame: Frame
) -> list[tuple[nodes.Expression, Value]]:
    return [(decorator, evaluate(machine, decorator, frame)) for decorator in decorators]


def _applied(machine: Interpreter, value: Value, decorators: list[tuple[nodes.Expression, Value]]) -> Value:
    """What decorators, evaluated from the top, make of a value from the bottom."""
    for decorator, applied in reversed(decorators):
        machine.span = decorator.span
        if isinstance(applied, Unknown):
            value = Unknown(f"a decorator that is not understood: {applied.reason}", machine.here())
        else:
            value = machine.call(applied, (value,))
    return value


def define_class(machine: Interpreter, node: nodes.ClassDefinition, frame: Frame) -> Value:
    """The class a ``class`` statement makes."""
    decorators = _evaluated(machine, node.decorators, frame)
    given: list[Value] = []
    keywords: dict[str, Value] = {}
    for argument in node.arguments:
        value = evaluate(machine, argument.value, frame)
        if argument.stars == 1:
            given.extend(machine.iterate(value))
        elif argument.stars == 2:
            continue
        elif argument.keyword is not None:
            keywords[argument.keyword] = value
        else:
            given.append(value)
    machine.span = node.span
    bases = [base for value in given for base in _bases_of(machine, value, tuple(given))]
    metaclass = keywords.pop("metaclass", None)
    wanted = metaclass if isinstance(metaclass, Class) and not metaclass.builtin else None
    parents = [base for base in bases if isinstance(base, Class)]
    classes.metaclass_of(machine, wanted, parents)
    try:
        made = _make(machine, node, frame, tuple(bases), wanted)
    except ProgramRaise:
        _refuse_bases(machine, node, frame, parents)
        raise
    prepared = _prepared(machine, made, tuple(bases), keywords)
    namespace = _run_class_body(machine, node, frame, made, prepared)
    if len(given) != len(bases) or any(a is not b for a, b in zip(given, bases, strict=True) if isinstance(b, Class)):
        namespace["__orig_bases__"] = tuple(given)
    maker = MISSING if made.metaclass is None else classes.lookup(machine, made.metaclass, "__new__")
    if isinstance(maker, StaticMethod):
        maker = maker.function
    if classes.is_own_method(maker) and made.metaclass is not None:
        given = _given_namespace(machine, made, prepared, namespace)
        machine.pending.append(made)
        try:
            result = machine.call(maker, (made.metaclass, node.name, tuple(bases), given), keywords)
        finally:
            machine.pending.pop()
        if result is made and _ANNOTATED in namespace:
            machine.set_attribute_raw(made, _ANNOTATED, namespace[_ANNOTATED])
        if isinstance(result, Class) and result.metaclass is not None:
            _initialise(machine, result, node.name, tuple(bases), given, keywords)
    else:
        complete(machine, made, namespace, keywords)
        result = made
        if made.metaclass is not None:
            written = machine.new_dict({name: each for name, each in namespace.items() if not name.startswith("\0")})
            _initialise(machine, made, node.name, tuple(bases), written, keywords)
    if isinstance(result, Class):
        for library in machine.libraries:
            finish = getattr(library, "define_class", None)
            if finish is not None:
                finish(machine, result)
    return _applied(machine, result, decorators)


def _make(
    machine: Interpreter,
    node: nodes.ClassDefinition,
    frame: Frame,
    bases: tuple[Value, ...],
    metaclass: Class | None = None,
) -> Class:
    name, qualname = node.name, frame.qualified(node.name)
    return classes.make(
        machine, name, bases, {}, module=frame.module, qualname=qualname, metaclass=metaclass, node=node
    )


def _refuse_bases(machine: Interpreter, node: nodes.ClassDefinition, frame: Frame, parents: list[Class]) -> None:
    """Before bases that do not go together are refused, the class's body is run, and what they hold is looked at."""
    namespace = _run_class_body(machine, node, frame, _make(machine, node, frame, ()), None)
    layouts.check(machine, parents)
    _check_slots(machine, tuple(parents), namespace.get("__slots__"))


def _prepared(machine: Interpreter, made: Class, bases: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """The namespace that a metaclass's ``__prepare__`` gives; None where there is none."""
    hook = MISSING if made.metaclass is None else classes.lookup(machine, made.metaclass, "__prepare__")
    if not isinstance(hook, ClassMethod | StaticMethod | Function):
        return None
    return machine.call(machine.get_attribute(made.metaclass, "__prepare__"), (made.name, bases), keywords)


_ANNOTATED = "\0annotations"  # in a namespace: the names that a class body annotates, with the annotations


def _given_namespace(machine: Interpreter, made: Class, prepared: Value, namespace: dict[str, Value]) -> Value:
    """What a metaclass is given as the class's names: a dict, or what ``__prepare__`` gave with the names set."""
    module = "" if made.module is None else made.module.name
    written: dict[Any, Value] = {"__module__": module, "__qualname__": made.qualname}
    if _ANNOTATED in namespace:
        declared = namespace[_ANNOTATED]
        written["__annotations__"] = machine.new_dict(
            {name: annotation_value(machine, made.module, node) for name, node in declared}
        )
    written.update({name: value for name, value in namespace.items() if not name.startswith("\0")})
    if prepared is None:
        return machine.new_dict(written)
    for name, value in written.items():
        operators.set_item(machine, prepared, name, value)
    return prepared


def _initialise(
    machine: Interpreter,
    made: Class,
    name: str,
    bases: tuple[Value, ...],
    namespace: Value,
    keywords: dict[str, Value],
) -> None:
    hook = MISSING if made.metaclass is None else classes.lookup(machine, made.metaclass, "__init__")
    if classes.is_own_method(hook):
        machine.call(hook, (made, name, bases, namespace), keywords)


def new_class(
    machine: Interpreter,
    metaclass: Class | None,
    name: str,
    bases: tuple[Value, ...],
    names: dict[str, Value],
    keywords: dict[str, Value],
) -> Class:
    """``type.__new__(metaclass, name, bases, names)``: of a class statement under way, its own class."""
    namespace = {key: value for key, value in names.items() if key not in ("__module__", "__qualname__")}
    pending = machine.pending[-1] if machine.pending else None
    if pending is not None and pending.metaclass is metaclass and not machine.attributes(pending):
        pending.name = name
        held = machine.attributes(pending)
        if tuple(pending.bases) != bases and all(isinstance(base, Class) for base in bases):
            pending.bases = bases
            pending.mro = (pending, *classes.mro_of(machine, list(bases) or [machine.classes.object]))
        complete(machine, pending, {**held, **namespace}, keywords)
        return pending
    module = None if machine.frame is None else machine.frame.module
    made = classes.make(machine, name, bases, {}, module=module, qualname=name, metaclass=metaclass)
    complete(machine, made, namespace, keywords)
    return made


def complete(machine: Interpreter, made: Class, namespace: dict[str, Value], keywords: dict[str, Value]) -> None:
    """Give a class its names, and tell the descriptors in it and the classes above it."""
    attributes = {private_name(made.name, name): value for name, value in namespace.items()}
    for name, value in attributes.items():
        if isinstance(value, Function) and name in ("__new__", "__init_subclass__", "__class_getitem__"):
            attributes[name] = value if name == "__new__" else ClassMethod(value)
    if "__eq__" in attributes and "__hash__" not in attributes:
        attributes["__hash__"] = None
    slots = attributes.get("__slots__")
    for slot in (slots,) if isinstance(slots, str) else slots if isinstance(slots, tuple) else ():
        if isinstance(slot, str) and slot in attributes:
            machine.throw("ValueError", f"{slot!r} in __slots__ conflicts with class variable")
    _check_slots(machine, made.bases, slots)
    machine.put(made.id, machine.state(made)._replace(attributes=attributes))
    machine.classes_made += 1
    for name, value in attributes.items():
        machine.defined.setdefault(name, []).append(value)
    classes.forget_lookups(machine, made)
    _set_names(machine, made, attributes)
    for parent in made.mro[1:]:
        if parent is machine.classes.object and keywords and _takes_no_keywords(made):
            machine.throw("TypeError", f"{made.name}.__init_subclass__() takes no keyword arguments")
        if parent.builtin and parent.name != "type":
            continue
        if parent.builtin or parent.open_base is not None:
            break
        hook = machine.attributes(parent).get("__init_subclass__", MISSING)
        if isinstance(hook, ClassMethod):
            machine.call(hook.function, (made,), keywords)
            break
    if made.metaclass is not None and abstract.may_be(made.metaclass):
        abstract.keep_names(machine, made)


def _check_slots(machine: Interpreter, bases: tuple[Class, ...], slots: Value) -> None:
    """Raise the TypeError of slots beside what has no fixed size, and of names that are none."""
    names = (slots,) if isinstance(slots, str) else slots if isinstance(slots, tuple) else ()
    base = layouts.best_base(machine, bases)
    sized = base is not None and any(p.builtin and p.name in ("int", "bytes", "tuple", "type") for p in base.mro)
    if names and sized and base is not None:
        machine.throw("TypeError", f"nonempty __slots__ not supported for subtype of '{base.name}'")
    for name in names:
        if is_certain(machine, name) and not isinstance(plain(machine, name), str):
            kind = machine.class_of(name).name
            machine.throw("TypeError", f"__slots__ items must be strings, not '{kind}'")
        if isinstance(name, str) and not name.isidentifier():
            machine.throw("TypeError", "__slots__ must be identifiers")


def _takes_no_keywords(made: Class) -> bool:
    """Whether a class certainly has only ``object.__init_subclass__``, and a metaclass that hands keywords on to it."""
    return all(_is_plain(p) for p in made.mro) and (made.metaclass is None or all(map(_is_plain, made.metaclass.mro)))


def _is_plain(cls: Class) -> bool:
    """Whether a class is Python's, the program's, or one of a stub that says nothing of keywords in CPython either."""
    if cls.builtin or cls.module is None or not cls.module.is_stub:
        return cls.builtin or (cls.module is not None and not cls.open_base)
    return (cls.module.name, cls.name) in _WITHOUT_KEYWORDS


_WITHOUT_KEYWORDS = frozenset({("abc", "ABC"), ("abc", "ABCMeta"), ("typing", "Generic")})


def _bases_of(machine: Interpreter, value: Value, given: tuple[Value, ...]) -> tuple[Value, ...]:
    """The classes that a base stands for; what is no class is a base that is not understood."""
    if isinstance(value, Class):
        if value.builtin and value.name in _NO_BASES:
            machine.throw("TypeError", f"type '{value.name}' is not an acceptable base type")
        return (value,)
    if isinstance(value, Unknown):
        return (value,)
    if type(value) in (int, float, str):
        compute(machine, lambda: type(value)("", (), {}))
    if isinstance(value, Object):
        entries = classes.lookup(machine, value.cls, "__mro_entries__")
        if entries is not MISSING and not isinstance(entries, Unknown):
            found = special.call(machine, entries, value, given)
            if type(found) is tuple:
                return found
            if is_certain(machine, found):
                machine.throw("TypeError", "__mro_entries__ must return a tuple")
    return (machine.unknown("a base class that is not a known class"),)


_NO_BASES = frozenset({
    "bool", "NoneType", "ellipsis", "NotImplementedType", "range", "slice", "function", "method", "generator",
    "builtin_function_or_method", "memoryview",
})  # fmt: skip


def _set_names(machine: Interpreter, made: Class, namespace: dict[str, Value]) -> None:
    for name, value in namespace.items():
        if type(value) is Object and not value.cls.builtin:
            hook = classes.lookup(machine, value.cls, "__set_name__")
            if isinstance(hook, Function):
                try:
                    special.call(machine, hook, value, made, name)
                except ProgramRaise as raised:
                    if machine.builtin("Exception") not in raised.exception.cls.mro:
                        raise
                    said = f"Error calling __set_name__ on '{value.cls.name}' instance '{name}' in '{made.name}'"
                    held = {"__cause__": raised.exception, "__context__": raised.exception}
                    changed = machine.new(machine.builtin("RuntimeError"), {"args": (said,), **held})
                    machine.set_attribute_raw(changed, "__suppress_context__", True)
                    raise ProgramRaise(changed) from None


def _run_class_body(
    machine: Interpreter, node: nodes.ClassDefinition, frame: Frame, made: Class, prepared: Value
) -> dict[str, Value]:
    from shapeproof.interpreter.statements import run_block

    inner = Frame(machine.fresh_id(), frame.module, frame.first_line, frame)
    inner.is_class = True
    inner.cls = made
    given = machine.state(prepared).content if isinstance(prepared, Object) else None
    machine.put(inner.id, dict(given) if type(given) is dict and all(isinstance(name, str) for name in given) else {})
    saved = machine.frame
    machine.frame = inner
    try:
        outcome = branching.attempt(machine, run_block, machine, node.body, inner)
    finally:
        machine.frame = saved
    if type(outcome) is Branches:
        return _common_names(machine, outcome, inner)
    return dict(machine.entry(inner.id))


def _common_names(machine: Interpreter, branches: Branches, inner: Frame) -> dict[str, Value]:
    rows = [world.heap.get(inner.id) or {} for world, _ in branches.ends]
    machine.enter(branches.ends[0][0])
    namespace: dict[str, Value] = {}
    for name in {name: None for row in rows for name in row}:
        values = [row.get(name, MISSING) for row in rows]
        agreed = all(_are_one(values[0], value) for value in values)
        namespace[name] = values[0] if agreed else machine.unknown(f"{name} depends on what is not known here")
    return namespace


def _are_one(left: Value, right: Value) -> bool:
    """Whether two paths have bound the same: equal values, or what one statement defines."""
    if left is right:
        return True
    if isinstance(left, Function) and isinstance(right, Function):
        return left.node is right.node
    return type(left) is type(right) and bool(left == right)
