// Package resident (Dutch: inwoner) is the pages of a file: search first, see calmly how somebody is reached without
// danger, and change one small block at a time so that nothing typed is lost. It is not the nouns and their storage,
// which are package people, and it decides nothing about rights, which access.May does. It owns no tables.
package resident
