//! Making functions.

use taipan_object::StackRef;

use super::direct;
use crate::function::{self, Function};

direct! {
    /// `MAKE_FUNCTION`
    MakeFunction(py, registers, thread, _) {
        let code = registers.peek(1);
        let globals = (*thread.frame.get()).globals();
        let function = function::new(py, &code.get(), &globals)?;
        let _ = code.kill();
        registers.poke(1, StackRef::owned(function));
        Ok(())
    }
}

direct! {
    /// `SET_FUNCTION_ATTRIBUTE`: the operand says which.
    SetFunctionAttribute(py, registers, _, oparg) {
        let function = registers.pop();
        let value = registers.pop().take();
        if let Some(payload) = function.exact::<Function>() {
            let mut state = payload.state.get_mut(py);
            let old = match oparg {
                1 => state.defaults.replace(value),
                2 => state.keyword_defaults.replace(value),
                4 => state.annotations.replace(value),
                8 => state.closure.replace(value),
                _ => state.annotate.replace(value),
            };
            drop(state);
            drop(old);
        }
        registers.push(function);
        Ok(())
    }
}
