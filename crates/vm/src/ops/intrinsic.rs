//! Formatting, and what the compiler calls by number.

use taipan_object::hooks::Made;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::STR;
use taipan_object::{Borrowed, Py, PyResult, StackRef, Value, exception as exc};
use taipan_text::Name;

use super::{Fast, Instruction, direct, instruction, raises};
use crate::dispatch::{Flow, Registers, Vm};
use crate::make::make;
use crate::thread::Thread;

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

/// `CALL_INTRINSIC_1`
pub(crate) struct CallIntrinsic1;

impl Instruction for CallIntrinsic1 {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        if oparg != LIST_TO_TUPLE {
            return Fast::Slow;
        }
        // SAFETY: the contract of the trait.
        unsafe {
            let list = registers.peek(1);
            match tuple_of_list(py, list) {
                Ok(tuple) => registers.poke(1, StackRef::owned(tuple)),
                Err(raised) => return raises(thread, raised),
            }
            let _ = list.kill();
        }
        Fast::Next
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { OtherIntrinsic1::slow(vm, oparg) }
    }
}

/// The operand of `CALL_INTRINSIC_1` that makes a tuple of a list.
const LIST_TO_TUPLE: u32 = 6;

/// A tuple of the items of a list, which it loses if nobody else has it.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn tuple_of_list(py: &mut Py, slot: StackRef) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    let value = unsafe { slot.get() };
    let Some(list) = value.get::<List>() else { return py.tuple([]) };
    if value.reference_count() == Some(1) && !slot.is_borrow() {
        let items = list.items.replace(py, Vec::new());
        return py.tuple(items);
    }
    py.tuple(list.items.get(py).iter().cloned())
}

instruction! {
    /// The same where anything may run.
    OtherIntrinsic1(vm, oparg) {
        let value = vm.pop();
        let result = match oparg {
            1 => print(vm.py, &value)?,
            2 => {
                let names = vm.frame().namespace().map(Borrowed::to_value);
                import_star(vm.py, &value, names.as_ref())?
            }
            3 => stop_iteration_error(vm.py, value)?,
            5 => vm.py.unary(taipan_object::type_::SlotId::Positive, &value)?,
            LIST_TO_TUPLE => tuple_of_list(vm.py, StackRef::borrowed(&value))?,
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
    let all_name = py.name(Name::__ALL__).clone();
    let dict_name = py.name(Name::__DICT__).clone();
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
            let module_name = py.name(Name::__NAME__).clone();
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
