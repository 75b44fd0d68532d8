//! Calls. A Python function gets a frame whose locals begin where the arguments lie; everything else is called natively.

use taipan_object::types::dict::Dict;
use taipan_object::types::method::Method;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Py, PyResult, StackRef, Value, exception as exc};

use super::{Instruction, instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::function::{Function, bind, call};
use crate::thread::Thread;

/// Units of inline cache behind `CALL` and `CALL_KW`.
const CACHE: usize = 3;

/// `CALL`
pub(crate) struct Call;

impl Instruction for Call {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> bool {
        let count = oparg as usize;
        // SAFETY: the contract of the trait.
        unsafe {
            let callable = registers.peek(count + 2);
            let Some(function) = callable.get().exact::<Function>() else { return false };
            let bound = usize::from(!registers.peek(count + 1).is_null());
            let code = function.code();
            let frame = thread.frame.get();
            if !code.simple || code.arguments != count + bound || !(*frame).free.is_null() {
                return false;
            }
            let locals = registers.top.sub(count + bound);
            if !thread.has_room(locals, code.locals + code.stack) {
                return false;
            }
            for index in 0..count + bound {
                let slot = locals.add(index);
                let word = slot.read();
                if word.is_borrow() {
                    slot.write(word.duplicate());
                }
            }
            bind::clear(locals, count + bound, code.locals);
            (*frame).instruction = registers.pc.sub(1);
            (*frame).pc = registers.pc.add(CACHE);
            (*frame).top = registers.top.sub(count + 2);
            call::push(thread, callable, StackRef::NULL, locals, OnReturn::Push);
            *registers = Registers { pc: code.start(), top: locals.add(code.locals), locals };
        }
        true
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { enter(vm, oparg as usize, None) }
    }
}

/// `CALL_KW`: the names of the last arguments are on top.
pub(crate) struct CallKw;

impl Instruction for CallKw {
    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let names = vm.pop();
            enter(vm, oparg as usize, Some(&names))
        }
    }
}

/// Calls with callable, self or null, and `count` arguments on the stack.
///
/// # Safety
/// The contract of an instruction.
unsafe fn enter(vm: &mut Vm<'_>, count: usize, names: Option<&Value>) -> Flow {
    // SAFETY: the caller's promise.
    unsafe {
        unpack_method(vm, count);
        let callable = vm.registers.peek(count + 2);
        let bound = usize::from(!vm.registers.peek(count + 1).is_null());
        let total = count + bound;
        vm.registers.skip(CACHE);
        if let Some(function) = callable.get().exact::<Function>() {
            return enter_function(vm, callable, function, total, names);
        }
        let keywords = names.and_then(|names| names.exact::<Tuple>()).map_or(0, Tuple::len);
        let base = vm.registers.top.sub(total);
        let args = Args::from_raw(base, total - keywords, names.map(Value::borrow));
        (*vm.thread.frame.get()).top = vm.registers.top;
        let result = vm.py.call_args(&callable.get(), args);
        match result {
            Ok(value) => {
                for _ in 0..total + 2 - bound {
                    vm.registers.pop().close();
                }
                vm.push(value);
                after_call(vm)
            }
            Err(raised) => Flow::Raise(raised),
        }
    }
}

/// What was called may have sent a signal to the process, or waited while one arrived: its handler runs now.
fn after_call(vm: &mut Vm<'_>) -> Flow {
    if vm.thread.is_asked() { vm.py.handle_breaker().into() } else { Flow::Next }
}

/// A bound method becomes its function with the object as self.
unsafe fn unpack_method(vm: &mut Vm<'_>, count: usize) {
    // SAFETY: the contract of the instruction.
    unsafe {
        if !vm.registers.peek(count + 1).is_null() {
            return;
        }
        let callable = vm.registers.peek(count + 2);
        if let Some(method) = callable.get().exact::<Method>() {
            let (function, this) = (method.function().to_value(), method.this().to_value());
            vm.registers.poke(count + 2, StackRef::owned(function));
            vm.registers.poke(count + 1, StackRef::owned(this));
            callable.close();
        }
    }
}

/// Pushes the frame of a Python function whose arguments lie on the stack.
unsafe fn enter_function(
    vm: &mut Vm<'_>,
    callable: StackRef,
    function: &Function,
    total: usize,
    names: Option<&Value>,
) -> Flow {
    // SAFETY: the contract of the instruction.
    unsafe {
        let code = function.code();
        let args = vm.registers.top.sub(total);
        let outside = !vm.frame().free.is_null();
        let locals = if outside { vm.frame().free } else { args };
        if let Err(raised) = vm.thread.check_room(vm.py, locals, code.locals + code.stack + total) {
            return Flow::Raise(raised);
        }
        if outside {
            // The slots of a generator have no room for the callee's: its arguments move to the value stack.
            std::ptr::copy_nonoverlapping(args, locals, total);
        }
        // From here on the arguments belong to the callee, and the callable to its frame.
        let null = vm.registers.peek(total + 1).is_null();
        vm.registers.top = args.sub(if null { 2 } else { 1 });
        vm.save();
        let keywords = names.and_then(|names| names.exact::<Tuple>()).map_or(0, Tuple::len);
        if let Err(raised) = bind::bind(vm.py, function, locals, total - keywords, names.map(Value::borrow)) {
            callable.close();
            return Flow::Raise(raised);
        }
        call::push(vm.thread, callable, StackRef::NULL, locals, OnReturn::Push);
        Flow::Switch
    }
}

instruction! {
    /// `CALL_FUNCTION_EX`
    CallFunctionEx(vm, _) {
        let keywords = vm.registers.pop();
        let keywords = if keywords.is_null() { None } else { Some(keywords.take()) };
        let (args, this, callable) = (vm.pop(), vm.registers.pop(), vm.pop());
        let this = if this.is_null() { None } else { Some(this.take()) };
        let mut values: Vec<Value> = this.into_iter().collect();
        match args.exact::<Tuple>() {
            Some(tuple) => values.extend(tuple.items().iter().cloned()),
            None => {
                if args.type_().slots.iter.get().is_none() && args.type_().slots.getitem.get().is_none() {
                    let shown = shown(vm.py, &callable)?;
                    return Err(exc::type_error(
                        vm.py,
                        format_args!("{shown} argument after * must be an iterable, not {}", args.type_().name()),
                    ));
                }
                values.extend(vm.py.collect(&args)?);
            }
        }
        (*vm.thread.frame.get()).top = vm.registers.top;
        let keywords = match keywords {
            Some(mapping) if mapping.exact::<Dict>().is_none() => {
                let dict = vm.py.dict()?;
                let keys_name = vm.py.heap().intern("keys")?;
                let keys = vm.py.call_method(&mapping, &keys_name, &[])?;
                vm.py.for_each(&keys, |py, key| {
                    let value = py.get_item(&mapping, &key)?;
                    match dict.get::<Dict>() {
                        Some(dict) => dict.set(py, &key, value),
                        None => Ok(()),
                    }
                })?;
                Some(dict)
            }
            other => other,
        };
        let result = vm.py.call_tuple(&callable, &values, keywords.as_ref())?;
        vm.push(result);
        if vm.thread.is_asked() {
            vm.py.handle_breaker()?;
        }
        Ok(())
    }
}

/// A callable as error messages show it: `module.name()`.
pub(super) fn shown(py: &mut Py, callable: &Value) -> PyResult<String> {
    let name = py.heap().intern("__qualname__")?;
    let module = py.heap().intern("__module__")?;
    let Some(qualified) = py.find_attribute(callable, &name)?.filter(Value::is_str) else {
        return Ok(py.to_str(callable)?.to_string());
    };
    let module = py.find_attribute(callable, &module)?.filter(Value::is_str);
    Ok(match module.map(|module| module.to_string()) {
        Some(module) if module != "builtins" => format!("{module}.{qualified}()"),
        _ => format!("{qualified}()"),
    })
}
