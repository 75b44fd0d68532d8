//! How the system chooses which process runs.

use taipan_host::{calls as host, schedule};
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::native::{FromArg, Parameter, ParameterKind, Place, Signature, bind};
use taipan_object::types::set::Set;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Args, Borrowed, Py, PyResult, Type, Value};

use crate::calls;

/// `posix.sched_param`
pub(crate) static SCHED_PARAM: Type = struct_sequence::class::<SchedParam>("posix.sched_param");

/// The field of `posix.sched_param`.
pub(crate) struct SchedParam;

impl StructSequence for SchedParam {
    const TYPE: &'static Type = &SCHED_PARAM;
    const DOC: &'static str =
        "A priority within a scheduling policy.\n\n  sched_priority\n    A scheduling parameter.";
    const FIELDS: &'static [Field] = &[Field::new("sched_priority", "the scheduling priority")];
    const SIGNATURE: Option<&'static str> = Some("(sched_priority)");

    fn construct(py: &mut Py, class: &Type, args: Args<'_>) -> PyResult<Value> {
        static SIGNATURE: Signature = Signature::new(
            None,
            &[Parameter { name: "sched_priority", kind: ParameterKind::Positional, required: true }],
            false,
            false,
        );
        bind::bind_new(py, "sched_param", &SIGNATURE, class, args, |py, _, bound| {
            py.heap().struct_sequence::<Self, 1>([bound.required(0).to_value()])
        })
    }

    fn arguments(_: &mut Py, shown: Value, _: Value) -> PyResult<Value> {
        Ok(shown)
    }
}

/// The priority in a `sched_param`.
pub(super) struct Priority(pub(super) i32);

impl FromArg<'_> for Priority {
    fn from_arg(py: &mut Py, value: Borrowed<'_>, _: &'static Place) -> PyResult<Self> {
        let Some([priority]) = struct_sequence::fields::<SchedParam>(value) else {
            return Err(exc::type_error(py, format_args!("must have a sched_param object")));
        };
        let number = py.index(priority)?;
        match number.as_i64().and_then(|number| i32::try_from(number).ok()) {
            Some(number) => Ok(Self(number)),
            None => Err(exc::overflow_error(py, format_args!("sched_priority out of range"))),
        }
    }
}

/// The processor that an item of a mask names.
fn processor(py: &mut Py, item: &Value) -> PyResult<usize> {
    if !item.is_int() {
        let class = item.type_().to_value();
        let class = py.repr(&class)?;
        return Err(exc::type_error(
            py,
            format_args!("expected an iterator of ints, but iterator yielded {class}"),
        ));
    }
    let mut limb = [0];
    if item.as_int(&mut limb).is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("negative CPU number")));
    }
    match item.as_i64().and_then(|number| i32::try_from(number).ok()) {
        Some(number) if number < i32::MAX => Ok(number as usize),
        _ => Err(exc::overflow_error(py, format_args!("CPU number too large"))),
    }
}

/// Scheduling.
pub(super) struct Schedule;

#[pymodule("posix")]
impl Schedule {
    /// Gives the highest priority of a policy.
    #[pyfunction("(policy)")]
    fn sched_get_priority_max(py: &mut Py, policy: i32) -> PyResult<i32> {
        calls::done(py, host::sched_get_priority_max(policy))
    }

    /// Gives the lowest priority of a policy.
    #[pyfunction("(policy)")]
    fn sched_get_priority_min(py: &mut Py, policy: i32) -> PyResult<i32> {
        calls::done(py, host::sched_get_priority_min(policy))
    }

    /// Gives the policy of a process; 0 is the one that asks.
    #[pyfunction("(pid, /)")]
    fn sched_getscheduler(py: &mut Py, pid: i32) -> PyResult<i32> {
        calls::done(py, host::sched_getscheduler(pid))
    }

    /// Sets the policy of a process and its priority, a sched_param; 0 is the one that asks.
    #[pyfunction("(pid, policy, param, /)")]
    fn sched_setscheduler(py: &mut Py, pid: i32, policy: i32, param: Priority) -> PyResult<()> {
        calls::done(py, schedule::set_policy(pid, policy, param.0))
    }

    /// Gives the priority of a process, a sched_param; 0 is the one that asks.
    #[pyfunction("(pid, /)")]
    fn sched_getparam(py: &mut Py, pid: i32) -> PyResult<Value> {
        let priority = calls::done(py, schedule::parameter(pid))?;
        let priority = py.int(priority.into())?;
        py.heap().struct_sequence::<SchedParam, 1>([priority])
    }

    /// Sets the priority of a process, a sched_param; 0 is the one that asks.
    #[pyfunction("(pid, param, /)")]
    fn sched_setparam(py: &mut Py, pid: i32, param: Priority) -> PyResult<()> {
        calls::done(py, schedule::set_parameter(pid, param.0))
    }

    /// Gives how many seconds a process runs at a time.
    #[pyfunction("(pid, /)")]
    fn sched_rr_get_interval(py: &mut Py, pid: i32) -> PyResult<f64> {
        let (seconds, nanos) = calls::done(py, schedule::interval(pid))?;
        Ok(seconds as f64 + 1e-9 * nanos as f64)
    }

    /// Lets another process run.
    #[pyfunction("()")]
    fn sched_yield(py: &mut Py) -> PyResult<()> {
        let result = py.detach(host::sched_yield);
        calls::done(py, result).map(drop)
    }

    /// Gives the set of the processors that a process may run on; 0 is the one that asks.
    #[pyfunction("(pid, /)")]
    fn sched_getaffinity(py: &mut Py, pid: i32) -> PyResult<Value> {
        let set = Set::default();
        for number in calls::done(py, schedule::affinity(pid))? {
            let number = py.int_from_usize(number)?;
            set.add(py, &number)?;
        }
        py.heap().set(set)
    }

    /// Sets the processors that a process may run on.
    ///
    ///   pid
    ///     The process; 0 is the one that asks.
    ///   mask
    ///     An iterable of the numbers of processors.
    #[pyfunction("(pid, mask, /)")]
    fn sched_setaffinity(py: &mut Py, pid: i32, mask: Borrowed<'_>) -> PyResult<()> {
        let mut processors = Vec::new();
        py.for_each(&mask, |py, item| {
            processors.push(processor(py, &item)?);
            Ok(())
        })?;
        calls::done(py, schedule::set_affinity(pid, &processors))
    }
}
