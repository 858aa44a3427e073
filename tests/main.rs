//! One integration target, so that it links once.
