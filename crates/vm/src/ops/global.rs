//! Globals, builtins, and the names of module and class bodies.

use taipan_object::types::dict::Dict;
use taipan_object::{Py, PyResult, Raised, StackRef, Value, exception as exc};
use taipan_text::Name;

use super::{Fast, Instruction, instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

/// Units of inline cache behind `LOAD_GLOBAL`.
const CACHE: usize = 4;

#[cold]
fn no_name(py: &Py, name: &Value) -> Raised {
    exc::name_error(py, &exc::NAME_ERROR, name, format_args!("name '{name}' is not defined"))
}

/// A global or builtin.
///
/// # Safety
/// The frame on top runs.
unsafe fn find_global(vm: &mut Vm<'_>, name: &Value) -> PyResult<Option<Value>> {
    // SAFETY: the caller's promise.
    let (globals, builtins) = unsafe { (vm.frame().globals(), vm.frame().builtins()) };
    match lookup(vm.py, &globals, name)? {
        Some(value) => Ok(Some(value)),
        None => lookup(vm.py, &builtins, name),
    }
}

/// `mapping[name]`, or nothing if that raises `KeyError`.
pub(crate) fn lookup(py: &mut Py, mapping: &Value, name: &Value) -> PyResult<Option<Value>> {
    if let Some(dict) = mapping.exact::<Dict>() {
        return dict.get(py, name);
    }
    match py.get_item(mapping, name) {
        Ok(value) => Ok(Some(value)),
        Err(raised) if py.matches(&raised, &exc::KEY_ERROR) => {
            py.discard(raised);
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// `LOAD_GLOBAL`: bit 0 asks for a null after it.
///
/// ```text
/// cache:  │ index │ version of the globals' keys, 32 bits │ version of the builtins' keys; 0: it is a global │
/// ```
pub(crate) struct LoadGlobal;

impl Instruction for LoadGlobal {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait; the function keeps both dicts. A version that is right vouches for the index.
        unsafe {
            let cache = registers.pc;
            let index = usize::from(cache.read());
            let version = u32::from(cache.add(1).read()) | u32::from(cache.add(2).read()) << 16;
            let builtins_version = u32::from(cache.add(3).read());
            let function = (*thread.frame.get()).function();
            let globals = function.globals_pointer;
            if version == 0 || globals.is_null() || (*globals).current_keys_version() != version {
                return Fast::Slow;
            }
            let dict = if builtins_version == 0 {
                globals
            } else {
                let builtins = function.builtins_pointer;
                if builtins.is_null() || (*builtins).current_keys_version() != builtins_version {
                    return Fast::Slow;
                }
                builtins
            };
            let Some(value) = (*dict).current_value(index) else { return Fast::Slow };
            registers.push(StackRef::owned(value.to_value()));
            if oparg & 1 != 0 {
                registers.push(StackRef::NULL);
            }
            registers.skip(CACHE);
        }
        Fast::Next
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let name = vm.name(oparg as usize >> 1);
            match find_global(vm, name) {
                Ok(Some(value)) => vm.push(value),
                Ok(None) => return Flow::Raise(no_name(vm.py, name)),
                Err(raised) => return Flow::Raise(raised),
            }
            if oparg & 1 != 0 {
                vm.registers.push(StackRef::NULL);
            }
            remember(vm, name);
            vm.registers.skip(CACHE);
        }
        Flow::Next
    }
}

/// Fills the cache of a `LOAD_GLOBAL`, if both namespaces are dicts whose versions and index fit.
///
/// # Safety
/// The cache begins at the next unit.
unsafe fn remember(vm: &mut Vm<'_>, name: &Value) {
    // SAFETY: the function keeps both dicts.
    unsafe {
        let function = vm.frame().function();
        let (Some(globals), Some(builtins)) =
            (function.globals_pointer.as_ref(), function.builtins_pointer.as_ref())
        else {
            return;
        };
        let (version, index, builtins_version) = match globals.cached_index(vm.py, name) {
            Some((version, index)) => (version, index, 0),
            None if globals.get_str(vm.py, name).is_some() => return,
            None => {
                let Some((builtins_version, index)) = builtins.cached_index(vm.py, name) else { return };
                (globals.assign_keys_version(vm.py), index, builtins_version)
            }
        };
        let (Ok(index), Ok(builtins_version)) = (u16::try_from(index), u16::try_from(builtins_version))
        else {
            return;
        };
        vm.write_cache(0, &[index, version as u16, (version >> 16) as u16, builtins_version]);
    }
}

instruction! {
    /// `STORE_GLOBAL`
    StoreGlobal(vm, oparg) {
        let name = vm.name(oparg as usize);
        let value = vm.pop();
        let globals = vm.frame().globals();
        store(vm.py, &globals, name, &value)
    }
}

/// Sets a name in a namespace.
fn store(py: &mut Py, namespace: &Value, name: &Value, value: &Value) -> PyResult<()> {
    match namespace.exact::<Dict>() {
        Some(dict) => dict.set_str(py, name, value.clone()).map(drop),
        None => py.set_item(namespace, name, value),
    }
}

/// Removes a name from a namespace.
fn delete(py: &mut Py, namespace: &Value, name: &Value) -> PyResult<()> {
    match namespace.exact::<Dict>() {
        Some(dict) => match dict.remove_str(py, name) {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(no_name(py, name)),
        },
        None => match py.delete_item(namespace, name) {
            Err(raised) if py.matches(&raised, &exc::KEY_ERROR) => {
                py.discard(raised);
                Err(no_name(py, name))
            }
            result => result,
        },
    }
}

instruction! {
    /// `DELETE_GLOBAL`
    DeleteGlobal(vm, oparg) {
        let name = vm.name(oparg as usize);
        let globals = vm.frame().globals();
        delete(vm.py, &globals, name)
    }
}

/// The namespace of the body that runs.
///
/// # Safety
/// The frame on top runs.
unsafe fn namespace(vm: &mut Vm<'_>, doing: &str) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    match unsafe { vm.frame().namespace() } {
        Some(names) => Ok(names.to_value()),
        None => Err(exc::system_error(vm.py, format_args!("no locals {doing}"))),
    }
}

instruction! {
    /// `LOAD_NAME`
    LoadName(vm, oparg) {
        let name = vm.name(oparg as usize);
        let names = namespace(vm, "when loading")?;
        let value = match lookup(vm.py, &names, name)? {
            Some(value) => Some(value),
            None => find_global(vm, name)?,
        };
        match value {
            Some(value) => vm.push(value),
            None => return Err(no_name(vm.py, name)),
        }
        Ok(())
    }
}

instruction! {
    /// `STORE_NAME`
    StoreName(vm, oparg) {
        let name = vm.name(oparg as usize);
        let value = vm.pop();
        let names = namespace(vm, "when storing")?;
        store(vm.py, &names, name, &value)
    }
}

instruction! {
    /// `DELETE_NAME`
    DeleteName(vm, oparg) {
        let name = vm.name(oparg as usize);
        let names = namespace(vm, "when deleting")?;
        delete(vm.py, &names, name)
    }
}

instruction! {
    /// `LOAD_LOCALS`
    LoadLocals(vm, _) {
        let names = namespace(vm, "when loading locals")?;
        vm.push(names);
        Ok(())
    }
}

instruction! {
    /// `LOAD_FROM_DICT_OR_GLOBALS`
    LoadFromDictOrGlobals(vm, oparg) {
        let name = vm.name(oparg as usize);
        let names = vm.pop();
        let value = match lookup(vm.py, &names, name)? {
            Some(value) => Some(value),
            None => find_global(vm, name)?,
        };
        match value {
            Some(value) => vm.push(value),
            None => return Err(no_name(vm.py, name)),
        }
        Ok(())
    }
}

instruction! {
    /// `LOAD_BUILD_CLASS`
    LoadBuildClass(vm, _) {
        let name = vm.py.name(Name::__BUILD_CLASS__).clone();
        let builtins = vm.frame().builtins();
        match lookup(vm.py, &builtins, &name)? {
            Some(value) => vm.push(value),
            None => {
                return Err(exc::name_error(vm.py, &exc::NAME_ERROR, &name, format_args!("__build_class__ not found")));
            }
        }
        Ok(())
    }
}

instruction! {
    /// `SETUP_ANNOTATIONS`
    SetupAnnotations(vm, _) {
        let name = vm.py.name(Name::__ANNOTATIONS__).clone();
        let names = namespace(vm, "found when setting up annotations")?;
        if lookup(vm.py, &names, &name)?.is_none() {
            let dict = vm.py.dict()?;
            store(vm.py, &names, &name, &dict)?;
        }
        Ok(())
    }
}

/// Looks a name up in a mapping, for other families.
pub(super) fn lookup_name(py: &mut Py, mapping: &Value, name: &Value) -> PyResult<Option<Value>> {
    lookup(py, mapping, name)
}
