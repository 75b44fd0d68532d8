//! The driver of decoders.

use std::borrow::Cow;

use taipan_text::{OutOfMemory, TextSink};

use crate::{Builtin, Failure, Problem};

/// What to do about bytes that cannot be decoded. A custom handler is given the input and the problem.
pub enum OnDecodeError<'h, E> {
    /// A handler that is known here.
    Builtin(Builtin),
    /// Any other.
    #[expect(clippy::type_complexity, reason = "it is named nowhere else")]
    Custom(&'h mut dyn FnMut(&[u8], Problem) -> Result<DecodeReplacement, E>),
}

/// What a custom handler made of a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecodeReplacement {
    /// The text to go on with, in code points.
    pub text: Vec<u32>,
    /// Where to go on, at most the length of the (new) input. See [`resolve_position`](crate::resolve_position).
    pub position: usize,
    /// The input from now on, if the handler replaced it.
    pub input: Option<Vec<u8>>,
}

/// Where a decoder stopped.
pub enum Stop {
    /// At the end; the input that was given is consumed, whatever a handler replaced it by.
    Complete,
    /// At the end, or before what is incomplete: so many bytes are consumed.
    End(usize),
    /// At a problem.
    #[expect(missing_docs, reason = "they are those of `Problem`")]
    Problem { start: usize, end: usize, reason: &'static str },
}

/// The rules of an encoding.
pub trait Decoder<E> {
    /// The name in exceptions.
    fn encoding(&self) -> &'static str;

    /// Decodes from `position` on, until the end or the next problem.
    fn run(&mut self, input: &[u8], position: usize, out: &mut impl TextSink) -> Result<Stop, Failure<E>>;
}

/// Decodes with a handler; returns how much was consumed: the whole input where it `is_final`, whatever a handler replaced
/// it by.
pub fn drive<E>(
    given: &[u8],
    is_final: bool,
    decoder: &mut impl Decoder<E>,
    on_error: &mut OnDecodeError<'_, E>,
    out: &mut impl TextSink,
) -> Result<usize, Failure<E>> {
    let mut input = Cow::Borrowed(given);
    let mut position = 0;
    loop {
        let problem = match decoder.run(&input, position, out)? {
            Stop::Complete => return Ok(given.len()),
            Stop::End(consumed) => return Ok(if is_final { given.len() } else { consumed }),
            Stop::Problem { start, end, reason } => {
                Problem { encoding: decoder.encoding(), start, end, reason }
            }
        };
        position = match on_error {
            OnDecodeError::Builtin(builtin) => builtin.decode(&input, problem, out)?,
            OnDecodeError::Custom(handler) => {
                let replacement = handler(&input, problem).map_err(Failure::Raised)?;
                if let Some(new) = replacement.input {
                    input = Cow::Owned(new);
                }
                push_all(&replacement.text, out)?;
                replacement.position.min(input.len())
            }
        };
    }
}

pub(crate) fn push_all(text: &[u32], out: &mut impl TextSink) -> Result<(), OutOfMemory> {
    out.reserve(text.len())?;
    for &code_point in text {
        out.push(code_point);
    }
    Ok(())
}
