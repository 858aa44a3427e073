//! Many documents: files, threads, and what becomes of the ones that cannot be read.
