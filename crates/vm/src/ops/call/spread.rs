//! `CALL_FUNCTION_EX`: calls with `*` and `**`.

use taipan_object::native::direct;
use taipan_object::types::dict::Dict;
use taipan_object::types::method::Method;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, StackRef, Value, exception as exc};
use taipan_text::Name;

use super::{Arguments, after_call, enter_function, instantiate, no_room};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::function::{Function, bind, call};
use crate::ops::{Fast, Instruction, raises};
use crate::thread::Thread;

/// `CALL_FUNCTION_EX`: callable, self or null, a sequence of arguments, a mapping or null.
pub(crate) struct CallFunctionEx;

impl Instruction for CallFunctionEx {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let (keywords, args) = (registers.peek(1), registers.peek(2));
            let plain = keywords.is_null() || keywords.exact::<Dict>().is_some();
            if !plain || args.exact::<Tuple>().is_none() || !registers.peek(3).is_null() {
                return Fast::Slow;
            }
            match callee(py, registers) {
                Ok(Some(callee)) => call_python(py, registers, thread, &callee),
                Ok(None) => call_native(py, registers, thread),
                Err(raised) => raises(thread, raised),
            }
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let spread = match Spread::pop(vm) {
                Ok(spread) => spread,
                Err(raised) => return Flow::Raise(raised),
            };
            if spread.callable.exact::<Function>().is_some() {
                return spread.enter(vm);
            }
            (*vm.thread.frame.get()).top = vm.registers.top;
            match vm.py.call_tuple(&spread.callable, &spread.values, spread.keywords.as_ref()) {
                Ok(result) => {
                    vm.push(result);
                    after_call(vm)
                }
                Err(raised) => Flow::Raise(raised),
            }
        }
    }
}

/// A function written in Python that a call has come down to.
struct Callee {
    /// The function, which the frame will own.
    function: StackRef,
    /// The object for self, or null; owned.
    this: StackRef,
    /// How many slots of the caller's stack go.
    taken: usize,
    on_return: OnReturn,
}

/// What a call comes down to, if that is a function written in Python: see [`super::callee`].
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn callee(py: &mut Py, registers: &mut Registers) -> PyResult<Option<Callee>> {
    // SAFETY: the caller's promise. The class is held by its instance.
    unsafe {
        let callable = registers.peek(4);
        let on_return = OnReturn::Push;
        if callable.exact::<Function>().is_some() {
            return Ok(Some(Callee { function: callable, this: StackRef::NULL, taken: 4, on_return }));
        }
        if let Some(method) = callable.get().exact::<Method>() {
            if method.function().exact::<Function>().is_none() {
                return Ok(None);
            }
            let function = StackRef::owned(method.function().to_value());
            let this = StackRef::owned(method.this().to_value());
            // What is on the stack goes when the frame is pushed or the call fails.
            registers.poke(4, function);
            let _ = callable.kill();
            return Ok(Some(Callee { function, this, taken: 4, on_return }));
        }
        let Some((function, instance)) = instantiate(py, callable)? else { return Ok(None) };
        registers.poke(4, instance);
        let _ = callable.kill();
        Ok(Some(Callee { function, this: instance.duplicate(), taken: 3, on_return: OnReturn::Init }))
    }
}

/// Pushes the frame of a function.
///
/// # Safety
/// The contract of the instruction: the operands are on top, a tuple and a dict or null among them.
#[inline(always)]
unsafe fn call_python(py: &mut Py, registers: &mut Registers, thread: &Thread, callee: &Callee) -> Fast {
    let &Callee { function, this, taken, on_return } = callee;
    // SAFETY: the caller's promise.
    unsafe {
        let (keywords, args) = (registers.peek(1), registers.peek(2));
        let payload = function.exact::<Function>().unwrap_unchecked();
        let code = payload.code();
        let frame = thread.frame.get();
        let locals = if (*frame).free.is_null() { registers.top } else { (*frame).free };
        if !thread.has_room(locals, code.slots) {
            let _ = this.kill();
            return no_room(py, thread, function, on_return);
        }
        (*frame).pc = registers.pc;
        if let Err(raised) = bind::bind_spread(py, payload, locals, this, args, keywords) {
            if on_return == OnReturn::Init {
                let _ = function.kill();
            }
            return raises(thread, raised);
        }
        (*frame).top = registers.top.sub(taken);
        let _ = keywords.kill();
        let _ = args.kill();
        *registers = call::push_code(thread, code, function, StackRef::NULL, locals, on_return);
    }
    Fast::Next
}

/// Calls a native function or a builtin type.
///
/// # Safety
/// As for [`call_python`].
#[inline(always)]
unsafe fn call_native(py: &mut Py, registers: &mut Registers, thread: &Thread) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let callable = registers.peek(4);
        let builtin_type = callable.get().as_type().is_some_and(|class| !class.is_heap());
        if !builtin_type && !direct::is_native(callable.get().type_()) || py.is_deep() {
            return Fast::Slow;
        }
        match call_items(py, thread, callable, registers.peek(2), registers.peek(1)) {
            Ok(value) => {
                for _ in 0..4 {
                    let _ = registers.pop().kill();
                }
                registers.push(StackRef::owned(value));
                if thread.is_asked() { Fast::Check } else { Fast::Next }
            }
            Err(raised) => raises(thread, raised),
        }
    }
}

/// Calls something that is not written in Python with the items of a tuple, and of a dict if there is one.
///
/// # Safety
/// The frame on top runs, and its stack top is saved. The slots stay as they are until the call has ended.
#[inline(never)]
unsafe fn call_items(
    py: &mut Py,
    thread: &Thread,
    callable: StackRef,
    args: StackRef,
    keywords: StackRef,
) -> PyResult<Value> {
    // SAFETY: the caller's promise. The tuple keeps its items.
    unsafe {
        let items = args.exact::<Tuple>().map_or(&[][..], Tuple::items);
        let frame = thread.frame.get();
        let (top, count) = ((*frame).top, items.len());
        let keywords = keywords.try_get();
        let named = keywords.and_then(Borrowed::exact::<Dict>).is_some_and(|dict| !dict.is_empty(py));
        if named || !(*frame).free.is_null() || !thread.has_room(top, count) {
            return py.call_tuple(&callable.get(), items, keywords.as_deref());
        }
        for (index, item) in items.iter().enumerate() {
            top.add(index).write(StackRef::borrowed(item));
        }
        (*frame).top = top.add(count);
        let native = direct::is_native(callable.get().type_());
        let prepared = if native { direct::prepare(callable.get(), top, count) } else { None };
        let result = match prepared {
            Some((function, this, places)) => function(py, this, places),
            None => py.call_args(&callable.get(), Args::from_raw(top, count, None)),
        };
        (*frame).top = top;
        result
    }
}

/// The operands of a `CALL_FUNCTION_EX`.
struct Spread {
    callable: Value,
    values: Vec<Value>,
    /// A dict, if there are any.
    keywords: Option<Value>,
}

impl Spread {
    /// Pops them.
    ///
    /// # Safety
    /// They are on the stack.
    unsafe fn pop(vm: &mut Vm<'_>) -> PyResult<Self> {
        // SAFETY: the caller's promise.
        unsafe {
            let keywords = vm.registers.pop();
            let keywords = if keywords.is_null() { None } else { Some(keywords.take()) };
            let (args, this, callable) = (vm.pop(), vm.registers.pop(), vm.pop());
            let this = if this.is_null() { None } else { Some(this.take()) };
            (*vm.thread.frame.get()).top = vm.registers.top;
            let mut values = Vec::new();
            values.try_reserve_exact(1 + args.exact::<Tuple>().map_or(0, Tuple::len))?;
            values.extend(this);
            match args.exact::<Tuple>() {
                Some(tuple) => values.extend(tuple.items().iter().cloned()),
                None => values.extend(spread_iterable(vm.py, &callable, &args)?),
            }
            let keywords = match keywords {
                Some(mapping) if mapping.exact::<Dict>().is_none() => Some(spread_mapping(vm.py, &mapping)?),
                other => other,
            };
            Ok(Self { callable, values, keywords })
        }
    }

    /// Pushes the frame of a Python function.
    ///
    /// # Safety
    /// The contract of the instruction; the operands are off the stack.
    unsafe fn enter(self, vm: &mut Vm<'_>) -> Flow {
        let items = match self.keywords.as_ref().and_then(|keywords| keywords.exact::<Dict>()) {
            Some(dict) => dict.items(vm.py),
            None => Vec::new(),
        };
        if items.iter().any(|(name, _)| !name.is_str()) {
            return Flow::Raise(exc::type_error(vm.py, format_args!("keywords must be strings")));
        }
        let names = match items.is_empty() {
            true => None,
            false => match vm.py.tuple(items.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()) {
                Ok(names) => Some(names),
                Err(raised) => return Flow::Raise(raised),
            },
        };
        let count = self.values.len() + items.len();
        let base = vm.registers.top;
        // SAFETY: the caller's promise; the slots above the top are free as far as there is room.
        unsafe {
            let outside = vm.frame().free;
            let slots = if outside.is_null() { base } else { outside };
            if let Err(raised) = vm.thread.check_room(vm.py, slots, count) {
                return Flow::Raise(raised);
            }
            let values = self.values.into_iter().chain(items.into_iter().map(|(_, value)| value));
            for (index, value) in values.enumerate() {
                slots.add(index).write(StackRef::owned(value));
            }
            let Some(function) = self.callable.exact::<Function>().map(std::ptr::from_ref) else {
                return Flow::Next;
            };
            let arguments = Arguments { base: slots, count, names: names.as_ref() };
            enter_function(vm, StackRef::owned(self.callable), &*function, arguments, base, OnReturn::Push)
        }
    }
}

/// The items of what stands behind a star.
fn spread_iterable(py: &mut Py, callable: &Value, args: &Value) -> PyResult<Vec<Value>> {
    if args.type_().slots.iter.get().is_none() && args.type_().slots.getitem.get().is_none() {
        let shown = shown(py, callable)?;
        return Err(exc::type_error(
            py,
            format_args!("{shown} argument after * must be an iterable, not {}", args.type_().name()),
        ));
    }
    py.collect(args)
}

/// A dict of what stands behind two stars.
fn spread_mapping(py: &mut Py, mapping: &Value) -> PyResult<Value> {
    let dict = py.dict()?;
    let keys_name = py.name(Name::KEYS).clone();
    let keys = py.call_method(mapping, &keys_name, &[])?;
    py.for_each(&keys, |py, key| {
        let value = py.get_item(mapping, &key)?;
        match dict.get::<Dict>() {
            Some(dict) => dict.set(py, &key, value),
            None => Ok(()),
        }
    })?;
    Ok(dict)
}

/// A callable as error messages show it: `module.name()`.
pub(in crate::ops) fn shown(py: &mut Py, callable: &Value) -> PyResult<String> {
    let name = py.name(Name::__QUALNAME__).clone();
    let module = py.name(Name::__MODULE__).clone();
    let Some(qualified) = py.find_attribute(callable, &name)?.filter(Value::is_str) else {
        return Ok(py.to_str(callable)?.to_string());
    };
    let module = py.find_attribute(callable, &module)?.filter(Value::is_str);
    Ok(match module.map(|module| module.to_string()) {
        Some(module) if module != "builtins" => format!("{module}.{qualified}()"),
        _ => format!("{qualified}()"),
    })
}
