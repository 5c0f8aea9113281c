// Seconds until the next try, ticking on the screen. Counted against the clock, so that a sleeping computer catches up.
import { useEffect, useState } from 'react';
import { useFormat } from '#renderer/data/format.ts';

export interface Countdown {
  readonly isRunning: boolean;
  /** It ran and has ended. */
  readonly isOver: boolean;
  /** "4 seconds" */
  readonly text: string;
  readonly start: (seconds: number) => void;
}

export function useCountdown(): Countdown {
  const format = useFormat();
  const [until, setUntil] = useState<number | null>(null);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(seconds);
      if (seconds === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return {
    isRunning: left > 0,
    isOver: until !== null && left === 0,
    text: format.duration(left),
    start: (seconds) => {
      setUntil(Date.now() + seconds * 1000);
      setLeft(seconds);
    },
  };
}
