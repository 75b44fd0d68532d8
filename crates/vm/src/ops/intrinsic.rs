//! Formatting, and what the compiler calls by number.

use taipan_object::hooks::Made;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::STR;
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::instruction;
use crate::make::make;

instruction! {
    /// `FORMAT_SIMPLE`
    FormatSimple(vm, _) {
        if vm.peek(1).type_().is(&STR) {
            return Ok(());
        }
        let value = vm.peek(1).to_value();
        let spec = vm.py.str("")?;
        let text = vm.py.format(&value, &spec)?;
        vm.registers.pop().close();
        vm.push(text);
        Ok(())
    }
}

instruction! {
    /// `FORMAT_WITH_SPEC`
    FormatWithSpec(vm, _) {
        let (value, spec) = (vm.peek(2).to_value(), vm.peek(1).to_value());
        let text = vm.py.format(&value, &spec)?;
        vm.registers.pop().close();
        vm.registers.pop().close();
        vm.push(text);
        Ok(())
    }
}

instruction! {
    /// `CONVERT_VALUE`: `!s`, `!r`, `!a`
    ConvertValue(vm, oparg) {
        let value = vm.peek(1).to_value();
        let text = match oparg {
            1 => vm.py.to_str(&value)?,
            2 => vm.py.repr(&value)?,
            _ => vm.py.ascii(&value)?,
        };
        vm.registers.pop().close();
        vm.push(text);
        Ok(())
    }
}

instruction! {
    /// `CALL_INTRINSIC_1`
    CallIntrinsic1(vm, oparg) {
        let value = vm.pop();
        let result = match oparg {
            1 => print(vm.py, &value)?,
            2 => {
                let names = vm.frame().names.try_get().map(Borrowed::to_value);
                import_star(vm.py, &value, names.as_ref())?
            }
            3 => stop_iteration_error(vm.py, value)?,
            5 => vm.py.unary(taipan_object::type_::SlotId::Positive, &value)?,
            6 => {
                let items = value.get::<List>().map(|list| list.items.get(vm.py).clone());
                vm.py.tuple(items.unwrap_or_default())?
            }
            4 => super::generator::wrap_async(vm.py, value)?,
            number => make(vm.py, Made::Intrinsic(number, vec![value]))?,
        };
        vm.push(result);
        Ok(())
    }
}

instruction! {
    /// `CALL_INTRINSIC_2`
    CallIntrinsic2(vm, oparg) {
        let (first, second) = (vm.pop(), vm.pop());
        let result = match oparg {
            1 => vm.py.prepare_star_reraise(&second, &first)?,
            4 => {
                if let Some(function) = second.exact::<crate::Function>() {
                    drop(function.state.get_mut(vm.py).type_params.replace(first));
                }
                second
            }
            number => make(vm.py, Made::Intrinsic(number + 100, vec![second, first]))?,
        };
        vm.push(result);
        Ok(())
    }
}

/// What the interactive loop does with the value of an expression.
fn print(py: &mut Py, value: &Value) -> PyResult<Value> {
    let name = py.heap().intern("displayhook")?;
    let hook = match crate::run::sys_attribute(py, &name)? {
        Some(hook) => hook,
        None => return Err(exc::runtime_error(py, format_args!("lost sys.displayhook"))),
    };
    py.call(&hook, &[value])?;
    Ok(none())
}

/// `from module import *`
fn import_star(py: &mut Py, module: &Value, names: Option<&Value>) -> PyResult<Value> {
    let Some(namespace) = names else {
        return Err(exc::system_error(py, format_args!("no locals found during 'import *'")));
    };
    let all_name = py.heap().intern("__all__")?;
    let dict_name = py.heap().intern("__dict__")?;
    let (all, skip_private) = match py.find_attribute(module, &all_name)? {
        Some(all) => (all, false),
        None => match py.find_attribute(module, &dict_name)? {
            Some(dict) => {
                let keys =
                    dict.get::<Dict>().map(|dict| dict.items(py).into_iter().map(|(key, _)| key).collect());
                (py.list(keys.unwrap_or_default())?, true)
            }
            None => {
                return Err(py.error(
                    &exc::IMPORT_ERROR,
                    format_args!("from-import-* object has no __dict__ and no __all__"),
                ));
            }
        },
    };
    py.for_each(&all, |py, name| {
        let Some(text) = name.get::<taipan_object::types::str_::Str>() else {
            let module_name = py.heap().intern("__name__")?;
            let shown = py.get_attribute(module, &module_name)?;
            let shown = py.repr(&shown)?.to_string();
            let shown = shown.trim_matches('\'');
            let (what, kind) = if skip_private { ("Key in", "__dict__") } else { ("Item in", "__all__") };
            return Err(exc::type_error(
                py,
                format_args!("{what} {shown}.{kind} must be str, not {}", name.type_().name()),
            ));
        };
        if skip_private && text.code_point(0) == Some(u32::from(b'_')) {
            return Ok(());
        }
        let value = py.get_attribute(module, &name)?;
        match namespace.exact::<Dict>() {
            Some(dict) => dict.set(py, &name, value),
            None => py.set_item(namespace, &name, &value),
        }
    })?;
    Ok(none())
}

/// A `StopIteration` that leaves a generator becomes a `RuntimeError`.
fn stop_iteration_error(py: &mut Py, exception: Value) -> PyResult<Value> {
    Ok(crate::generator::resume::convert(py, exception))
}
