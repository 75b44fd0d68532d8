//! The digits of ints, slowly.

use taipan_format::Radix;
use taipan_num::Int;

pub(crate) fn radix(code: u8) -> Radix {
    match code {
        b'o' => Radix::Octal,
        b'x' | b'X' => Radix::Hexadecimal,
        _ => Radix::Decimal,
    }
}

pub(crate) fn int_digits(int: &Int, radix: Radix) -> Vec<u8> {
    let base = match radix {
        Radix::Binary => 2,
        Radix::Octal => 8,
        Radix::Decimal => 10,
        Radix::Hexadecimal => 16,
    };
    taipan_num::int::to_radix(int.as_ref(), base).expect("memory").into_bytes()
}
