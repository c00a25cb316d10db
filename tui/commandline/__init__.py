"""The commands of the command line, one file a family. They return what to write and print nothing."""
