//! The digits of numbers, slowly.

use taipan_format::{FloatCode, Radix};
use taipan_num::Int;
use taipan_text::OutOfMemory;

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

#[expect(clippy::unnecessary_wraps, reason = "the type of the callback")]
pub(crate) fn float_digits(value: f64, code: FloatCode) -> Result<Vec<u8>, OutOfMemory> {
    let mut text = match code.code.to_ascii_lowercase() {
        b'r' if code.alternate
            && value.is_finite()
            && !taipan_num::repr_float(value).contains(['.', 'e']) =>
        {
            format!("{}.", taipan_num::repr_float(value))
        }
        b'r' => {
            let text = taipan_num::repr_float(value);
            let bare = text.strip_suffix(".0").unwrap_or(&text);
            match (code.add_dot_0, code.alternate && value.is_finite()) {
                (true, false) => text,
                (false, false) => bare.to_owned(),
                (add, true) if !bare.contains('.') => match bare.split_once('e') {
                    Some((mantissa, exponent)) => format!("{mantissa}.e{exponent}"),
                    None => format!("{bare}.{}", if add { "0" } else { "" }),
                },
                (_, true) => text,
            }
        }
        _ if !value.is_finite() => if value.is_nan() {
            "nan"
        } else if value < 0.0 {
            "-inf"
        } else {
            "inf"
        }
        .to_owned(),
        b'f' => format!(
            "{value:.*}{}",
            code.precision,
            if code.alternate && code.precision == 0 { "." } else { "" }
        ),
        b'e' => scientific(value, code.precision, code.alternate),
        _ => general(value, &code),
    };
    if code.coerce_negative_zero
        && text.starts_with('-')
        && !text[1..].split('e').next().unwrap_or("").contains(|c: char| c != '0' && c != '.')
    {
        text.remove(0);
    }
    if code.code.is_ascii_uppercase() {
        text.make_ascii_uppercase();
    }
    Ok(text.into_bytes())
}

fn scientific(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').expect("an exponent");
    let exponent: i32 = exponent.parse().expect("a number");
    let point = if alternate && precision == 0 { "." } else { "" };
    format!("{mantissa}{point}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

fn general(value: f64, code: &FloatCode) -> String {
    let precision = code.precision.max(1);
    let text = scientific(value, precision - 1, false);
    let (mantissa, exponent) = text.split_once('e').expect("an exponent");
    let power: i32 = exponent.parse().expect("a number");
    let strip = |text: &str| {
        let kept = if !code.alternate && text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            text
        };
        if code.alternate && !kept.contains('.') { format!("{kept}.") } else { kept.to_owned() }
    };
    // Without a type the point comes one digit earlier, so that there is always a digit behind it.
    let limit = precision as i32 - i32::from(code.add_dot_0);
    if power < -4 || power >= limit {
        return format!("{}e{exponent}", strip(mantissa));
    }
    let fixed = strip(&format!("{value:.*}", (precision as i32 - 1 - power).max(0) as usize));
    if code.add_dot_0 && !fixed.contains('.') {
        return format!("{fixed}.0");
    }
    if code.add_dot_0 && fixed.ends_with('.') { format!("{fixed}0") } else { fixed }
}
