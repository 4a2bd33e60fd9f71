/**
 * Operations of the UiTPAS API 4.0 that this server does not have, by their published id, and why.
 * The table in docs/uitpas-compatibility.md is made of it.
 */
export const notServed: Readonly<Record<string, string>> = {};
