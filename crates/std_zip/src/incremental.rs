//! Decompressors that keep what they could not take yet: those of all modules behave alike.

use std::collections::TryReserveError;

use crate::data::Output;

/// What a stream can do.
pub(crate) trait Decoder {
    /// Why it fails.
    type Error: From<TryReserveError>;

    /// Takes bytes off the input and adds to the output at most `room` bytes, which are reserved; tells whether that was the end
    /// of the stream.
    fn step(&mut self, input: &mut &[u8], output: &mut Vec<u8>, room: usize) -> Result<bool, Self::Error>;
}

/// The state of a decompressor.
pub(crate) struct Incremental<D> {
    pub(crate) decoder: D,
    /// Input that was not taken, from `taken` on.
    rest: Vec<u8>,
    taken: usize,
    /// Whether the stream has ended.
    pub(crate) eof: bool,
    /// Whether more can only come out of more input.
    pub(crate) needs_input: bool,
    /// What follows the end of the stream.
    pub(crate) unused_data: Vec<u8>,
}

impl<D: Decoder> Incremental<D> {
    /// A decompressor at the beginning of its stream.
    pub(crate) fn new(decoder: D) -> Self {
        Self { decoder, rest: Vec::new(), taken: 0, eof: false, needs_input: true, unused_data: Vec::new() }
    }

    /// What data gives, after what was kept, up to so many bytes.
    pub(crate) fn decompress(&mut self, data: &[u8], limit: Option<usize>) -> Result<Vec<u8>, D::Error> {
        let mut rest = std::mem::take(&mut self.rest);
        let mut output = Output::new(limit);
        if rest.is_empty() {
            let mut input = data;
            let more = self.run(&mut input, &mut output)?;
            rest.try_reserve_exact(input.len())?;
            rest.extend_from_slice(input);
            self.keep(rest, 0, more);
        } else {
            if !data.is_empty() {
                rest.drain(..self.taken);
                self.taken = 0;
                rest.try_reserve(data.len())?;
                rest.extend_from_slice(data);
            }
            let mut input = rest.get(self.taken..).unwrap_or_default();
            let more = self.run(&mut input, &mut output)?;
            let taken = rest.len() - input.len();
            self.keep(rest, taken, more);
        }
        Ok(output.bytes)
    }

    /// Keeps the input that was not taken; `more` tells whether the stream would go on with more of it.
    fn keep(&mut self, mut rest: Vec<u8>, taken: usize, more: bool) {
        let nothing_left = taken == rest.len();
        self.needs_input = more && nothing_left && !self.eof;
        if self.eof {
            rest.drain(..taken);
            self.unused_data = rest;
        } else if !nothing_left {
            (self.rest, self.taken) = (rest, taken);
        }
    }

    /// Forgets the stream that was begun.
    pub(crate) fn reset(&mut self) {
        (self.rest, self.taken, self.unused_data) = (Vec::new(), 0, Vec::new());
        (self.eof, self.needs_input) = (false, true);
    }

    /// Steps until something is missing; whether it is input.
    fn run(&mut self, input: &mut &[u8], output: &mut Output) -> Result<bool, D::Error> {
        let mut idle = false;
        loop {
            let room = output.room()?;
            let (given, had) = (input.len(), output.bytes.len());
            // Even without room for output it may find the end.
            self.eof = self.decoder.step(input, &mut output.bytes, room)?;
            let made = output.bytes.len() - had;
            if made == room && output.is_full() {
                return Ok(false);
            }
            // A step may only have found something out; two of them have not.
            let was_idle = std::mem::replace(&mut idle, made == 0 && input.len() == given);
            if self.eof || (idle && was_idle) || (input.is_empty() && made < room) {
                return Ok(true);
            }
        }
    }
}
