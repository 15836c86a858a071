import { useEffect, useState } from 'react';
import { queryClient } from './query-client.ts';

const PAUSE = 500;
const LONGEST = 5000;
/** False until what a person waits for has been read, so that it is asked before the numbers beside the menu. */
export function useCalm(): boolean {
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    const began = Date.now();
    let timer = setTimeout(function look() {
      if (queryClient.isFetching() && Date.now() - began < LONGEST) timer = setTimeout(look, PAUSE / 5);
      else setCalm(true);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, []);
  return calm;
}
