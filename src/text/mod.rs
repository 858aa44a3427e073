//! Text and places in it: typed spans, edits, lines, and joined views.
//!
//! This layer knows characters and offsets. It refuses to know documents, languages and minutes, so that every
//! stage above can agree on where something stands. Offsets are bytes inside the program (slicing is free) and
//! become code points only where a record is written ([`CodePoints`]).

mod code_points;
mod edit;
mod forms;
mod letters;
mod lines;
mod span;
mod view;

pub use code_points::CodePoints;
pub use edit::{Edit, EditKind, Edits};
pub use forms::{Forms, ShortForm, short_form};
pub use letters::{capitalised, is_letter, is_letter_or_digit};
pub use lines::{Line, closed_lines, lines};
pub use span::{Joined, Read, Repaired, Span};
pub use view::View;
