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
    function::new(py, unsafe { code.get() }, globals)
}

direct! {
    /// `SET_FUNCTION_ATTRIBUTE`: the operand says which.
    SetFunctionAttribute(py, registers, _, oparg) {
        let (function, value) = (registers.pop(), registers.pop());
        registers.push(function);
        let Some(payload) = function.exact::<Function>() else {
            let _ = value.kill();
            return Ok(());
        };
        let mut state = payload.state.get_mut(py);
        let place = match oparg {
            1 => &mut state.defaults,
            2 => &mut state.keyword_defaults,
            4 => &mut state.rare().annotations,
            8 => &mut state.closure,
            _ => &mut state.annotate,
        };
        // A function that was just made has none.
        if let Some(old) = place.replace(value.take()) {
            let _ = StackRef::owned(old).kill();
        }
        Ok(())
    }
}
