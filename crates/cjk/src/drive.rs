//! The loops around the steps, as encoders and decoders of `taipan_codecs`.

use taipan_codecs::driver::{self, Decoder, Encoder, Stop, Unencodable};
use taipan_codecs::{Failure, OnDecodeError, OnEncodeError};
use taipan_text::{CodeUnits, TextSink};

use crate::{Codec, Decoded, Encoded, Point, Rules, State, hz, iso2022};

const ILLEGAL: &str = "illegal multibyte sequence";
/// The reason of problems at the end of an input.
pub const INCOMPLETE: &str = "incomplete multibyte sequence";

impl Codec {
    /// What an encoder remembers at the start.
    pub fn encoder_state(&self) -> State {
        match self.rules {
            Rules::Iso2022(_) => iso2022::ENCODER_STATE,
            Rules::Plain(_) | Rules::Hz => State::default(),
        }
    }

    /// What a decoder remembers at the start.
    pub fn decoder_state(&self) -> State {
        match self.rules {
            Rules::Iso2022(_) => iso2022::DECODER_STATE,
            Rules::Plain(_) | Rules::Hz => State::default(),
        }
    }

    /// Brings an encoder back to the start, and writes what says so to the reader; at most four bytes.
    pub fn reset_encoder(&self, state: &mut State, out: &mut Vec<u8>) {
        match self.rules {
            Rules::Plain(_) => {}
            Rules::Hz => hz::reset(state, out),
            Rules::Iso2022(_) => iso2022::reset_encoder(state, out),
        }
    }

    /// Brings a decoder back to the start.
    pub fn reset_decoder(&self, state: &mut State) {
        match self.rules {
            Rules::Plain(_) => {}
            Rules::Hz => *state = State::default(),
            Rules::Iso2022(_) => iso2022::reset_decoder(state),
        }
    }

    /// Decodes; returns how many bytes were consumed: all, unless more may follow and the end is incomplete.
    pub fn decode<E>(
        &self,
        input: &[u8],
        is_final: bool,
        state: &mut State,
        on_error: &mut OnDecodeError<'_, E>,
        out: &mut impl TextSink,
    ) -> Result<usize, Failure<E>> {
        out.reserve(input.len() / 2)?;
        driver::decode(input, is_final, &mut Decoding { codec: self, state, is_final }, on_error, out)
    }

    /// Encodes; returns how many characters were consumed: all, unless more may follow and the last one depends on it.
    pub fn encode<E, T: CodeUnits + ?Sized>(
        &self,
        text: &T,
        is_final: bool,
        state: &mut State,
        on_error: &mut OnEncodeError<'_, E>,
        out: &mut Vec<u8>,
    ) -> Result<usize, Failure<E>> {
        let mut encoding = Encoding { codec: self, state, is_final, left: None };
        driver::encode(text, &mut encoding, on_error, out)?;
        Ok(encoding.left.unwrap_or(text.len()))
    }
}

struct Decoding<'a> {
    codec: &'a Codec,
    state: &'a mut State,
    is_final: bool,
}

impl<E> Decoder<E> for Decoding<'_> {
    fn encoding(&self) -> &'static str {
        self.codec.name
    }

    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>> {
        let mut position = position;
        while let Some(rest) = input.get(position..).filter(|rest| !rest.is_empty()) {
            out.reserve(2)?;
            let step = match &self.codec.rules {
                Rules::Plain(plain) => plain.decode(rest, out),
                Rules::Hz => hz::decode(rest, self.state, out),
                Rules::Iso2022(variant) => variant.decode(rest, self.state, out),
            };
            match step {
                Decoded::Took(count) => position += count,
                Decoded::Incomplete if !self.is_final => return Ok(Stop::End(position)),
                Decoded::Incomplete => {
                    return Ok(Stop::Problem { start: position, end: input.len(), reason: INCOMPLETE });
                }
                Decoded::Wrong(count) => {
                    let end = position.saturating_add(count).min(input.len());
                    return Ok(Stop::Problem { start: position, end, reason: ILLEGAL });
                }
            }
        }
        Ok(Stop::End(input.len()))
    }
}

struct Encoding<'a> {
    codec: &'a Codec,
    state: &'a mut State,
    is_final: bool,
    /// The character from which on more input decides.
    left: Option<usize>,
}

impl Encoding<'_> {
    fn step(&mut self, point: Point, out: &mut Vec<u8>) -> Encoded {
        match &self.codec.rules {
            Rules::Plain(plain) => plain.encode(point, out),
            Rules::Hz => hz::encode(point.point, self.state, out),
            Rules::Iso2022(variant) => variant.encode(point, self.state, out),
        }
    }
}

/// The most bytes that a step writes: a shift, an escape sequence and a code; or a syllable of Korean letters.
const LONGEST: usize = 16;

impl<E> Encoder<E> for Encoding<'_> {
    fn encoding(&self) -> &'static str {
        self.codec.name
    }

    fn run<T: CodeUnits + ?Sized>(
        &mut self,
        text: &T,
        position: usize,
        out: &mut Vec<u8>,
    ) -> Result<Option<Unencodable>, Failure<E>> {
        let mut position = position;
        while let Some(point) = text.get(position) {
            driver::reserve(out, LONGEST)?;
            let point = Point { point, next: text.get(position + 1), is_final: self.is_final };
            match self.step(point, out) {
                Encoded::Took(count) => position += count,
                Encoded::Incomplete => {
                    self.left = Some(position);
                    return Ok(None);
                }
                Encoded::Unknown => {
                    return Ok(Some(Unencodable { start: position, end: position + 1, reason: ILLEGAL }));
                }
            }
        }
        Ok(None)
    }

    fn write_replacement(&mut self, text: &[u32], out: &mut Vec<u8>) -> Result<bool, Failure<E>> {
        let mut position = 0;
        while let Some(&point) = text.get(position) {
            driver::reserve(out, LONGEST)?;
            let point = Point { point, next: text.get(position + 1).copied(), is_final: true };
            match self.step(point, out) {
                Encoded::Took(count) => position += count,
                Encoded::Incomplete | Encoded::Unknown => return Ok(false),
            }
        }
        Ok(true)
    }
}
