import { useEffect, useState } from 'react';

const PAUSE = 500;
/** False for the first moment, so that what a person waits for is asked before the numbers beside the menu. */
export function useCalm(): boolean {
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(true), PAUSE);
    return () => clearTimeout(timer);
  }, []);
  return calm;
}
