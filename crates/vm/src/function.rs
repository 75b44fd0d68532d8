//! `function`: Python functions.

mod attributes;
pub(crate) mod bind;
pub(crate) mod call;
mod fit;

use std::cell::Cell;

use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Parts, Payload, Py, PyCell, PyResult, Type, Value, Visit};
use taipan_text::Name;

use crate::code::Code;
use crate::thread::Thread;

/// The payload of a function.
pub struct Function {
    /// `__globals__`, a dict. Never changes.
    pub(crate) globals: Value,
    /// `__builtins__`, usually a dict. Never changes.
    pub(crate) builtins: Value,
    /// The payloads of both, if they are exactly dicts; else null.
    pub(crate) globals_pointer: *const Dict,
    /// As above.
    pub(crate) builtins_pointer: *const Dict,
    /// The payload of `__code__`.
    pub(crate) code_pointer: Cell<*const Code>,
    /// Changes when anything does that a call depends on; 0: none is assigned.
    pub(crate) version: Cell<u32>,
    /// What can be set.
    pub(crate) state: PyCell<State>,
}

/// The attributes of a function that can be set.
pub struct State {
    /// `__code__`
    pub code: Value,
    /// `__defaults__`, a tuple.
    pub defaults: Option<Value>,
    /// `__kwdefaults__`, a dict.
    pub keyword_defaults: Option<Value>,
    /// `__closure__`, a tuple of cells.
    pub closure: Option<Value>,
    /// `__module__`
    pub module: Value,
    /// `__annotate__`
    pub annotate: Option<Value>,
    /// What few functions have, apart, so that the others are smaller.
    pub rare: Option<Box<Rare>>,
}

/// What few functions have.
#[derive(Default)]
pub struct Rare {
    /// `__name__`, where it is not that of the code.
    pub name: Option<Value>,
    /// `__qualname__`, where it is not that of the code.
    pub qualified_name: Option<Value>,
    /// `__doc__`, where it is not the one in the code.
    pub doc: Option<Value>,
    /// `__annotations__`, once it was made or set.
    pub annotations: Option<Value>,
    /// `__type_params__`, a tuple.
    pub type_params: Option<Value>,
    /// Code that was replaced: frames may still run it.
    pub old_code: Vec<Value>,
}

impl State {
    /// What few functions have, to be changed.
    pub fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// `__name__`
    pub fn name(&self) -> Value {
        let own = self.rare.as_ref().and_then(|rare| rare.name.clone());
        own.or_else(|| Some(self.code.exact::<Code>()?.name.clone())).unwrap_or_else(none)
    }

    /// `__qualname__`
    pub fn qualified_name(&self) -> Value {
        let own = self.rare.as_ref().and_then(|rare| rare.qualified_name.clone());
        own.or_else(|| Some(self.code.exact::<Code>()?.qualified_name.clone())).unwrap_or_else(none)
    }

    /// `__doc__`
    pub fn doc(&self) -> Value {
        let own = self.rare.as_ref().and_then(|rare| rare.doc.clone());
        own.or_else(|| self.code.exact::<Code>()?.docstring().cloned()).unwrap_or_else(none)
    }

    /// Puts other code in the place of the function's; names and docstring stay.
    fn replace_code(&mut self, code: Value) {
        let (name, qualified_name, doc) = (self.name(), self.qualified_name(), self.doc());
        let old = std::mem::replace(&mut self.code, code);
        let rare = self.rare();
        (rare.name, rare.qualified_name, rare.doc) = (Some(name), Some(qualified_name), Some(doc));
        rare.old_code.push(old);
    }
}

/// `function`
pub static FUNCTION: Type = Type::with_attributes::<Function>("function", &OBJECT);

// SAFETY: only `new` makes objects of this type.
unsafe impl Payload for Function {
    const TYPE: &'static Type = &FUNCTION;
}

impl Parts for Function {
    const ONLY_VALUES: bool = true;

    fn take_part(&mut self) -> Option<Value> {
        // What others have too does not die: it need not be given out.
        let some = |value: &mut Value| std::mem::replace(value, none()).release_unless_last();
        let given = |value: Option<Value>| value.and_then(Value::release_unless_last);
        let state = self.state.exclusive();
        self.code_pointer.set(std::ptr::null());
        // What was taken before is `None` now, or nothing.
        let part = some(&mut state.code)
            .or_else(|| some(&mut self.globals))
            .or_else(|| some(&mut self.builtins))
            .or_else(|| some(&mut state.module))
            .or_else(|| given(state.defaults.take()))
            .or_else(|| given(state.keyword_defaults.take()))
            .or_else(|| given(state.rare.as_mut().and_then(|rare| rare.doc.take())))
            .or_else(|| given(state.closure.take()));
        if part.is_some() {
            return part;
        }
        let Some(rare) = &mut state.rare else { return given(state.annotate.take()) };
        let part = given(rare.annotations.take())
            .or_else(|| given(state.annotate.take()))
            .or_else(|| rare.old_code.pop())
            .or_else(|| given(rare.type_params.take()))
            .or_else(|| given(rare.name.take()))
            .or_else(|| given(rare.qualified_name.take()));
        if part.is_none() {
            // Its memory is all that is left.
            state.rare = None;
        }
        part
    }

    fn each_part(&self, visit: &mut Visit<'_>) {
        visit(&self.globals);
        visit(&self.builtins);
        // SAFETY: the collector runs while no borrow exists.
        let state = unsafe { self.state.peek() };
        [&state.code, &state.module].into_iter().for_each(&mut *visit);
        let optional = [&state.defaults, &state.keyword_defaults, &state.closure, &state.annotate];
        optional.into_iter().flatten().for_each(&mut *visit);
        if let Some(rare) = &state.rare {
            let names = [&rare.name, &rare.qualified_name, &rare.doc, &rare.annotations, &rare.type_params];
            names.into_iter().flatten().chain(&rare.old_code).for_each(visit);
        }
    }
}

pub(crate) use attributes::Attributes;

impl Function {
    /// The code.
    ///
    /// # Safety
    /// The function is alive, and the reference is used while it is and its code is not replaced.
    #[inline(always)]
    pub(crate) unsafe fn code<'a>(&self) -> &'a Code {
        // SAFETY: the state holds the code.
        unsafe { &*self.code_pointer.get() }
    }

    /// The cells of its closure.
    #[inline(always)]
    pub(crate) fn cells(&self) -> Option<&[Value]> {
        // SAFETY: nothing borrows the state while the interpreter loop looks at it.
        unsafe { self.state.peek() }.closure.as_ref()?.exact::<Tuple>().map(Tuple::items)
    }

    /// The code that a frame of this function runs: its own, or what it had when the frame began.
    pub(crate) fn running_code(&self, py: &Py, code: *const Code) -> Option<Value> {
        let state = self.state.get(py);
        std::iter::once(&state.code)
            .chain(state.rare.iter().flat_map(|rare| &rare.old_code))
            .find(|it| it.exact::<Code>().is_some_and(|it| std::ptr::eq(it, code)))
            .cloned()
    }
}

/// A function of code and globals.
pub fn new(py: &mut Py, code: Borrowed<'_>, globals: Borrowed<'_>) -> PyResult<Value> {
    let Some(payload) = code.exact::<Code>() else {
        return Err(taipan_object::exception::type_error(py, format_args!("a function needs code")));
    };
    let (builtins, module) = match known_of(py, globals)? {
        Some(known) => known,
        None => {
            let module = globals.get::<Dict>().and_then(|dict| dict.get_str(py, py.name(Name::__NAME__)));
            let module = module.map(Borrowed::to_value);
            (builtins_of(py, globals)?, module.unwrap_or_else(none))
        }
    };
    let function = Function {
        globals: globals.to_value(),
        globals_pointer: globals.exact::<Dict>().map_or(std::ptr::null(), std::ptr::from_ref),
        builtins_pointer: builtins.exact::<Dict>().map_or(std::ptr::null(), std::ptr::from_ref),
        builtins,
        code_pointer: Cell::new(payload),
        version: Cell::new(0),
        state: PyCell::new(State {
            code: code.to_value(),
            defaults: None,
            keyword_defaults: None,
            closure: None,
            module,
            annotate: None,
            rare: None,
        }),
    };
    py.heap().object_with_attributes(function)
}

/// Where globals have their `__builtins__` and their `__name__`, as long as their keys have this version.
#[derive(Clone, Copy, Default)]
pub(crate) struct Places {
    version: u32,
    builtins: usize,
    name: usize,
}

/// The builtins and the name of the module for a function with these globals, if they have both. Where these are, they are looked
/// for once for all functions that are made until the globals get new names.
fn known_of(py: &mut Py, globals: Borrowed<'_>) -> PyResult<Option<(Value, Value)>> {
    let Some(dict) = globals.exact::<Dict>() else { return Ok(None) };
    let thread = Thread::of(py)?;
    let version = dict.current_keys_version();
    if version == 0 || version != thread.places.get().version {
        let builtins = dict.cached_index(py, py.name(Name::__BUILTINS__));
        let name = dict.cached_index(py, py.name(Name::__NAME__));
        let (Some((version, builtins)), Some((_, name))) = (builtins, name) else { return Ok(None) };
        thread.places.set(Places { version, builtins, name });
    }
    let Places { builtins, name, .. } = thread.places.get();
    // SAFETY: the keys of this dict have the version that came with the indices.
    let (builtins, name) = unsafe { (dict.value_at(py, builtins), dict.value_at(py, name)) };
    Ok(builtins.map(dict_of_module).zip(name.map(Borrowed::to_value)))
}

/// A module's dict in place of a module.
fn dict_of_module(builtins: Borrowed<'_>) -> Value {
    builtins.get::<Module>().map_or_else(|| builtins.to_value(), |module| module.dict().clone())
}

/// The builtins that code with these globals sees: what they have under `__builtins__`, usually a module or a dict; or those
/// of the code that runs.
pub(crate) fn builtins_of(py: &mut Py, globals: Borrowed<'_>) -> PyResult<Value> {
    let found = globals.get::<Dict>().and_then(|dict| dict.get_str(py, py.name(Name::__BUILTINS__)));
    if let Some(found) = found {
        return Ok(dict_of_module(found));
    }
    let frame = Thread::of(py)?.frame.get();
    // SAFETY: the frame on top runs, unless it is the bottom one.
    unsafe {
        if (*frame).is_bottom() { crate::run::builtins(py) } else { Ok((*frame).builtins().to_value()) }
    }
}
