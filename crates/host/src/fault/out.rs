//! Writing from a signal handler.

/// A file that is written to without buffers. What cannot be written is lost.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    file: i32,
}

impl Out {
    /// A file by its descriptor.
    pub fn new(file: i32) -> Self {
        Self { file }
    }

    /// Writes a text.
    pub fn text(self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Writes bytes.
    pub fn bytes(self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            // SAFETY: the bytes are there; whether the file is open is the system's to say.
            let written = unsafe { libc::write(self.file, bytes.as_ptr().cast(), bytes.len()) };
            match usize::try_from(written) {
                Ok(written) if written > 0 => bytes = bytes.get(written..).unwrap_or(&[]),
                _ if std::io::Error::last_os_error().raw_os_error() == Some(libc::EINTR) => {}
                _ => return,
            }
        }
    }

    /// Writes a number.
    pub fn decimal(self, number: u64) {
        self.digits(number, 10, 1);
    }

    /// Writes a number with at least so many hexadecimal digits.
    pub fn hex(self, number: u64, width: usize) {
        self.digits(number, 16, width);
    }

    fn digits(self, mut number: u64, base: u64, width: usize) {
        let mut buffer = [b'0'; 20];
        let mut start = buffer.len();
        for (index, place) in buffer.iter_mut().enumerate().rev() {
            *place = b"0123456789abcdef"[(number % base) as usize];
            number /= base;
            start = index;
            if number == 0 {
                break;
            }
        }
        let start = start.min(buffer.len().saturating_sub(width));
        self.bytes(buffer.get(start..).unwrap_or(&[]));
    }

    /// Writes a character: as it is if it is printable ASCII, else escaped.
    pub fn character(self, point: u32) {
        match point {
            0x20..=0x7e => self.bytes(&[point as u8]),
            0..=0x1f | 0x7f..=0xff => {
                self.text("\\x");
                self.hex(point.into(), 2);
            }
            0x100..=0xffff => {
                self.text("\\u");
                self.hex(point.into(), 4);
            }
            _ => {
                self.text("\\U");
                self.hex(point.into(), 8);
            }
        }
    }
}
