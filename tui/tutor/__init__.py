"""The tutor: seven tasks on a copy of the sample, beside the project that is open."""
