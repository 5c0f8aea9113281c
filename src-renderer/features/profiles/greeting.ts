/** The part of the day that a greeting names, in local time. */
export type PartOfDay = 'morning' | 'afternoon' | 'evening';

export function greetingAt(now: Date): PartOfDay {
  const hour = now.getHours();
  if (hour < 5) return 'evening';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}
