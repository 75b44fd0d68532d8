//! `IsoCalendarDate`: ISO year, week and weekday, as a tuple with names.

use taipan_macros::pymethods;
use taipan_object::type_::Definition;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::types::tuple::{TUPLE, Tuple};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

pub(crate) const DEFINITION: Definition = Definition {
    doc: Some(
        "What date.isocalendar() gives: ISO year, week and weekday, as a tuple of these\n\
         three and as attributes.",
    ),
    slots: &[Methods::SLOTS],
    methods: &[Methods::METHODS],
    getset: &[Methods::GETSET],
    ..Definition::of(&ISO_CALENDAR_DATE)
};

/// `datetime.IsoCalendarDate`
static ISO_CALENDAR_DATE: Type = struct_sequence::class::<IsoCalendarDate>("datetime.IsoCalendarDate");

/// The fields.
struct IsoCalendarDate;

impl StructSequence for IsoCalendarDate {
    const TYPE: &'static Type = &ISO_CALENDAR_DATE;
    const DOC: &'static str = "";
    const FIELDS: &'static [Field] =
        &[Field::new("year", ""), Field::new("week", ""), Field::new("weekday", "")];
    const SHOWN: usize = 3;
}

/// The tuple.
pub(crate) fn new(py: &mut Py, year: i32, week: i64, weekday: i64) -> PyResult<Value> {
    let fields = [py.int(year.into())?, py.int(week)?, py.int(weekday)?];
    py.heap().struct_sequence::<IsoCalendarDate, 3>(fields)
}

fn field(this: Borrowed<'_>, index: usize) -> Value {
    let items = this.get::<Tuple>().map_or(&[][..], Tuple::items);
    items.get(index).cloned().unwrap_or_else(|| this.to_value())
}

/// All of it.
struct Methods;

#[pymethods(Tuple)]
impl Methods {
    #[pyslot("(year, week, weekday)", name = "IsoCalendarDate")]
    fn new(_class: &Type, py: &mut Py, year: i32, week: i32, weekday: i32) -> PyResult<Value> {
        new(py, year, week.into(), weekday.into())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let (year, week, weekday) = (field(this, 0), field(this, 1), field(this, 2));
        let (year, week, weekday) = (py.repr(&year)?, py.repr(&week)?, py.repr(&weekday)?);
        let class = this.type_().name();
        py.text(format_args!("{class}(year={year}, week={week}, weekday={weekday})"))
    }

    /// __reduce__() -> (cls, state)
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let fields = py.tuple([field(this, 0), field(this, 1), field(this, 2)])?;
        let arguments = py.tuple([fields])?;
        py.tuple([TUPLE.to_value(), arguments])
    }

    #[pygetter]
    fn year(this: Borrowed<'_>) -> Value {
        field(this, 0)
    }

    #[pygetter]
    fn week(this: Borrowed<'_>) -> Value {
        field(this, 1)
    }

    #[pygetter]
    fn weekday(this: Borrowed<'_>) -> Value {
        field(this, 2)
    }
}
