//! Repairs, segments and structures OCR'd minutes of Scandinavian municipalities.
//!
//! A document goes through stages that pass plain values forward and never call back:
//! [`read`] → [`identify`] → [`repair`] → [`outline`] → [`extract`] → [`assemble`] → JSON. [`Pipeline`] runs them;
//! [`batch`] runs the pipeline over files and threads. `ARCHITECTURE.md` says what each stage may know.
//!
//! ```
//! use protokoll::{Pipeline, Settings};
//!
//! let pipeline = Pipeline::new(Settings::default());
//! let record = pipeline.process("note.txt", "§ 1\nVal av justerare\n\nBeslut\n\nAnna Berg utses.".as_bytes()).unwrap();
//! assert_eq!(record.language.code, "sv");
//! ```

pub mod assemble;
pub mod compare;
pub mod extract;
pub mod gold;
pub mod identify;
pub mod language;
pub mod learn;
pub mod lexicon;
pub mod measure;
pub mod outline;
pub mod personal;
pub mod pipeline;
pub mod read;
pub mod record;
pub mod repair;
pub mod tables;
pub mod text;

pub mod batch;

pub use language::Language;
pub use pipeline::{Pipeline, Settings};
pub use record::Record;
