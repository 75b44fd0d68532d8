//! `CALL_KW`.

use taipan_object::native::direct;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Py, PyResult, StackRef, Value};

use super::native::{Operands, end};
use super::{call_python, callee, enter};
use crate::dispatch::{Flow, Registers, Vm};
use crate::ops::{Fast, Instruction, raises};
use crate::thread::Thread;

/// `CALL_KW`: the names of the last arguments are on top.
pub(crate) struct CallKw;

impl Instruction for CallKw {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait.
        unsafe {
            let names = registers.pop();
            let callable = registers.peek(count + 2);
            if names.get().exact::<Tuple>().is_none_or(|names| names.len() > count) {
                return Fast::Slow;
            }
            match callee(py, registers, count) {
                Ok(Some(callee)) => return call_python(py, registers, thread, callee, names),
                Ok(None) => {}
                Err(raised) => {
                    let _ = names.kill();
                    return raises(thread, raised);
                }
            }
            let builtin_type = callable.get().as_type().is_some_and(|class| !class.is_heap());
            if !builtin_type && !direct::is_native(callable.get().type_()) || py.is_deep() {
                return Fast::Slow;
            }
            let total = count + usize::from(!registers.peek(count + 1).is_null());
            let result = call_named(py, callable, registers.top.sub(total), total, names);
            end(registers, thread, Operands { taken: count + 3, owned: total + 1 }, result)
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let names = vm.pop();
            enter(vm, oparg as usize, Some(&names))
        }
    }
}

/// Calls something that is not written in Python with arguments on the stack, the last of which are given by name.
///
/// # Safety
/// The slots are there and stay as they are until the call has ended, and so does the tuple of names.
#[inline(never)]
unsafe fn call_named(
    py: &mut Py,
    callable: StackRef,
    base: *const StackRef,
    total: usize,
    names: StackRef,
) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    unsafe {
        let named = names.get().exact::<Tuple>().map_or(0, Tuple::len);
        py.call_args(&callable.get(), Args::from_raw(base, total - named, Some(names.get())))
    }
}
