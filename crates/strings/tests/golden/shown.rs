//! `repr`, `ascii` and `hash`.

use taipan_strings::{HashSecret, Repr, ReprOfBytes, Units};

use crate::case::{built, check};

#[test]
fn shown_and_hashed() {
    check(include_str!("shown.tsv"), |case| match case.operation {
        "repr" => built(&Repr::new(case.text(0).as_units())),
        "ascii" => built(&Repr::ascii(case.text(0).as_units())),
        "bytes.repr" => built(&ReprOfBytes::new(&case.bytes(0))),
        "hash" => {
            let secret = HashSecret::from_seed(case.number(0));
            let text = case.text(1);
            match text.as_units() {
                Units::Ascii(text @ [b'!', ..]) => secret.bytes(text).to_string(),
                Units::Latin1(text @ [b'!', ..]) => secret.bytes(text).to_string(),
                text => secret.units(text).to_string(),
            }
        }
        name => panic!("an unknown operation: {name}"),
    });
}
