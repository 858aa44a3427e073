//! Mentions of whole sentences, in all four written languages. All sentences are ours.
