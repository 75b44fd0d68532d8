//! The exception types. Made from `spec/exceptions.toml` by `cargo xtask codegen`; do not edit.

use crate::type_::Type;

/// `BaseException`: The base of all exceptions.
pub static BASE_EXCEPTION: Type =
    Type::with_attributes::<super::payload::BaseException>("BaseException", &crate::types::object::OBJECT);
/// `Exception`: The base of all exceptions that do not ask the program to end.
pub static EXCEPTION: Type =
    Type::with_attributes::<super::payload::BaseException>("Exception", &BASE_EXCEPTION);
/// `BaseExceptionGroup`: Several exceptions raised together.
pub static BASE_EXCEPTION_GROUP: Type =
    Type::with_attributes::<super::payload::Group>("BaseExceptionGroup", &BASE_EXCEPTION);
/// `ArithmeticError`: The base of errors in arithmetic.
pub static ARITHMETIC_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("ArithmeticError", &EXCEPTION);
/// `FloatingPointError`: A floating-point operation failed.
pub static FLOATING_POINT_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("FloatingPointError", &ARITHMETIC_ERROR);
/// `OverflowError`: The result is too large.
pub static OVERFLOW_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("OverflowError", &ARITHMETIC_ERROR);
/// `ZeroDivisionError`: A division by zero.
pub static ZERO_DIVISION_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("ZeroDivisionError", &ARITHMETIC_ERROR);
/// `AssertionError`: An assertion does not hold.
pub static ASSERTION_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("AssertionError", &EXCEPTION);
/// `AttributeError`: There is no such attribute.
pub static ATTRIBUTE_ERROR: Type =
    Type::with_attributes::<super::payload::AttributeError>("AttributeError", &EXCEPTION);
/// `BufferError`: An operation on a buffer is not possible.
pub static BUFFER_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("BufferError", &EXCEPTION);
/// `EOFError`: The input ended where more was wanted.
pub static EOF_ERROR: Type = Type::with_attributes::<super::payload::BaseException>("EOFError", &EXCEPTION);
/// `ImportError`: A module, or a name in it, cannot be imported.
pub static IMPORT_ERROR: Type =
    Type::with_attributes::<super::payload::ImportError>("ImportError", &EXCEPTION);
/// `ModuleNotFoundError`: There is no such module.
pub static MODULE_NOT_FOUND_ERROR: Type =
    Type::with_attributes::<super::payload::ImportError>("ModuleNotFoundError", &IMPORT_ERROR);
/// `LookupError`: The base of errors in looking things up.
pub static LOOKUP_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("LookupError", &EXCEPTION);
/// `IndexError`: An index is out of range.
pub static INDEX_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("IndexError", &LOOKUP_ERROR);
/// `KeyError`: There is no such key.
pub static KEY_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("KeyError", &LOOKUP_ERROR);
/// `MemoryError`: There is no memory left.
pub static MEMORY_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("MemoryError", &EXCEPTION);
/// `NameError`: There is no such name.
pub static NAME_ERROR: Type = Type::with_attributes::<super::payload::NameError>("NameError", &EXCEPTION);
/// `UnboundLocalError`: A local variable is read before it has a value.
pub static UNBOUND_LOCAL_ERROR: Type =
    Type::with_attributes::<super::payload::NameError>("UnboundLocalError", &NAME_ERROR);
/// `OSError`: The operating system reports an error.
pub static OS_ERROR: Type = Type::with_attributes::<super::payload::OsError>("OSError", &EXCEPTION);
/// `BlockingIOError`: The operation would block.
pub static BLOCKING_IO_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("BlockingIOError", &OS_ERROR);
/// `ChildProcessError`: An operation on a child process failed.
pub static CHILD_PROCESS_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("ChildProcessError", &OS_ERROR);
/// `ConnectionError`: The base of errors of connections.
pub static CONNECTION_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("ConnectionError", &OS_ERROR);
/// `BrokenPipeError`: The other end of a pipe is closed.
pub static BROKEN_PIPE_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("BrokenPipeError", &CONNECTION_ERROR);
/// `ConnectionAbortedError`: The connection was aborted.
pub static CONNECTION_ABORTED_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("ConnectionAbortedError", &CONNECTION_ERROR);
/// `ConnectionRefusedError`: The connection was refused.
pub static CONNECTION_REFUSED_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("ConnectionRefusedError", &CONNECTION_ERROR);
/// `ConnectionResetError`: The connection was reset.
pub static CONNECTION_RESET_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("ConnectionResetError", &CONNECTION_ERROR);
/// `FileExistsError`: There is such a file already.
pub static FILE_EXISTS_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("FileExistsError", &OS_ERROR);
/// `FileNotFoundError`: There is no such file.
pub static FILE_NOT_FOUND_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("FileNotFoundError", &OS_ERROR);
/// `InterruptedError`: A system call was interrupted.
pub static INTERRUPTED_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("InterruptedError", &OS_ERROR);
/// `IsADirectoryError`: The file is a directory.
pub static IS_A_DIRECTORY_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("IsADirectoryError", &OS_ERROR);
/// `NotADirectoryError`: The file is no directory.
pub static NOT_A_DIRECTORY_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("NotADirectoryError", &OS_ERROR);
/// `PermissionError`: The operation is not permitted.
pub static PERMISSION_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("PermissionError", &OS_ERROR);
/// `ProcessLookupError`: There is no such process.
pub static PROCESS_LOOKUP_ERROR: Type =
    Type::with_attributes::<super::payload::OsError>("ProcessLookupError", &OS_ERROR);
/// `TimeoutError`: The time is up.
pub static TIMEOUT_ERROR: Type = Type::with_attributes::<super::payload::OsError>("TimeoutError", &OS_ERROR);
/// `ReferenceError`: The object of a weak proxy is gone.
pub static REFERENCE_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("ReferenceError", &EXCEPTION);
/// `RuntimeError`: An error of no other kind.
pub static RUNTIME_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("RuntimeError", &EXCEPTION);
/// `NotImplementedError`: A method that a derived class must define.
pub static NOT_IMPLEMENTED_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("NotImplementedError", &RUNTIME_ERROR);
/// `PythonFinalizationError`: The interpreter is shutting down.
pub static PYTHON_FINALIZATION_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("PythonFinalizationError", &RUNTIME_ERROR);
/// `RecursionError`: Calls are nested too deeply.
pub static RECURSION_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("RecursionError", &RUNTIME_ERROR);
/// `StopAsyncIteration`: An asynchronous iterator is at its end.
pub static STOP_ASYNC_ITERATION: Type =
    Type::with_attributes::<super::payload::BaseException>("StopAsyncIteration", &EXCEPTION);
/// `StopIteration`: An iterator is at its end.
pub static STOP_ITERATION: Type =
    Type::with_attributes::<super::payload::StopIteration>("StopIteration", &EXCEPTION);
/// `SyntaxError`: The source is not valid.
pub static SYNTAX_ERROR: Type =
    Type::with_attributes::<super::payload::SyntaxError>("SyntaxError", &EXCEPTION);
/// `IndentationError`: The source is not indented correctly.
pub static INDENTATION_ERROR: Type =
    Type::with_attributes::<super::payload::SyntaxError>("IndentationError", &SYNTAX_ERROR);
/// `TabError`: Tabs and spaces are mixed in indentation.
pub static TAB_ERROR: Type =
    Type::with_attributes::<super::payload::SyntaxError>("TabError", &INDENTATION_ERROR);
/// `_IncompleteInputError`: The source ends too early.
pub static INCOMPLETE_INPUT_ERROR: Type =
    Type::with_attributes::<super::payload::SyntaxError>("_IncompleteInputError", &SYNTAX_ERROR);
/// `SystemError`: An error within the interpreter.
pub static SYSTEM_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("SystemError", &EXCEPTION);
/// `TypeError`: An object is of the wrong type.
pub static TYPE_ERROR: Type = Type::with_attributes::<super::payload::BaseException>("TypeError", &EXCEPTION);
/// `ValueError`: A value is not acceptable.
pub static VALUE_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("ValueError", &EXCEPTION);
/// `UnicodeError`: The base of errors of encoding and decoding.
pub static UNICODE_ERROR: Type =
    Type::with_attributes::<super::payload::BaseException>("UnicodeError", &VALUE_ERROR);
/// `UnicodeDecodeError`: Bytes cannot be decoded.
pub static UNICODE_DECODE_ERROR: Type =
    Type::with_attributes::<super::payload::UnicodeError>("UnicodeDecodeError", &UNICODE_ERROR);
/// `UnicodeEncodeError`: Text cannot be encoded.
pub static UNICODE_ENCODE_ERROR: Type =
    Type::with_attributes::<super::payload::UnicodeError>("UnicodeEncodeError", &UNICODE_ERROR);
/// `UnicodeTranslateError`: Text cannot be translated.
pub static UNICODE_TRANSLATE_ERROR: Type =
    Type::with_attributes::<super::payload::UnicodeError>("UnicodeTranslateError", &UNICODE_ERROR);
/// `Warning`: The base of all warnings.
pub static WARNING: Type = Type::with_attributes::<super::payload::BaseException>("Warning", &EXCEPTION);
/// `BytesWarning`: Bytes are used where text may be meant.
pub static BYTES_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("BytesWarning", &WARNING);
/// `DeprecationWarning`: Something will be removed; for programmers.
pub static DEPRECATION_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("DeprecationWarning", &WARNING);
/// `EncodingWarning`: The default encoding is used.
pub static ENCODING_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("EncodingWarning", &WARNING);
/// `FutureWarning`: Something will change; for users.
pub static FUTURE_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("FutureWarning", &WARNING);
/// `ImportWarning`: An import may be a mistake.
pub static IMPORT_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("ImportWarning", &WARNING);
/// `PendingDeprecationWarning`: Something will be deprecated.
pub static PENDING_DEPRECATION_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("PendingDeprecationWarning", &WARNING);
/// `ResourceWarning`: A resource was not given back.
pub static RESOURCE_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("ResourceWarning", &WARNING);
/// `RuntimeWarning`: Something dubious happens while a program runs.
pub static RUNTIME_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("RuntimeWarning", &WARNING);
/// `SyntaxWarning`: Something dubious stands in the source.
pub static SYNTAX_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("SyntaxWarning", &WARNING);
/// `UnicodeWarning`: Something dubious happens to text.
pub static UNICODE_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("UnicodeWarning", &WARNING);
/// `UserWarning`: A warning of a program of its own.
pub static USER_WARNING: Type =
    Type::with_attributes::<super::payload::BaseException>("UserWarning", &WARNING);
/// `GeneratorExit`: A generator is asked to end.
pub static GENERATOR_EXIT: Type =
    Type::with_attributes::<super::payload::BaseException>("GeneratorExit", &BASE_EXCEPTION);
/// `KeyboardInterrupt`: The user interrupted the program.
pub static KEYBOARD_INTERRUPT: Type =
    Type::with_attributes::<super::payload::BaseException>("KeyboardInterrupt", &BASE_EXCEPTION);
/// `SystemExit`: The program asks to end.
pub static SYSTEM_EXIT: Type =
    Type::with_attributes::<super::payload::SystemExit>("SystemExit", &BASE_EXCEPTION);
/// `ExceptionGroup`: Several ordinary exceptions raised together.
pub static EXCEPTION_GROUP: Type =
    Type::with_attributes::<super::payload::Group>("ExceptionGroup", &BASE_EXCEPTION_GROUP);

/// All of them with their docstrings, bases first.
pub const ALL: &[(&Type, &str)] = &[
    (&BASE_EXCEPTION, "The base of all exceptions."),
    (&EXCEPTION, "The base of all exceptions that do not ask the program to end."),
    (&BASE_EXCEPTION_GROUP, "Several exceptions raised together."),
    (&ARITHMETIC_ERROR, "The base of errors in arithmetic."),
    (&FLOATING_POINT_ERROR, "A floating-point operation failed."),
    (&OVERFLOW_ERROR, "The result is too large."),
    (&ZERO_DIVISION_ERROR, "A division by zero."),
    (&ASSERTION_ERROR, "An assertion does not hold."),
    (&ATTRIBUTE_ERROR, "There is no such attribute."),
    (&BUFFER_ERROR, "An operation on a buffer is not possible."),
    (&EOF_ERROR, "The input ended where more was wanted."),
    (&IMPORT_ERROR, "A module, or a name in it, cannot be imported."),
    (&MODULE_NOT_FOUND_ERROR, "There is no such module."),
    (&LOOKUP_ERROR, "The base of errors in looking things up."),
    (&INDEX_ERROR, "An index is out of range."),
    (&KEY_ERROR, "There is no such key."),
    (&MEMORY_ERROR, "There is no memory left."),
    (&NAME_ERROR, "There is no such name."),
    (&UNBOUND_LOCAL_ERROR, "A local variable is read before it has a value."),
    (&OS_ERROR, "The operating system reports an error."),
    (&BLOCKING_IO_ERROR, "The operation would block."),
    (&CHILD_PROCESS_ERROR, "An operation on a child process failed."),
    (&CONNECTION_ERROR, "The base of errors of connections."),
    (&BROKEN_PIPE_ERROR, "The other end of a pipe is closed."),
    (&CONNECTION_ABORTED_ERROR, "The connection was aborted."),
    (&CONNECTION_REFUSED_ERROR, "The connection was refused."),
    (&CONNECTION_RESET_ERROR, "The connection was reset."),
    (&FILE_EXISTS_ERROR, "There is such a file already."),
    (&FILE_NOT_FOUND_ERROR, "There is no such file."),
    (&INTERRUPTED_ERROR, "A system call was interrupted."),
    (&IS_A_DIRECTORY_ERROR, "The file is a directory."),
    (&NOT_A_DIRECTORY_ERROR, "The file is no directory."),
    (&PERMISSION_ERROR, "The operation is not permitted."),
    (&PROCESS_LOOKUP_ERROR, "There is no such process."),
    (&TIMEOUT_ERROR, "The time is up."),
    (&REFERENCE_ERROR, "The object of a weak proxy is gone."),
    (&RUNTIME_ERROR, "An error of no other kind."),
    (&NOT_IMPLEMENTED_ERROR, "A method that a derived class must define."),
    (&PYTHON_FINALIZATION_ERROR, "The interpreter is shutting down."),
    (&RECURSION_ERROR, "Calls are nested too deeply."),
    (&STOP_ASYNC_ITERATION, "An asynchronous iterator is at its end."),
    (&STOP_ITERATION, "An iterator is at its end."),
    (&SYNTAX_ERROR, "The source is not valid."),
    (&INDENTATION_ERROR, "The source is not indented correctly."),
    (&TAB_ERROR, "Tabs and spaces are mixed in indentation."),
    (&INCOMPLETE_INPUT_ERROR, "The source ends too early."),
    (&SYSTEM_ERROR, "An error within the interpreter."),
    (&TYPE_ERROR, "An object is of the wrong type."),
    (&VALUE_ERROR, "A value is not acceptable."),
    (&UNICODE_ERROR, "The base of errors of encoding and decoding."),
    (&UNICODE_DECODE_ERROR, "Bytes cannot be decoded."),
    (&UNICODE_ENCODE_ERROR, "Text cannot be encoded."),
    (&UNICODE_TRANSLATE_ERROR, "Text cannot be translated."),
    (&WARNING, "The base of all warnings."),
    (&BYTES_WARNING, "Bytes are used where text may be meant."),
    (&DEPRECATION_WARNING, "Something will be removed; for programmers."),
    (&ENCODING_WARNING, "The default encoding is used."),
    (&FUTURE_WARNING, "Something will change; for users."),
    (&IMPORT_WARNING, "An import may be a mistake."),
    (&PENDING_DEPRECATION_WARNING, "Something will be deprecated."),
    (&RESOURCE_WARNING, "A resource was not given back."),
    (&RUNTIME_WARNING, "Something dubious happens while a program runs."),
    (&SYNTAX_WARNING, "Something dubious stands in the source."),
    (&UNICODE_WARNING, "Something dubious happens to text."),
    (&USER_WARNING, "A warning of a program of its own."),
    (&GENERATOR_EXIT, "A generator is asked to end."),
    (&KEYBOARD_INTERRUPT, "The user interrupted the program."),
    (&SYSTEM_EXIT, "The program asks to end."),
    (&EXCEPTION_GROUP, "Several ordinary exceptions raised together."),
];
