//! Formatting, and what the compiler calls by number.

use taipan_object::hooks::Made;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::STR;
use taipan_object::{Borrowed, Py, PyResult, StackRef, Value, exception as exc};

use super::{direct, instruction};
use crate::make::make;

direct! {
    /// `FORMAT_SIMPLE`
    FormatSimple(py, registers, _, _) {
        let text = StackRef::owned(format(py, registers.peek(1), StackRef::NULL)?);
        let _ = registers.pop().kill();
        registers.push(text);
        Ok(())
    }
    fast(registers, _, _) {
        // A text is its own.
        registers.peek(1).get().type_().is(&STR).into()
    }
}

direct! {
    /// `FORMAT_WITH_SPEC`
    FormatWithSpec(py, registers, _, _) {
        let text = StackRef::owned(format(py, registers.peek(2), registers.peek(1))?);
        let _ = registers.pop().kill();
        let _ = registers.pop().kill();
        registers.push(text);
        Ok(())
    }
}

/// What a slot holds as a text, after a specification in another one, or without.
///
/// # Safety
/// The slot is not null, and what they hold is alive.
#[inline(never)]
unsafe fn format(py: &mut Py, slot: StackRef, spec: StackRef) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let (value, spec) = unsafe { (slot.get(), spec.try_get()) };
    match spec {
        Some(spec) => py.format(&value, &spec),
        None => py.format_plainly(&value),
    }
}

direct! {
    /// `CONVERT_VALUE`: `!s`, `!r`, `!a`
    ConvertValue(py, registers, _, oparg) {
        let text = StackRef::owned(convert(py, registers.peek(1), oparg)?);
        let _ = registers.pop().kill();
        registers.push(text);
        Ok(())
    }
}

/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn convert(py: &mut Py, slot: StackRef, conversion: u32) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let value = unsafe { slot.get() };
    match conversion {
        1 => py.to_str(&value),
        2 => py.repr(&value),
        _ => py.ascii(&value),
    }
}

instruction! {
    /// `CALL_INTRINSIC_1`
    CallIntrinsic1(vm, oparg) {
        let value = vm.pop();
        let result = match oparg {
            1 => print(vm.py, &value)?,
            2 => {
                let names = vm.frame().namespace().map(Borrowed::to_value);
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
                    drop(function.state.get_mut(vm.py).rare().type_params.replace(first));
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
