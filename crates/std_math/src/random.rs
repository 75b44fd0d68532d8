//! `_random`: the generator of random numbers that `random` is made of.

mod twister;

use taipan_macros::{pyclass, pymethods};
use taipan_num::int::IntRef;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyCell, PyResult, Type, Value};

use twister::{LENGTH, Twister};

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some("The Mersenne Twister, a generator of random numbers."),
    definitions: &[DEFINITIONS],
    types: &[&RANDOM],
    ..ModuleDef::of("_random")
};

static DEFINITIONS: &[Definition] = &[Definition {
    doc: Some("Random() -> a generator of random numbers with a state of its own."),
    flags: Flags::BASE,
    slots: &[Random::SLOTS],
    methods: &[Random::METHODS],
    ..Definition::of(&RANDOM)
}];

/// The payload.
#[pyclass(name = "_random.Random", leaf)]
pub(crate) struct Random {
    twister: PyCell<Twister>,
}

#[pymethods]
impl Random {
    #[pyslot]
    fn new(class: &Type, py: &mut Py, _: Args<'_>) -> PyResult<Value> {
        py.heap().object_of(class, Self { twister: PyCell::new(Twister::default()) })
    }

    #[pyslot]
    fn init(this: &Random, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        if args.has_keywords() {
            return Err(exc::type_error(py, format_args!("Random() takes no keyword arguments")));
        }
        if args.len() > 1 {
            let count = args.len();
            return Err(exc::type_error(py, format_args!("Random expected at most 1 argument, got {count}")));
        }
        seed(py, this, args.get(0))
    }

    /// The next float that is at least 0 and below 1.
    #[pymethod("($self, /)")]
    fn random(&self, py: &mut Py) -> f64 {
        self.twister.get_mut(py).next_float()
    }

    /// Begins anew from a number, or from the hash of any other value; without one, from randomness of the system.
    #[pymethod("($self, n=None, /)")]
    fn seed(&self, py: &mut Py, n: Option<Borrowed<'_>>) -> PyResult<()> {
        seed(py, self, n)
    }

    /// The state, for setstate().
    #[pymethod("($self, /)")]
    fn getstate(&self, py: &mut Py) -> PyResult<Value> {
        let (words, index) = {
            let twister = self.twister.get(py);
            (twister.words().to_vec(), twister.index())
        };
        let mut state = Vec::with_capacity(words.len() + 1);
        for word in words {
            state.push(py.int(word.into())?);
        }
        state.push(py.int_from_usize(index)?);
        py.tuple(state)
    }

    /// Goes on from a state that getstate() gave.
    #[pymethod("($self, state, /)")]
    fn setstate(&self, py: &mut Py, state: &Value) -> PyResult<()> {
        let Some(items) = state.get::<Tuple>().map(Tuple::items) else {
            return Err(exc::type_error(py, format_args!("state vector must be a tuple")));
        };
        if items.len() != LENGTH + 1 {
            return Err(exc::value_error(py, format_args!("state vector is the wrong size")));
        }
        let mut words = [0; LENGTH];
        for (word, item) in words.iter_mut().zip(items) {
            *word = state_word(py, item)?;
        }
        let index = match items.last() {
            Some(index) => py.to_i64(index)?,
            None => -1,
        };
        match usize::try_from(index).ok().and_then(|index| Twister::of(&words, index)) {
            Some(twister) => {
                *self.twister.get_mut(py) = twister;
                Ok(())
            }
            None => Err(exc::value_error(py, format_args!("invalid state"))),
        }
    }

    /// An int of k random bits.
    #[pymethod("($self, k, /)")]
    fn getrandbits(&self, py: &mut Py, k: Borrowed<'_>) -> PyResult<Value> {
        if let Some(bits @ 1..=32) = k.as_small_int() {
            let word = self.twister.get_mut(py).next_word() >> (32 - bits);
            return py.int(word.into());
        }
        let count = bit_count(py, &k)?;
        let mut limbs = Vec::new();
        limbs.try_reserve_exact(count.div_ceil(64))?;
        let mut twister = self.twister.get_mut(py);
        let mut left = count;
        while left > 0 {
            let mut limb = 0;
            for half in [0, 32] {
                if left == 0 {
                    break;
                }
                let word = twister.next_word();
                let word = if left < 32 { word >> (32 - left) } else { word };
                limb |= u64::from(word) << half;
                left = left.saturating_sub(32);
            }
            limbs.push(limb);
        }
        drop(twister);
        py.heap().big_int(IntRef::new(false, &limbs))
    }
}

/// A word of a state.
fn state_word(py: &mut Py, item: &Value) -> PyResult<u32> {
    if !item.is_int() {
        return Err(exc::type_error(py, format_args!("an integer is required")));
    }
    let mut limb = [0];
    let number = item.as_int(&mut limb);
    match number {
        Some(number) if number.negative => {
            Err(exc::overflow_error(py, format_args!("can't convert negative value to unsigned int")))
        }
        // The lower half counts, as where CPython reads an unsigned long.
        Some(number) => match number.to_u64() {
            Some(word) => Ok(word as u32),
            None => Err(exc::overflow_error(
                py,
                format_args!("Python int too large to convert to C unsigned long"),
            )),
        },
        None => Ok(0),
    }
}

/// The argument of `getrandbits`.
fn bit_count(py: &mut Py, value: &Value) -> PyResult<usize> {
    let number = py.index(value)?;
    let mut limb = [0];
    let number = number.as_int(&mut limb);
    if number.is_some_and(|number| number.negative) {
        return Err(exc::value_error(py, format_args!("Cannot convert negative int")));
    }
    match number.and_then(IntRef::to_u64) {
        Some(count) => Ok(count as usize),
        None => Err(exc::overflow_error(py, format_args!("Python int too large for C uint64_t"))),
    }
}

/// Begins anew.
fn seed(py: &mut Py, random: &Random, value: Option<Borrowed<'_>>) -> PyResult<()> {
    let key = match value.filter(|value| !is_none(value)) {
        None => system_key(py)?,
        Some(value) if value.is_int() => key_of(&value),
        Some(value) => {
            let hash = py.hash(&value)?;
            words(&[hash.cast_unsigned()])
        }
    };
    *random.twister.get_mut(py) = Twister::from_key(&key);
    Ok(())
}

/// The magnitude of an int in words of 32 bits, at least one.
fn key_of(value: &Value) -> Vec<u32> {
    let mut limb = [0];
    value.as_int(&mut limb).map_or_else(|| vec![0], |int| words(int.limbs))
}

fn words(limbs: &[u64]) -> Vec<u32> {
    let mut words: Vec<u32> = limbs.iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]).collect();
    while words.len() > 1 && words.last() == Some(&0) {
        words.pop();
    }
    if words.is_empty() {
        words.push(0);
    }
    words
}

/// As many random words as the state has.
fn system_key(py: &mut Py) -> PyResult<Vec<u32>> {
    let mut bytes = vec![0; LENGTH * 4];
    if let Err(error) = taipan_host::random::fill(&mut bytes) {
        return Err(py.io_error(&error, None));
    }
    Ok(bytes.chunks_exact(4).map(|word| u32::from_ne_bytes([word[0], word[1], word[2], word[3]])).collect())
}
