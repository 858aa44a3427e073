//! The fixtures: minutes written for this repository, each with what the program makes of it.
