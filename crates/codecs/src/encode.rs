//! The driver of encoders.

use taipan_text::{CodeUnits, OutOfMemory};

use crate::{Builtin, Failure, Problem};

/// What to do about characters that cannot be encoded.
pub enum OnEncodeError<'h, E> {
    /// A handler that is known here.
    Builtin(Builtin),
    /// Any other.
    Custom(&'h mut dyn FnMut(Problem) -> Result<EncodeReplacement, E>),
}

/// What a custom handler made of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeReplacement {
    /// What to go on with.
    pub with: Replaced,
    /// Where to go on, at most the length of the input. See [`resolve_position`](crate::resolve_position).
    pub position: usize,
}

/// What stands for characters that cannot be encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// Other characters, which must be encoded themselves.
    Text(Vec<u32>),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Characters that cannot be encoded.
pub struct Unencodable {
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// The rules of an encoding.
pub trait Encoder<E> {
    /// The name in exceptions.
    fn encoding(&self) -> &'static str;

    /// Bytes that stand for characters come in multiples of this.
    fn unit(&self) -> usize {
        1
    }

    /// How a handler goes on that cannot treat all of the characters: true when those that it can are done first, and
    /// the exception is about the others.
    fn takes_surrogates_singly(&self) -> bool {
        false
    }

    /// Encodes from `position` on, until the end or the next problem.
    fn run<T: CodeUnits + ?Sized>(
        &mut self,
        text: &T,
        position: usize,
        out: &mut Vec<u8>,
    ) -> Result<Option<Unencodable>, Failure<E>>;

    /// Encodes what a handler gave; false when that cannot be encoded either.
    fn write_replacement(&mut self, text: &[u32], out: &mut Vec<u8>) -> Result<bool, Failure<E>>;
}

/// Encodes with a handler.
pub fn drive<E, T: CodeUnits + ?Sized>(
    text: &T,
    encoder: &mut impl Encoder<E>,
    on_error: &mut OnEncodeError<'_, E>,
    out: &mut Vec<u8>,
) -> Result<(), Failure<E>> {
    let mut position = 0;
    while let Some(Unencodable { start, end, reason }) = encoder.run(text, position, out)? {
        let mut problem = Problem { encoding: encoder.encoding(), start, end, reason };
        let replacement = match on_error {
            OnEncodeError::Custom(handler) => handler(problem).map_err(Failure::Raised)?,
            OnEncodeError::Builtin(Builtin::SurrogateEscape) if encoder.takes_surrogates_singly() => {
                let escaped = crate::builtin::escaped_bytes(text, start..end, out)?;
                problem.start += escaped;
                position = end;
                if problem.start < end {
                    return Err(Failure::Problem(problem));
                }
                continue;
            }
            OnEncodeError::Builtin(builtin) => builtin.encode(text, problem)?,
        };
        let written = match replacement.with {
            Replaced::Bytes(bytes) => {
                let fits = bytes.len().is_multiple_of(encoder.unit());
                if fits {
                    append(out, &bytes)?;
                }
                fits
            }
            Replaced::Text(text) => encoder.write_replacement(&text, out)?,
        };
        if !written {
            return Err(Failure::Problem(problem));
        }
        position = replacement.position.min(text.len());
    }
    Ok(())
}

/// Appends bytes.
pub(crate) fn append(out: &mut Vec<u8>, bytes: &[u8]) -> Result<(), OutOfMemory> {
    crate::reserve(out, bytes.len())?;
    out.extend_from_slice(bytes);
    Ok(())
}

/// The first code points from `start` on for which `is_bad` holds.
pub(crate) fn run_of<T: CodeUnits + ?Sized>(text: &T, start: usize, is_bad: impl Fn(u32) -> bool) -> usize {
    let mut end = start;
    while text.get(end).is_some_and(&is_bad) {
        end += 1;
    }
    end
}

/// Whether it is a surrogate.
pub(crate) const fn is_surrogate(code_point: u32) -> bool {
    matches!(code_point, 0xd800..=0xdfff)
}
