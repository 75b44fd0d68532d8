//! Making functions.

use taipan_object::{Borrowed, Py, PyResult, StackRef, Value};

use super::direct;
use crate::function::{self, Function};

direct! {
    /// `MAKE_FUNCTION`
    MakeFunction(py, registers, thread, _) {
        let code = registers.peek(1);
        let function = StackRef::owned(function_of(py, code, (*thread.frame.get()).globals())?);
        let _ = code.kill();
        registers.poke(1, function);
        Ok(())
    }
}

/// A function of code. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn function_of(py: &mut Py, code: StackRef, globals: Borrowed<'_>) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let code = unsafe { code.get() };
    function::new(py, &code, &globals)
}

direct! {
    /// `SET_FUNCTION_ATTRIBUTE`: the operand says which.
    SetFunctionAttribute(py, registers, _, oparg) {
        let function = registers.pop();
        set_attribute(py, function, registers.pop().take(), oparg);
        registers.push(function);
        Ok(())
    }
}

/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn set_attribute(py: &mut Py, function: StackRef, value: Value, which: u32) {
    // SAFETY: the caller's promise.
    if let Some(payload) = unsafe { function.exact::<Function>() } {
        let mut state = payload.state.get_mut(py);
        let old = match which {
            1 => state.defaults.replace(value),
            2 => state.keyword_defaults.replace(value),
            4 => state.rare().annotations.replace(value),
            8 => state.closure.replace(value),
            _ => state.annotate.replace(value),
        };
        drop(state);
        drop(old);
    }
}
