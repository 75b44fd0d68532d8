//! Making functions.

use super::instruction;
use crate::function::{self, Function};

instruction! {
    /// `MAKE_FUNCTION`
    MakeFunction(vm, _) {
        let code = vm.pop();
        let globals = vm.frame().globals();
        let function = function::new(vm.py, &code, &globals)?;
        vm.push(function);
        Ok(())
    }
}

instruction! {
    /// `SET_FUNCTION_ATTRIBUTE`: the operand says which.
    SetFunctionAttribute(vm, oparg) {
        let function = vm.pop();
        let value = vm.pop();
        if let Some(payload) = function.exact::<Function>() {
            let mut state = payload.state.get_mut(vm.py);
            let old = match oparg {
                1 => state.defaults.replace(value),
                2 => state.keyword_defaults.replace(value),
                4 => state.rare().annotations.replace(value),
                8 => state.closure.replace(value),
                _ => state.annotate.replace(value),
            };
            drop(state);
            drop(old);
        }
        vm.push(function);
        Ok(())
    }
}
