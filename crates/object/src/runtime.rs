//! The runtime: what the interpreters of a process have in common, and the list of them.
//!
//! ```text
//! Runtime ──► Member ──► Interpreter ◄── Shared ◄── Py        one for each thread that is attached
//!        └──► states of modules that all interpreters reach (queues, channels), without values
//! ```
//!
//! An interpreter never touches an object of another one. A thread goes from one to another by leaving the first
//! ([`Py::detach`]) and attaching to the second through an [`Entrance`], with a closure that can be sent, so no value gets
//! across. The list is locked for a moment only, and nobody waits for an interpreter's lock meanwhile.

mod config;
mod panic;
mod visit;

use std::any::{Any, TypeId};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use config::{InterpreterConfig, LockChoice};
pub use visit::{CreationError, Preparation};

use crate::gil::Entrance;
use crate::interpreter::Interpreter;
use crate::py::Py;

/// The number of the interpreter that a process starts with.
pub const MAIN: i64 = 0;

/// Who made an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Whence {
    /// It is not known.
    Unknown = 0,
    /// The process began with it.
    Runtime = 1,
    /// Native code, in the old way.
    LegacyCapi = 2,
    /// Native code.
    Capi = 3,
    /// Native code, by way of what interpreters exchange.
    Exchange = 4,
    /// The module `_interpreters`.
    Library = 5,
}

/// What anybody may know of an interpreter.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    /// Its number, which no other has or will have.
    pub id: i64,
    /// Who made it.
    pub whence: Whence,
    /// How it was configured.
    pub config: InterpreterConfig,
    /// Whether it has been made whole.
    pub ready: bool,
    /// Whether a thread runs code in its `__main__`.
    pub running: bool,
    /// Whether it goes when nobody refers to it any more.
    pub linked: bool,
}

/// Why something cannot be done with an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is none of this number.
    NotFound,
    /// It runs code in its `__main__`.
    Running,
}

/// An interpreter in the list.
struct Member {
    summary: Summary,
    /// Whether it is being made or ended, so that nobody else may work with it.
    busy: bool,
    /// How many refer to it.
    references: i64,
    interpreter: NonNull<Interpreter>,
}

#[derive(Default)]
struct Members {
    next: i64,
    /// In the order of their numbers.
    all: Vec<Member>,
}

// SAFETY: the list only hands interpreters on to `Entrance`, which any thread may have.
unsafe impl Send for Members {}

impl Members {
    fn find(&mut self, id: i64) -> Option<&mut Member> {
        let at = self.all.binary_search_by_key(&id, |member| member.summary.id).ok()?;
        self.all.get_mut(at)
    }
}

type Common = Arc<dyn Any + Send + Sync>;

/// See the head of this file.
#[derive(Default)]
pub struct Runtime {
    members: Mutex<Members>,
    states: Mutex<Vec<(TypeId, Common)>>,
    /// What is to be called when an interpreter ends.
    ends: Mutex<Vec<fn(&Runtime, i64)>>,
    /// How many panics of native code became exceptions.
    panics: AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Runtime {
    /// A state that all interpreters reach, made when it is first asked for.
    pub fn state<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut states = lock(&self.states);
        let id = TypeId::of::<T>();
        let found = states.iter().find(|(it, _)| *it == id).map(|(_, state)| state.clone());
        let state = found.unwrap_or_else(|| {
            let made: Common = Arc::<T>::default();
            states.push((id, made.clone()));
            made
        });
        drop(states);
        state.downcast().unwrap_or_default()
    }

    /// How many panics of native code became exceptions (`SystemError`). Each is a mistake of ours.
    pub fn panics(&self) -> usize {
        self.panics.load(Ordering::Relaxed)
    }

    /// Has a function called with the number of each interpreter that ends from now on. Once is enough.
    pub fn when_one_ends(&self, call: fn(&Self, i64)) {
        let mut ends = lock(&self.ends);
        if !ends.iter().any(|it| std::ptr::fn_addr_eq(*it, call)) {
            ends.push(call);
        }
    }

    /// Calls what is to be called when an interpreter ends.
    pub fn announce_end(&self, id: i64) {
        let ends = lock(&self.ends).clone();
        for call in ends {
            call(self, id);
        }
    }

    /// Gives an interpreter its number and enters it.
    pub(crate) fn add(
        &self,
        whence: Whence,
        config: InterpreterConfig,
        make: impl FnOnce(i64) -> std::io::Result<NonNull<Interpreter>>,
    ) -> std::io::Result<(i64, NonNull<Interpreter>)> {
        let mut members = lock(&self.members);
        let id = members.next;
        members.next = id.checked_add(1).ok_or_else(|| std::io::Error::other("too many interpreters"))?;
        let interpreter = make(id)?;
        let is_main = id == MAIN;
        let summary = Summary { id, whence, config, ready: is_main, running: is_main, linked: false };
        members.all.push(Member { summary, busy: !is_main, references: 0, interpreter });
        Ok((id, interpreter))
    }

    /// The number that the next interpreter gets.
    pub fn next_number(&self) -> i64 {
        lock(&self.members).next
    }

    /// Uses up a number, for an interpreter that could not even be begun.
    pub fn skip_number(&self) {
        let mut members = lock(&self.members);
        members.next = members.next.saturating_add(1);
    }

    /// Takes an interpreter from the list: nobody can enter it any more.
    pub(crate) fn remove(&self, id: i64) {
        lock(&self.members).all.retain(|member| member.summary.id != id);
    }

    /// The interpreters that there are, the oldest first.
    pub fn interpreters(&self) -> Vec<Summary> {
        lock(&self.members).all.iter().map(|member| member.summary).collect()
    }

    /// What is known of an interpreter.
    pub fn interpreter(&self, id: i64) -> Option<Summary> {
        lock(&self.members).find(id).map(|member| member.summary)
    }

    /// A way into an interpreter.
    pub fn entrance(&self, id: i64) -> Option<Entrance> {
        let mut members = lock(&self.members);
        members.find(id).map(|member| {
            // SAFETY: an interpreter in the list is alive, and the list is locked.
            unsafe { Entrance::of(member.interpreter) }
        })
    }

    /// A way into an interpreter for a thread that runs code in its `__main__`: one at a time may. [`Self::stop_running`] ends
    /// it.
    ///
    /// # Errors
    /// When there is no such interpreter, or another thread does so.
    pub fn start_running(&self, id: i64) -> Result<Entrance, Refusal> {
        let mut members = lock(&self.members);
        let member = members.find(id).ok_or(Refusal::NotFound)?;
        if member.busy || std::mem::replace(&mut member.summary.running, true) {
            return Err(Refusal::Running);
        }
        // SAFETY: as in `entrance`.
        Ok(unsafe { Entrance::of(member.interpreter) })
    }

    /// Says that no code runs in an interpreter's `__main__` any more.
    pub fn stop_running(&self, id: i64) {
        if let Some(member) = lock(&self.members).find(id) {
            member.summary.running = false;
        }
    }

    /// Counts somebody who refers to an interpreter. `None` when there is no such interpreter.
    pub fn refer(&self, id: i64) -> Option<()> {
        lock(&self.members).find(id).map(|member| member.references += 1)
    }

    /// Counts somebody off. Whether the interpreter is to go now.
    pub fn release(&self, id: i64) -> Option<bool> {
        let mut members = lock(&self.members);
        let member = members.find(id)?;
        member.references -= 1;
        Some(member.references == 0 && member.summary.linked)
    }

    /// Says whether an interpreter goes when nobody refers to it any more.
    pub fn link(&self, id: i64, linked: bool) -> Option<()> {
        lock(&self.members).find(id).map(|member| member.summary.linked = linked)
    }

    /// How many refer to an interpreter.
    pub fn references(&self, id: i64) -> Option<i64> {
        lock(&self.members).find(id).map(|member| member.references)
    }

    /// Says that an interpreter has been made; whether it is ready.
    fn made(&self, id: i64, ready: bool) {
        if let Some(member) = lock(&self.members).find(id) {
            member.busy = false;
            member.summary.ready = ready;
        }
    }

    /// The last way into an interpreter that nobody works with, for the thread that ends it.
    fn withdraw(&self, id: i64) -> Result<Entrance, Refusal> {
        let mut members = lock(&self.members);
        let member = members.find(id).ok_or(Refusal::NotFound)?;
        if member.busy || member.summary.running {
            return Err(Refusal::Running);
        }
        member.busy = true;
        member.summary.ready = false;
        // SAFETY: as in `entrance`.
        Ok(unsafe { Entrance::of(member.interpreter) })
    }

    /// Does something, like forking, during which nobody else uses the list.
    pub fn undisturbed<R>(&self, work: impl FnOnce() -> R) -> R {
        let _members = lock(&self.members);
        let _states = lock(&self.states);
        let _ends = lock(&self.ends);
        let _types = crate::type_::install::lock();
        work()
    }

    /// In a child process the threads of other interpreters do not exist, nor can these be used.
    pub(crate) fn after_fork(&self, survivors: &[i64]) {
        lock(&self.members).all.retain(|member| survivors.contains(&member.summary.id));
    }
}

impl Py {
    /// What the interpreters of the process have in common.
    pub fn runtime(&self) -> &Arc<Runtime> {
        self.interpreter().runtime()
    }
}
