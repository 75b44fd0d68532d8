//! All codes and all characters of every encoding, compared with digests of CPython's answers.

use std::convert::Infallible;
use std::fmt::Write as _;

use taipan_cjk::Codec;
use taipan_codecs::{Builtin, Failure, OnDecodeError, OnEncodeError};
use taipan_text::{OutOfMemory, TextSink};

#[derive(Default)]
struct Points(Vec<u32>);

impl TextSink for Points {
    fn reserve(&mut self, _: usize) -> Result<(), OutOfMemory> {
        Ok(())
    }

    fn push(&mut self, code_point: u32) {
        self.0.push(code_point);
    }
}

fn codec(name: &str) -> &'static Codec {
    [
        taipan_cjk::CHINA,
        taipan_cjk::HONG_KONG,
        taipan_cjk::ISO2022,
        taipan_cjk::JAPAN,
        taipan_cjk::KOREA,
        taipan_cjk::TAIWAN,
    ]
    .into_iter()
    .flatten()
    .find(|codec| codec.name == name)
    .expect("a codec of this crate")
}

fn problem(failure: &Failure<Infallible>) -> String {
    match failure {
        Failure::Problem(problem) => format!("{} {} {}", problem.start, problem.end, problem.reason),
        other => format!("{other:?}"),
    }
}

fn decoded(codec: &Codec, data: &[u8]) -> String {
    let mut out = Points::default();
    let mut on_error = OnDecodeError::Builtin(Builtin::Strict);
    match codec.decode::<Infallible>(data, true, &mut codec.decoder_state(), &mut on_error, &mut out) {
        Ok(_) => out.0.iter().map(|point| format!("{point:x}")).collect::<Vec<_>>().join(" "),
        Err(failure) => problem(&failure),
    }
}

fn encoded(codec: &Codec, text: &[u32]) -> String {
    let mut out = Vec::new();
    let mut state = codec.encoder_state();
    let mut on_error = OnEncodeError::Builtin(Builtin::Strict);
    match codec.encode::<Infallible, [u32]>(text, true, &mut state, &mut on_error, &mut out) {
        Ok(_) => {
            codec.reset_encoder(&mut state, &mut out);
            out.iter().fold(String::new(), |mut shown, byte| {
                write!(shown, "{byte:02x}").expect("a string takes everything");
                shown
            })
        }
        Err(failure) => problem(&failure),
    }
}

fn digest(lines: &[String]) -> String {
    let value = lines
        .join("\n")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |value, byte| (value ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{value:016x}")
}

fn answers(name: &str, direction: &str, block: &str) -> Vec<String> {
    let codec = codec(name);
    match direction {
        "decode" => {
            let mut data: Vec<u8> = (0..block.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&block[at..at + 2], 16).expect("digits of 16"))
                .collect();
            data.push(0);
            let last = data.len() - 1;
            (0..=255)
                .map(|byte| {
                    data[last] = byte;
                    decoded(codec, &data)
                })
                .collect()
        }
        "encode" => {
            let block = u32::from_str_radix(block, 16).expect("digits of 16");
            (0..256).map(|low| encoded(codec, &[block << 8 | low])).collect()
        }
        _ => {
            let second = u32::from_str_radix(block, 16).expect("digits of 16");
            (0xc0..0x300).chain(0x3040..0x3200).map(|first| encoded(codec, &[first, second])).collect()
        }
    }
}

#[test]
fn answers_are_those_of_cpython() {
    let mut wrong = String::new();
    for line in include_str!("golden/digests.tsv").lines() {
        let [name, direction, block, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let lines = answers(name, direction, block);
        if digest(&lines) != expected {
            writeln!(wrong, "{name} {direction} {block}").unwrap();
            if std::env::var_os("SHOW").is_some() {
                std::fs::write(format!("/tmp/cjk/{name}-{direction}-{block}"), lines.join("\n")).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
