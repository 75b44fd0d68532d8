//! `_uuid`: identifiers made of the time and the machine (RFC 9562, version 1).

use std::cell::Cell;

use taipan_host::random;
use taipan_macros::pymodule;
use taipan_object::types::module::ModuleDef;
use taipan_object::{Py, PyResult, Value};

use crate::calls;

/// The module.
pub(crate) static UUID: ModuleDef = ModuleDef {
    functions: &[Functions::FUNCTIONS],
    constants: &[
        ("has_uuid_generate_time_safe", |py| py.int(1)),
        // The number of the machine may be random.
        ("has_stable_extractable_node", |py| py.int(0)),
    ],
    ..ModuleDef::of("_uuid")
};

/// What identifiers have in common, and the time of the last one.
#[derive(Default)]
struct State {
    last: Cell<u64>,
    /// The number of the machine; 0 until it is known.
    node: Cell<u64>,
    clock: Cell<u16>,
}

/// Steps of 100 nanoseconds from the beginning of the Gregorian calendar to that of the system's time.
const GREGORIAN: u64 = 0x01b2_1dd2_1381_4000;

/// The address of the first network card that has one.
fn hardware_address() -> Option<u64> {
    let cards = std::fs::read_dir("/sys/class/net").ok()?;
    cards.filter_map(Result::ok).find_map(|card| {
        let text = std::fs::read_to_string(card.path().join("address")).ok()?;
        let digits: String = text.trim().split(':').collect();
        u64::from_str_radix(&digits, 16).ok().filter(|&address| digits.len() == 12 && address != 0)
    })
}

/// Random bits.
fn random_bits(py: &mut Py) -> PyResult<u64> {
    let mut bytes = [0; 8];
    calls::done(py, random::fill(&mut bytes))?;
    Ok(u64::from_ne_bytes(bytes))
}

struct Functions;

#[pymodule("_uuid")]
impl Functions {
    /// A new identifier as 16 bytes, and -1, because no other process was asked whether it has the same.
    #[pyfunction("()", text = "($self, /)")]
    fn generate_time_safe(py: &mut Py) -> PyResult<Value> {
        let state = py.state::<State>();
        if state.node.get() == 0 {
            let bits = random_bits(py)?;
            state.clock.set((bits >> 48) as u16 & 0x3fff);
            // A random number has the bit of addresses of groups, which no machine has.
            let address = py.detach(hardware_address);
            state.node.set(address.unwrap_or(bits & 0xffff_ffff_ffff | 1 << 40));
        }
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let now = u64::try_from(since.as_nanos() / 100).unwrap_or(u64::MAX).wrapping_add(GREGORIAN);
        // No two have the same time, even if the clock does not go on.
        let time = now.max(state.last.get().wrapping_add(1));
        state.last.set(time);
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&(time as u32).to_be_bytes());
        bytes[4..6].copy_from_slice(&((time >> 32) as u16).to_be_bytes());
        bytes[6..8].copy_from_slice(&((time >> 48) as u16 & 0x0fff | 0x1000).to_be_bytes());
        bytes[8..10].copy_from_slice(&(state.clock.get() | 0x8000).to_be_bytes());
        bytes[10..].copy_from_slice(&state.node.get().to_be_bytes()[2..]);
        let parts = [py.bytes(&bytes)?, py.int(-1)?];
        py.tuple(parts)
    }
}
