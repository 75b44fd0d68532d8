//! What awaits a future: most often one task, which is kept as it is; several are in a set.

use taipan_object::types::set::Set;
use taipan_object::{Py, PyResult, Value};

use super::future::Future;

/// Notes that a future is awaited by another. What is no future of this module does not take part.
pub(super) fn add(py: &mut Py, future: &Value, waiter: &Value) -> PyResult<()> {
    let (Some(future), Some(_)) = (future.get::<Future>(), waiter.get::<Future>()) else { return Ok(()) };
    let known = future.awaited_by.get(py).clone();
    let Some(known) = known else {
        drop(future.awaited_by.replace(py, Some(waiter.clone())));
        return Ok(());
    };
    if future.is_awaited_by_several.get() {
        return match known.get::<Set>() {
            Some(all) => all.add(py, waiter).map(drop),
            None => Ok(()),
        };
    }
    if known.is(waiter) {
        return Ok(());
    }
    let all = Set::default();
    all.add(py, &known)?;
    all.add(py, waiter)?;
    let all = py.heap().set(all)?;
    future.is_awaited_by_several.set(true);
    drop(future.awaited_by.replace(py, Some(all)));
    Ok(())
}

/// Takes that back.
pub(super) fn discard(py: &mut Py, future: &Value, waiter: &Value) -> PyResult<()> {
    let (Some(future), Some(_)) = (future.get::<Future>(), waiter.get::<Future>()) else { return Ok(()) };
    let known = future.awaited_by.get(py).clone();
    let Some(known) = known else { return Ok(()) };
    if future.is_awaited_by_several.get() {
        if let Some(all) = known.get::<Set>() {
            drop(all.remove(py, waiter)?);
        }
    } else if known.is(waiter) {
        drop(future.awaited_by.replace(py, None));
    }
    Ok(())
}

/// All that await a future.
pub(super) fn all(py: &Py, future: &Future) -> PyResult<Vec<Value>> {
    let known = future.awaited_by.get(py).clone();
    match known {
        None => Ok(Vec::new()),
        Some(known) if future.is_awaited_by_several.get() => match known.get::<Set>() {
            Some(all) => all.keys(py),
            None => Ok(Vec::new()),
        },
        Some(known) => Ok(vec![known]),
    }
}
