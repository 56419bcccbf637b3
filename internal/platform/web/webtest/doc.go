// Package webtest tries the web side of the program: scenario tables over a handler, checks that every page must pass,
// and checks that catalogues and templates are whole. It is used by tests alone.
package webtest
