//! Values as pickles: what everything that has no better way crosses as.
//!
//! What a program defines in `__main__` is not in another interpreter's `__main__`. Where that is what a pickle lacks, the
//! file of the sender's program is executed under another name, and what it defines stands in for `__main__` meanwhile.

use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyCell, PyResult, Value, exception as exc};
use taipan_std_boot::import;

use super::{Text, copy};
use crate::errors;

/// A pickle, and where the sender's program lies.
#[derive(Debug)]
pub struct Pickled {
    bytes: Vec<u8>,
    main: Option<Text>,
}

/// What the file of another interpreter's program defines, once it was executed here.
#[derive(Default)]
struct Fake(PyCell<Option<Value>>);

/// The name under which that file is executed.
const FAKE_NAME: &str = "<fake __main__>";

/// Pickles a value.
pub fn pack(py: &mut Py, value: &Value) -> PyResult<Pickled> {
    match try_to_pack(py, value) {
        Ok(pickled) => Ok(pickled),
        Err(raised) => {
            Err(errors::not_shareable(py, format_args!("object could not be pickled"), Some(raised)))
        }
    }
}

fn function(py: &mut Py, name: &str) -> PyResult<Value> {
    let module = import::import(py, "pickle")?;
    let name = py.heap().intern(name)?;
    py.get_attribute(&module, &name)
}

fn try_to_pack(py: &mut Py, value: &Value) -> PyResult<Pickled> {
    let dumps = function(py, "dumps")?;
    let pickle = py.call(&dumps, &[value])?;
    let Some(bytes) = pickle.get::<Bytes>() else {
        return Err(exc::type_error(py, format_args!("pickle.dumps() did not return bytes")));
    };
    let bytes = copy(bytes.data())?;
    let main = main_file(py)?;
    Ok(Pickled { bytes, main })
}

/// `__file__` of `__main__`, if it has one.
fn main_file(py: &mut Py) -> PyResult<Option<Text>> {
    let Some(main) = main(py)? else { return Ok(None) };
    let name = py.heap().intern("__file__")?;
    let file = main.get::<Module>().and_then(|main| main.get(py, &name));
    let text = file.as_ref().and_then(|file| file.get::<Str>());
    text.map(|text| Text::of(text.units())).transpose()
}

/// The module `__main__`.
fn main(py: &mut Py) -> PyResult<Option<Value>> {
    let (modules, name) = (py.modules()?, py.heap().intern("__main__")?);
    match modules.get::<Dict>() {
        Some(modules) => modules.get(py, &name),
        None => Ok(None),
    }
}

/// Makes a value of a pickle.
pub(super) fn unpack(py: &mut Py, pickled: Pickled) -> PyResult<Value> {
    let bytes = py.bytes(&pickled.bytes)?;
    let loaded = load(py, &bytes, pickled.main.as_ref());
    loaded.map_err(|raised| {
        errors::not_shareable(py, format_args!("object could not be unpickled"), Some(raised))
    })
}

fn load(py: &mut Py, bytes: &Value, file: Option<&Text>) -> PyResult<Value> {
    let loads = function(py, "loads")?;
    let raised = match py.call(&loads, &[bytes]) {
        Ok(value) => return Ok(value),
        Err(raised) => raised,
    };
    let exception = py.take(raised);
    let file = file.filter(|_| exception.type_().carries(&exc::ATTRIBUTE_ERROR));
    let Some(file) = file else { return Err(py.heap().again(exception)) };
    let shown = match py.to_str(&exception) {
        Ok(shown) => shown.to_string(),
        Err(raised) => {
            py.discard(raised);
            String::new()
        }
    };
    let lacks =
        shown.contains("module '__main__' has no attribute") || shown.contains("on <module '__main__'");
    if !lacks {
        return Err(py.heap().again(exception));
    }
    match with_fake_main(py, file, |py| py.call(&loads, &[bytes])) {
        Ok(value) => Ok(value),
        Err(raised) => {
            py.discard(raised);
            Err(py.heap().again(exception))
        }
    }
}

/// Does something while `__main__` is what a file defines.
fn with_fake_main(
    py: &mut Py,
    file: &Text,
    work: impl FnOnce(&mut Py) -> PyResult<Value>,
) -> PyResult<Value> {
    let fake = fake_main(py, file)?;
    let Some(main) = main(py)? else { return work(py) };
    let (modules, name) = (py.modules()?, py.heap().intern("__main__")?);
    py.set_item(&modules, &name, &fake)?;
    let result = work(py);
    let restored = py.set_item(&modules, &name, &main);
    match (result, restored) {
        (Ok(value), Ok(())) => Ok(value),
        (Err(raised), Ok(())) | (Ok(_), Err(raised)) => Err(raised),
        (Err(first), Err(second)) => {
            drop(first);
            Err(second)
        }
    }
}

/// A module with what a file defines that is not to be executed as a program.
fn fake_main(py: &mut Py, file: &Text) -> PyResult<Value> {
    let state = py.state::<Fake>();
    if let Some(fake) = state.0.get(py).clone() {
        return Ok(fake);
    }
    let runpy = import::import(py, "runpy")?;
    let run = py.heap().intern("run_path")?;
    let (file, none, name) = (file.value(py)?, none(), py.str(FAKE_NAME)?);
    let namespace = py.call_method(&runpy, &run, &[&file, &none, &name])?;
    let name = py.heap().intern("__main__")?;
    let module = py.new_module(&name)?;
    let update = py.heap().intern("update")?;
    if let Some(payload) = module.get::<Module>() {
        let dict = payload.dict().clone();
        py.call_method(&dict, &update, &[&namespace])?;
    }
    drop(state.0.replace(py, Some(module.clone())));
    Ok(module)
}
