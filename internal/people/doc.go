// Package people holds the shared nouns: teams and neighbourhoods, residents (inwoners) and who works with them. Slices
// read and change them through here and keep ids of them.
//
// It is not identity: who a worker is and how they sign in belongs to platform/access, whose tables organisation and
// worker it points at. Nothing about a worker's health exists here, and no citizen service number, nationality or
// religion of anybody. Which field is there on what ground stands in docs/privacy.
//
// A file is a frame (table resident) with blocks: small records that are each read, shown and changed as one, with a
// version of their own. Owns the tables of migration 0004.
package people
