//! Things on numbered shelves: whoever knows the number of what is wanted looks at one shelf, not at all things.
//!
//! What the numbers stand for (a first letter, a hash) is for those who ask.

/// Things in the order of their shelves; on a shelf, in the order in which they came.
#[derive(Debug)]
pub(super) struct Shelves<T> {
    things: Vec<T>,
    /// Where the things of each shelf begin, and once more where the last end.
    first: Vec<u32>,
}

impl<T> Shelves<T> {
    /// Puts things on `count` shelves; `shelf` is below that.
    pub(super) fn new(mut things: Vec<T>, count: usize, shelf: impl Fn(&T) -> usize) -> Self {
        let mut first = vec![0; count + 1];
        for thing in &things {
            first[shelf(thing) + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        things.sort_by_key(shelf);
        Self { things, first }
    }

    /// What stands on a shelf.
    #[inline]
    pub(super) fn of(&self, shelf: usize) -> &[T] {
        &self.things[self.first[shelf] as usize..self.first[shelf + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Shelves;

    #[test]
    fn things_stand_on_their_shelves_in_the_order_in_which_they_came() {
        let shelves =
            Shelves::new(vec!["bro", "ask", "ö", "bo"], 256, |word| usize::from(word.as_bytes()[0]));
        assert_eq!(shelves.of(usize::from(b'b')), ["bro", "bo"]);
        assert_eq!(shelves.of(usize::from(b'c')), [""; 0]);
        assert_eq!(shelves.of(0xC3), ["ö"]);
    }
}
