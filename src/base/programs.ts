/** Python with a program to follow, whatever `PYTHON...` variables and the working folder have in store for the application. */
export const PYTHON_PROGRAM = ['python', '-I', '-c'];
