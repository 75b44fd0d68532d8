//! What exceptions do, asked through the kernel. (Their texts are held to CPython's by the programs of the test suite.)

use taipan_object::exception as exc;
use taipan_object::exception::group::{Matcher, split};
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, Type, Value};

fn with_py(test: impl FnOnce(&mut Py)) {
    let mut py = Py::new().expect("an interpreter");
    taipan_builtins::install(&mut py).expect("the builtin types");
    test(&mut py);
}

fn make(py: &mut Py, class: &Type, args: &[&Value]) -> Value {
    match py.call(&class.to_value(), args) {
        Ok(exception) => exception,
        Err(raised) => panic!("{}", shown(py, raised)),
    }
}

fn shown(py: &mut Py, raised: taipan_object::Raised) -> String {
    let exception = py.take(raised);
    let text = py.to_str(&exception).map(|text| text.to_string()).unwrap_or_default();
    format!("{}: {text}", exception.type_())
}

fn attribute(py: &mut Py, object: &Value, name: &str) -> Value {
    let name = py.heap().intern(name).expect("a name");
    py.get_attribute(object, &name).expect("an attribute")
}

fn str_of(py: &mut Py, value: &Value) -> String {
    py.to_str(value).map(|text| text.to_string()).expect("a text")
}

#[test]
fn arguments_are_made_when_they_are_asked_for() {
    with_py(|py| {
        let text = py.str("text").unwrap();
        let exception = make(py, &exc::VALUE_ERROR, &[&text]);
        assert_eq!(str_of(py, &exception), "text");
        let args = attribute(py, &exception, "args");
        assert!(args.get::<Tuple>().unwrap().items()[0].is(&text));
        assert!(attribute(py, &exception, "args").is(&args));
        let empty = make(py, &exc::VALUE_ERROR, &[]);
        assert_eq!(str_of(py, &empty), "");
    });
}

#[test]
fn builtin_exceptions_take_attributes() {
    with_py(|py| {
        let (name, value) = (py.heap().intern("mine").unwrap(), py.int(5).unwrap());
        let stop = make(py, &exc::STOP_ITERATION, &[&value]);
        py.set_attribute(&stop, &name, &value).unwrap();
        assert_eq!(attribute(py, &stop, "mine").as_i64(), Some(5));
        assert_eq!(attribute(py, &stop, "value").as_i64(), Some(5));
        let note = py.str("a note").unwrap();
        let add_note = py.heap().intern("add_note").unwrap();
        py.call_method(&stop, &add_note, &[&note]).unwrap();
        let notes = attribute(py, &stop, "__notes__");
        assert_eq!(py.len(&notes).unwrap_or(1), 1);
        let dict = attribute(py, &stop, "__dict__");
        assert_eq!(dict.get::<taipan_object::types::dict::Dict>().unwrap().len(py), 2);
    });
}

#[test]
fn the_message_of_a_missing_attribute_is_made_late() {
    with_py(|py| {
        let name = py.heap().intern("nothing").unwrap();
        let raised = py.get_attribute(&none(), &name).err().unwrap();
        let exception = py.take(raised);
        assert_eq!(str_of(py, &exception), "'NoneType' object has no attribute 'nothing'");
        assert_eq!(attribute(py, &exception, "args").get::<Tuple>().unwrap().len(), 1);
        assert!(attribute(py, &exception, "name").is(&name));
    });
}

#[test]
fn errors_of_the_system_have_classes() {
    with_py(|py| {
        let file = py.str("file").unwrap();
        let raised = py.os_error(2, Some(&file));
        let exception = py.take(raised);
        assert!(exception.type_().is(&exc::FILE_NOT_FOUND_ERROR));
        assert!(attribute(py, &exception, "filename").is(&file));
        let (errno, text) = (py.int(13).unwrap(), py.str("no").unwrap());
        let exception = make(py, &exc::OS_ERROR, &[&errno, &text, &file]);
        assert!(exception.type_().is(&exc::PERMISSION_ERROR));
        assert_eq!(attribute(py, &exception, "args").get::<Tuple>().unwrap().len(), 2);
        let (errno, written) = (py.int(11).unwrap(), py.int(3).unwrap());
        let exception = make(py, &exc::OS_ERROR, &[&errno, &text, &written]);
        assert!(exception.type_().is(&exc::BLOCKING_IO_ERROR));
        assert_eq!(attribute(py, &exception, "characters_written").as_i64(), Some(3));
    });
}

#[test]
fn raising_checks_what_is_raised() {
    with_py(|py| {
        let three = py.int(3).unwrap();
        let raised = py.raise_value(&three, None);
        assert_eq!(shown(py, raised), "TypeError: exceptions must derive from BaseException");
        let class = exc::KEY_ERROR.to_value();
        let raised = py.raise_value(&class, Some(&three));
        assert_eq!(shown(py, raised), "TypeError: exception causes must derive from BaseException");
        let raised = py.raise_value(&class, Some(&exc::VALUE_ERROR.to_value()));
        let exception = py.take(raised);
        assert!(exception.type_().is(&exc::KEY_ERROR));
        assert!(attribute(py, &exception, "__cause__").type_().is(&exc::VALUE_ERROR));
        assert!(py.exception_matches(&exception, &exc::LOOKUP_ERROR.to_value()).unwrap());
        let pair = py.tuple([exc::OS_ERROR.to_value(), exc::KEY_ERROR.to_value()]).unwrap();
        assert!(py.exception_matches(&exception, &pair).unwrap());
        let raised = py.exception_matches(&exception, &three).unwrap_err();
        assert_eq!(
            shown(py, raised),
            "TypeError: catching classes that do not inherit from BaseException is not allowed"
        );
    });
}

#[test]
fn contexts_form_no_cycles() {
    with_py(|py| {
        let [first, second] = [&exc::KEY_ERROR, &exc::VALUE_ERROR].map(|class| make(py, class, &[]));
        for (handled, new) in [(&first, &second), (&second, &first)] {
            drop(py.shared().handled().replace(Some(handled.clone())));
            let raised = py.raise_value(new, None);
            drop(py.take(raised));
        }
        drop(py.shared().handled().replace(None));
        assert!(attribute(py, &first, "__context__").is(&second));
        assert!(is_none(&attribute(py, &second, "__context__")));
    });
}

fn group(py: &mut Py, exceptions: Vec<Value>) -> Value {
    py.exception_group("group", exceptions).expect("a group")
}

#[test]
fn groups_are_split_and_put_together() {
    with_py(|py| {
        let leaves = [&exc::KEY_ERROR, &exc::VALUE_ERROR, &exc::TYPE_ERROR].map(|class| make(py, class, &[]));
        let inner = group(py, vec![leaves[0].clone(), leaves[1].clone()]);
        let outer = group(py, vec![inner, leaves[2].clone()]);
        assert!(outer.type_().is(&exc::EXCEPTION_GROUP));
        assert_eq!(str_of(py, &outer), "group (2 sub-exceptions)");
        let target = exc::VALUE_ERROR.to_value();
        let parts = split(py, &outer, Matcher::Type(&target), true).unwrap();
        let (matching, rest) = (parts.matching.unwrap(), parts.rest.unwrap());
        assert_eq!(str_of(py, &matching), "group (1 sub-exception)");
        assert_eq!(str_of(py, &rest), "group (2 sub-exceptions)");

        // One clause raised what it caught again, and another raised something new.
        let new = make(py, &exc::OS_ERROR, &[]);
        let cause = make(py, &exc::OS_ERROR, &[]);
        exc::set_cause(py, &new, Some(cause));
        let raised = py.list(vec![new.clone(), matching, rest]).unwrap();
        let again = py.prepare_star_reraise(&outer, &raised).unwrap();
        let exceptions = attribute(py, &again, "exceptions");
        let exceptions = exceptions.get::<Tuple>().unwrap().items();
        assert!(exceptions[0].is(&new));
        assert_eq!(str_of(py, &exceptions[1]), "group (2 sub-exceptions)");

        let caught = py.exception_group_match(&leaves[1], &target).unwrap();
        assert!(caught.matching.unwrap().type_().is(&exc::EXCEPTION_GROUP));
        let stop = make(py, &exc::KEYBOARD_INTERRUPT, &[]);
        assert!(group(py, vec![stop]).type_().is(&exc::BASE_EXCEPTION_GROUP));
        let mro = exc::EXCEPTION_GROUP.state(py).mro.get(py).clone();
        assert_eq!(mro.get::<Tuple>().unwrap().len(), 5);
    });
}
