/** Joins the class names that apply; CSS Modules type each of them as possibly missing. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
