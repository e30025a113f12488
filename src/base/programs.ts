/**
 * Python with a program to follow, whatever `PYTHON...` variables and the working folder have in store for the application. It uses the
 * standard library alone, so that nobody need look for packages (`-S`).
 */
export const PYTHON_PROGRAM = ['python', '-I', '-S', '-c'];
