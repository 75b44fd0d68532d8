//! Every form that the macros know, on a type made for the purpose.
#![allow(missing_docs, reason = "a test")]

use taipan_macros::{pyclass, pymethods, pymodule};
use taipan_object::native::{Keywords, MethodDef};
use taipan_object::type_::{Definition, install};
use taipan_object::types::module::ModuleDef;
use taipan_object::types::singletons::{is_not_implemented, none};
use taipan_object::types::str_::Str;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, CompareOp, Py, PyCell, PyResult, Type, Value};

/// A payload with values in all kinds of fields.
#[pyclass(static = BAG, name = "shop.Bag")]
struct Bag {
    label: PyCell<Option<Value>>,
    items: PyCell<Vec<Value>>,
    price: i64,
}

#[pyclass(leaf, name = "Token")]
struct Token {
    number: i64,
}

struct BagMethods;

#[pymethods(Bag)]
impl BagMethods {
    /// Counts items,
    /// all of them.
    #[pymethod("($self, item, limit=-1, /)")]
    fn count(this: &Bag, py: &mut Py, item: Borrowed<'_>, limit: isize) -> PyResult<isize> {
        let items = this.items.get(py).clone();
        let mut found = 0;
        for own in &items {
            found += isize::from(py.equal(own, &item)?);
        }
        Ok(if limit >= 0 { found.min(limit) } else { found })
    }

    #[pymethod("($self, item, /)")]
    fn add(this: &Bag, py: &mut Py, item: &Value) -> PyResult<()> {
        this.items.get_mut(py).push(item.clone());
        Ok(())
    }

    #[pymethod]
    fn size(this: &Bag, py: &Py) -> usize {
        this.items.get(py).len()
    }

    #[pymethod("($self, /, name, *, width=0, loud=False)")]
    fn show(this: &Bag, py: &mut Py, name: &Str, width: Option<isize>, loud: bool) -> String {
        let _ = py;
        format!("{name}/{}/{}/{loud}", width.unwrap_or(this.price as isize), this.price)
    }

    #[pymethod("($self, first, /, *args, **kwargs)", name = "pass", hidden)]
    fn pass_on(
        this: Borrowed<'_>,
        py: &mut Py,
        first: Borrowed<'_>,
        args: Args<'_>,
        kwargs: Keywords<'_>,
    ) -> PyResult<Value> {
        let mut all = vec![this.to_value(), first.to_value()];
        all.extend(args.iter().map(Borrowed::to_value));
        for (name, value) in kwargs.iter() {
            all.push(py.heap().pair(name.to_value(), value.to_value())?);
        }
        py.tuple(all)
    }

    #[pymethod("($self, callable, /, *args, **kwargs)")]
    fn apply(_: &Bag, py: &mut Py, callable: &Value, args: Args<'_>) -> PyResult<Value> {
        py.call_args(callable, args)
    }

    #[pyclassmethod("($type, price, /)")]
    fn priced(class: &Type, py: &mut Py, price: i64) -> PyResult<Value> {
        make(py, class, price)
    }

    #[pystaticmethod("(x, y=2.5, /)")]
    fn double(x: f64, y: f64) -> f64 {
        x * 2.0 + y
    }

    /// What it costs.
    #[pygetter]
    fn price(this: &Bag) -> i64 {
        this.price
    }

    #[pygetter(name = "__label__")]
    fn label(this: &Bag, py: &mut Py) -> Option<Value> {
        this.label.get(py).clone()
    }

    #[pysetter(name = "__label__")]
    fn set_label(this: &Bag, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        drop(this.label.replace(py, value.map(Borrowed::to_value)));
        Ok(())
    }

    #[pyslot("($type, price=7, *, label=None)", name = "Bag")]
    fn new(class: &Type, py: &mut Py, price: i64, label: Option<&Value>) -> PyResult<Value> {
        let bag = make(py, class, price)?;
        if let (Some(bag), Some(label)) = (bag.get::<Bag>(), label) {
            drop(bag.label.replace(py, Some(label.clone())));
        }
        Ok(bag)
    }

    #[pyslot]
    fn length(this: &Bag, py: &mut Py) -> usize {
        this.items.get(py).len()
    }

    #[pyslot]
    fn truth(_: Borrowed<'_>, _: &mut Py) -> PyResult<bool> {
        Ok(true)
    }

    #[pyslot]
    fn subtract(left: &Bag, _: &mut Py, right: &Value) -> Option<i64> {
        right.as_i64().map(|right| left.price - right)
    }

    #[pyslot]
    fn compare(this: &Bag, _: &mut Py, other: Borrowed<'_>, op: CompareOp) -> PyResult<bool> {
        Ok(other.get::<Bag>().is_some_and(|other| op.holds(this.price.cmp(&other.price))))
    }

    #[pyslot]
    fn setitem(this: &Bag, py: &mut Py, key: Borrowed<'_>, value: Option<&Value>) -> PyResult<()> {
        let index = py.to_i64(&key)? as usize;
        let old = {
            let mut items = this.items.get_mut(py);
            match value {
                Some(value) => std::mem::replace(&mut items[index], value.clone()),
                None => items.remove(index),
            }
        };
        drop(old);
        Ok(())
    }

    #[pyslot]
    fn next(this: &Bag, py: &mut Py) -> Option<Value> {
        this.items.get_mut(py).pop()
    }
}

fn make(py: &mut Py, class: &Type, price: i64) -> PyResult<Value> {
    py.heap().object_of(class, Bag { label: PyCell::new(None), items: PyCell::new(Vec::new()), price })
}

#[pymethods]
impl Token {
    #[pymethod]
    fn value(&self) -> i64 {
        self.number
    }

    #[pymethod("($self, bag, /)")]
    fn put(&self, bag: &Bag) -> i64 {
        bag.price + self.number
    }
}

struct Shop;

#[pymodule("shop")]
impl Shop {
    /// Sells.
    #[pyfunction("(bag, /, *, times=1)")]
    fn sell(py: &mut Py, bag: &Bag, times: i32) -> PyResult<i64> {
        let _ = py;
        Ok(bag.price * i64::from(times))
    }

    #[pyfunction]
    fn nothing() {}
}

static SHOP: ModuleDef = ModuleDef { functions: &[Shop::FUNCTIONS], ..ModuleDef::of(Shop::NAME) };

static DEFINITIONS: &[Definition] = &[
    Definition {
        slots: &[BagMethods::SLOTS],
        methods: &[BagMethods::METHODS],
        getset: &[BagMethods::GETSET],
        ..Definition::of(&BAG)
    },
    Definition {
        slots: &[Token::SLOTS],
        methods: &[Token::METHODS],
        getset: &[Token::GETSET],
        ..Definition::of(&TOKEN)
    },
];

fn main_types(py: &mut Py) -> PyResult<()> {
    install::install_exceptions(py)?;
    install::install(py, DEFINITIONS)
}

/// Runs with an interpreter that has the types.
fn with_types(test: impl FnOnce(&mut Py) -> PyResult<()>) {
    let mut py = Py::new().expect("an interpreter");
    let py = &mut py;
    let result = main_types(py).and_then(|()| test(py));
    if let Err(raised) = result {
        let exception = py.take(raised);
        panic!("{}: {}", exception.type_().name(), message(py, &exception));
    }
}

fn message(py: &mut Py, exception: &Value) -> String {
    use taipan_object::exception::BaseException;
    let Some(base) = exception.get::<BaseException>() else { return String::new() };
    base.state.get(py).subject.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn error(py: &mut Py, result: PyResult<Value>) -> String {
    match result {
        Ok(_) => "no error".to_owned(),
        Err(raised) => {
            let exception = py.take(raised);
            message(py, &exception)
        }
    }
}

fn call(py: &mut Py, this: &Value, name: &str, args: &[&Value]) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    let method = py.get_attribute(this, &name)?;
    py.call(&method, args)
}

fn call_named(
    py: &mut Py,
    this: &Value,
    name: &str,
    args: &[&Value],
    names: &[(&str, &Value)],
) -> PyResult<Value> {
    let name = py.heap().intern(name)?;
    let method = py.get_attribute(this, &name)?;
    let names: Vec<_> =
        names.iter().map(|(name, value)| Ok((py.heap().intern(name)?, *value))).collect::<PyResult<_>>()?;
    let names: Vec<_> = names.iter().map(|(name, value)| (name, *value)).collect();
    py.call_with(&method, args, &names)
}

fn int(value: i64) -> Value {
    Value::small_int(value).unwrap_or_else(none)
}

#[test]
fn methods_convert_arguments_and_results() {
    with_types(|py| {
        let class = BAG.to_value();
        let bag = py.call(&class, &[])?;
        assert_eq!(bag.get::<Bag>().map(|bag| bag.price), Some(7));
        for value in [1, 2, 1] {
            call(py, &bag, "add", &[&int(value)])?;
        }
        assert_eq!(call(py, &bag, "count", &[&int(1)])?.as_i64(), Some(2));
        assert_eq!(call(py, &bag, "count", &[&int(1), &int(1)])?.as_i64(), Some(1));
        assert_eq!(call(py, &bag, "size", &[])?.as_i64(), Some(3));
        assert_eq!(py.len(&bag)?, 3);
        let name = py.str("n")?;
        assert_eq!(call(py, &bag, "show", &[&name])?.to_string(), "n/7/7/false");
        let shown =
            call_named(py, &bag, "show", &[], &[("loud", &int(1)), ("name", &name), ("width", &int(3))])?;
        assert_eq!(shown.to_string(), "n/3/7/true");
        assert_eq!(call(py, &bag, "double", &[&int(2)])?.as_float(), Some(6.5));
        let priced = call(py, &bag, "priced", &[&int(9)])?;
        assert_eq!(priced.get::<Bag>().map(|bag| bag.price), Some(9));
        Ok(())
    });
}

#[test]
fn arguments_are_passed_on() {
    with_types(|py| {
        let class = BAG.to_value();
        let bag = py.call(&class, &[])?;
        let all = call_named(py, &bag, "pass", &[&int(1), &int(2)], &[("a", &int(3)), ("first", &int(4))])?;
        let all = all.get::<Tuple>().map(Tuple::items).unwrap_or_default();
        assert_eq!(all.len(), 5);
        assert!(all[0].is(&bag) && all[2].is(&int(2)));
        let pair = all[4].get::<Tuple>().map(Tuple::items).unwrap_or_default();
        assert_eq!((pair[0].to_string(), pair[1].as_i64()), ("first".to_owned(), Some(4)));
        let made = call_named(py, &bag, "apply", &[&class, &int(5)], &[("label", &int(6))])?;
        assert_eq!(made.get::<Bag>().map(|bag| bag.price), Some(5));
        let label = py.heap().intern("__label__")?;
        assert_eq!(py.get_attribute(&made, &label)?.as_i64(), Some(6));
        Ok(())
    });
}

#[test]
fn attributes_are_read_and_written() {
    with_types(|py| {
        let bag = py.call(&BAG.to_value(), &[&int(4)])?;
        let (price, label) = (py.heap().intern("price")?, py.heap().intern("__label__")?);
        assert_eq!(py.get_attribute(&bag, &price)?.as_i64(), Some(4));
        assert!(py.get_attribute(&bag, &label)?.is(&none()));
        py.set_attribute(&bag, &label, &int(1))?;
        assert_eq!(py.get_attribute(&bag, &label)?.as_i64(), Some(1));
        py.delete_attribute(&bag, &label)?;
        assert!(py.get_attribute(&bag, &label)?.is(&none()));
        let result = py.set_attribute(&bag, &price, &int(1)).map(|()| none());
        assert_eq!(error(py, result), "attribute 'price' of 'shop.Bag' objects is not writable");
        Ok(())
    });
}

#[test]
fn slots_have_their_shapes() {
    with_types(|py| {
        let (a, b) = (py.call(&BAG.to_value(), &[&int(4)])?, py.call(&BAG.to_value(), &[&int(5)])?);
        assert!(py.is_true(&a)?);
        assert!(py.compare_truth(&a, &b, CompareOp::Lt)?);
        let name = py.heap().intern("__sub__")?;
        assert_eq!(py.call_method(&a, &name, &[&int(1)])?.as_i64(), Some(3));
        assert!(is_not_implemented(&py.call_method(&a, &name, &[&none()])?));
        call(py, &a, "add", &[&int(1)])?;
        py.set_item(&a, &int(0), &int(8))?;
        assert_eq!(py.next(&a)?.and_then(|it| it.as_i64()), Some(8));
        assert!(py.next(&a)?.is_none());
        Ok(())
    });
}

#[test]
fn errors_are_those_of_argument_clinic() {
    with_types(|py| {
        let bag = py.call(&BAG.to_value(), &[])?;
        let token = py.heap().object(Token { number: 2 })?;
        assert_eq!(call(py, &token, "put", &[&bag])?.as_i64(), Some(9));
        let result = call(py, &token, "put", &[&int(1)]);
        assert_eq!(error(py, result), "put() argument must be Bag, not int");
        let result = call(py, &bag, "show", &[&none()]);
        assert_eq!(error(py, result), "show() argument 'name' must be str, not None");
        let half = py.float(0.5)?;
        let result = call(py, &bag, "count", &[&int(1), &half]);
        assert_eq!(error(py, result), "'float' object cannot be interpreted as an integer");
        let result = call(py, &bag, "size", &[&int(1)]);
        assert_eq!(error(py, result), "Bag.size() takes no arguments (1 given)");
        let result = call(py, &bag, "count", &[]);
        assert_eq!(error(py, result), "count expected at least 1 argument, got 0");
        let result = call_named(py, &BAG.to_value(), "__call__", &[], &[("prize", &int(1))]);
        assert_eq!(error(py, result), "Bag() got an unexpected keyword argument 'prize'");
        Ok(())
    });
}

#[test]
fn functions_of_modules_are_listed() {
    let shown: Vec<_> =
        Shop::FUNCTIONS.iter().map(|it: &MethodDef| (it.name, it.doc, it.signature.text)).collect();
    assert_eq!(
        shown,
        [("sell", "Sells.", Some("($module, bag, /, *, times=1)")), ("nothing", "", Some("($module, /)"))]
    );
    assert_eq!(Shop::NAME, "shop");
    assert_eq!(BagMethods::METHODS[0].doc, "Counts items,\nall of them.");
    assert_eq!(BagMethods::METHODS[4].signature.text, None);
}

/// Attributes of an object, as texts; nothing for `None`.
fn attributes(py: &mut Py, object: &Value, names: &[&str]) -> PyResult<Vec<String>> {
    let read = |name: &&str| {
        let name = py.heap().intern(name)?;
        Ok(py.get_attribute(object, &name)?.to_string())
    };
    names.iter().map(read).collect()
}

#[test]
fn native_functions_describe_themselves() {
    with_types(|py| {
        const NAMES: &[&str] = &["__name__", "__qualname__", "__doc__", "__text_signature__"];
        let bag = py.call(&BAG.to_value(), &[])?;
        let doc = "Counts items,\nall of them.";
        let (count, price) = (py.heap().intern("count")?, py.heap().intern("price")?);
        let bound = py.get_attribute(&bag, &count)?;
        assert_eq!(attributes(py, &bound, NAMES)?, ["count", "Bag.count", doc, "($self, item, limit=-1, /)"]);
        let again = py.get_attribute(&bag, &count)?;
        assert!(!again.is(&bound) && py.equal(&again, &bound)? && py.hash(&again)? == py.hash(&bound)?);
        let shown = py.repr(&bound)?.to_string();
        assert!(shown.starts_with("<built-in method count of shop.Bag object at 0x"), "{shown}");
        let method = BAG.lookup(py, &count).expect("a method");
        assert_eq!(py.repr(&method)?.to_string(), "<method 'count' of 'shop.Bag' objects>");
        assert_eq!(attributes(py, &method, NAMES)?[1..3], ["Bag.count", doc]);
        let getter = BAG.lookup(py, &price).expect("an attribute");
        assert_eq!(py.repr(&getter)?.to_string(), "<attribute 'price' of 'shop.Bag' objects>");
        assert_eq!(attributes(py, &getter, &["__qualname__", "__doc__"])?, ["Bag.price", "What it costs."]);
        let length = py.heap().intern("__len__")?;
        let wrapper = BAG.lookup(py, &length).expect("a special method");
        assert_eq!(py.repr(&wrapper)?.to_string(), "<slot wrapper '__len__' of 'shop.Bag' objects>");
        Ok(())
    });
}

#[test]
fn modules_have_their_functions_and_say_what_is_missing() {
    with_types(|py| {
        let module = py.make_module(&SHOP)?;
        let name = py.heap().intern("sell")?;
        let sell = py.get_attribute(&module, &name)?;
        assert_eq!(py.repr(&sell)?.to_string(), "<built-in function sell>");
        let names = ["__module__", "__qualname__", "__text_signature__"];
        assert_eq!(attributes(py, &sell, &names)?, ["shop", "sell", "($module, bag, /, *, times=1)"]);
        let result = py.call(&sell, &[]);
        assert_eq!(error(py, result), "sell() takes exactly 1 positional argument (0 given)");
        let nothing = py.heap().intern("nothing")?;
        let nothing = py.get_attribute(&module, &nothing)?;
        let result = py.call(&nothing, &[&int(1)]);
        assert_eq!(error(py, result), "shop.nothing() takes no arguments (1 given)");
        let name = py.heap().intern("steal")?;
        let result = py.get_attribute(&module, &name);
        assert_eq!(error(py, result), "module 'shop' has no attribute 'steal'");
        let fallback = py.heap().intern("__getattr__")?;
        py.set_attribute(&module, &fallback, &nothing)?;
        let result = py.get_attribute(&module, &name);
        assert_eq!(error(py, result), "shop.nothing() takes no arguments (1 given)");
        Ok(())
    });
}
