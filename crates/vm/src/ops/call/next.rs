//! Calls of `next` with a generator. Its frame is pushed, where the builtin would run it in a loop of its own.

use taipan_object::{Py, StackRef};

use super::{CACHE, Call};
use crate::frame::OnReturn;
use crate::generator::{Generator, resume};
use crate::ops::Fast;
use crate::ops::form::special;
use crate::run;
use crate::thread::Thread;

special! {
    /// `CALL` of `next` with a generator, and perhaps a default.
    CallNext of Call(registers, thread, oparg) {
        let count = oparg as usize;
        if !registers.peek(count + 2).has_word(thread.next.get()) || !registers.peek(count + 1).is_null() {
            return Fast::Slow;
        }
        let Some(generator) = registers.peek(count).exact::<Generator>() else { return Fast::Slow };
        let instruction = registers.pc.sub(1);
        registers.skip(CACHE);
        resume::go_on(registers, thread, generator, None, instruction, OnReturn::Next(oparg)).into()
    }
}

/// Whether a call is one that [`CallNext`] is for.
///
/// # Safety
/// The contract of the instruction, with `count` arguments on top, `total` of them with self.
pub(super) unsafe fn is_next(
    py: &mut Py,
    top: *const StackRef,
    thread: &Thread,
    count: usize,
    total: usize,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        if count != total || !matches!(count, 1 | 2) || top.sub(count).read().exact::<Generator>().is_none() {
            return false;
        }
        let known = run::common_builtin(py, run::NEXT);
        let word = known.filter(|next| top.sub(count + 2).read().refers_to(next)).map(|next| next.word());
        if let Some(word) = word {
            thread.next.set(word);
        }
        word.is_some()
    }
}
