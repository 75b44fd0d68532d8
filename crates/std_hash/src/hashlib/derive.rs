//! Keys from passwords.

use taipan_macros::pymodule;
use taipan_num::int::IntRef;
use taipan_object::exception as exc;
use taipan_object::exclusive::detached;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value};

use super::named;
use crate::argument;
use crate::key_derivation::{self, Cost};

/// The functions.
pub(super) struct Functions;

/// The most memory that scrypt takes unless more is allowed.
const USUAL_MEMORY: u64 = 32 << 20;
/// The limit of C's ints.
const INT_MAX: i64 = i32::MAX as i64;

#[pymodule("_hashlib")]
impl Functions {
    /// A key from a password: PBKDF2 of PKCS #5 v2.0, with HMAC over the algorithm of this name.
    #[pyfunction("(hash_name, password, salt, iterations, dklen=None)")]
    fn pbkdf2_hmac(
        py: &mut Py,
        hash_name: &Str,
        password: &Value,
        salt: &Value,
        iterations: &Value,
        dklen: Borrowed<'_>,
    ) -> PyResult<Value> {
        let password = argument::bytes(py, password)?;
        let salt = argument::bytes(py, salt)?;
        let iterations = long(py, iterations)?;
        let engine = named(py, hash_name.as_ascii().unwrap_or_default())?;
        if iterations < 1 {
            return Err(exc::value_error(py, format_args!("iteration value must be greater than 0.")));
        }
        if iterations > INT_MAX {
            return Err(exc::overflow_error(py, format_args!("iteration value is too great.")));
        }
        let length = if is_none(&dklen) { engine.digest_size() as i64 } else { long(py, &dklen)? };
        if length < 1 {
            return Err(exc::value_error(py, format_args!("key length must be greater than 0.")));
        }
        if length > INT_MAX {
            return Err(exc::overflow_error(py, format_args!("key length is too great.")));
        }
        if engine.digest_size() == 0 {
            return Err(exc::value_error(
                py,
                format_args!("[digital envelope routines] xof digests not allowed"),
            ));
        }
        let mut key = zeros(length as usize)?;
        detached(py, usize::MAX, || {
            engine.derive_key(&password, &salt, iterations as u32, &mut key);
        });
        py.bytes(&key)
    }

    /// A key from a password: scrypt.
    #[pyfunction("(password, *, salt, n, r, p, maxmem=0, dklen=64)")]
    fn scrypt(
        py: &mut Py,
        password: &Value,
        salt: &Value,
        n: &Value,
        r: &Value,
        p: &Value,
        maxmem: Option<Borrowed<'_>>,
        dklen: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let password = argument::bytes(py, password)?;
        let salt = argument::bytes(py, salt)?;
        let (n, r, p) = (unsigned(py, n)?, unsigned(py, r)?, unsigned(py, p)?);
        let maxmem = maxmem.map_or(Ok(0), |it| long(py, &it))?;
        let dklen = dklen.map_or(Ok(64), |it| long(py, &it))?;
        if n < 2 || !n.is_power_of_two() {
            return Err(exc::value_error(py, format_args!("n must be a power of 2.")));
        }
        let Some(maxmem) = u64::try_from(maxmem).ok().filter(|&it| it <= INT_MAX as u64) else {
            return Err(exc::value_error(
                py,
                format_args!("maxmem must be positive and smaller than {INT_MAX}"),
            ));
        };
        let Some(dklen) = usize::try_from(dklen).ok().filter(|&it| it >= 1 && it <= INT_MAX as usize) else {
            return Err(exc::value_error(
                py,
                format_args!("dklen must be greater than 0 and smaller than {INT_MAX}"),
            ));
        };
        let cost = Cost { n, r, p };
        check(py, cost, if maxmem == 0 { USUAL_MEMORY } else { maxmem })?;
        let mut key = zeros(dklen)?;
        detached(py, usize::MAX, || key_derivation::scrypt(&password, &salt, cost, &mut key))?;
        py.bytes(&key)
    }
}

/// Fails when scrypt would take too much.
fn check(py: &Py, cost: Cost, most: u64) -> PyResult<()> {
    /// OpenSSL's bound of the product of `p` and `r`.
    const PRODUCT: u64 = (1 << 30) - 1;
    let Cost { n, r, p } = cost;
    if r == 0 || p == 0 {
        return Err(exc::value_error(py, format_args!("Invalid parameter combination for n, r, p, maxmem.")));
    }
    if r.max(p) > u32::MAX.into() {
        return Err(exc::value_error(py, format_args!("[digital envelope routines] parameter too large")));
    }
    // The number of remembered blocks must be one that a block of this size can choose from.
    let choice = 16 * u128::from(r) <= 63 && u128::from(n) >= 1u128 << (16 * r);
    let most = if p > PRODUCT / r || choice { 0 } else { most };
    match cost.memory() {
        Some(memory) if memory <= most => Ok(()),
        _ => Err(exc::value_error(py, format_args!("[digital envelope routines] memory limit exceeded"))),
    }
}

fn zeros(count: usize) -> PyResult<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(count)?;
    bytes.resize(count, 0);
    Ok(bytes)
}

/// A C long.
fn long(py: &mut Py, value: &Value) -> PyResult<i64> {
    let index = py.index(value)?;
    index.as_i64().ok_or_else(|| too_large(py))
}

#[cold]
fn too_large(py: &Py) -> Raised {
    exc::overflow_error(py, format_args!("Python int too large to convert to C long"))
}

/// A C unsigned long.
fn unsigned(py: &mut Py, value: &Value) -> PyResult<u64> {
    let value = py.index(value)?;
    let mut limb = [0];
    let number = value.as_int(&mut limb);
    if number.is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("Cannot convert negative int")));
    }
    match number.and_then(IntRef::to_u64) {
        Some(number) => Ok(number),
        None => Err(exc::overflow_error(py, format_args!("Python int too large for C unsigned long"))),
    }
}
