//! The interpreter as others see it: its types, and how code begins to run.

use taipan_object::type_::{Definition, Flags, Function as SlotFunction, install as types};
use taipan_object::types::dict::Dict;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value, exception as exc};
use taipan_text::Name;

use crate::frame_object::proxy;
use crate::function::{self, call};
use crate::generator::anext::{self, ANEXT_AWAITABLE, AnextMethods};
use crate::generator::awaiting::{ASEND, ATHROW, AsendMethods, AthrowMethods};
use crate::generator::methods::{
    AsyncGeneratorAttributes, COROUTINE_WRAPPER, CoroutineAttributes, CoroutineOrigin, DrivingCoroutines,
    DrivingGenerators, GeneratorAttributes, WrapperMethods, await_, send_to_wrapped,
};
use crate::generator::{asynchronous, finalize::finalize, resume};
use crate::{code, frame_object, generator, monitoring};

/// The interpreter's own types.
static DEFINITIONS: &[Definition] = &[
    Definition {
        flags: Flags::WEAKLY_REFERABLE.with(Flags::VARIABLE),
        doc: Some(
            "What a function executes: instructions, and the constants, names and places that they speak of.",
        ),
        signature: Some(code::SIGNATURE),
        slots: &[code::Attributes::SLOTS, code::Construction::SLOTS],
        methods: &[code::Attributes::METHODS, code::Replacing::METHODS],
        getset: &[code::Attributes::GETSET],
        ..Definition::of(&code::CODE)
    },
    Definition {
        flags: Flags::BASE,
        slots: &[code::LineIterator::SLOTS],
        ..Definition::of(&code::LINE_ITERATOR)
    },
    Definition {
        flags: Flags::BASE,
        slots: &[code::PositionsIterator::SLOTS],
        ..Definition::of(&code::POSITIONS_ITERATOR)
    },
    Definition {
        flags: Flags::METHOD_DESCRIPTOR.with(Flags::WEAKLY_REFERABLE).with(Flags::VECTORCALL),
        signature: Some("(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)"),
        doc: Some("A function defined in Python."),
        slots: &[function::Attributes::SLOTS],
        methods: &[function::Attributes::METHODS],
        getset: &[function::Attributes::GETSET],
        ..Definition::of(&function::FUNCTION)
    },
    Definition {
        slots: &[frame_object::Attributes::SLOTS],
        methods: &[frame_object::Attributes::METHODS],
        getset: &[frame_object::Attributes::GETSET],
        ..Definition::of(&frame_object::FRAME)
    },
    Definition {
        flags: Flags::MAPPING,
        slots: &[proxy::Methods::SLOTS],
        methods: &[proxy::Methods::METHODS],
        ..Definition::of(&proxy::FRAME_LOCALS_PROXY)
    },
    Definition {
        slots: &[
            &[
                SlotFunction::Iter(itself),
                SlotFunction::Next(resume::next),
                SlotFunction::Send(resume::send),
                SlotFunction::Finalize(finalize),
            ],
            GeneratorAttributes::SLOTS,
        ],
        methods: &[DrivingGenerators::METHODS, GeneratorAttributes::METHODS],
        getset: &[GeneratorAttributes::GETSET],
        flags: GENERATOR_FLAGS,
        ..Definition::of(&generator::GENERATOR)
    },
    Definition {
        slots: &[
            &[
                SlotFunction::Await(await_),
                SlotFunction::Send(resume::send),
                SlotFunction::Finalize(finalize),
            ],
            CoroutineAttributes::SLOTS,
        ],
        methods: &[DrivingCoroutines::METHODS, CoroutineAttributes::METHODS],
        getset: &[CoroutineAttributes::GETSET, CoroutineOrigin::GETSET],
        flags: GENERATOR_FLAGS,
        ..Definition::of(&generator::COROUTINE)
    },
    Definition {
        slots: &[WrapperMethods::SLOTS, &[SlotFunction::Send(send_to_wrapped)]],
        methods: &[WrapperMethods::METHODS],
        doc: Some("What drives a coroutine that is awaited."),
        ..Definition::of(&COROUTINE_WRAPPER)
    },
    Definition {
        slots: &[
            &[SlotFunction::Finalize(finalize)],
            AsyncGeneratorAttributes::SLOTS,
            asynchronous::Methods::SLOTS,
        ],
        methods: &[asynchronous::Methods::METHODS, AsyncGeneratorAttributes::METHODS],
        getset: &[AsyncGeneratorAttributes::GETSET],
        flags: GENERATOR_FLAGS,
        ..Definition::of(&generator::ASYNC_GENERATOR)
    },
    Definition::of(&asynchronous::WRAPPED),
    Definition {
        slots: &[
            AsendMethods::SLOTS,
            &[
                SlotFunction::Send(AsendMethods::send_slot),
                SlotFunction::Finalize(AsendMethods::finalize_slot),
            ],
        ],
        methods: &[AsendMethods::METHODS],
        ..Definition::of(&ASEND)
    },
    Definition {
        slots: &[
            AthrowMethods::SLOTS,
            &[
                SlotFunction::Send(AthrowMethods::send_slot),
                SlotFunction::Finalize(AthrowMethods::finalize_slot),
            ],
        ],
        methods: &[AthrowMethods::METHODS],
        ..Definition::of(&ATHROW)
    },
    Definition {
        slots: &[AnextMethods::SLOTS, &[SlotFunction::Send(anext::send)]],
        methods: &[AnextMethods::METHODS],
        ..Definition::of(&ANEXT_AWAITABLE)
    },
];

/// What all kinds of generators are.
const GENERATOR_FLAGS: Flags = Flags::WEAKLY_REFERABLE.with(Flags::WEAKREFS_FIRST);

/// Modules that the interpreter itself asks for.
#[derive(Default)]
pub struct Modules {
    /// The dict of `builtins`.
    pub builtins: PyCell<Option<Value>>,
    /// The dict of `sys`.
    pub sys: PyCell<Option<Value>>,
    /// [`COMMON`] as they were when the first code ran.
    pub(crate) constants: PyCell<[Option<Value>; COMMON.len()]>,
}

/// The builtins that `LOAD_COMMON_CONSTANT` loads, and [`NEXT`].
const COMMON: [&str; 3] = ["all", "any", "next"];
/// The builtin whose calls with generators need no native function.
pub(crate) const NEXT: usize = 2;

/// One of the builtins in [`COMMON`], by its number.
pub(crate) fn common_builtin(py: &mut Py, index: usize) -> Option<Value> {
    let modules = py.state::<Modules>();
    let known = modules.constants.get(py).get(index)?.clone();
    if known.is_some() {
        return known;
    }
    let constants = COMMON.map(|name| builtin(py, name));
    modules.constants.get_mut(py).clone_from(&constants);
    constants.get(index)?.clone()
}

/// Gives an interpreter the types of running code, and the namespaces of `builtins` and `sys`.
pub fn install(py: &mut Py, builtins: &Value, sys: &Value) -> PyResult<()> {
    types::install(py, DEFINITIONS)?;
    let modules = py.state::<Modules>();
    *modules.builtins.get_mut(py) = Some(builtins.clone());
    *modules.sys.get_mut(py) = Some(sys.clone());
    monitoring::module::install(py, sys)
}

/// Runs the code of a module in a namespace.
pub fn run_module(py: &mut Py, code: &Value, globals: &Value) -> PyResult<Value> {
    run_code(py, code, globals, globals, None)
}

/// Runs code with globals and a namespace for its names.
pub fn run_code(
    py: &mut Py,
    code: &Value,
    globals: &Value,
    names: &Value,
    closure: Option<&Value>,
) -> PyResult<Value> {
    let name = py.name(Name::__BUILTINS__).clone();
    if let Some(dict) = globals.get::<Dict>()
        && dict.get_str(py, &name).is_none()
    {
        let builtins = builtins(py)?;
        drop(dict.set_str(py, &name, builtins)?);
    }
    common_builtin(py, 0);
    let function = function::new(py, code.borrow(), globals.borrow())?;
    if let (Some(closure), Some(payload)) = (closure, function.exact::<crate::Function>()) {
        payload.state.get_mut(py).closure = Some(closure.clone());
    }
    let result = call::run_body(py, &function, names.clone());
    drop(function);
    py.drain();
    result
}

/// The dict of `builtins`.
pub(crate) fn builtins(py: &mut Py) -> PyResult<Value> {
    let modules = py.state::<Modules>();
    let found = modules.builtins.get(py).clone();
    match found {
        Some(builtins) => Ok(builtins),
        None => Err(exc::runtime_error(py, format_args!("no builtins"))),
    }
}

/// A builtin.
pub fn builtin(py: &mut Py, name: &str) -> Option<Value> {
    let name = py.heap().intern(name).map_err(|raised| py.discard(raised)).ok()?;
    let builtins = builtins(py).map_err(|raised| py.discard(raised)).ok()?;
    builtins.get::<Dict>()?.get_str(py, &name).map(Borrowed::to_value)
}

/// An attribute of `sys`.
pub fn sys_attribute(py: &mut Py, name: &Value) -> PyResult<Option<Value>> {
    let modules = py.state::<Modules>();
    let sys = modules.sys.get(py).clone();
    Ok(sys.and_then(|sys| sys.get::<Dict>().and_then(|dict| dict.get_str(py, name).map(Borrowed::to_value))))
}

/// The dict of `sys`.
pub(crate) fn sys_dict(py: &Py) -> Option<Value> {
    py.state::<Modules>().sys.get(py).clone()
}

/// `sys.modules`
pub(crate) fn modules(py: &mut Py) -> Option<Value> {
    let name = py.heap().intern("modules").map_err(|raised| py.discard(raised)).ok()?;
    sys_attribute(py, &name).map_err(|raised| py.discard(raised)).ok()?
}

/// `generator.__iter__`
fn itself(_: &mut Py, this: Borrowed<'_>) -> PyResult<Value> {
    Ok(this.to_value())
}
