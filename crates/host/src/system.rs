//! What the machine and its system are.

use std::ffi::CStr;
use std::io;

use crate::calls::filled;

/// Name of the system, name of the machine, release, version, kind of machine.
pub fn uname() -> io::Result<[Vec<u8>; 5]> {
    // SAFETY: the call fills in what it is given.
    let names = filled(|place| unsafe { libc::uname(place) })?;
    let texts = [&names.sysname, &names.nodename, &names.release, &names.version, &names.machine];
    // SAFETY: the texts end with zero bytes.
    Ok(texts.map(|text| unsafe { CStr::from_ptr(text.as_ptr()) }.to_bytes().to_vec()))
}

/// The load of the last 1, 5 and 15 minutes.
pub fn load() -> Option<[f64; 3]> {
    let mut load = [0.0; 3];
    // SAFETY: there is room for three numbers.
    if unsafe { libc::getloadavg(load.as_mut_ptr(), 3) } == 3 { Some(load) } else { None }
}
