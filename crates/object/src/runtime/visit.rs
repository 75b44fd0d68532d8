//! Making interpreters, working in them, and ending them.

use super::{InterpreterConfig, LockChoice, Refusal, Runtime, Whence};
use crate::gil::Entrance;
use crate::interpreter::Interpreter;
use crate::py::{Outside, Py, PyResult};

/// Why an interpreter could not be made.
#[derive(Clone, Debug)]
pub struct CreationError(pub String);

/// What makes a new interpreter ready.
pub type Preparation = Box<dyn FnOnce(&mut Py) -> PyResult<()> + Send>;

impl Py {
    /// Works in another interpreter, on this thread; this interpreter goes on without it meanwhile. `None` when the other one
    /// ends.
    pub fn visit<R: Send>(
        &mut self,
        entrance: Entrance,
        work: impl FnOnce(&mut Self) -> R + Send,
    ) -> Option<R> {
        let stack = self.stack_left();
        self.detach(|| {
            let outside = Outside::leave();
            let mut there = entrance.enter(stack)?;
            outside.is_around(&there);
            let result = work(&mut there);
            if let Some(leave) = there.interpreter().hooks().leave_thread {
                leave(&mut there);
            }
            Some(result)
        })
    }

    /// Makes another interpreter, and gives its number. It is ready, unless nobody knows who makes it.
    ///
    /// # Errors
    /// When there is no memory for it, or preparing it failed.
    pub fn create_interpreter(
        &mut self,
        config: InterpreterConfig,
        whence: Whence,
    ) -> Result<i64, CreationError> {
        let failed = |text: &str| CreationError(text.to_owned());
        let hooks = *self.interpreter().hooks();
        let prepare = hooks.prepare_interpreter.map(|make| make(self));
        let secret = *self.interpreter().hash_secret();
        let lock = match config.gil {
            LockChoice::Own => None,
            LockChoice::Default | LockChoice::Shared => Some(self.runtime().main_lock(self)),
        };
        let runtime = self.runtime().clone();
        let entered = runtime.clone();
        let added = entered.add(whence, config, |id| Interpreter::among(runtime.clone(), id, config, lock));
        let (id, _) = added.map_err(|error| CreationError(error.to_string()))?;
        let entrance = entered.entrance(id).ok_or_else(|| failed("the process is a child"))?;
        let made = self.visit(entrance, move |py| {
            py.interpreter().set_hash_secret(secret);
            // Without hooks nothing is expected of an interpreter that could not even be begun.
            crate::interpreter::start(py).map_err(|_| failed("no memory"))?;
            py.interpreter().set_hooks(hooks);
            match prepare.map_or(Ok(()), |prepare| prepare(py)) {
                Ok(()) => Ok(()),
                Err(raised) => {
                    let exception = py.take(raised);
                    let shown = py.repr(&exception).map(|shown| shown.to_string());
                    drop(exception);
                    Err(CreationError(shown.unwrap_or_else(|raised| {
                        py.discard(raised);
                        String::new()
                    })))
                }
            }
        });
        let made = made.unwrap_or_else(|| Err(failed("interpreter ends")));
        entered.made(id, made.is_ok() && whence != Whence::Unknown);
        if let Err(error) = made {
            let _ = self.destroy_interpreter(id);
            return Err(error);
        }
        Ok(id)
    }

    /// Ends another interpreter: what it has registered for that is called, its threads are waited for, and its objects go.
    ///
    /// # Errors
    /// When there is no such interpreter, or when code runs in its `__main__`.
    pub fn destroy_interpreter(&mut self, id: i64) -> Result<(), Refusal> {
        let entrance = self.runtime().withdraw(id)?;
        self.visit(entrance, |py| {
            py.interpreter().set_owner(py.shared());
            match py.interpreter().hooks().end_interpreter {
                Some(end) => end(py),
                None => py.interpreter().end(),
            }
        });
        Ok(())
    }

    /// Ends all other interpreters; what runs in them stops where it next gives way. How many there were.
    pub fn destroy_others(&mut self) -> usize {
        let own = self.interpreter().id();
        let others: Vec<_> = self.runtime().interpreters().into_iter().filter(|it| it.id != own).collect();
        for other in &others {
            self.runtime().stop_running(other.id);
            let _ = self.destroy_interpreter(other.id);
        }
        others.len()
    }
}

impl Runtime {
    /// The lock of the main interpreter, or of the one that asks when there is no other.
    fn main_lock(&self, py: &Py) -> &'static crate::gil::Gil {
        let mut members = super::lock(&self.members);
        match members.find(super::MAIN) {
            // SAFETY: an interpreter in the list is alive; which lock it has only changes in a child process.
            Some(main) => unsafe { main.interpreter.as_ref() }.gil(),
            None => py.interpreter().gil(),
        }
    }
}
